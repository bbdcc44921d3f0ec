"""Brings clips to the same loudness, without peaks that are too high.

Each clip is brought to the level of speech on its own, so that counts and prompts are as loud as instructions with
every voice and at every pace. Clips whose peaks become too high go through ffmpeg's look-ahead limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.audio.encode import run
from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs
from voiceroutine.errors import EncodeError
from voiceroutine.units import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MASTER_VERSION = 4
"""Part of the caches' keys: raise it with every change to what this module does to a sound."""

CEILING_DBFS = -2.5
"""The highest sample. The true peak is up to half a decibel higher, and MP3 at 96 kbit/s adds up to one more, which
keeps the decoded session below -1 dBTP (EBU R 128 s1)."""
LARGEST_GAIN_DB = 30.0
"""A clip that would need more is not speech."""
_ATTACK_MS = 5
_LOOK_AHEAD = samples(_ATTACK_MS) - 1
"""Samples by which ffmpeg's limiter delays the sound. We make up for it ourselves: older versions of ffmpeg cannot."""
_ROUNDS = 4
"""How often a clip is limited at most. Limiting makes a voice with sharp peaks softer, so it is raised and limited
again."""
_NEAR_ENOUGH = 10 ** (0.05 / 20)
"""A clip that lost less than this (0.05 dB) is not limited again."""
_GAP_MS = 200
"""Silence between clips that go through the limiter together: longer than its memory."""


def master(clips: Sequence[NDArray[np.float32]]) -> list[NDArray[np.int16]]:
    """Return the clips at the level of speech, in the same order, with the same lengths: shape (frames,).

    Args:
        clips: Shape (frames,), 48 kHz, in [-1, 1].

    Raises:
        EncodeError: ffmpeg is missing or failed.
    """
    loud = [clip * 10 ** (min(LARGEST_GAIN_DB, SPEECH_LUFS - clip_lufs(clip)) / 20) for clip in clips]
    ceiling = 10 ** (CEILING_DBFS / 20)
    finished = [*loud]
    high = [position for position, clip in enumerate(loud) if np.abs(clip).max(initial=0.0) > ceiling]
    gains = dict.fromkeys(high, 1.0)
    for _ in range(_ROUNDS):
        limited = _limited([loud[position] * np.float32(gains[position]) for position in gains], ceiling)
        for position, clip in zip(list(gains), limited, strict=True):
            finished[position] = clip
            # what the limiter took away, in energy: the loudness follows it within a tenth of a decibel
            lost = np.sqrt((loud[position] ** 2).sum() / (clip**2).sum())
            gains[position] *= float(lost)
            if lost < _NEAR_ENOUGH:
                del gains[position]
    return [np.round(clip * 32767).astype(np.int16) for clip in finished]


def limiter(ceiling: float) -> str:
    """Return an ffmpeg filter: a look-ahead limiter that neither delays nor lengthens a sound at 48 kHz.

    Args:
        ceiling: The highest sample it lets through: 0.0625 to 1.
    """
    limit = f"alimiter=limit={ceiling:.4f}:attack={_ATTACK_MS}:release=60:level=0"
    return f"apad=pad_len={_LOOK_AHEAD},{limit},atrim=start_sample={_LOOK_AHEAD}"


def _limited(clips: list[NDArray[np.float32]], ceiling: float) -> list[NDArray[np.float32]]:
    """Return `clips` with no sample above `ceiling`, limited in one run of ffmpeg."""
    if not clips:
        return []
    gap = np.zeros(samples(_GAP_MS), np.float32)
    joined = np.concatenate([sound for clip in clips for sound in (clip, gap)])
    pcm_format = ["-f", "f32le", "-ar", str(SAMPLE_RATE_HZ), "-ac", "1"]
    output = run(
        [*pcm_format, "-i", "pipe:0", "-af", limiter(ceiling), *pcm_format, "pipe:1"], joined.astype("<f4").tobytes()
    )
    sound = np.frombuffer(output, "<f4")
    if len(sound) != len(joined):
        raise EncodeError(f"ffmpeg's limiter returned {len(sound)} samples for {len(joined)}")
    result, at = [], 0
    for clip in clips:
        result.append(np.clip(sound[at : at + len(clip)], -ceiling, ceiling))
        at += len(clip) + len(gap)
    return result
