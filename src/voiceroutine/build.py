"""The one orchestrator: script in, session out."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from voiceroutine.errors import OutputError, VoiceError, VoiceroutineError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.plan.directions import ChapterPlan, direct
from voiceroutine.plan.layout import lay_out, lay_out_chapter
from voiceroutine.plan.timeline import Timeline
from voiceroutine.script.library import SUFFIXES
from voiceroutine.script.loader import Script, load_script, load_stretch
from voiceroutine.script.phrases import phrases_for
from voiceroutine.script.problems import FaultyScriptError, Finding, Problem, headline, in_order
from voiceroutine.script.sanity import doubts, long_session
from voiceroutine.script.schema import script_schema
from voiceroutine.script.starter import SCHEMA_FILE, starter
from voiceroutine.voice.base import VoiceUnavailableError
from voiceroutine.voice.catalogue import candidates
from voiceroutine.voice.clips import Clips
from voiceroutine.voice.pronounce import pronouncer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.plan.timeline import Chapter
    from voiceroutine.script.library import Library
    from voiceroutine.voice.base import Voice

ESTIMATED_MS_PER_CHARACTER = 62
"""The bundled voice at its own pace, over the bundled scripts: for the length of what it has not said yet."""


class Reporter(Protocol):
    """Is told how a build goes."""

    def progress(self, label: str, fraction: float) -> None:
        """Say what is at hand, and how much of the whole is done: 0 to 1."""

    def note(self, text: str) -> None:
        """Say something that the user should know and that stops nothing."""


@dataclass(frozen=True, slots=True)
class Performance:
    """A script with its timeline and the clips it is played from."""

    script: Script
    timeline: Timeline
    clips: Clips
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A finished session."""

    path: Path
    timeline: Timeline
    size_bytes: int
    took_s: float


def rehearse(name: str, library: Library, voice: str | None, report: Reporter) -> Performance:
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
    plans = direct(script.routine, phrases_for(script.routine.language))
    clips, guessed = _fitted(script, plans, voice, report)
    warnings = _warnings(script, guessed)
    for position, plan in enumerate(plans):
        report.progress(plan.title, position / len(plans))
        clips.prepare(plan.texts())
    timeline = lay_out(script.routine.title, plans, clips.length_ms, chimes=script.routine.chimes)
    return Performance(script, timeline, clips, warnings)


def _fitted(
    script: Script, plans: tuple[ChapterPlan, ...], voice: str | None, report: Reporter
) -> tuple[Clips, Timeline]:
    """Let the voice say what must fit into a time, and lay the session out with that.

    Returns:
        The clips of the first voice that can start, and the timeline, in which the other lengths are guessed.

    Raises:
        VoiceError: No voice can start, or it cannot say a cue.
    """
    choices = _candidates(script, voice)
    for choice, fallback in zip(choices, (*choices[1:], None), strict=True):
        clips = _clips(script, choice)
        try:
            # the disclaimer first: it is in every session, and tells whether the voice can speak at all
            clips.prepare([next(plans[0].texts()), *(text for plan in plans for text in plan.fitted_texts())])
        except VoiceUnavailableError as error:
            if fallback is None:
                raise
            report.note(f"{error}; speaking with `{fallback.name}` instead")
            continue
        return clips, _estimated(script, plans, clips)
    raise AssertionError("a voice's name means one voice at least")


def _clips(script: Script, voice: Voice) -> Clips:
    from voiceroutine.audio.master import MASTER_VERSION, master

    return Clips(voice, script.routine.pace, pronouncer(script.routine.say_as), master, MASTER_VERSION)


def _warnings(script: Script, timeline: Timeline) -> tuple[Problem, ...]:
    """Return what has no room and is left out.

    Raises:
        FaultyScriptError: Something does not fit that cannot be left out.
    """
    problems = in_order(script.problem(finding) for finding in timeline.findings)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise FaultyScriptError(errors)
    return problems


def _candidates(script: Script, voice: str | None) -> tuple[Voice, ...]:
    """Return the voices asked for; a wrong name in the script is a problem of the script."""
    if voice is not None:
        return candidates(voice)
    try:
        return candidates(script.routine.voice)
    except VoiceUnavailableError:
        raise
    except VoiceError as error:
        finding = Finding(code="unknown-voice", message=error.message, path=("voice",), hint=error.hint)
        raise FaultyScriptError([script.problem(finding)]) from error


def check(path: Path, library: Library, report: Reporter) -> tuple[Problem, ...]:
    """Return everything that is wrong or doubtful with the script, or the library stretch, in `path`.

    Only the cues that must fit somewhere are spoken; the length of the others is guessed.

    Raises:
        VoiceError: The voice cannot speak, so that nothing can be said of what fits.
    """
    try:
        if path.parent.name == "stretches":
            load_stretch(path)
            return ()
        script = load_script(path, library)
        phrases = phrases_for(script.routine.language)
        plans = direct(script.routine, phrases)
        _, timeline = _fitted(script, plans, None, report)
    except FaultyScriptError as error:
        return error.problems
    findings = [*timeline.findings, *doubts(script.routine, phrases), *long_session(timeline.duration_ms)]
    return in_order(script.problem(finding) for finding in findings)


def new_script(name: str, routine: str | None, library: Library) -> Path:
    """Write a new script and the schema beside it; return the script's path.

    Args:
        name: Its name, or the path of a file to write.
        routine: The script to begin with; by default one that teaches the language.
        library: Where `routine` is looked for.

    Raises:
        VoiceroutineError: The name is none, there is no such routine, or there is a file of that name already.
    """
    path = Path(name) if name.endswith(SUFFIXES) else Path("scripts", f"{name}.yaml")
    if not re.fullmatch(r"[^\W_][^/\\]*", path.stem) or (not name.endswith(SUFFIXES) and path.stem != name):
        raise VoiceroutineError(f"`{name}` is no name for a script; such as `evening`, or a path that ends with .yaml")
    text = starter(library.find_script(routine).read_text(encoding="utf-8") if routine else None)
    make_folder(path.parent)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise OutputError(f"{path} is there already, and is left as it is; choose another name") from error
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from error
    with whole_file(path.parent / SCHEMA_FILE) as part:
        part.write_text(json.dumps(script_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def estimate(script: Script) -> Timeline:
    """Return the timeline with the lengths of cues that nobody has said yet guessed from their texts.

    For listing many scripts at once; a session is never made from it.
    """
    routine = script.routine
    clips = _clips(script, _candidates(script, None)[0])
    return _estimated(script, direct(routine, phrases_for(routine.language)), clips)


def _estimated(script: Script, plans: tuple[ChapterPlan, ...], clips: Clips) -> Timeline:
    ms_per_character = ESTIMATED_MS_PER_CHARACTER / script.routine.pace

    def length_of(text: str) -> int:
        return clips.known_length_ms(text) or max(300, int(len(text) * ms_per_character))

    return lay_out(script.routine.title, plans, length_of, chimes=script.routine.chimes)


def make(name: str, library: Library, folder: Path, voice: str | None, report: Reporter) -> Session:
    """Make the session of a script: `folder/NAME.mp3`.

    The voice speaks a chapter while the ones before it are being encoded. The file appears whole or not at all; one
    of that name stays as it was until then.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it.
    """
    from voiceroutine.render import Renderer, write_mp3
    from voiceroutine.session.tags import write_tags

    began = time.monotonic()
    script = load_script(library.find_script(name), library)
    plans = direct(script.routine, phrases_for(script.routine.language))
    clips, guessed = _fitted(script, plans, voice, report)
    for warning in _warnings(script, guessed):
        report.note(headline(warning))
    make_folder(folder)
    path = folder / f"{script.name}.mp3"
    chapters: list[Chapter] = []

    def laid_out() -> Iterator[Chapter]:
        for position, plan in enumerate(plans):
            clips.prepare(plan.texts())
            chimes = script.routine.chimes
            followed = position + 1 < len(plans)
            chapters.append(lay_out_chapter(plan, clips.length_ms, chimes=chimes, followed=followed))
            yield chapters[-1]

    def frames() -> Iterator[bytes]:
        done_ms = 0
        report.progress(plans[0].title, 0.0)
        for passage, part in Renderer(clips).frames(laid_out()):
            done_ms += passage.length_ms
            report.progress(passage.title, min(1.0, done_ms / guessed.duration_ms))
            yield part

    with whole_file(path) as part:
        write_mp3(part, frames())
        timeline = Timeline(title=script.routine.title, chapters=tuple(chapters))
        write_tags(part, script.routine, timeline)
    return Session(path, timeline, path.stat().st_size, time.monotonic() - began)
