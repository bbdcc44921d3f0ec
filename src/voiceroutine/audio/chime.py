"""The wake-up chime, made here: two soft partials that ring and die away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.timecode import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHIME_VERSION = 1
"""Raised with every change to how it sounds: part of the cache's keys."""

_PARTIALS = ((587.33, 1.0), (880.0, 0.45))
"""D5 and the A above it: frequency in Hz and share."""
_PEAK_DBFS = -22.0
"""Soft: some 15 dB below the peaks of speech at -16 LUFS."""
_DECAY_MS = 110
_ATTACK_MS = 12


@cache
def chime(length_ms: int) -> NDArray[np.int16]:
    """Return the chime, faded to nothing at `length_ms`: shape (frames,), 48 kHz."""
    frames = np.arange(samples(length_ms), dtype=np.float64)
    time_s = frames / SAMPLE_RATE_HZ
    tone = sum(share * np.sin(2 * np.pi * frequency * time_s) for frequency, share in _PARTIALS)
    envelope = np.exp(-time_s * 1000 / _DECAY_MS) * np.minimum(1.0, time_s * 1000 / _ATTACK_MS)
    envelope *= np.minimum(1.0, (len(frames) - 1 - frames) / samples(60))
    sound = tone * envelope
    sound *= 10 ** (_PEAK_DBFS / 20) / np.abs(sound).max()
    result: NDArray[np.int16] = np.round(sound * 32767).astype(np.int16)
    result.flags.writeable = False
    return result
