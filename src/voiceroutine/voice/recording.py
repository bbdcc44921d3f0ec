"""Reads what the system's speech engines write: WAV, and on macOS AIFF whatever the file is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.voice.base import Sound

if TYPE_CHECKING:
    from pathlib import Path


def read(file: Path) -> Sound | None:
    """Return the sound in a file of 16-bit samples, or None if it is missing, damaged or of another kind."""
    import soundfile

    try:
        with soundfile.SoundFile(file) as recording:
            if recording.format not in ("WAV", "AIFF") or recording.subtype != "PCM_16":
                return None
            frames = recording.read(dtype="int16", always_2d=True)
            return Sound((frames.mean(axis=1) / 32768).astype(np.float32), recording.samplerate)
    except (OSError, ValueError, soundfile.SoundFileError):
        return None
