"""From a script to its timeline: read, spoken where that is needed, laid out, and checked. No session is made here."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voiceroutine.app.beds import beds_for
from voiceroutine.document.problems import FaultyScriptError, Finding, Problem, in_order
from voiceroutine.errors import VoiceError, VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.plan.director import direct
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.checks.base import WarningContext
from voiceroutine.script.checks.registry import warnings_in
from voiceroutine.script.loader import Script, is_stretch, load_alone, load_script
from voiceroutine.script.wording import phrases_of
from voiceroutine.units import LONGEST_DURATION_MS
from voiceroutine.voice.base import BrokenEngineError, NoSoundError, VoiceUnavailableError
from voiceroutine.voice.choice import choose, voices_of
from voiceroutine.voice.clips import Clips

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.library import Library
    from voiceroutine.voice.base import Voice

ESTIMATED_MS_PER_CHARACTER = 62
"""The bundled voice at its own pace, over the bundled scripts: for the length of what it has not said yet."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A script with its timeline and the clips it is played from."""

    script: Script
    timeline: Timeline
    clips: Clips
    warnings: tuple[Problem, ...]


def preview(name: str, library: Library, voice: str | None, report: Reporter) -> Preview:
    """Read a script, let the voice say what it has not said yet, and lay out the timeline.

    Args:
        name: A script's name or path.
        library: Where it is looked for.
        voice: Speaks instead of the script's own choice, unless None.
        report: Is told how it goes.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it.
    """
    script = load_script(library.find_script(name), library)
    plans = direct(script.routine, phrases_of(script.routine))
    clips, guessed = fitted(script, plans, voice, report)
    warnings = warnings_of(script, guessed)
    for position, plan in enumerate(plans):
        report.progress(plan.title, position / len(plans))
        clips.prepare(plan.texts())
    timeline = lay_out(shown(script.routine.title), plans, clips.length_ms, wake=script.routine.wakes)
    timeline = replace(timeline, disclaimer=script.routine.phrases.disclaimer)
    return Preview(script, timeline, clips, warnings)


def fitted(
    script: Script, plans: tuple[ChapterPlan, ...], voice: str | None, report: Reporter
) -> tuple[Clips, Timeline]:
    """Let the voice say what must fit into a time, and lay the session out with that.

    Returns:
        The clips of the first voice that can start, and the timeline, in which the other lengths are guessed.

    Raises:
        VoiceError: No voice can start, or it cannot say a cue.
    """
    choices = voices_for(script, voice, report)
    for choice, fallback in zip(choices, (*choices[1:], None), strict=True):
        clips = clips_for(script, choice)
        if choice.download_notice:
            report.note(choice.download_notice)
        try:
            # the disclaimer, too: it is in every session, and takes longest
            texts = [next(plans[0].texts()), *(text for plan in plans for text in plan.fitted_texts())]
            with suppress(NoSoundError):  # which is told better of each text by itself
                clips.prepare(texts)
            _all_heard(script, plans, clips)
            clips.prepare(texts)
        except VoiceUnavailableError as error:
            if fallback is None:
                raise
            report.note(f"{error}; speaking with {_called(fallback)} instead")
            continue
        timeline, _ = _estimated(script, plans, clips)
        if timeline.duration_ms > LONGEST_DURATION_MS:
            raise VoiceroutineError(
                f"this session would go on for {timeline.duration_ms // 3_600_000} hours", "a day is the most"
            )
        return clips, timeline
    raise AssertionError("a voice's name means one voice at least")


def _called(voice: Voice) -> str:
    try:
        return f"`{voice.name}`"
    except VoiceError:  # the system cannot say which it has; that is told when it is to speak
        return "the system's voice"


def _all_heard(script: Script, plans: tuple[ChapterPlan, ...], clips: Clips) -> None:
    """Let the voice say what it may have no sound for: what is written in letters of another alphabet.

    Raises:
        FaultyScriptError: There is no sound for some of it.
    """
    # a name is announced with its dose, which would be heard without it
    names = ((stretch.name, ("stretches", place, "name")) for place, stretch in enumerate(script.routine.stretches))
    origins = dict((*names, *(cue for plan in plans for cue in plan.cues())))
    doubtful = [text for text in origins if not re.search("[A-Za-z]", clips.pronounce(text))]
    with suppress(NoSoundError):  # then each is asked for by itself
        clips.prepare(doubtful)
        return
    findings = (_unheard(text, origins[text], clips) for text in doubtful)
    raise FaultyScriptError(script.problem(finding) for finding in findings if finding)


def _unheard(text: str, origin: tuple[str | int, ...], clips: Clips) -> Finding | None:
    try:
        clips.prepare([text])
    except NoSoundError as error:
        hint = "write it as it sounds, `{word|how it is spoken}`, or choose a voice that speaks its language"
        return Finding(code="no-sound", message=error.message, path=origin, hint=hint)
    return None


def clips_for(script: Script, voice: Voice) -> Clips:
    """Return what `voice` says for a script, finished as a session has it."""
    from voiceroutine.audio.master import MASTER_VERSION, master

    pronounce = pronouncer(script.routine.say_as, phrases_of(script.routine))
    return Clips(voice, script.routine.pace, pronounce, master, MASTER_VERSION)


def warnings_of(script: Script, timeline: Timeline) -> tuple[Problem, ...]:
    """Return what has no room and is left out.

    Raises:
        FaultyScriptError: Something does not fit that cannot be left out.
    """
    problems = in_order(script.problem(script.tolerated(finding)) for finding in timeline.findings)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise FaultyScriptError(errors)
    return problems


def voices_for(script: Script, voice: str | None, report: Reporter | None = None) -> tuple[Voice, ...]:
    """Return the voices wanted for a script, the best first; all commands ask here.

    Args:
        script: Whose own choice counts after the command's and the environment's.
        voice: What the command says.
        report: Is told where a voice that was set for all scripts gives way.

    Raises:
        FaultyScriptError: The script's own choice is wrong.
        VoiceError: Another choice is.
    """
    choice = choose(voice, script.routine.voice)
    folder = script.written_in(("voice",)).parent if choice.by_script else None
    try:
        voices, remark = voices_of(choice, script.routine.language, folder)
    except (VoiceUnavailableError, BrokenEngineError):  # whatever voice is named
        raise
    except VoiceError as error:
        if not choice.by_script:
            raise
        finding = Finding(code="unknown-voice", message=error.message, path=("voice",), hint=error.hint)
        raise FaultyScriptError([script.problem(finding)]) from error
    if remark and report:
        report.note(remark)
    return voices


def check(path: Path, library: Library, report: Reporter) -> tuple[Problem, ...]:
    """Return everything that is wrong or doubtful with the script, or the library stretch, in `path`.

    Only the cues that must fit somewhere are spoken; the length of the others is guessed.

    Raises:
        VoiceError: The voice cannot speak, so that nothing can be said of what fits.
    """
    try:
        script = load_alone(path) if is_stretch(path) else load_script(path, library)
        phrases = phrases_of(script.routine)
        plans = direct(script.routine, phrases)
        _, timeline = fitted(script, plans, None, report)
    except FaultyScriptError as error:
        return error.problems
    context = WarningContext(
        routine=script.routine,
        phrases=phrases,
        duration_ms=timeline.duration_ms,
        written_in=script.written_in,
    )
    findings = [*map(script.tolerated, timeline.findings), *warnings_in(context)]
    return in_order((*_music_problems(script), *(script.problem(finding) for finding in findings)))


def _music_problems(script: Script) -> tuple[Problem, ...]:
    try:
        beds_for(script)
    except FaultyScriptError as error:
        return error.problems
    return ()


def estimate(script: Script) -> tuple[Timeline, bool]:
    """Return the timeline with the lengths of cues that nobody has said yet guessed from their texts, and if any is.

    For listing many scripts at once; a session is never made from it.
    """
    plans = direct(script.routine, phrases_of(script.routine))
    clips = clips_for(script, voices_for(script, None)[0])
    return _estimated(script, plans, clips)


def _estimated(script: Script, plans: tuple[ChapterPlan, ...], clips: Clips) -> tuple[Timeline, bool]:
    ms_per_character = ESTIMATED_MS_PER_CHARACTER / script.routine.pace
    guessed = False

    def length_of(text: str) -> int:
        nonlocal guessed
        if known_ms := clips.known_length_ms(text):
            return known_ms
        guessed = True
        return max(300, int(len(clips.pronounce(text)) * ms_per_character))

    return lay_out(shown(script.routine.title), plans, length_of, wake=script.routine.wakes), guessed
