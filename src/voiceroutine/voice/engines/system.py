"""The system's voices, through pyttsx3 in a child process.

pyttsx3 can hang in a second `save_to_file`, leave files empty and print to stdout. In a child that does no
harm: the child has a time limit, every file that it leaves is checked, and a cue that failed is tried once more in a
new child.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceroutine.errors import VoiceError
from voiceroutine.language.tags import comparable, primary, spoken
from voiceroutine.voice.base import (
    BrokenEngineError,
    NoSoundError,
    Sound,
    VoiceUnavailableError,
    WrongLanguageError,
    listed,
    quoted,
    speaks,
)
from voiceroutine.voice.engine import Engine, Found, VoiceInfo
from voiceroutine.voice.recording import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voiceroutine.voice.base import Voice

_BATCH = 50
"""Cues for one child: enough that the time to start it does not matter."""
_START_S = 30.0
_CHILD_CUE_S = 1.0
_CHILD_CUE_S_PER_CHARACTER = 0.1
"""How much longer a child may take for each cue. It ends itself sooner if a cue hangs (`_system_child`)."""
_SHORTEST_MS = 40
_SHORTEST_MS_PER_CHARACTER = 10
"""Less sound than this cannot be the whole text: at pace 2.0 espeak-ng takes about 35 ms a character."""
_BETTER = (".premium.", ".enhanced.", ".compact.", ".super-compact.")
"""In the ids of macOS, the best first. Voices with none of these are novelties (Bells, Zarvox) or old."""
_NATURALNESS = {"gmw/en": 2.31, "gmw/en-us": 2.34}
"""By id; see `VoiceInfo.naturalness`."""


@dataclass(frozen=True, slots=True)
class SystemVoiceInfo:
    """A voice that the system offers."""

    id: str
    name: str
    languages: tuple[str, ...]
    """Lower-case tags (BCP 47): `pt-br`."""
    gender: str | None = None

    @property
    def short_id(self) -> str:
        """Its id without the path to it in the registry of Windows."""
        return self.id.rpartition("\\")[2]


@dataclass(frozen=True, slots=True)
class System:
    """What the system speaks with."""

    engine: str
    """The speech library and its version."""
    default: str | None
    """The id of the voice that is selected in the system's settings."""
    voices: tuple[SystemVoiceInfo, ...]
    """By id."""


@cache
def system() -> System:
    """Return what the system speaks with. It is asked only once.

    Raises:
        VoiceUnavailableError: It has no speech engine that works.
        BrokenEngineError: The engine failed.
    """
    answer = _child({"list": True}, _START_S)
    voices = sorted(answer["voices"], key=lambda voice: str(voice["id"]))
    return System(
        answer["engine"],
        answer["default"],
        tuple(SystemVoiceInfo(v["id"], v["name"], tuple(v["languages"]), v["gender"]) for v in voices),
    )


def best_for(language: str) -> SystemVoiceInfo:
    """Return the system's voice for a language: one whose tag matches exactly, else one of the same primary language.

    Among these, the one selected in the system's settings comes first, then those of better quality.

    Raises:
        WrongLanguageError: It has none.
    """
    wanted = comparable(language)

    def rank(voice: SystemVoiceInfo) -> tuple[int, bool, int, str]:
        nearness = min(
            0 if tag == wanted else 1 if tag in (primary(wanted), spoken(wanted)) else 2 for tag in voice.languages
        )
        quality = next((n for n, mark in enumerate(_BETTER) if mark in voice.id), len(_BETTER))
        return nearness, voice.id != system().default, quality, voice.id

    fitting = [voice for voice in system().voices if voice.languages and speaks(voice.languages, language)]
    if not fitting:
        raise WrongLanguageError(
            f"the system has no voice that speaks `{language}`", "`voiceroutine voices` lists those it has"
        )
    return min(fitting, key=rank)


class SystemVoice:
    """One of the system's voices: that with the id `voice_id`, else the best for `language`, found late."""

    download_notice: str | None = None

    def __init__(self, voice_id: str | None = None, language: str = "en") -> None:
        self._named = voice_id
        self._language = language

    @cached_property
    def _voice(self) -> SystemVoiceInfo:
        if self._named is None:
            return best_for(self._language)
        return next(voice for voice in system().voices if voice.id == self._named)

    @property
    def name(self) -> str:
        """What `--voice` calls it, with its id."""
        return f"system:{self._voice.short_id}"

    @property
    def engine(self) -> str:
        """The speech library and its version."""
        return system().engine

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        """Yield the sound of each text; see `Voice.speak`."""
        for first in range(0, len(texts), _BATCH):
            batch = texts[first : first + _BATCH]
            with tempfile.TemporaryDirectory(prefix="voiceroutine-") as folder:
                files = [Path(folder) / f"{number}.wav" for number in range(len(batch))]
                yield from self._speak_batch(batch, files, pace)

    def _speak_batch(self, texts: Sequence[str], files: list[Path], pace: float) -> Iterator[Sound]:
        failure = self._run(texts, files, pace)
        for text, file in zip(texts, files, strict=True):
            sound = _checked(file, text)
            if sound is None:
                file.unlink(missing_ok=True)
                failure = self._run([text], [file], pace) or failure
                sound = _checked(file, text)
            if sound is None and failure is None:
                raise NoSoundError(f"the voice `{self.name}` has no sound for `{quoted(text)}`")
            if sound is None:
                raise VoiceError(f"the voice `{self.name}` did not speak `{quoted(text)}`: {failure}")
            yield sound

    def _run(self, texts: Sequence[str], files: list[Path], pace: float) -> str | None:
        """Let a child process speak `texts` into `files`; return why it failed, if it did."""
        job = {
            "voice": self._voice.id,
            "pace": pace,
            "cues": [[text, str(file)] for text, file in zip(texts, files, strict=True)],
        }
        timeout_s = _START_S + sum(_CHILD_CUE_S + len(text) * _CHILD_CUE_S_PER_CHARACTER for text in texts)
        try:
            return _child(job, timeout_s).get("error")
        except VoiceUnavailableError:
            raise
        except VoiceError as error:
            return str(error)


_RUN_CHILD = (
    "import sys; sys.path[:] = [folder for folder in sys.path if folder]; "
    "from voiceroutine.voice.engines._system_child import main; main()"
)
"""Without the working directory on its path: a file locale.py there must not be imported. (From 3.11 on, Python has an
option for that.)"""


def _child(job: dict[str, Any], timeout_s: float) -> dict[str, Any]:
    """Run a child process on `job`; return its answer."""
    command = [sys.executable, "-c", _RUN_CHILD]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(job),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BrokenEngineError(f"the system's speech engine was silent for {timeout_s:.0f} s") from error
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
        raise BrokenEngineError(f"the system's speech engine failed: {last}") from error
    if not isinstance(answer, dict):
        raise BrokenEngineError("the system's speech engine answered with something that is not an object")
    if unavailable := answer.get("unavailable"):
        raise VoiceUnavailableError(f"the system has no speech engine that works: {unavailable}")
    return answer


def _checked(file: Path, text: str) -> Sound | None:
    """Return the sound in a file, or None if it is missing, damaged, silent or too short to be the whole `text`."""
    sound = read(file)
    shortest_ms = max(_SHORTEST_MS, len(text) * _SHORTEST_MS_PER_CHARACTER)
    if sound is None or sound.samples.size < sound.rate_hz * shortest_ms // 1000 or not sound.samples.any():
        return None
    return sound


class SystemEngine(Engine):
    """The system's voices. `auto` takes its best for every language."""

    name = "system"
    rank = 20
    argument = "<id>"
    example = "system:gmw/en-us"

    def names(self) -> Sequence[str]:
        """Return `system`, which is its best voice for a language."""
        return ("system",)

    def find(self, name: str, language: str) -> Found | None:
        """Return its best voice for `language`, if `name` is `system`."""
        if name != self.name:
            return None
        best_for(language)
        return Found(SystemVoice(language=language), ())

    def resolve(self, rest: str, folder: Path) -> Found:  # noqa: ARG002 its voices are not files of the user's
        """Return the voice with the id or name `rest`, or the only one with that in its id or name."""
        chosen = _with_name(rest)
        return Found(SystemVoice(chosen.id), chosen.languages)

    def rows(self, language: str | None) -> Sequence[VoiceInfo]:
        """Return its voices that speak `language`, and before them the best."""
        try:
            there = system()
        except VoiceError as error:
            return (VoiceInfo(name="system", engine="pyttsx3", languages=(), ready=False, note=str(error)),)
        engine = there.engine.partition(",")[0]
        rows = [_row(voice, engine) for voice in there.voices]
        best = VoiceInfo(name="system", engine=engine, languages=(), note="the system's best for a script's language")
        if language is None:
            return (best, *rows)
        able = [row for row in rows if row.languages and speaks(row.languages, language)]
        return (replace(best, note=f"is system:{best_for(language).short_id}"), *able) if able else ()

    def auto(self, language: str, *, preceded: bool) -> Sequence[Voice]:
        """Return its best voice for a language. It is not asked for it where another engine's voice comes first."""
        if not preceded:
            best_for(language)
        return (SystemVoice(language=language),)


def _row(voice: SystemVoiceInfo, engine: str) -> VoiceInfo:
    return VoiceInfo(
        name=f"system:{voice.short_id}",
        engine=engine,
        languages=voice.languages,
        gender=voice.gender,
        naturalness=_NATURALNESS.get(voice.short_id),
        note=voice.name,
    )


def _with_name(wanted: str) -> SystemVoiceInfo:
    """Return the voice with an id or a name, or the only one with such a part in either."""
    known = system().voices
    word = wanted.lower()
    exact = [v for v in known if word in (v.id.lower(), v.short_id.lower(), v.name.lower())]
    near = exact or [v for v in known if word in v.short_id.lower() or word in v.name.lower()]
    if not near:
        names = {text.lower(): voice.short_id for voice in known for text in (voice.short_id, voice.name)}
        close = dict.fromkeys(names[text] for text in get_close_matches(word, names, n=3, cutoff=0.6))
        hint = f"did you mean {listed([f'`system:{it}`' for it in close])}?" if close else None
        raise VoiceError(f"the system has no voice `{wanted}`", hint or "`voiceroutine voices` lists those it has")
    if len(near) > 1:
        meant = listed([f"{voice.short_id} ({voice.name})" for voice in near])
        raise VoiceError(f"`{wanted}` could be {meant}", "name one of them by its id")
    return near[0]


ENGINE = SystemEngine()
