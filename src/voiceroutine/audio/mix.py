"""From a chapter's timeline and its clips to sound, with pydub.

Clips and silences are joined as bytes, once a chapter: appending pydub segments one by one copies everything
before each of them.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from voiceroutine.audio.chime import chime
from voiceroutine.timecode import SAMPLE_RATE_HZ, samples

with warnings.catch_warnings():
    # it looks for an ffmpeg on the PATH, which we do not need, and its own code has invalid escapes
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from voiceroutine.plan.timeline import Chapter

_FORMAT = {"sample_width": 2, "frame_rate": SAMPLE_RATE_HZ, "channels": 1}


def mix_chapter(chapter: Chapter, load: Callable[[str], NDArray[np.int16]], gain_db: float) -> AudioSegment:
    """Return the sound of `chapter`: 48 kHz, mono, 16 bit, exactly as long as the chapter.

    Args:
        chapter: Whose sounds do not overlap, as laid out.
        load: Gives the clip of a cue: shape (frames,), 48 kHz, as long as its event.
        gain_db: Applied to the voice.
    """
    parts: list[bytes] = []
    now_ms = 0
    for event in chapter.events:
        if event.kind not in ("speech", "chime"):
            continue
        if event.kind == "chime":
            sound = segment(chime(event.length_ms))
        else:
            sound = segment(load(event.text or "")).apply_gain(gain_db)
        if event.start_ms < now_ms or len(sound) != event.length_ms:
            raise ValueError(f"the sound of {event} does not fit its place")
        parts += [_silence(event.start_ms - now_ms), sound.raw_data]
        now_ms = event.end_ms
    parts.append(_silence(chapter.length_ms - now_ms))
    return AudioSegment(data=b"".join(parts), **_FORMAT)


def segment(sound: NDArray[np.int16]) -> AudioSegment:
    """Return `sound` (shape (frames,), 48 kHz) as a segment."""
    return AudioSegment(data=sound.astype("<i2").tobytes(), **_FORMAT)


def _silence(length_ms: int) -> bytes:
    # not AudioSegment.silent: it multiplies in floating point and can come out a sample short
    return bytes(samples(length_ms) * _FORMAT["sample_width"])
