"""Tags that anybody may have written are read without an exception of another kind, and as mutagen reads them."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, SYLT, TIT2, USLT, Encoding

from voiceroutine.session.id3 import Frame, UnreadableTagError, chapter_times, content_of, parse_tag

FRAMES = st.sampled_from(["TIT2", "COMM", "USLT", "SYLT", "APIC", "CHAP", "CTOC", "PRIV", "TXXX", "POPM"])
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(FRAMES, st.binary(max_size=200), st.sampled_from([3, 4]), st.booleans())
def test_a_frame_of_any_bytes_is_read_or_unreadable(name: str, body: bytes, version: int, packed: bool) -> None:
    for read in (content_of, chapter_times):
        if read is chapter_times and name != "CHAP":
            continue
        with suppress(UnreadableTagError):
            read(Frame(name, body, version, packed))


@given(st.binary(max_size=400), st.sampled_from([3, 4]), st.integers(0, 255))
def test_a_tag_of_any_bytes_is_read_or_unreadable(body: bytes, version: int, flags: int) -> None:
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    with suppress(UnreadableTagError):
        parse_tag(b"ID3" + bytes((version, 0, flags)) + size + body)


@given(TEXT, TEXT, st.sampled_from([3, 4]), st.booleans(), st.integers(0, 2**32 - 1))
def test_what_mutagen_writes_is_read_as_it_was_given(
    text: str, other: str, version: int, short: bool, time_ms: int
) -> None:
    encoding = Encoding.UTF8 if short and version == 4 else Encoding.UTF16
    title = TIT2(encoding=encoding, text=text)
    tags = ID3()
    for frame in (
        title,
        COMM(encoding=encoding, lang="eng", desc=other, text=text),
        USLT(encoding=encoding, lang="eng", desc=other, text=text),
        SYLT(encoding=encoding, lang="eng", format=2, type=1, desc="", text=[(text, time_ms), (other, 7)]),
        APIC(encoding=encoding, mime="image/jpeg", type=3, desc=other, data=b"x"),
        CHAP(element_id="a", start_time=time_ms, end_time=9, start_offset=1, end_offset=2, sub_frames=[title]),
        CTOC(element_id="toc", flags=3, child_element_ids=["a"], sub_frames=[title]),
    ):
        tags.add(frame)
    file = BytesIO()
    tags.save(file, v2_version=version)
    read = {frame.id: frame for frame in parse_tag(file.getvalue()).frames}
    assert content_of(read["TIT2"]) == [text]
    assert content_of(read["COMM"]) == content_of(read["USLT"]) == ["eng", other, text]
    assert content_of(read["SYLT"])[-1] == [[text, time_ms], [other, 7]]
    assert content_of(read["APIC"])[:3] == ["image/jpeg", 3, other]
    assert content_of(read["CTOC"])[:3] == ["toc", 3, ["a"]]
    assert content_of(read["CHAP"])[:5] == ["a", time_ms, 9, 1, 2]
    assert chapter_times(read["CHAP"]) == (time_ms, 9, text)
