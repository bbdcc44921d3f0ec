"""The one orchestrator: script in, session out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from voiceroutine.files import make_folder, whole_file
from voiceroutine.plan.directions import ChapterPlan, direct
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.loader import Script, load_script
from voiceroutine.script.phrases import Phrases, phrases_for
from voiceroutine.script.problems import FaultyScriptError, Problem
from voiceroutine.voice.base import VoiceUnavailableError
from voiceroutine.voice.catalogue import candidates
from voiceroutine.voice.clips import Clips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.library import Library

ESTIMATED_MS_PER_CHARACTER = 62
"""The bundled voice at its own pace, over the bundled scripts: for the length of what it has not said yet."""

_SPEAKING_SHARE = 0.4
"""How much of a cold build is speaking; the rest is mixing and encoding."""


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
    phrases: Phrases
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
    routine = script.routine
    phrases = phrases_for(routine.language)
    plans = direct(routine, phrases)
    clips = _spoken(plans, voice or routine.voice, routine.pace, report)
    timeline = lay_out(routine.title, plans, clips.length_ms, chimes=routine.chimes)
    problems = [script.problem(finding) for finding in timeline.misfits]
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise FaultyScriptError(errors)
    return Performance(script, timeline, clips, phrases, tuple(problems))


def _spoken(plans: tuple[ChapterPlan, ...], voice: str, pace: float, report: Reporter) -> Clips:
    """Return the clips of everything that may be said, by the first voice that can start."""
    total = sum(len(text) for plan in plans for text in plan.texts()) or 1
    choices = candidates(voice)
    for choice, fallback in zip(choices, (*choices[1:], None), strict=True):
        clips = Clips(choice, pace)
        done = 0
        try:
            for plan in plans:
                report.progress(plan.title, _SPEAKING_SHARE * done / total)
                clips.prepare(plan.texts())
                done += sum(len(text) for text in plan.texts())
        except VoiceUnavailableError as error:
            if fallback is None:
                raise
            report.note(f"{error}; speaking with `{fallback.name}` instead")
        else:
            return clips
    raise AssertionError("a voice's name means one voice at least")


def estimate(script: Script) -> Timeline:
    """Return the timeline with the lengths of cues that nobody has said yet guessed from their texts.

    For listing many scripts at once; a session is never made from it.
    """
    routine = script.routine
    clips = Clips(candidates(routine.voice)[0], routine.pace)

    def length_of(text: str) -> int:
        return clips.known_length_ms(text) or max(300, int(len(text) * ESTIMATED_MS_PER_CHARACTER / routine.pace))

    return lay_out(routine.title, direct(routine, phrases_for(routine.language)), length_of, chimes=routine.chimes)


def make(name: str, library: Library, folder: Path, voice: str | None, report: Reporter) -> Session:
    """Make the session of a script: `folder/NAME.mp3`.

    The file appears whole or not at all; one of that name stays as it was until then.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it.
    """
    from voiceroutine.audio.encode import encode_mp3
    from voiceroutine.audio.loudness import speech_gain_db
    from voiceroutine.session.tags import write_tags

    began = time.monotonic()
    performance = rehearse(name, library, voice, report)
    for warning in performance.warnings:
        report.note(str(warning.message))
    make_folder(folder)
    path = folder / f"{performance.script.name}.mp3"
    gain_db = speech_gain_db(performance.clips.load(performance.phrases.disclaimer))
    with whole_file(path) as part:
        encode_mp3(_mixed(performance, gain_db, report.progress), part)
        write_tags(part, performance.script.routine, performance.timeline)
    return Session(path, performance.timeline, path.stat().st_size, time.monotonic() - began)


def _mixed(performance: Performance, gain_db: float, progress: Callable[[str, float], None]) -> Iterator[bytes]:
    """Yield the sound of each chapter."""
    from voiceroutine.audio.mix import mix_chapter

    timeline = performance.timeline
    for start_ms, chapter in timeline.starts():
        progress(chapter.title, _SPEAKING_SHARE + (1 - _SPEAKING_SHARE) * start_ms / timeline.duration_ms)
        yield mix_chapter(chapter, performance.clips.load, gain_db).raw_data
