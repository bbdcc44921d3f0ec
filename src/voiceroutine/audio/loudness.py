"""How loud the voice is, and the gain that brings it to where listeners expect it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.timecode import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPEECH_LUFS = -19.0
"""The level of speech in the mono mix: -16 LUFS on a phone, which plays it from two channels (AES TD1008
recommends -16 for stereo streams; two channels of the same signal measure 3 dB higher than one)."""


def integrated_lufs(samples: NDArray[np.int16]) -> float:
    """Return the integrated loudness (ITU-R BS.1770-4) of `samples`: shape (frames,), 48 kHz, 0.4 s or longer."""
    import pyloudnorm

    return float(pyloudnorm.Meter(SAMPLE_RATE_HZ).integrated_loudness(samples.astype(np.float64) / 32768))


def speech_gain_db(samples: NDArray[np.int16]) -> float:
    """Return the gain in dB that brings the voice heard in `samples` to the level of speech.

    It is one gain for a voice, from a long cue of it: so cues keep the relation the voice gives them.
    """
    return SPEECH_LUFS - integrated_lufs(samples)
