"""Measures loudness (ITU-R BS.1770-4).

We measure ourselves, because pyloudnorm needs scipy.signal, whose import alone takes longer than measuring a whole
session. Tests check that both give the same figures. The weighting is applied in the frequency domain.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.units import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPEECH_LUFS = -19.0
"""The level of speech in a mono mix: -16 LUFS when two channels play it, which AES TD1008 recommends for speech on
phones."""

DUAL_MONO_LU = 3.01
"""How much more a signal measures on two channels than on one."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two stages of the K weighting at 48 kHz: numerator and denominator (BS.1770-4, tables 1 and 2)."""
_OFFSET_LU = -0.691
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_BLOCK = int(0.4 * SAMPLE_RATE_HZ)
_STEPS = 4
_STEP = _BLOCK // _STEPS
_SHORTEST = 2 * _BLOCK
"""A shorter clip is repeated until it is this long before it is measured."""
_SIZE = 1 << 16
"""Samples in one Fourier transform: 1.4 s."""
_RUN_IN = SAMPLE_RATE_HZ // 4
"""Samples before a block that are filtered with it and dropped: the filters' memory is shorter than this (0.25 s)."""
_FRESH = _SIZE - _RUN_IN


def integrated_lufs(sound: NDArray[np.floating[Any]]) -> float:
    """Return the integrated (gated) loudness of a sound in LUFS.

    Args:
        sound: Shape (frames,) or (frames, channels), in [-1, 1], 48 kHz, 0.4 s or longer.

    Returns:
        LUFS, or minus infinity if everything is below the absolute gate.
    """
    return gated_lufs(step_energies(sound))


def gated_lufs(energies: NDArray[np.float64]) -> float:
    """Return the integrated loudness of one or several sounds in LUFS, from their `step_energies`."""
    if len(energies) < _STEPS:
        return float("-inf")
    blocks = np.convolve(energies, np.ones(_STEPS), "valid") / _STEPS
    loud = blocks[_lufs(blocks) > _ABSOLUTE_GATE_LUFS]
    if not loud.size:
        return float("-inf")
    gate = _lufs(loud.mean()) + _RELATIVE_GATE_LU
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


def lufs_of(mean_square: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the loudness in LUFS of each weighted mean square, without gates."""
    return np.asarray(_lufs(mean_square))


def clip_lufs(clip: NDArray[np.floating[Any]]) -> float:
    """Return the loudness of a clip of any length in LUFS: shape (frames,), in [-1, 1], 48 kHz."""
    repeats = -(-_SHORTEST // max(1, len(clip)))
    return integrated_lufs(np.tile(clip, repeats) if repeats > 1 else clip)


def step_energies(sound: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return the weighted mean square of each whole tenth of a second, summed over channels: shape (steps,).

    Args:
        sound: Shape (frames,) or (frames, channels), in [-1, 1], 48 kHz.
    """
    if not len(sound):
        return np.zeros(0)
    if sound.ndim > 1:
        return np.asarray(sum(step_energies(channel) for channel in sound.T))
    zeros = np.zeros(_FRESH, np.float32)
    padded = np.concatenate([zeros[:_RUN_IN], np.asarray(sound, np.float32), zeros])
    filtered = []
    for start in range(0, len(sound), _FRESH):
        # overlap-save: only the run-in wraps around, and it is dropped
        spectrum = np.fft.rfft(padded[start : start + _SIZE]) * _response()
        filtered.append(np.fft.irfft(spectrum, _SIZE)[_RUN_IN:])
    weighted = np.concatenate(filtered)[: len(sound)]
    whole = len(weighted) // _STEP * _STEP
    return np.asarray((weighted[:whole] ** 2).reshape(-1, _STEP).mean(axis=1, dtype=np.float64))


@cache
def _response() -> NDArray[np.complex64]:
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(_SIZE))
    response: NDArray[np.complex128] = np.ones_like(z)
    for numerator, denominator in (_SHELF, _HIGH_PASS):
        response = response * np.polyval(numerator[::-1], z) / np.polyval(denominator[::-1], z)
    return response.astype(np.complex64)


def _lufs(mean_square: Any) -> Any:
    return _OFFSET_LU + 10 * np.log10(np.maximum(mean_square, 1e-20))
