"""Beds made here, of nothing but arithmetic: a drone, waves, and the floor of noise that keeps headphones awake.

Each is periodic, so that it goes round without a seam: every partial and every swell comes to an end with the loop.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voiceroutine.audio.bed import BED_VERSION, Bed
from voiceroutine.audio.loudness import DUAL_MONO_LU, integrated_lufs
from voiceroutine.units import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOP_S = 60
_FLOOR_LOOP_S = 20
KEEP_AWAKE_KEY = f"keep-awake {BED_VERSION}"
"""Of the bed that `keep_awake` returns."""
KEEP_AWAKE_DBFS = -63.0
"""RMS of the floor: headphones that sleep at silence hear it, and at the voice's level a person hardly does."""

Stereo = NDArray[np.float32]
"""Shape (frames, 2), 48 kHz, in [-1, 1]."""


def drone() -> Stereo:
    """Return a chord of A, E and A that swells and fades, each voice at its own time."""
    time_s = np.arange(_LOOP_S * SAMPLE_RATE_HZ, dtype=np.float64) / SAMPLE_RATE_HZ
    sides = []
    for side in range(2):
        total = np.zeros(len(time_s))
        # the two sides are tuned a little apart, so that the sound is wide; all pitches are whole turns in a loop
        for number, (pitch_hz, share) in enumerate(((110, 1.0), (165, 0.6), (220, 0.5), (330, 0.2), (440, 0.1))):
            detuned = pitch_hz + (side - 0.5) * 2 * (1 + number % 2) / _LOOP_S
            swell = 1 + 0.5 * np.sin(2 * np.pi * ((number + 2) * time_s / _LOOP_S + 0.37 * number + 0.25 * side))
            total += share * swell * np.sin(2 * np.pi * detuned * time_s + number)
        sides.append(total)
    return _scaled(np.stack(sides, axis=1))


def waves() -> Stereo:
    """Return the noise of waves that come in every ten seconds, more or less, and run out again."""
    time_s = np.arange(_LOOP_S * SAMPLE_RATE_HZ, dtype=np.float64) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * 6 * time_s / _LOOP_S + 0.9 * np.sin(2 * np.pi * time_s / _LOOP_S)
    sides = []
    for side in range(2):
        # a wave comes in faster than it runs out, and reaches one ear before the other
        swell = np.exp(1.4 * np.sin(phase + 0.5 * np.sin(phase) - 0.3 * side))
        body = _noise(len(time_s), seed=side, low_hz=60, high_hz=900, slope=1.0)
        spray = _noise(len(time_s), seed=2 + side, low_hz=900, high_hz=7_000, slope=1.2)
        sides.append(body * (0.6 + 0.4 * swell) + 0.5 * spray * swell**1.6)
    return _scaled(np.stack(sides, axis=1))


BEDS: dict[str, Callable[[], Stereo]] = {"drone": drone, "waves": waves}
"""By the name that a script calls them."""


@cache
def keep_awake() -> Bed:
    """Return the noise that is laid under everything so that a silence is none."""
    noise = _noise(_FLOOR_LOOP_S * SAMPLE_RATE_HZ, seed=9, low_hz=100, high_hz=8_000, slope=0.5)
    sound = np.round(noise * 10 ** (KEEP_AWAKE_DBFS / 20) * 32767).astype(np.int16)
    lufs = integrated_lufs(sound / 32768) + DUAL_MONO_LU
    return Bed(sound=sound[:, None], loudness_lufs=lufs, key=KEEP_AWAKE_KEY)


def _noise(count: int, *, seed: int, low_hz: float, high_hz: float, slope: float) -> NDArray[np.float64]:
    """Return noise between two frequencies whose amplitude falls with frequency to the power of `slope`: RMS 1."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    pitch_hz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    inside = (pitch_hz >= low_hz) & (pitch_hz <= high_hz)
    spectrum *= np.where(inside, np.maximum(pitch_hz, 1.0) ** -slope, 0.0)
    sound = np.fft.irfft(spectrum, count)
    return np.asarray(sound / np.sqrt((sound**2).mean()))


def _scaled(sound: NDArray[np.float64]) -> Stereo:
    return np.asarray(sound / np.abs(sound).max() * 0.5, np.float32)
