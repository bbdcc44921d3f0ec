"""How loud a sound is (ITU-R BS.1770-4), by pyloudnorm."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.timecode import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPEECH_LUFS = -19.0
"""The level of speech in a mono mix: -16 LUFS where two channels play it, since two channels of one signal measure
3 dB more than one (AES TD1008 recommends -16 for speech on phones)."""

_SHORTEST = int(0.8 * SAMPLE_RATE_HZ)
"""Two blocks of the measure. A shorter clip is measured as if it were said again and again."""


@cache
def _meter() -> Any:
    import pyloudnorm

    return pyloudnorm.Meter(SAMPLE_RATE_HZ)


def integrated_lufs(sound: NDArray[np.floating[Any]]) -> float:
    """Return the integrated loudness of `sound`: shape (frames,) or (frames, channels), 48 kHz, 0.4 s or longer."""
    return float(_meter().integrated_loudness(sound.astype(np.float64)))


def clip_lufs(clip: NDArray[np.floating[Any]]) -> float:
    """Return the loudness of a clip of any length: shape (frames,), in [-1, 1], 48 kHz."""
    repeats = -(-_SHORTEST // max(1, len(clip)))
    return integrated_lufs(np.tile(clip, repeats) if repeats > 1 else clip)
