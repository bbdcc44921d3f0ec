"""The pictures in a session's tag are read, whoever wrote the file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, ID3, TIT2

from voiceroutine.session.id3 import Frame, UnreadableTagError, frames_in_chapter, picture_data
from voiceroutine.session.pictures import chapter_picture_of, chapters_with_pictures, cover_of

JPEG, PNG = b"\xff\xd8\xff-cover", b"\x89PNG\r\n\x1a\n-card"


def picture(data: bytes, **other: str) -> APIC:
    return APIC(encoding=1, mime="image/png", type=3, desc="Bild", data=data, **other)


def chapter(position: int, start_ms: int, *inside: object) -> CHAP:
    title = TIT2(encoding=1, text=f"Chapter {position}")
    return CHAP(
        element_id=f"ch{position}", start_time=start_ms, end_time=9, start_offset=1, end_offset=1,
        sub_frames=[title, *inside],
    )  # fmt: skip


@pytest.mark.parametrize("version", [3, 4])
def test_each_chapter_has_its_own_picture_by_its_place_in_time(version: int) -> None:
    tags = ID3()
    for frame in (
        picture(JPEG),
        chapter(0, 5_000),
        chapter(1, 9_000, picture(PNG)),
        chapter(2, 0, picture(PNG + b"2")),
    ):
        tags.add(frame)
    tags.save(path := Path("a.mp3"), v2_version=version)
    assert cover_of(path) == JPEG
    assert [chapter_picture_of(path, position) for position in range(-1, 4)] == [None, PNG + b"2", None, PNG, None]


def test_what_is_no_picture_of_ours_is_none() -> None:
    tags = ID3()
    for frame in (picture(b"<svg onload='x'>"), chapter(0, 0, picture(b"<html>"))):
        tags.add(frame)
    tags.save(path := Path("a.mp3"))
    assert cover_of(path) is None
    assert chapter_picture_of(path, 0) is None
    path.write_bytes(b"no tag")
    assert cover_of(path) is None
    assert chapter_picture_of(path, 0) is None


@given(st.binary(max_size=200), st.sampled_from([3, 4]), st.booleans())
def test_any_bytes_are_read_or_unreadable(body: bytes, version: int, packed: bool) -> None:
    frame = Frame("CHAP", body, version, packed)
    for read in (frames_in_chapter, picture_data):
        with suppress(UnreadableTagError):
            read(frame)
    assert chapters_with_pictures([frame, Frame("APIC", body, version, packed)]) in (frozenset(), {0})
