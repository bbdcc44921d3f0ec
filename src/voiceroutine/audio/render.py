"""Renders a session chapter by chapter, on every core: mixed and encoded, or taken from the cache."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeAlias

from voiceroutine.audio.bed import REACH_MS, Place, under
from voiceroutine.audio.bells import NO_FILES
from voiceroutine.audio.chime import CHIME_VERSION
from voiceroutine.audio.context import ChapterContext, in_context
from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode, ffmpeg_version
from voiceroutine.audio.frames import FRAME_MS, MUSIC, SPEECH, TAIL_FRAMES, Mp3Format, info_frame
from voiceroutine.audio.mix import mix, over
from voiceroutine.audio.regions import SILENCE, Region, RegionEncoder, sounding_regions
from voiceroutine.cache import Cache, cache_folder
from voiceroutine.errors import OutputError
from voiceroutine.files import reason
from voiceroutine.units import LONGEST_DURATION_MS, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from voiceroutine.audio.bed import Bed
    from voiceroutine.audio.bells import Bells
    from voiceroutine.cache import Stored
    from voiceroutine.plan.timeline import Chapter, Event

RENDER_VERSION = 6
"""Part of the caches' keys: raise it with every change to how a chapter is mixed or encoded."""

_AFTER_MS = FRAMES_AFTER * FRAME_MS

CHUNK_FRAMES = 180_000 // FRAME_MS
"""A chapter with a bed is encoded three minutes at a time, and a longer chapter goes through a file, with a bed or
without, so that an hour's hold does not fill the memory."""
_BLOCK_FRAMES = 2_000
"""How many frames of such a chapter are in memory when it is read back or filled with silence."""
_MIXED_MS = 1_000 * FRAME_MS
"""It is mixed in smaller steps, for the same reason."""
_PULSE_S = 0.1


_BEGINNING_FRAMES = 10_000 // FRAME_MS
"""A session's beginning, which can be heard before the rest is known, lasts until the first silence after this."""

_Frames: TypeAlias = "bytes | BinaryIO"
"""Of a chapter; a long one's in a file that is open where they begin."""


class ClipSource(Protocol):
    """Where the sound of a cue comes from."""

    def load(self, text: str) -> NDArray[np.int16]:
        """Return the clip of a cue: shape (frames,), 48 kHz. Called from several threads."""

    def key(self, text: str) -> list[Any]:
        """Return all that decides how a cue sounds, as JSON can hold it."""


class Renderer:
    """Renders chapters in parallel and returns them in order, with only a few in memory at a time."""

    def __init__(self, clips: ClipSource, beds: tuple[Bed, ...] = (), bells: Bells = NO_FILES) -> None:
        self._clips = clips
        self._beds = beds
        self._bells = bells
        self._mp3_format = mp3_format_for(beds)
        self._regions = RegionEncoder(clips.load, bells)
        self._cache = Cache(cache_folder() / "chapters")
        self._ended = False

    def beginning(self, sounds: Sequence[Event]) -> bytes:
        """Return the first frames of a session: those that do not depend on what is not known yet.

        Args:
            sounds: The first ones of the first chapter, in order. Of the last one, only the start counts.
        """
        if self._beds:
            reach_ms = REACH_MS + _AFTER_MS
            count = min(_BEGINNING_FRAMES, max(0, sounds[-1].start_ms - reach_ms) // FRAME_MS) if sounds else 0
        else:
            count = 0
            for after, _ in sounding_regions(sounds, -FRAMES_BEFORE, LONGEST_DURATION_MS)[1:]:
                count = after
                if count >= _BEGINNING_FRAMES:
                    break
        if count <= 0:
            return b""
        known = tuple(sound for sound in sounds[:-1] if sound.start_ms < count * FRAME_MS + _AFTER_MS + REACH_MS)
        chapter = ChapterContext("", 0, count * FRAME_MS, known, last=False)
        return b"".join(self._with_beds(chapter, count) if self._beds else self._without_beds(chapter, count))

    def frames(
        self, chapters: Iterable[Chapter], *, ahead: int | None = None, waiting: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[ChapterContext, bytes]]:
        """Yield the MP3 frames of each chapter, in order; those of a long chapter in several blocks.

        Args:
            chapters: In order.
            ahead: How many chapters may be laid out and not encoded yet: by default a few, for they take memory.
            waiting: Called several times a second while it waits. What it raises ends the rendering.

        Raises:
            EncodeError: ffmpeg is missing or failed.
            OutputError: There is nowhere to keep a long chapter.
        """
        workers = os.cpu_count() or 1
        most = 2 * workers if ahead is None else ahead
        with ThreadPoolExecutor(workers) as pool:
            begun: deque[tuple[ChapterContext, Future[_Frames]]] = deque()
            try:
                for chapter in in_context(chapters, REACH_MS if self._beds else 0):
                    begun.append((chapter, pool.submit(self._rendered, chapter)))
                    while len(begun) > most or (begun and begun[0][1].done()):
                        yield from _blocks(*begun.popleft(), self._mp3_format.frame_bytes, waiting)
                while begun:
                    yield from _blocks(*begun.popleft(), self._mp3_format.frame_bytes, waiting)
            finally:
                self._ended = True
                pool.shutdown(cancel_futures=True)

    def _rendered(self, chapter: ChapterContext) -> _Frames:
        """Return the frames of a chapter, from the cache if they are there: those of a long one as an open file."""
        count = chapter.length_ms // FRAME_MS + (TAIL_FRAMES if chapter.last else 0)
        key = self._key(chapter)
        render = self._with_beds if self._beds else self._without_beds
        if count > CHUNK_FRAMES:
            size = count * self._mp3_format.frame_bytes
            stored = self._cache.open(key, chapter.title)
            if stored is None or self._cache.size(key, chapter.title) != size:
                stored = self._cache.store(key, chapter.title, lambda: render(chapter, count))
            return _opened(stored)
        found = self._cache.get(key, chapter.title)
        if found is not None and len(found) == count * self._mp3_format.frame_bytes:
            return found
        frames = b"".join(render(chapter, count))
        self._cache.put(key, chapter.title, frames)
        return frames

    def _with_beds(self, chapter: ChapterContext, count: int) -> Iterator[bytes]:
        """Encode all of a chapter, and yield it one chunk at a time."""
        for first in range(0, count, CHUNK_FRAMES):
            last = min(count, first + CHUNK_FRAMES)
            start_ms, end_ms = (first - FRAMES_BEFORE) * FRAME_MS, (last + FRAMES_AFTER) * FRAME_MS
            sound = b"".join(
                self._mixed_with_beds(chapter, at_ms, min(at_ms + _MIXED_MS, end_ms))
                for at_ms in range(start_ms, end_ms, _MIXED_MS)
            )
            yield encode(sound, self._mp3_format, last - first)

    def _mixed_with_beds(self, chapter: ChapterContext, start_ms: int, end_ms: int) -> bytes:
        if self._ended:  # nobody waits for it any more
            raise CancelledError
        place = Place(start_ms=chapter.start_ms, end_ms=chapter.length_ms if chapter.last else None)
        voice = mix(chapter.events, start_ms, end_ms, self._clips.load, self._bells)
        return over(voice, under(self._beds, chapter.events, start_ms, end_ms, place, self._mp3_format.channels))

    def _without_beds(self, chapter: ChapterContext, count: int) -> Iterator[bytes]:
        """Yield the encoded regions of a chapter, and fill the time between them with copies of one frame of silence.

        Most of a session is silence, and with the bit reservoir off all frames of silence are the same.
        """
        placed = sounding_regions(chapter.events, -FRAMES_BEFORE, count + FRAMES_AFTER)
        size = SPEECH.frame_bytes
        groups = list(_in_groups(placed))
        # with the first group, because each run of the encoder takes a while to start
        silence = self._regions.frames([SILENCE, *(region for _, region in groups[0])] if groups else [SILENCE])[0]
        silence = silence[-size:]
        now = 0
        for some in groups:
            for (start, region), frames in zip(some, self._regions.frames([region for _, region in some]), strict=True):
                first, last = max(start, 0), min(start + region.length, count)
                yield from _repeated(silence, first - now)
                yield frames[(first - start) * size : (last - start) * size]
                now = last
        yield from _repeated(silence, count - now)

    def _key(self, chapter: ChapterContext) -> list[Any]:
        """Return all that decides the frames of a chapter."""
        return [
            *render_key(bed.key for bed in self._beds),
            [_position(bed, chapter) for bed in self._beds],
            [chapter.length_ms, chapter.last],
            [
                [e.kind, e.start_ms, e.length_ms, self._bells.key(e.chime), e.text and self._clips.key(e.text)]
                for e in chapter.events
            ],
        ]


def _opened(stored: Stored) -> BinaryIO:
    """Return a content of the cache as a file that is open where it begins: the cache may be pruned meanwhile."""
    try:
        file = stored.path.open("rb")
    except OSError as error:
        raise OutputError(f"cannot read {stored.path}: {reason(error)}", "try again") from error
    file.seek(stored.offset)
    return file


def _blocks(
    chapter: ChapterContext, future: Future[_Frames], size: int, waiting: Callable[[], None]
) -> Iterator[tuple[ChapterContext, bytes]]:
    """Yield the frames of a chapter, of `size` bytes each, as soon as they are there."""
    while not wait([future], _PULSE_S).done:
        waiting()
    frames = future.result()
    if isinstance(frames, bytes):
        yield chapter, frames
        return
    with frames:
        while block := frames.read(_BLOCK_FRAMES * size):
            yield chapter, block


def _in_groups(placed: list[tuple[int, Region]]) -> Iterator[list[tuple[int, Region]]]:
    """Yield regions in groups that are encoded in one run, each of a few minutes."""
    group: list[tuple[int, Region]] = []
    length = 0
    for one in placed:
        group.append(one)
        length += one[1].length
        if length > CHUNK_FRAMES:
            yield group
            group, length = [], 0
    if group:
        yield group


def _repeated(frame: bytes, count: int) -> Iterator[bytes]:
    """Yield a frame `count` times, in blocks."""
    for first in range(0, count, _BLOCK_FRAMES):
        yield frame * min(_BLOCK_FRAMES, count - first)


def mp3_format_for(beds: tuple[Bed, ...]) -> Mp3Format:
    """Return the format of a session: stereo at a higher bit rate if a bed has two channels. Prepares the beds."""
    return MUSIC if any(bed.sound.channels > 1 for bed in beds) else SPEECH


def render_key(bed_keys: Iterable[str]) -> list[Any]:
    """Return all that decides the bytes of a session besides its timeline and its clips."""
    return [RENDER_VERSION, CHIME_VERSION, ffmpeg_version(), list(bed_keys)]


def _position(bed: Bed, chapter: ChapterContext) -> list[int]:
    """Return how far a bed is into its loop, in samples, and into its fade-in, in ms, when a chapter begins."""
    return [samples(chapter.start_ms) % bed.sound.period, min(chapter.start_ms, bed.fade_ms)]


def write_mp3(path: Path, frames: Iterable[bytes], mp3_format: Mp3Format = SPEECH) -> tuple[int, str]:
    """Write an MP3 with the Info frame first; return the number of frames after it, and their SHA-256.

    Args:
        path: Is overwritten.
        frames: Any number of whole frames each, in order. Read one item at a time.
        mp3_format: Of the frames.
    """
    count, digest = 0, hashlib.sha256()
    with path.open("wb") as file:
        file.write(bytes(mp3_format.frame_bytes))
        for some in frames:
            file.write(some)
            digest.update(some)
            count += len(some) // mp3_format.frame_bytes
        file.seek(0)
        file.write(info_frame(mp3_format, count))
    return count, digest.hexdigest()
