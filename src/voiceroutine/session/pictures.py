"""Reads the pictures in a session's tag: its cover, and those of its chapters.

Anybody may have written the file. What is returned begins as a picture of ours does, and nothing more is known of it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from voiceroutine.session.id3 import UnreadableTagError, chapter_times, frames_in_chapter, picture_data, read_tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from voiceroutine.session.id3 import Frame

COVER_TYPE = "image/jpeg"
CARD_TYPE = "image/png"
"""Of a chapter's picture."""
_BEGINNINGS = {COVER_TYPE: b"\xff\xd8\xff", CARD_TYPE: b"\x89PNG\r\n\x1a\n"}


def cover_of(path: Path) -> bytes | None:
    """Return the cover of the session at `path`, a JPEG; None if it has none.

    Raises:
        OSError: The file cannot be read.
    """
    tag = read_tag(path)
    frame = _first(tag.frames, COVER_TYPE) if tag else None
    return picture_data(frame) if frame else None


def chapter_picture_of(path: Path, position: int) -> bytes | None:
    """Return the picture of a chapter of the session at `path`, a PNG; None if it has none.

    Args:
        path: The session.
        position: Of the chapter in the timeline, from 0.

    Raises:
        OSError: The file cannot be read.
    """
    tag = read_tag(path)
    frame = chapter_pictures(tag.frames).get(position) if tag else None
    return picture_data(frame) if frame else None


def chapters_with_pictures(frames: Iterable[Frame]) -> frozenset[int]:
    """Return the positions of the chapters that have a picture, given the frames of a session's tag."""
    return frozenset(chapter_pictures(frames))


def chapter_pictures(frames: Iterable[Frame]) -> dict[int, Frame]:
    """Return the frames of the chapters' pictures by the chapters' positions: by start, as the timeline has them."""
    found: list[tuple[int, Frame | None]] = []
    for frame in frames:
        if frame.id == "CHAP":
            try:
                found.append((chapter_times(frame)[0], _first(frames_in_chapter(frame), CARD_TYPE)))
            except UnreadableTagError:
                return {}  # there is no telling which chapter is which
    found.sort(key=lambda one: one[0])
    return {position: picture for position, (_, picture) in enumerate(found) if picture}


def _first(frames: Iterable[Frame], kind: str) -> Frame | None:
    """Return the first picture of a kind among frames."""
    for frame in frames:
        with suppress(UnreadableTagError):
            if frame.id == "APIC" and picture_data(frame).startswith(_BEGINNINGS[kind]):
                return frame
    return None
