"""The sound of bells and chimes by name: our own, and sound files of the user's (any that ffmpeg reads)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.audio.chime import chime
from voiceroutine.audio.encode import ffmpeg_version, pcm_args, run
from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs
from voiceroutine.audio.sound_file import SoundFileError, sound_file_input, sound_file_sha256
from voiceroutine.chimes import BELLS, CHIMES, LONGEST_BELL_MS
from voiceroutine.errors import EncodeError
from voiceroutine.units import SAMPLES_PER_MS, ms_to_hold, samples

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BELL_VERSION = 1
"""Part of the caches' keys: raise it with every change to how a sound file becomes a bell. How a bell is cut is part of
the mix, and of `RENDER_VERSION`."""

_HEARD_DB = 50.0
"""How far below its peak a bell begins: what is softer before it is silence, and would make it late."""
_DIES_DB = 65.0
"""How far below its peak it has died away."""
_FADE_IN_MS = 5
_FADE_OUT_MS = 1_000
_CUT_MS = 150
"""How long a bell fades that another sound ends. Shorter would be heard as a click, and longer as softer bells."""
_SHORTEST_MS = 50
_SILENT_DBFS = -60.0
"""The peak below which a file counts as silent."""
_HIGHEST_DBFS = -6.0
"""The highest sample, as of our own chimes: music can be under it that is not ducked."""
_LEVEL_DB = CHIMES[BELLS[0]].level_db
"""Of a file, relative to speech: as our own bell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBell:
    """A bell from a sound file."""

    key: str
    """All that decides what it sounds like."""
    sound: NDArray[np.int16]
    """Shape (frames,), 48 kHz, whole milliseconds."""

    @property
    def length_ms(self) -> int:
        """How long it rings, if nothing ends it."""
        return len(self.sound) // SAMPLES_PER_MS


@dataclass(frozen=True, slots=True)
class Bells:
    """The sounds of chimes and bells by name."""

    files: dict[str, FileBell] = field(default_factory=dict)
    """Those that are sound files."""

    def sound(self, name: str, length_ms: int) -> NDArray[np.int16]:
        """Return a chime or a bell: shape (frames,), 48 kHz. One that is longer than `length_ms` fades at its end.

        Raises:
            KeyError: There is none of that name.
        """
        whole = self.files[name].sound if name in self.files else chime(name)
        if len(whole) <= samples(length_ms):
            return whole
        fade = min(samples(_CUT_MS), samples(length_ms))
        cut = whole[: samples(length_ms)].astype(np.float64)
        cut[-fade:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(1, fade + 1) / fade)
        return np.asarray(np.round(cut).astype(np.int16))

    def key(self, name: str | None) -> str | None:
        """Return all that decides what a chime sounds like, beside `CHIME_VERSION`."""
        return self.files[name].key if name in self.files else name

    @property
    def lengths_ms(self) -> dict[str, int]:
        """How long each sound file rings."""
        return {name: bell.length_ms for name, bell in self.files.items()}


NO_FILES = Bells()
"""Our own chimes and bells alone."""


def file_bell(path: Path) -> FileBell:
    """Return the bell that is in a sound file: trimmed, at its level, 20 s long at most.

    Raises:
        SoundFileError: The file is missing, is not a sound, is silent, or is too short.
        EncodeError: ffmpeg is missing.
    """
    sha256 = sound_file_sha256(path, "a bell", f"`{BELLS[0]}` needs no file")
    ffmpeg = ffmpeg_version()
    arguments = [
        *sound_file_input(path),
        "-map",
        "0:a:0",
        "-t",
        str(2 * LONGEST_BELL_MS / 1000),
        *pcm_args(1),
        "pipe:1",
    ]
    try:
        decoded = np.frombuffer(run(arguments, b""), "<i2").astype(np.float64) / 32768
    except EncodeError as error:
        message = f"cannot play {path.name} as a bell: ffmpeg finds no sound in it"
        raise SoundFileError(message, "any sound file that ffmpeg reads will do") from error
    key = hashlib.sha256(repr((BELL_VERSION, ffmpeg, sha256)).encode()).hexdigest()
    return FileBell(key=key, sound=_shaped(decoded, path.name))


def _shaped(decoded: NDArray[np.float64], name: str) -> NDArray[np.int16]:
    level = np.abs(decoded)
    peak = float(level.max(initial=0.0))
    if len(decoded) and peak < 10 ** (_SILENT_DBFS / 20):
        raise SoundFileError(f"the bell {name} is silent", f"`{BELLS[0]}` needs no file")
    heard = np.flatnonzero(level > peak * 10 ** (-_HEARD_DB / 20))
    ringing = np.flatnonzero(level > peak * 10 ** (-_DIES_DB / 20))
    sound = decoded[heard[0] : ringing[-1] + 1][: samples(LONGEST_BELL_MS)] if len(heard) else decoded
    if len(sound) < samples(_SHORTEST_MS):
        raise SoundFileError(f"the bell {name} is too short", "it must last a twentieth of a second or more")
    sound = np.pad(sound, (0, samples(ms_to_hold(len(sound))) - len(sound)))
    rising, falling = (min(samples(it), len(sound) // 2) for it in (_FADE_IN_MS, _FADE_OUT_MS))
    sound[:rising] *= np.arange(rising) / rising
    sound[-falling:] *= np.arange(falling)[::-1] / falling
    gain = 10 ** ((SPEECH_LUFS + _LEVEL_DB - clip_lufs(sound)) / 20)
    sound *= min(gain, 10 ** (_HIGHEST_DBFS / 20) / float(np.abs(sound).max()))
    result: NDArray[np.int16] = np.round(sound * 32767).astype(np.int16)
    result.flags.writeable = False
    return result
