"""A session's sound, chapter by chapter and on every core: mixed, encoded, or found encoded in the cache."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from voiceroutine.audio.chime import CHIME_VERSION
from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode, ffmpeg_version
from voiceroutine.audio.frames import FRAME_MS, FRAME_SAMPLES, SPEECH, TAIL_FRAMES, Mp3Format, info_frame
from voiceroutine.audio.mix import mix
from voiceroutine.cache import Cache, cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from voiceroutine.plan.timeline import Chapter, Event
    from voiceroutine.voice.clips import Clips

RENDER_VERSION = 4
"""Raised with every change to how a chapter is mixed and encoded: part of the cache's keys."""

SETTLE_FRAMES = 3
"""Of silence, encoded on both sides of a sound: its own frames reach over two of them."""

_BEFORE_MS = FRAMES_BEFORE * FRAME_MS
_AFTER_MS = FRAMES_AFTER * FRAME_MS


@dataclass(frozen=True, slots=True)
class Passage:
    """One chapter with what sounds around it: all that its encoded frames depend on."""

    title: str
    length_ms: int
    events: tuple[Event, ...]
    """By start, from the chapter's beginning: negative where the sound before it is meant."""
    last: bool


def passages(chapters: Iterable[Chapter]) -> Iterator[Passage]:
    """Yield each chapter with the sound around it, as soon as the next one is laid out."""
    before: Chapter | None = None
    chapter: Chapter | None = None
    for after in chain(chapters, (None,)):
        if chapter is not None:
            yield Passage(chapter.title, chapter.length_ms, _around(before, chapter, after), last=after is None)
        before, chapter = chapter, after


def _around(before: Chapter | None, chapter: Chapter, after: Chapter | None) -> tuple[Event, ...]:
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
        if event.kind in ("speech", "chime")
        and event.end_ms + shift > -_BEFORE_MS
        and event.start_ms + shift < chapter.length_ms + _AFTER_MS
    )


class Renderer:
    """Renders passages in parallel, in their order, holding only a few of them at a time."""

    def __init__(self, clips: Clips, form: Mp3Format = SPEECH) -> None:
        self._clips = clips
        self._form = form
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
                for passage in passages(chapters):
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
        frames = self._encoded(passage, count)
        self._cache.put(key, passage.title, frames)
        return frames

    def _encoded(self, passage: Passage, count: int) -> bytes:
        """Encode what sounds, with the silence next to it, in one run; put frames of silence where nothing sounds.

        Most of a session is silence, and with the bit reservoir off one silent frame is like another.
        """
        spans = sounding_spans(passage, count)
        sound = b"".join(mix(passage.events, a * FRAME_MS, b * FRAME_MS, self._clips.load).raw_data for a, b in spans)
        silence = bytes(FRAMES_AFTER * FRAME_SAMPLES * 2)
        encoded = encode(sound + silence, self._form, sum(b - a for a, b in spans) - FRAMES_BEFORE)
        size = self._form.frame_bytes
        parts, taken, now = [], 0, 0
        for start, end in spans:
            first = max(start, 0)
            parts.append(silent_frame(self._form) * (first - now))
            parts.append(encoded[taken * size : (taken + end - first) * size])
            taken, now = taken + end - first, end
        parts.append(silent_frame(self._form) * (count - now))
        return b"".join(parts)[: count * size]

    def _key(self, passage: Passage) -> list[Any]:
        return [
            *render_key(self._form),
            [passage.length_ms, passage.last],
            [[e.kind, e.start_ms, e.length_ms, e.text and self._clips.key(e.text)] for e in passage.events],
        ]


def sounding_spans(passage: Passage, count: int) -> list[tuple[int, int]]:
    """Return the ranges of frames in which a passage sounds, with silence on both sides for the encoder to settle in.

    Args:
        passage: Whose events are in order.
        count: Its frames.

    Returns:
        Start and end, end-exclusive, apart from each other; the first begins with the frames before the passage.
    """
    spans = [(-FRAMES_BEFORE, SETTLE_FRAMES)]
    for event in passage.events:
        start = max(-FRAMES_BEFORE, event.start_ms // FRAME_MS - SETTLE_FRAMES)
        end = min(count + FRAMES_AFTER, -(-event.end_ms // FRAME_MS) + SETTLE_FRAMES)
        if start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


@cache
def silent_frame(form: Mp3Format) -> bytes:
    """Return a frame of digital silence, from amid a longer silence."""
    frames = 2 * SETTLE_FRAMES
    zeros = bytes((FRAMES_BEFORE + frames + FRAMES_AFTER) * FRAME_SAMPLES * 2 * form.channels)
    return encode(zeros, form, frames)[-form.frame_bytes :]


def render_key(form: Mp3Format = SPEECH) -> list[Any]:
    """Return all that decides a session's bytes beside its timeline and its clips."""
    return [RENDER_VERSION, CHIME_VERSION, ffmpeg_version(), form.channels, form.bitrate_kbps]


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
