"""Makes an engine's sound into a clip: trimmed of its own silence, at 48 kHz, a whole number of MP3 frames long.

With whole frames, and pauses of whole or half seconds, cues that are repeated begin at only a few places within a frame
and need not be encoded each time. A clip ends within 36 ms of the point where its voice has died away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soxr

from voiceroutine.units import SAMPLE_RATE_HZ, ms_to_hold, samples, up_to_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from voiceroutine.voice.base import Sound

SHAPE_VERSION = 4
"""Raised with every change to what this module does to a sound: part of the cache's keys."""

_ONSET_DB = -45.0
"""Below the clip's peak: where a word is heard to begin. With speech at -16 LUFS, about -50 dBFS."""
_END_DB = -55.0
"""Below the clip's peak: where a word has died away. Lower than the onset, because endings fade."""
_FADE_IN_MS = 8
_FADE_OUT_MS = 12
"""At least: the fade also takes what is left of the last frame."""


def shape(sound: Sound) -> NDArray[np.float32] | None:
    """Return the clip in `sound`, or None if it is only silence.

    The voice starts within a few milliseconds of the first sample; both ends are faded, outside what is
    heard as speech.

    Returns:
        Shape (frames,), in [-1, 1], 48 kHz, a multiple of 1152 frames (24 ms).
    """
    voice = sound.samples
    if sound.rate_hz != SAMPLE_RATE_HZ:
        voice = soxr.resample(voice, sound.rate_hz, SAMPLE_RATE_HZ, quality="HQ")
    level = np.abs(voice)
    peak = float(level.max(initial=0.0))
    if peak <= 1e-4 or not np.isfinite(peak):
        return None
    first = int(np.argmax(level > peak * 10 ** (_ONSET_DB / 20)))
    last = len(level) - int(np.argmax(level[::-1] > peak * 10 ** (_END_DB / 20)))
    start = max(0, first - samples(_FADE_IN_MS))
    clip = np.zeros(samples(up_to_grid(ms_to_hold(last - start) + _FADE_OUT_MS)), np.float32)
    end = min(len(voice), start + len(clip))
    clip[: end - start] = voice[start:end]
    _fade(clip[: first - start], rising=True)
    _fade(clip[last - start : end - start], rising=False)
    return np.clip(clip, -1.0, 1.0)


def _fade(part: NDArray[np.float32], *, rising: bool) -> None:
    """Fade `part` in place, along a raised cosine."""
    curve = (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, len(part)))).astype(np.float32)
    part *= curve if rising else curve[::-1]
