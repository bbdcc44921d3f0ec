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
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.library import SUFFIXES
from voiceroutine.script.loader import Script, load_script, load_stretch
from voiceroutine.script.phrases import Phrases, phrases_for
from voiceroutine.script.problems import FaultyScriptError, Finding, Problem, headline, in_order
from voiceroutine.script.sanity import doubts, long_session
from voiceroutine.script.schema import script_schema
from voiceroutine.script.starter import SCHEMA_FILE, starter
from voiceroutine.voice.base import VoiceUnavailableError
from voiceroutine.voice.catalogue import candidates
from voiceroutine.voice.clips import Clips
from voiceroutine.voice.pronounce import pronouncer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.library import Library
    from voiceroutine.voice.base import Voice

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
    clips = _spoken([(plan.title, list(plan.texts())) for plan in plans], script, voice, report)
    timeline = lay_out(routine.title, plans, clips.length_ms, chimes=routine.chimes)
    problems = in_order(script.problem(finding) for finding in timeline.findings)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise FaultyScriptError(errors)
    return Performance(script, timeline, clips, phrases, problems)


def _spoken(chapters: list[tuple[str, list[str]]], script: Script, voice: str | None, report: Reporter) -> Clips:
    """Return the clips of all texts of `chapters` (titles and texts), by the first voice that can start."""
    total = sum(len(text) for _, texts in chapters for text in texts) or 1
    choices = _candidates(script, voice)
    for choice, fallback in zip(choices, (*choices[1:], None), strict=True):
        clips = Clips(choice, script.routine.pace, pronouncer(script.routine.say_as))
        done = 0
        try:
            for title, texts in chapters:
                report.progress(title, _SPEAKING_SHARE * done / total)
                clips.prepare(texts)
                done += sum(map(len, texts))
        except VoiceUnavailableError as error:
            if fallback is None:
                raise
            report.note(f"{error}; speaking with `{fallback.name}` instead")
        else:
            return clips
    raise AssertionError("a voice's name means one voice at least")


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
        clips = _spoken([(plan.title, list(plan.fitted_texts())) for plan in plans], script, None, report)
    except FaultyScriptError as error:
        return error.problems
    timeline = _estimated(script, plans, clips)
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
    clips = Clips(_candidates(script, None)[0], routine.pace, pronouncer(routine.say_as))
    return _estimated(script, direct(routine, phrases_for(routine.language)), clips)


def _estimated(script: Script, plans: tuple[ChapterPlan, ...], clips: Clips) -> Timeline:
    ms_per_character = ESTIMATED_MS_PER_CHARACTER / script.routine.pace

    def length_of(text: str) -> int:
        return clips.known_length_ms(text) or max(300, int(len(text) * ms_per_character))

    return lay_out(script.routine.title, plans, length_of, chimes=script.routine.chimes)


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
        report.note(headline(warning))
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
