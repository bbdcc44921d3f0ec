"""A session's sound, chapter by chapter and on every core: mixed, encoded, or found encoded in the cache."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from voiceroutine.audio.bed import REACH_MS, Place, under
from voiceroutine.audio.chime import CHIME_VERSION
from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode, ffmpeg_version
from voiceroutine.audio.frames import (
    FRAME_MS,
    MUSIC,
    SPEECH,
    TAIL_FRAMES,
    Mp3Format,
    info_frame,
)
from voiceroutine.audio.mix import mix, over
from voiceroutine.audio.spans import SILENCE, SpanEncoder, sounding_spans
from voiceroutine.cache import Cache, cache_folder
from voiceroutine.units import samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from voiceroutine.audio.bed import Bed
    from voiceroutine.plan.timeline import Chapter, Event

RENDER_VERSION = 6
"""Raised with every change to how a chapter is mixed and encoded: part of the cache's keys."""

_BEFORE_MS = FRAMES_BEFORE * FRAME_MS
_AFTER_MS = FRAMES_AFTER * FRAME_MS


MOST_FRAMES = 180_000 // FRAME_MS
"""Encoded at a time where something plays all along: three minutes, so that an hour's hold does not fill the memory."""
_MIXED_MS = 1_000 * FRAME_MS
"""Mixed at a time there, for the same reason."""


class ClipSource(Protocol):
    """Where the sound of a cue comes from."""

    def load(self, text: str) -> NDArray[np.int16]:
        """Return the clip of a cue: shape (frames,), 48 kHz. Several threads may ask at once."""

    def key(self, text: str) -> list[Any]:
        """Return all that decides how a cue sounds, as JSON can hold it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One chapter with what sounds around it: all that its encoded frames depend on."""

    title: str
    start_ms: int
    """In the session."""
    length_ms: int
    events: tuple[Event, ...]
    """By start, from the chapter's beginning: negative where the sound before it is meant."""
    last: bool


def passages(chapters: Iterable[Chapter], reach_ms: int = 0) -> Iterator[Passage]:
    """Yield each chapter with the sound around it, as soon as the next one is laid out.

    Args:
        chapters: In order.
        reach_ms: How far beyond its own frames a sound is felt.
    """
    before: Chapter | None = None
    chapter: Chapter | None = None
    start_ms = 0
    for after in chain(chapters, (None,)):
        if chapter is not None:
            events = _around(before, chapter, after, reach_ms)
            yield Passage(chapter.title, start_ms, chapter.length_ms, events, last=after is None)
            start_ms += chapter.length_ms
        before, chapter = chapter, after


def _around(before: Chapter | None, chapter: Chapter, after: Chapter | None, reach_ms: int) -> tuple[Event, ...]:
    """Return the sounds of a chapter, and those of its neighbours that reach into its encoder's frames."""
    placed = (
        (before, -before.length_ms if before else 0),
        (chapter, 0),
        (after, chapter.length_ms),
    )
    return tuple(
        replace(event, start_ms=event.start_ms + shift)
        for part, shift in placed
        if part
        for event in part.events
        if event.sounds
        and event.end_ms + shift > -_BEFORE_MS - reach_ms
        and event.start_ms + shift < chapter.length_ms + _AFTER_MS + reach_ms
    )


class Renderer:
    """Renders passages in parallel, in their order, holding only a few of them at a time."""

    def __init__(self, clips: ClipSource, beds: tuple[Bed, ...] = ()) -> None:
        self._clips = clips
        self._beds = beds
        self._form = form_for(beds)
        self._spans = SpanEncoder(clips.load)
        self._cache = Cache(cache_folder() / "chapters")

    def frames(self, chapters: Iterable[Chapter]) -> Iterator[tuple[Passage, bytes]]:
        """Yield the MP3 frames of each chapter, in order.

        Raises:
            EncodeError: ffmpeg is missing or failed.
        """
        workers = os.cpu_count() or 1
        with ThreadPoolExecutor(workers) as pool:
            waiting: deque[tuple[Passage, Future[bytes]]] = deque()
            try:
                for passage in passages(chapters, REACH_MS if self._beds else 0):
                    waiting.append((passage, pool.submit(self._chapter, passage)))
                    while len(waiting) > 2 * workers or (waiting and waiting[0][1].done()):
                        done, future = waiting.popleft()
                        yield done, future.result()
                while waiting:
                    done, future = waiting.popleft()
                    yield done, future.result()
            finally:
                pool.shutdown(cancel_futures=True)

    def _chapter(self, passage: Passage) -> bytes:
        count = passage.length_ms // FRAME_MS + (TAIL_FRAMES if passage.last else 0)
        key = self._key(passage)
        found = self._cache.get(key, passage.title)
        if found is not None and len(found) == count * self._form.frame_bytes:
            return found
        frames = self._over_beds(passage, count) if self._beds else self._encoded(passage, count)
        self._cache.put(key, passage.title, frames)
        return frames

    def _over_beds(self, passage: Passage, count: int) -> bytes:
        """Encode all of a passage, a few minutes at a time."""
        parts = []
        for first in range(0, count, MOST_FRAMES):
            last = min(count, first + MOST_FRAMES)
            start_ms, end_ms = (first - FRAMES_BEFORE) * FRAME_MS, (last + FRAMES_AFTER) * FRAME_MS
            sound = b"".join(
                self._mixed_over_beds(passage, at_ms, min(at_ms + _MIXED_MS, end_ms))
                for at_ms in range(start_ms, end_ms, _MIXED_MS)
            )
            parts.append(encode(sound, self._form, last - first))
        return b"".join(parts)

    def _mixed_over_beds(self, passage: Passage, start_ms: int, end_ms: int) -> bytes:
        place = Place(start_ms=passage.start_ms, end_ms=passage.length_ms if passage.last else None)
        voice = mix(passage.events, start_ms, end_ms, self._clips.load)
        return over(voice, under(self._beds, passage.events, start_ms, end_ms, place, self._form.channels))

    def _encoded(self, passage: Passage, count: int) -> bytes:
        """Return the frames of what sounds, and frames of silence where nothing does.

        Most of a session is silence, and with the bit reservoir off one silent frame is like another.
        """
        placed = sounding_spans(passage.events, -FRAMES_BEFORE, count + FRAMES_AFTER)
        silence, *sounds = self._spans.frames([SILENCE, *(span for _, span in placed)])
        size = SPEECH.frame_bytes
        silence = silence[-size:]
        parts, now = [], 0
        for (start, span), frames in zip(placed, sounds, strict=True):
            first, last = max(start, 0), min(start + span.length, count)
            parts += [silence * (first - now), frames[(first - start) * size : (last - start) * size]]
            now = last
        parts.append(silence * (count - now))
        return b"".join(parts)

    def _key(self, passage: Passage) -> list[Any]:
        return [
            *render_key(bed.key for bed in self._beds),
            [_bed_key(bed, passage) for bed in self._beds],
            [passage.length_ms, passage.last],
            [[e.kind, e.start_ms, e.length_ms, e.chime, e.text and self._clips.key(e.text)] for e in passage.events],
        ]


def form_for(beds: tuple[Bed, ...]) -> Mp3Format:
    """Return the format of a session: stereo, with more bits, where a bed has two channels."""
    return MUSIC if any(bed.sound.channels > 1 for bed in beds) else SPEECH


def render_key(bed_keys: Iterable[str]) -> list[Any]:
    """Return all that decides a session's bytes beside its timeline and its clips."""
    return [RENDER_VERSION, CHIME_VERSION, ffmpeg_version(), list(bed_keys)]


def _bed_key(bed: Bed, passage: Passage) -> list[int]:
    """Return what a bed plays in a passage: from where in its loop, and from where in its fade."""
    return [samples(passage.start_ms) % bed.sound.period, min(passage.start_ms, bed.fade_ms)]


def write_mp3(path: Path, parts: Iterable[bytes], form: Mp3Format = SPEECH) -> tuple[int, str]:
    """Write frames to `path`, with the Info frame before them; return how many, and their SHA-256.

    Args:
        path: Is overwritten.
        parts: Whole frames, in order; taken one at a time.
        form: Of the frames.
    """
    count, digest = 0, hashlib.sha256()
    with path.open("wb") as file:
        file.write(bytes(form.frame_bytes))
        for frames in parts:
            file.write(frames)
            digest.update(frames)
            count += len(frames) // form.frame_bytes
        file.seek(0)
        file.write(info_frame(form, count))
    return count, digest.hexdigest()
