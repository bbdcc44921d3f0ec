"""Preview a session: from a script to its timeline. No MP3 is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from voiceroutine.app.accent import other_accent
from voiceroutine.app.fit import fit
from voiceroutine.app.recordings import unused_recordings
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.app.shares import Share, share_of
from voiceroutine.app.speech import Estimate, estimate, prepare, start_voice
from voiceroutine.document.comments import swallowed
from voiceroutine.document.problems import FaultyScriptError, Problem, in_order
from voiceroutine.errors import VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.plan.account import account_of
from voiceroutine.plan.director import direct
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.timeline_json import as_json
from voiceroutine.script.checks.allowed import without_allowed
from voiceroutine.script.checks.base import WarningContext
from voiceroutine.script.checks.registry import warnings_in
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import Script, load_script
from voiceroutine.script.wording import language_of, phrases_of
from voiceroutine.units import LONGEST_DURATION_MS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.document.nodes import Path as FieldPath
    from voiceroutine.document.problems import Finding
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.plan.timeline import Chapter, Timeline
    from voiceroutine.script.adjustments import Adjustments
    from voiceroutine.script.library import Library
    from voiceroutine.voice.clips import Clips


_BY_FITTING = ("same-words", "unused-allow")
"""Codes of warnings: a cue is said more often in more reps, and what was allowed may have been left out."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A script with its timeline and the clips it is played from."""

    script: Script
    timeline: Timeline
    clips: Clips
    warnings: tuple[Problem, ...]
    written: Script
    """The script before it was fitted to its `length`."""
    on_paper: Script
    """The script with the doses of the session, and with all the words and the pauses that are written."""
    changes: tuple[str, ...] = ()
    """What was changed to fit it to its `length`, each in a line."""

    def dose(self, chapter: Chapter) -> str:
        """Return the dose of the stretch that `chapter` holds, as on paper; nothing for the opening and the closing."""
        if chapter is self.timeline.chapters[0]:  # which ends with the way to the first stretch
            return ""
        places = [event.turn.stretch for event in chapter.events if event.turn.stretch is not None]
        # most of a chapter is its own stretch; the next one can be announced in it
        place = max(set(places), key=places.count, default=None)
        return print_dose(self.script.routine.occurrences[place].stretch) if place is not None else ""

    def share(self, *chapters: Chapter) -> Share:
        """Return what the time of some chapters is spent on; without any, that of the session."""
        return share_of(chapters or self.timeline.chapters)

    def as_json(self) -> dict[str, Any]:
        """Return the timeline as `voiceroutine show --json` prints it.

        It includes what the voice is given, where each event is written in the script, what the time is spent on, and
        what was changed to fit it to its length.
        """

        def source(path: FieldPath) -> dict[str, Any] | None:
            if not path:  # the disclaimer is written nowhere
                return None
            span = self.script.span_of(path)
            line, column = span.source.position(span.start)
            return {"file": span.source.name, "line": line, "column": column}

        def share(chapter: Chapter) -> dict[str, int]:
            return share_of([chapter]).as_json()

        return as_json(self.timeline, spoken=self.clips.pronounce, source=source, share=share, changes=self.changes)


def preview(
    script: str | Path,
    *,
    voice: str | None = None,
    adjustments: Adjustments | None = None,
    library: Library | None = None,
    reporter: Reporter | None = None,
) -> Preview:
    """Read a script, have the voice speak what it has not spoken yet, and lay out the timeline.

    >>> import voiceroutine
    >>> found = voiceroutine.preview("desk-break")
    >>> found.timeline.chapters[0].title
    'Opening'

    Args:
        script: Its name or its path.
        voice: Speaks instead of the script's own choice.
        adjustments: What is different from the script, for once.
        library: Where scripts are looked for; by default in `./scripts`, in the user's folder and among the bundled
            ones.
        reporter: Is told how far it is.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it.
    """
    from voiceroutine.app.bells import bells_for

    reporter = reporter or SilentReporter()
    written = load_script(script, library or default_library(), adjustments=adjustments)
    fitted = fit(written, voice, reporter)
    loaded = fitted.script
    rings_ms = bells_for(loaded).lengths_ms
    plans = plan_session(loaded)
    clips, guess = rehearse(loaded, plans, voice, reporter)
    further = (*other_accent(loaded, clips.voice, voice), *unused_recordings(loaded, clips))
    warnings = require_room(loaded, guess.timeline, further, fitted=bool(fitted.changes))
    for position, plan in enumerate(plans):
        reporter.progress(plan.title, position / len(plans))
        prepare(loaded, plan, clips)
    title, wake = shown(loaded.routine.title), loaded.routine.wakes
    timeline = lay_out(title, plans, clips.length_ms, wake=wake, rings_ms=rings_ms)
    chapters = tuple(chapter.spoken(clips.refused) for chapter in timeline.chapters)
    timeline = replace(timeline, chapters=chapters, disclaimer=loaded.routine.phrases.disclaimer)
    return Preview(loaded, timeline, clips, warnings, written, fitted.on_paper, fitted.changes)


def plan_session(script: Script) -> tuple[ChapterPlan, ...]:
    """Return the directions of every chapter."""
    return direct(script.routine, phrases_of(script.routine))


def rehearse(
    script: Script, plans: tuple[ChapterPlan, ...], voice: str | None, reporter: Reporter
) -> tuple[Clips, Estimate]:
    """Speak the cues that must fit into a time, and lay the session out; the lengths of the others are estimated.

    So whether everything fits, and about how long the session takes, is known before most of it is spoken.

    Raises:
        VoiceroutineError: No voice can start or say a cue, or the session is longer than a day.
    """
    clips = start_voice(script, plans, voice, reporter)
    guess = estimate(shown(script.routine.title), script, plans, clips)
    if guess.timeline.duration_ms > LONGEST_DURATION_MS:
        hours = guess.timeline.duration_ms // 3_600_000
        raise VoiceroutineError(f"this session would last {hours} hours", "a session lasts a day at most")
    return clips, guess


def problems_of(script: Script, timeline: Timeline, further: Iterable[Finding] = ()) -> tuple[Problem, ...]:
    """Return what does not fit and what is doubtful in a laid out session, less what the script allows.

    Args:
        script: The session's.
        timeline: May have estimated lengths.
        further: What else was found, such as `other_accent`.
    """
    language = language_of(script.routine)
    context = WarningContext(
        routine=script.routine,
        phrases=language.phrases,
        words=language.checks,
        session=account_of(timeline, len(script.routine.occurrences)),
        written_in=script.written_in,
    )
    elsewhere = dict([*swallowed(script.document), *script.unused_vars])  # not at the place of a field
    findings = [*map(script.tolerated, timeline.findings), *warnings_in(context), *elsewhere, *further]
    return in_order(
        elsewhere.get(finding) or script.problem(finding) for finding in without_allowed(findings, script.routine)
    )


def require_room(
    script: Script, timeline: Timeline, further: Iterable[Finding] = (), *, fitted: bool = False
) -> tuple[Problem, ...]:
    """Return the warnings of a session; arguments as `problems_of`.

    Of one that is `fitted`, those are left out that the fitting brings about, and the writer did not.

    Raises:
        FaultyScriptError: Something does not fit that cannot be left out.
    """
    problems = problems_of(script, timeline, further)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise FaultyScriptError(errors)
    return tuple(problem for problem in problems if not (fitted and problem.code in _BY_FITTING))
