"""Reads the ID3 tag of a file that anybody may have written: ID3v2.3 and 2.4, bounded in size, never unpacked.

mutagen writes our tags and is not asked to read them: it unpacks whatever a frame says it holds, and merges frames that
a file has twice.
"""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_TAG_BYTES = 32 << 20
"""A day's session has a tag of about 12 MB. A larger one is not read."""
MOST_FRAMES = 20_000
"""A session has a frame for each chapter, of which there are 2 000 or a few more, and about fifteen others."""
MOST_LINES = 200_000
"""Of timed lyrics."""

_HEADER = 10
_TIMES_BYTES = 16
"""Of a chapter: after its id, its start and its end in ms, and the same in bytes."""
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
"""By the byte that names them (ID3v2.4, 4)."""


class UnreadableTagError(ValueError):
    """A tag that does not keep to its own format, or that is too large."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a tag."""

    id: str
    """Four capitals and digits: `TIT2`."""
    body: bytes
    """Without its header."""
    version: int
    """3 or 4: how frames inside of it are written."""
    packed: bool = False
    """Whether `body` is compressed or encrypted, which ours never are."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The tag at the beginning of a file."""

    version: int
    """3 or 4."""
    size: int
    """In bytes, with its header."""
    frames: tuple[Frame, ...]
    """In the order of the file."""
    padding: int
    """Bytes after the last frame."""


def tag_bytes(path: Path) -> int:
    """Return the size in bytes of the ID3 tag at the beginning of `path`, with its header; 0 if there is none."""
    with path.open("rb") as file:
        return tag_size(file.read(_HEADER))


def tag_size(head: bytes) -> int:
    """Return the size in bytes of the tag whose first ten bytes are `head`; 0 if they are not those of a tag."""
    if len(head) < _HEADER or not head.startswith(b"ID3") or max(head[6:]) > 0x7F:
        return 0
    footer = _HEADER if head[3] == 4 and head[5] & 0x10 else 0
    return _HEADER + _syncsafe(head[6:]) + footer


def read_tag(path: Path) -> Tag | None:
    """Return the tag at the beginning of a file, or None if there is none that can be read.

    Raises:
        OSError: The file cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for, and a device never ends
        return None
    with path.open("rb") as file:
        head = file.read(_HEADER)
        size = tag_size(head)
        if not size or head[3] not in (3, 4) or size > MOST_TAG_BYTES:
            return None
        content = file.read(size - _HEADER)
    try:
        return parse_tag(head + content)
    except UnreadableTagError:
        return None


def parse_tag(content: bytes) -> Tag:
    """Return the tag that `content` is, from its header to its end.

    Raises:
        UnreadableTagError: It does not keep to its format.
    """
    version, flags, body = content[3], content[5], content[_HEADER:]
    if len(content) < tag_size(content[:_HEADER]):
        raise UnreadableTagError("the file ends inside of its tag")
    if version == 4 and flags & 0x10:
        body = body[:-_HEADER]
    if version == 3 and flags & 0x80:
        body = body.replace(b"\xff\x00", b"\xff")
    if flags & 0x40:  # an extended header, whose size counts itself in 2.4 alone
        size = _syncsafe(body[:4]) if version == 4 else 4 + int.from_bytes(body[:4], "big")
        body = body[size:]
    frames, end = _frames(body, version)
    return Tag(version, len(content), frames, len(body) - end)


def _frames(body: bytes, version: int) -> tuple[tuple[Frame, ...], int]:
    """Return the frames in `body`, and where the last one ends."""
    frames: list[Frame] = []
    at = 0
    while at + _HEADER < len(body) and body[at]:
        name, field, flags = body[at : at + 4], body[at + 4 : at + 8], body[at + 9]
        size = _syncsafe(field) if version == 4 else int.from_bytes(field, "big")
        end = at + _HEADER + size
        if not (name.isalnum() and name.upper() == name) or not size or end > len(body) or len(frames) >= MOST_FRAMES:
            raise UnreadableTagError(f"there is no frame at {at}")
        frames.append(_frame(name.decode("ascii"), body[at + _HEADER : end], version, flags))
        at = end
    return tuple(frames), at


def _frame(name: str, body: bytes, version: int, flags: int) -> Frame:
    grouped, packed = (flags & 0x20, flags & 0xC0) if version == 3 else (flags & 0x40, flags & 0x0C)
    if version == 4 and not packed:
        body = body[4:] if flags & 0x01 else body  # its length again, as it is without unsynchronisation
        body = body.replace(b"\xff\x00", b"\xff") if flags & 0x02 else body
    return Frame(name, body[1:] if grouped and not packed else body, version, bool(packed))


def _syncsafe(data: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(data, (21, 14, 7, 0), strict=False))


def content_of(frame: Frame) -> list[Any]:
    """Return what a frame says, as JSON can hold it: the same however it is encoded, padded or ordered.

    Raises:
        UnreadableTagError: It does not keep to its format.
    """
    if frame.packed:
        raise UnreadableTagError(f"{frame.id} is compressed or encrypted")
    try:
        return _READERS.get(frame.id, _text if frame.id.startswith("T") else _raw)(frame)
    except (IndexError, UnicodeError) as error:
        raise UnreadableTagError(f"{frame.id} does not keep to its format") from error


def private_data(frame: Frame) -> tuple[bytes, bytes]:
    """Return whose private frame it is, and what it holds."""
    owner, _, data = frame.body.partition(b"\0")
    return owner, data


def chapter_times(frame: Frame) -> tuple[int, int, str]:
    """Return the start in ms, the end in ms and the title of a chapter.

    Raises:
        UnreadableTagError: It does not keep to its format.
    """
    _, start, end, _, _, inside = content_of(frame)
    return start, end, next((text for name, (text, *_) in inside if name == "TIT2"), "")


def frames_in_chapter(frame: Frame) -> tuple[Frame, ...]:
    """Return the frames inside a chapter; errors as `chapter_times`."""
    if frame.packed:
        raise UnreadableTagError("a chapter is compressed or encrypted")
    return _frames(frame.body[frame.body.find(b"\0") + 1 + _TIMES_BYTES :], frame.version)[0]


def picture_data(frame: Frame) -> bytes:
    """Return the file in a picture's frame.

    Raises:
        UnreadableTagError: It does not keep to its format.
    """
    if frame.packed:
        raise UnreadableTagError("a picture is compressed or encrypted")
    try:
        return _picture_parts(frame)[-1]
    except (IndexError, UnicodeError) as error:
        raise UnreadableTagError("a picture does not keep to its format") from error


def _raw(frame: Frame) -> list[Any]:
    return [hashlib.sha256(frame.body).hexdigest()]


def _text(frame: Frame) -> list[Any]:
    text = frame.body[1:].decode(_encoding(frame.body[0]))
    return [text.rstrip("\0").replace("\0", "/")]


def _described(frame: Frame) -> list[Any]:
    """Return the language, the description and the text of a comment, or of lyrics."""
    kind, language = frame.body[0], frame.body[1:4].decode("latin-1")
    described, text = _terminated(frame.body, 4, kind)
    rest = frame.body[text:].decode(_encoding(kind))
    return [language, described, rest.rstrip("\0")]


def _timed_lyrics(frame: Frame) -> list[Any]:
    body, kind = frame.body, frame.body[0]
    described, at = _terminated(body, 6, kind)
    lines: list[Any] = []
    while at < len(body):
        text, at = _terminated(body, at, kind)
        lines.append([text, int.from_bytes(body[at : at + 4], "big")])
        at += 4
        if len(lines) > MOST_LINES:
            raise UnreadableTagError("the lyrics have too many lines")
    return [body[1:4].decode("latin-1"), body[4], body[5], described, lines]


def _picture(frame: Frame) -> list[Any]:
    mime, kind, described, data = _picture_parts(frame)
    return [mime, kind, described, hashlib.sha256(data).hexdigest()]


def _picture_parts(frame: Frame) -> tuple[str, int, str, bytes]:
    mime, at = _terminated(frame.body, 1, 0)
    described, data = _terminated(frame.body, at + 1, frame.body[0])
    return mime, frame.body[at], described, frame.body[data:]


def _chapter(frame: Frame) -> list[Any]:
    name, at = _terminated(frame.body, 0, 0)
    end = at + _TIMES_BYTES
    if len(frame.body) < end:
        raise UnreadableTagError("a chapter without its times")
    numbers = [int.from_bytes(frame.body[place : place + 4], "big") for place in range(at, end, 4)]
    return [name, *numbers, _inside(frame, end)]


def _contents(frame: Frame) -> list[Any]:
    name, at = _terminated(frame.body, 0, 0)
    flags, count, at = frame.body[at], frame.body[at + 1], at + 2
    children = []
    for _ in range(count):
        child, at = _terminated(frame.body, at, 0)
        children.append(child)
    return [name, flags, children, _inside(frame, at)]


def _inside(frame: Frame, at: int) -> list[Any]:
    """Return the names and contents of the frames inside another, one level deep."""
    frames, _ = _frames(frame.body[at:], frame.version)
    return [[one.id, _raw(one) if one.id in ("CHAP", "CTOC") else content_of(one)] for one in frames]


_READERS: dict[str, Callable[[Frame], list[Any]]] = {
    "TXXX": _raw,
    "COMM": _described,
    "USLT": _described,
    "SYLT": _timed_lyrics,
    "APIC": _picture,
    "CHAP": _chapter,
    "CTOC": _contents,
}


def _encoding(kind: int) -> str:
    return _ENCODINGS[kind]


def _terminated(body: bytes, at: int, kind: int) -> tuple[str, int]:
    """Return the text that begins at `at`, and where the next thing begins."""
    wide = kind in (1, 2)
    end = body.find(b"\0\0" if wide else b"\0", at)
    while wide and end >= 0 and (end - at) % 2:
        end = body.find(b"\0\0", end + 1)
    if end < 0:
        raise UnreadableTagError("a text without its end")
    return body[at:end].decode(_encoding(kind)), end + (2 if wide else 1)


def digest(contents: Iterator[list[Any]]) -> str:
    """Return the hash of what frames say, in whatever order they lie."""
    texts = sorted(json.dumps(content) for content in contents)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
