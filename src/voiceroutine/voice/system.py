"""The system's voices, through pyttsx3 in a child process.

pyttsx3 can hang in a second `save_to_file`, leave files empty and print to stdout. In a child it can do all
that without harm: the child has a time limit, every file it leaves is checked, and a cue that failed is tried
once more in a new child.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import Sound, VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS_PER_MINUTE = 165
"""pyttsx3's rate at pace 1.0: unhurried speech."""
_BATCH = 50
"""Cues for one child: enough to make its start not matter."""
_START_S = 30.0
_CUE_S = 1.0
_CUE_S_PER_CHARACTER = 0.1
"""How long a child may take for a cue before it is given up: ten times what engines that play it aloud would take."""
_SHORTEST_MS = 40
_SHORTEST_MS_PER_CHARACTER = 10
"""Less sound than this is not the whole text: at pace 2.0 espeak-ng takes about 35 ms a character."""


@dataclass(frozen=True, slots=True)
class SystemVoiceInfo:
    """A voice that the system offers."""

    id: str
    name: str
    languages: tuple[str, ...]


class SystemVoice:
    """The system's default voice, or the one with the id `voice_id`."""

    def __init__(self, voice_id: str | None = None) -> None:
        self._id = voice_id
        self.name = f"system:{voice_id}" if voice_id else "system"

    @cached_property
    def engine(self) -> str:
        """The engine and its version."""
        parts = [f"pyttsx3 {metadata.version('pyttsx3')}", sys.platform]
        with contextlib.suppress(metadata.PackageNotFoundError):
            parts.append(f"espeakng-loader {metadata.version('espeakng-loader')}")
        return " ".join(parts)

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
            if sound is None:
                raise VoiceError(f"the voice `{self.name}` did not speak `{text}`: {failure or 'it left no sound'}")
            yield sound

    def _run(self, texts: Sequence[str], files: list[Path], pace: float) -> str | None:
        """Let a child speak `texts` into `files`; return why it failed, if it did."""
        job = {
            "voice": self._id,
            "rate": round(_WORDS_PER_MINUTE * pace),
            "cues": [[text, str(file)] for text, file in zip(texts, files, strict=True)],
        }
        timeout_s = _START_S + sum(_CUE_S + len(text) * _CUE_S_PER_CHARACTER for text in texts)
        try:
            return _child(job, timeout_s).get("error")
        except VoiceUnavailableError:
            raise
        except VoiceError as error:
            return str(error)


def system_voices() -> list[SystemVoiceInfo]:
    """Return the voices that the system offers, by id.

    Raises:
        VoiceUnavailableError: It offers none.
    """
    found = _child({"list": True}, _START_S).get("voices", [])
    return [SystemVoiceInfo(v["id"], v["name"], tuple(v["languages"])) for v in sorted(found, key=lambda v: v["id"])]


def _child(job: dict[str, Any], timeout_s: float) -> dict[str, Any]:
    """Run a child on `job`; return its answer."""
    command = [sys.executable, "-m", "voiceroutine.voice.system_child"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(job),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise VoiceError(f"the system's speech engine was silent for {timeout_s:.0f} s") from error
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
        raise VoiceError(f"the system's speech engine broke off: {last}") from error
    if not isinstance(answer, dict):
        raise VoiceError("the system's speech engine gave no sensible answer")
    if unavailable := answer.get("unavailable"):
        raise VoiceUnavailableError(f"the system has no speech engine that works: {unavailable}")
    return answer


def _checked(file: Path, text: str) -> Sound | None:
    """Return the sound in a WAV file, or None if it is missing, damaged, silent, or too short to be all of `text`."""
    try:
        with wave.open(str(file), "rb") as wav:
            if wav.getsampwidth() != 2:
                return None
            rate_hz, channels = wav.getframerate(), wav.getnchannels()
            frames = np.frombuffer(wav.readframes(wav.getnframes()), "<i2").reshape(-1, channels)
    except (OSError, EOFError, wave.Error, ValueError):
        return None
    samples = (frames.mean(axis=1) / 32768).astype(np.float32)
    shortest_ms = max(_SHORTEST_MS, len(text) * _SHORTEST_MS_PER_CHARACTER)
    if samples.size < rate_hz * shortest_ms // 1000 or not samples.any():
        return None
    return Sound(samples, rate_hz)
