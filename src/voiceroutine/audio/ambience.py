"""Sounds computed here: the bundled beds (a drone and waves), and the noise that keeps headphones awake.

Each is periodic, so it loops without a seam: every partial and every swell completes whole cycles in one loop.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voiceroutine.audio.bed import BED_VERSION, Bed, Loop
from voiceroutine.audio.loudness import DUAL_MONO_LU, integrated_lufs
from voiceroutine.units import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOP_S = 60
_NOISE_LOOP_S = 20
KEEP_AWAKE_DBFS = -63.0
"""RMS of the noise: loud enough for headphones that sleep in silence, and hardly audible beside the voice."""

Stereo = NDArray[np.float32]
"""Shape (frames, 2), 48 kHz, in [-1, 1]."""


def drone() -> Stereo:
    """Return a chord of A, E and A in which each note swells and fades at its own pace."""
    time_s = np.arange(_LOOP_S * SAMPLE_RATE_HZ, dtype=np.float64) / SAMPLE_RATE_HZ
    sides = []
    for side in range(2):
        total = np.zeros(len(time_s))
        # the two sides are slightly detuned for a wide sound; every pitch has a whole number of cycles in a loop
        for number, (pitch_hz, share) in enumerate(((110, 1.0), (165, 0.6), (220, 0.5), (330, 0.2), (440, 0.1))):
            detuned = pitch_hz + (side - 0.5) * 2 * (1 + number % 2) / _LOOP_S
            swell = 1 + 0.5 * np.sin(2 * np.pi * ((number + 2) * time_s / _LOOP_S + 0.37 * number + 0.25 * side))
            total += share * swell * np.sin(2 * np.pi * detuned * time_s + number)
        sides.append(total)
    return _scaled(np.stack(sides, axis=1))


def waves() -> Stereo:
    """Return the noise of waves that break about every ten seconds."""
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


BUNDLED_BEDS: dict[str, Callable[[], Stereo]] = {"drone": drone, "waves": waves}
"""The bundled beds, by the names that scripts give as `music`. Scripts know the names as `script.parts.OWN_BEDS`, which
lies below this room; a test holds the two equal."""


def keep_awake() -> Bed:
    """Return a soft noise that is laid under everything, so that there is never silence."""
    return Bed(key=f"keep-awake {BED_VERSION}", load=_keep_awake_loop)


@cache
def _keep_awake_loop() -> Loop:
    noise = _noise(_NOISE_LOOP_S * SAMPLE_RATE_HZ, seed=9, low_hz=100, high_hz=8_000, slope=0.5)
    sound = np.round(noise * 10 ** (KEEP_AWAKE_DBFS / 20) * 32767).astype(np.int16)
    return Loop(frames=sound[:, None], loudness_lufs=integrated_lufs(sound / 32768) + DUAL_MONO_LU)


def _noise(count: int, *, seed: int, low_hz: float, high_hz: float, slope: float) -> NDArray[np.float64]:
    """Return noise between two frequencies with an RMS of 1, periodic in `count`: shape (count,).

    Its amplitude is proportional to the frequency to the power of `-slope`.
    """
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    pitch_hz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    inside = (pitch_hz >= low_hz) & (pitch_hz <= high_hz)
    spectrum *= np.where(inside, np.maximum(pitch_hz, 1.0) ** -slope, 0.0)
    sound = np.fft.irfft(spectrum, count)
    return np.asarray(sound / np.sqrt((sound**2).mean()))


def _scaled(sound: NDArray[np.float64]) -> Stereo:
    """Return `sound` with a peak of 0.5."""
    return np.asarray(sound / np.abs(sound).max() * 0.5, np.float32)
