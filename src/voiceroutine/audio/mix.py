"""Mixes events and clips to sound, with pydub.

Clips and silences are joined once, as bytes: appending pydub segments one by one would copy all the sound so far every
time.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from voiceroutine.audio.bells import NO_FILES
from voiceroutine.units import SAMPLE_RATE_HZ, samples

with warnings.catch_warnings():
    # it warns if there is no ffmpeg on the PATH (it is not needed), and of invalid escapes in its own code
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from voiceroutine.audio.bells import Bells
    from voiceroutine.plan.timeline import Event

_SAMPLE_BYTES = 2


def mix(
    events: Iterable[Event],
    start_ms: int,
    end_ms: int,
    load: Callable[[str], NDArray[np.int16]],
    bells: Bells = NO_FILES,
) -> AudioSegment:
    """Return what sounds from `start_ms` to `end_ms`: 48 kHz, mono, 16 bit, to the sample.

    Args:
        events: In order of their start; their sounds do not overlap. What lies outside the range is cut off.
        start_ms: On the events' clock; may be negative.
        end_ms: Exclusive.
        load: Returns the clip of a cue: shape (frames,), 48 kHz, as long as its event.
        bells: The sounds of chimes and bells.
    """
    joined: list[bytes] = []
    now_ms = start_ms
    for event in events:
        if not event.sounds or event.end_ms <= start_ms or event.start_ms >= end_ms:
            continue
        chime = bells.sound(event.chime, event.length_ms) if event.chime else None
        sound = segment(load(event.text or "") if chime is None else chime)
        if len(sound) != event.length_ms or event.start_ms < now_ms > start_ms:
            raise ValueError(f"the sound of {event} does not fit there")
        sound = sound[max(0, start_ms - event.start_ms) : end_ms - event.start_ms]
        joined += [_silence(max(0, event.start_ms - now_ms)), sound.raw_data]
        now_ms = min(event.end_ms, end_ms)
    joined.append(_silence(end_ms - now_ms))
    return AudioSegment(data=b"".join(joined), sample_width=_SAMPLE_BYTES, frame_rate=SAMPLE_RATE_HZ, channels=1)


def over(voice: AudioSegment, bed: NDArray[np.int16]) -> bytes:
    """Return the voice with a bed under it, as interleaved samples.

    Args:
        voice: Mono; it plays on every channel of the bed.
        bed: Shape (frames, channels), 48 kHz, as long as the voice.
    """
    below = AudioSegment(
        data=bed.astype("<i2").tobytes(),
        sample_width=_SAMPLE_BYTES,
        frame_rate=SAMPLE_RATE_HZ,
        channels=bed.shape[1],
    )
    if below.frame_count() != voice.frame_count():
        raise ValueError(f"the bed has {below.frame_count():.0f} frames, and the voice {voice.frame_count():.0f}")
    return bytes(voice.set_channels(bed.shape[1]).overlay(below).raw_data)


def segment(sound: NDArray[np.int16]) -> AudioSegment:
    """Return `sound` (shape (frames,), 48 kHz) as a segment."""
    data = sound.astype("<i2").tobytes()
    return AudioSegment(data=data, sample_width=_SAMPLE_BYTES, frame_rate=SAMPLE_RATE_HZ, channels=1)


def _silence(length_ms: int) -> bytes:
    # not AudioSegment.silent: its floating-point length can be a sample short
    return bytes(samples(length_ms) * _SAMPLE_BYTES)
