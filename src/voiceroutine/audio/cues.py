"""Tells whether a cue is heard for the whole of its time, and whether two sounds are the same words from one voice."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs, lufs_of, step_energies
from voiceroutine.units import samples

Mono16: TypeAlias = NDArray[np.int16]
"""A sound on one channel: shape (frames,), 48 kHz."""
LOUDNESS_OF_A_CUE_LU = 3.0
"""How far from the level of speech a cue may be. Clips are mastered to within 0.3 LU of it."""
_STEP = samples(20)
_SOUND_DBFS = -45.0
"""The peak of 20 ms in which something is said. Pauses between words are below."""
_LEAST_SAID = 0.4
"""The share of such steps in a cue. It was 0.63 or more in all cues of two routines, by two voices, at three paces."""
_LONGEST_PAUSE = 3_000 // 20
"""In steps. The longest was 1.5 s, at half the voice's own pace."""
_EDGE = samples(200)
_EDGE_DBFS = -58.0
"""A clip is trimmed to 45 dB below its peak, and its end fades."""
_LEAST_LOUD = 0.3
"""Over a bed: the share of tenths of a second that are less than 10 LU softer than speech, which no bed is."""
_LOUD_LU = 10.0


def is_whole(cue: NDArray[np.float32], *, bed: bool, recorded: bool = False) -> bool:
    """Return whether a cue is as loud as speech is, from the beginning of its time to its end.

    Args:
        cue: Shape (frames, channels), in [-1, 1], 48 kHz: what is heard in the cue's time.
        bed: Whether something plays under it.
        recorded: Whether somebody has recorded it, who may pause as long as they like.
    """
    mono = np.asarray(cue.mean(axis=1), np.float32)
    if len(mono) < _STEP or abs(clip_lufs(mono) - SPEECH_LUFS) > LOUDNESS_OF_A_CUE_LU:
        return False
    if bed:
        energies = step_energies(mono)
        loud = lufs_of(energies) > SPEECH_LUFS - _LOUD_LU
        return len(energies) < 3 or float(loud.mean()) >= _LEAST_LOUD
    peaks = _peaks(mono)
    said = np.flatnonzero(peaks > 10 ** (_SOUND_DBFS / 20))
    if len(said) < _LEAST_SAID * len(peaks) and not recorded:
        return False
    longest = int(np.diff(np.concatenate(([-1], said, [len(peaks)]))).max())
    edge = 10 ** (_EDGE_DBFS / 20)
    edges = float(np.abs(mono[:_EDGE]).max()), float(np.abs(mono[-_EDGE:]).max())
    return (recorded or longest <= _LONGEST_PAUSE) and min(edges) > edge


def likeness(one: Mono16, other: Mono16) -> float:
    """Return how alike the loudness of two sounds runs, as a correlation: 1 for the same words from the same voice.

    The samples themselves differ with the machine that a voice speaks on, and with a bed under it; when it is loud and
    when it pauses does not.

    Args:
        one: Shape (frames,), 48 kHz.
        other: Likewise. Of sounds whose lengths differ by more than a twentieth, the likeness is 0.
    """
    if min(len(one), len(other)) < 2 * _STEP or abs(len(one) - len(other)) > max(len(one), len(other)) // 20:
        return 0.0
    shorter = min(len(one), len(other))
    first, second = (_levels(sound[:shorter].astype(np.float32)) for sound in (one, other))
    if first.std() == 0 or second.std() == 0:
        return 0.0
    return float(np.corrcoef(first, second)[0, 1])


def _peaks(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    whole = len(sound) // _STEP * _STEP
    return np.asarray(np.abs(sound[:whole]).reshape(-1, _STEP).max(axis=1), np.float32)


def _levels(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    whole = len(sound) // _STEP * _STEP
    return np.asarray(np.sqrt((sound[:whole].reshape(-1, _STEP) ** 2).mean(axis=1)), np.float64)
