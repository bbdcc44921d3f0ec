"""The chimes, made here: soft partials that ring and die away. Each says one thing, and none sounds like another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs
from voiceroutine.units import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from voiceroutine.plan.timeline import ChimeName

CHIME_VERSION = 2
"""Raised with every change to how they sound: part of the cache's keys."""


@dataclass(frozen=True, slots=True)
class _Note:
    """One struck note."""

    pitch_hz: float
    at_ms: int = 0
    decay_ms: int = 110
    """To 37 % of its height."""


@dataclass(frozen=True, slots=True)
class _Chime:
    notes: tuple[_Note, ...]
    loudness_lufs: float = SPEECH_LUFS
    """As loud as the voice: it is heard over the same noise in the room."""


_D5, _G5, _C6, _E5, _A4, _C5 = 587.33, 783.99, 1046.5, 659.26, 440.0, 523.25
_CHIMES: dict[ChimeName, _Chime] = {
    # nobody need notice it: it opens a headphone's ear
    "wake": _Chime((_Note(_D5),), SPEECH_LUFS - 18),
    "hold": _Chime((_Note(_G5, decay_ms=80), _Note(_C6, at_ms=110))),
    "release": _Chime((_Note(_C5, decay_ms=90),)),
    "side": _Chime((_Note(_E5, decay_ms=140), _Note(_A4, at_ms=220, decay_ms=140))),
    "end": _Chime((_Note(_C5, decay_ms=700), _Note(_E5, at_ms=250, decay_ms=700), _Note(_G5, at_ms=500, decay_ms=700))),
}
_PARTIALS = ((1.0, 1.0), (1.5, 0.35), (2.0, 0.2))
"""Of every note: its pitch, the fifth above it, the octave, and their shares."""
_ATTACK_MS = 12
_FADE_MS = 60


@cache
def chime(name: ChimeName, length_ms: int) -> NDArray[np.int16]:
    """Return a chime, faded to nothing at `length_ms`: shape (frames,), 48 kHz."""
    what = _CHIMES[name]
    frames = np.arange(samples(length_ms), dtype=np.float64)
    sound = sum((_struck(note, frames) for note in what.notes), np.zeros(len(frames)))
    sound *= np.minimum(1.0, (len(frames) - 1 - frames) / samples(_FADE_MS))
    sound *= 10 ** ((what.loudness_lufs - clip_lufs(sound)) / 20)
    result: NDArray[np.int16] = np.round(sound * 32767).astype(np.int16)
    result.flags.writeable = False
    return result


def _struck(note: _Note, frames: NDArray[np.float64]) -> NDArray[np.float64]:
    time_s = np.maximum(0.0, frames - samples(note.at_ms)) / SAMPLE_RATE_HZ
    tone = sum(share * np.sin(2 * np.pi * note.pitch_hz * ratio * time_s) for ratio, share in _PARTIALS)
    envelope = np.exp(-time_s * 1000 / note.decay_ms) * np.minimum(1.0, time_s * 1000 / _ATTACK_MS)
    return np.asarray(tone * envelope)
