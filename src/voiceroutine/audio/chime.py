"""Renders the chimes and the bell: soft partials that ring and die away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs
from voiceroutine.chimes import CHIMES
from voiceroutine.units import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from voiceroutine.chimes import Note

CHIME_VERSION = 2
"""Part of the caches' keys: raise it with every change to how an existing chime sounds, here or in `chimes`."""

_PARTIALS = ((1.0, 1.0), (1.5, 0.35), (2.0, 0.2))
"""What every note is made of, as ratios to its pitch and amplitudes: the note, the fifth above it, and the octave."""
_ATTACK_MS = 12
_PURE = ((1.0, 1.0),)


@cache
def chime(name: str) -> NDArray[np.int16]:
    """Return the chime of that name as sound: shape (frames,), 48 kHz, read-only.

    Raises:
        KeyError: There is no such chime in `chimes.CHIMES`.
    """
    entry = CHIMES[name]
    frames = np.arange(samples(entry.length_ms), dtype=np.float64)
    partials = _PURE if entry.pure else _PARTIALS
    sound = sum((_struck(note, frames, partials) for note in entry.notes), np.zeros(len(frames)))
    sound *= np.minimum(1.0, (len(frames) - 1 - frames) / samples(entry.fade_ms))
    sound *= 10 ** ((SPEECH_LUFS + entry.level_db - clip_lufs(sound)) / 20)
    result: NDArray[np.int16] = np.round(sound * 32767).astype(np.int16)
    result.flags.writeable = False  # the cache hands the same array to everybody
    return result


def _struck(note: Note, frames: NDArray[np.float64], partials: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    """Return the sound of one note at the given frames, counted from the beginning of its chime."""
    time_s = np.maximum(0.0, frames - samples(note.at_ms)) / SAMPLE_RATE_HZ
    tone = sum(share * np.sin(2 * np.pi * note.pitch_hz * ratio * time_s) for ratio, share in partials)
    envelope = np.exp(-time_s * 1000 / note.decay_ms) * np.minimum(1.0, time_s * 1000 / _ATTACK_MS)
    return np.asarray(tone * envelope * note.height)
