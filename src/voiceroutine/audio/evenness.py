"""Keeps the loud moments of music away from the voice: a slow gain, where a sound is louder than its average.

Music is levelled by its loudness as a whole. A file that is loud for half a minute and quiet for ten would come close
to the voice for that half minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

STEP_MS = 100
"""How often the momentary loudness is known."""
_WINDOW = 4
"""Steps that each figure of the momentary loudness is measured over (400 ms, EBU Tech 3341)."""
_SLOW = 10
"""Steps before and after a loud moment over which the gain falls and rises: a second, so that it is not heard."""
_SEAM_LU = 3.0
"""How much louder the two ends of a loop can become where they are cross-faded: if they are alike."""


def gains_db(momentary: Sequence[float], highest: float, seam: int = 0) -> NDArray[np.float64]:
    """Return the gain of each step in dB, 0 or less, that keeps every moment at or below `highest`.

    Args:
        momentary: The loudness of the 400 ms up to the end of each step, in LUFS.
        highest: In LUFS.
        seam: How many steps at each end are cross-faded with each other.
    """
    count = len(momentary)
    needed = np.minimum(0.0, highest - np.maximum(np.asarray(momentary, np.float64), -200.0))
    if seam and needed.size:
        ends = np.r_[: min(seam, count), max(0, count - seam - _WINDOW) : count]
        needed[ends] = np.minimum(0.0, highest - _SEAM_LU - np.maximum(np.asarray(momentary)[ends], -200.0))
    # a moment's loudness comes from all steps of its window; beyond it, the gain may not have risen yet
    reached = _lowest(needed, before=_SLOW, after=_SLOW + _WINDOW - 1)
    padded = np.pad(reached, _SLOW, mode="edge")
    return np.convolve(padded, np.full(2 * _SLOW + 1, 1 / (2 * _SLOW + 1)), "valid") if count else reached


def _lowest(values: NDArray[np.float64], before: int, after: int) -> NDArray[np.float64]:
    """Return for each position the lowest value from `before` positions before it to `after` after it."""
    if not values.size:
        return values
    padded = np.pad(values, (before, after), mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, before + after + 1).min(axis=1))


def softened(blocks: Iterable[bytes], gains: NDArray[np.float64], step: int) -> Iterator[NDArray[np.float32]]:
    """Yield samples with their gains.

    Args:
        blocks: Interleaved stereo, 16-bit little-endian; each of whole frames or not.
        gains: In dB, one for each step; between the middles of two steps they change evenly.
        step: Frames in a step.
    """
    at, rest = 0, b""
    middles = (np.arange(len(gains)) + 0.5) * step
    for block in blocks:
        data = rest + block
        whole = len(data) // 4 * 4
        rest = data[whole:]
        frames: NDArray[Any] = np.frombuffer(data[:whole], "<i2").reshape(-1, 2).astype(np.float32)
        here = np.interp(np.arange(at, at + len(frames)), middles, gains)
        at += len(frames)
        yield frames * (10 ** (here / 20)).astype(np.float32)[:, None]
