"""How loud a sound is, by ITU-R BS.1770-4.

The measure is our own: pyloudnorm gives the same figures (the tests hold ours to it), but brings scipy.signal, whose
import alone takes longer than measuring a whole session. The weighting is applied in the frequency domain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.timecode import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPEECH_LUFS = -19.0
"""The level of speech in a mono mix: -16 LUFS where two channels play it, since two channels of one signal measure
3 dB more than one (AES TD1008 recommends -16 for speech on phones)."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two stages of the K weighting at 48 kHz: numerator and denominator (BS.1770-4, tables 1 and 2)."""
_OFFSET_LU = -0.691
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_BLOCK = int(0.4 * SAMPLE_RATE_HZ)
_STEP = _BLOCK // 4
_SHORTEST = 2 * _BLOCK
"""A shorter clip is measured as if it were said again and again."""
_STRETCH = 30 * SAMPLE_RATE_HZ
_RUN_IN = SAMPLE_RATE_HZ // 4
"""What the weighting still feels of the sound before: a quarter of a second is beyond its memory."""


def integrated_lufs(sound: NDArray[np.floating[Any]]) -> float:
    """Return the integrated, gated loudness of one channel.

    Args:
        sound: Shape (frames,), in [-1, 1], 48 kHz, 0.4 s or longer.

    Returns:
        LUFS; minus infinity where everything is below the absolute gate.
    """
    energy = _step_energies(sound)
    blocks = np.convolve(energy, np.ones(4), "valid") / 4
    loud = blocks[_lufs(blocks) > _ABSOLUTE_GATE_LUFS]
    if not loud.size:
        return float("-inf")
    gate = _lufs(loud.mean()) + _RELATIVE_GATE_LU
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


def clip_lufs(clip: NDArray[np.floating[Any]]) -> float:
    """Return the loudness of a clip of any length: shape (frames,), in [-1, 1], 48 kHz."""
    repeats = -(-_SHORTEST // max(1, len(clip)))
    return integrated_lufs(np.tile(clip, repeats) if repeats > 1 else clip)


def _step_energies(sound: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return the mean square of the weighted sound in each whole tenth of a second; a stretch at a time, for memory."""
    parts = []
    for start in range(0, len(sound), _STRETCH):
        run_in = min(start, _RUN_IN)
        weighted = _weighted(sound[start - run_in : start + _STRETCH])[run_in:]
        whole = len(weighted) // _STEP * _STEP
        parts.append((weighted[:whole] ** 2).reshape(-1, _STEP).mean(axis=1))
    return np.concatenate(parts)


def _weighted(sound: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    size = 1 << int(np.ceil(np.log2(len(sound) + _RUN_IN)))
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    response = np.ones_like(z)
    for numerator, denominator in (_SHELF, _HIGH_PASS):
        response *= np.polyval(numerator[::-1], z) / np.polyval(denominator[::-1], z)
    return np.fft.irfft(np.fft.rfft(sound, size) * response, size)[: len(sound)]


def _lufs(mean_square: Any) -> Any:
    return _OFFSET_LU + 10 * np.log10(np.maximum(mean_square, 1e-20))
