"""Chapters with the sounds near them: a chapter's encoded frames depend on no more than that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE
from voiceroutine.audio.frames import FRAME_MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.plan.timeline import Chapter, Event


@dataclass(frozen=True, slots=True)
class ChapterContext:
    """A chapter and the sounds near it in the session: all that its encoded frames depend on."""

    title: str
    start_ms: int
    """From the session's beginning."""
    length_ms: int
    events: tuple[Event, ...]
    """Those that sound, in order of their start, timed from the chapter's beginning: before it below 0."""
    last: bool
    """Whether it is the session's last chapter."""


def in_context(chapters: Iterable[Chapter], reach_ms: int = 0) -> Iterator[ChapterContext]:
    """Yield each chapter with the sounds near it, as soon as the next chapter is known.

    Args:
        chapters: In order.
        reach_ms: How far away a sound can change a chapter, besides through the encoder's overlapping frames.
    """
    before: Chapter | None = None
    chapter: Chapter | None = None
    start_ms = 0
    for after in chain(chapters, (None,)):
        if chapter is not None:
            events = _near(before, chapter, after, reach_ms)
            yield ChapterContext(chapter.title, start_ms, chapter.length_ms, events, last=after is None)
            start_ms += chapter.length_ms
        before, chapter = chapter, after


def _near(before: Chapter | None, chapter: Chapter, after: Chapter | None, reach_ms: int) -> tuple[Event, ...]:
    """Return the sounds of a chapter, and those of its neighbours that change its encoded frames."""
    placed = (
        (before, -before.length_ms if before else 0),
        (chapter, 0),
        (after, chapter.length_ms),
    )
    return tuple(
        replace(event, start_ms=event.start_ms + shift)
        for one, shift in placed
        if one
        for event in one.events
        if event.sounds
        and event.end_ms + shift > -FRAMES_BEFORE * FRAME_MS - reach_ms
        and event.start_ms + shift < chapter.length_ms + FRAMES_AFTER * FRAME_MS + reach_ms
    )
