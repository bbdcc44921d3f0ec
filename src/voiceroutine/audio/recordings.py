"""Cues that somebody has recorded: the sound in a file, trimmed of the silence and the noise around the words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.audio.encode import ffmpeg_version, pcm_args, run
from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs
from voiceroutine.audio.master import LARGEST_GAIN_DB
from voiceroutine.audio.sound_file import SoundFileError, sound_file_input, sound_file_sha256
from voiceroutine.errors import EncodeError
from voiceroutine.files import reason
from voiceroutine.units import samples

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RECORDING_VERSION = 1
"""Part of the caches' keys: raise it with every change to what this module does to a sound."""

LONGEST_MS = 60_000
"""A cue: what is longer is a lecture."""
LARGEST_BYTES = 30_000_000
"""A minute in stereo, at 48 kHz and 32 bits, has 23 MB."""
_SHORTEST_MS = 100
_STEP = samples(10)
_NOISE_PERCENTILE = 5
"""Of the levels of 10 ms each: whoever records is silent for a twentieth of the time, before and after at least."""
_ABOVE_NOISE_DB = 10.0
_LEAST_SPEECH_DB = 20.0
"""How far the loudest 10 ms are above the noise in a recording of a voice. With less there is nothing to tell apart,
and no noise is trimmed."""
_BEFORE_MS = 40
"""What is kept before the first step that is louder than noise: words begin softly."""
_AFTER_MS = 120
"""What is kept after the last: words end more softly still."""
_FADE_MS = 20
_ASK = "record it again"


@dataclass(frozen=True, slots=True)
class RecordedCue:
    """A recording that can be read. Whether there is a voice in it is known once its sound is asked for."""

    path: Path
    key: str
    """All that decides its sound."""

    def samples(self) -> NDArray[np.float32]:
        """Return the sound without the noise before and after the words: shape (frames,), in [-1, 1], 48 kHz.

        Raises:
            SoundFileError: ffmpeg finds no sound in the file, or it is silent, too short or too long for a cue.
            EncodeError: ffmpeg is missing.
        """
        ffmpeg_version()  # where there is no ffmpeg, the file is not at fault
        longest = str(2 * LONGEST_MS / 1000)
        arguments = [*sound_file_input(self.path), "-map", "0:a:0", "-t", longest, *pcm_args(1), "pipe:1"]
        name = self.path.name
        try:
            decoded = np.frombuffer(run(arguments, b""), "<i2").astype(np.float32) / np.float32(32768)
        except EncodeError as error:
            message = f"cannot use the recording {name}: ffmpeg finds no sound in it"
            raise SoundFileError(message, "any sound file that ffmpeg reads will do") from error
        voice = _without_noise(decoded)
        if len(voice) < samples(_SHORTEST_MS):
            raise SoundFileError(f"the recording {name} is too short", _ASK)
        if clip_lufs(voice) < SPEECH_LUFS - LARGEST_GAIN_DB:
            raise SoundFileError(f"the recording {name} is silent, or nearly so", _ASK)
        if len(voice) > samples(LONGEST_MS):
            message = f"the recording {name} is longer than {LONGEST_MS // 1000} s"
            raise SoundFileError(message, "a cue is short: make several of it")
        return voice


def recorded_cue(path: Path) -> RecordedCue:
    """Return the recording in a sound file, which is not decoded yet.

    Raises:
        SoundFileError: The file is missing, is too large, or cannot be a sound.
        EncodeError: ffmpeg is missing.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SoundFileError(f"cannot read the recording {path}: {reason(error)}") from error
    except ValueError as error:
        raise SoundFileError(f"cannot read the recording {path}: no file can have such a name") from error
    if size > LARGEST_BYTES:
        message = f"the recording {path.name} has {size // 1_000_000} MB, and one may have at most"
        raise SoundFileError(f"{message} {LARGEST_BYTES // 1_000_000}", "leave out what is not the cue")
    sha256 = sound_file_sha256(path, "a recording", "name a sound file")
    key = hashlib.sha256(repr((RECORDING_VERSION, ffmpeg_version(), sha256)).encode()).hexdigest()
    return RecordedCue(path, key)


def _without_noise(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a sound from shortly before what is louder than its noise to shortly after, both ends faded.

    A microphone is never silent. What is trimmed of a synthesised clip, by its peak alone, would be too little here.
    """
    steps = len(sound) // _STEP
    if not steps:
        return sound
    energies = (sound[: steps * _STEP].reshape(steps, _STEP) ** 2).mean(axis=1)
    levels_db = 10 * np.log10(np.maximum(energies, 1e-12))
    noise_db = float(np.percentile(levels_db, _NOISE_PERCENTILE))
    if levels_db.max() - noise_db < _LEAST_SPEECH_DB:
        return sound
    loud = np.flatnonzero(levels_db > noise_db + _ABOVE_NOISE_DB)
    first = max(0, int(loud[0]) * _STEP - samples(_BEFORE_MS))
    last = min(len(sound), (int(loud[-1]) + 1) * _STEP + samples(_AFTER_MS))
    part = sound[first:last].copy()
    fade = min(samples(_FADE_MS), len(part) // 2)
    curve = (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, fade))).astype(np.float32)
    part[:fade] *= curve
    part[len(part) - fade :] *= curve[::-1]
    return part
