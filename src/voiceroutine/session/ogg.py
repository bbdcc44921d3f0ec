"""The pages of an Ogg file, each of which has a checksum of its own (RFC 3533, 6)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPTURE = b"OggS"
_HEADER_BYTES = 27
_CHECKSUM = slice(22, 26)


def without_checksums(content: bytes) -> bytes:
    """Return the content of an Ogg file with zeros in place of its checksums; that of any other file as it is."""
    if not content.startswith(_CAPTURE):
        return content
    plain = bytearray(content)
    for start, _ in _pages(content):
        plain[start + _CHECKSUM.start : start + _CHECKSUM.stop] = bytes(4)
    return bytes(plain)


def with_checksums(content: bytes, changed: bytes) -> bytes:
    """Return the content of an Ogg file in which the page that has `changed` in it has its checksum again."""
    from mutagen.ogg import OggPage

    if not content.startswith(_CAPTURE):
        return content
    at = content.index(changed)
    start, end = next((start, end) for start, end in _pages(content) if start <= at < end)
    page: bytes = OggPage(BytesIO(content[start:end])).write()
    return content[:start] + page + content[end:]


def _pages(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each page begins and ends, as far as the file keeps to its format."""
    start = 0
    while content.startswith(_CAPTURE, start) and start + _HEADER_BYTES <= len(content):
        count = content[start + _HEADER_BYTES - 1]
        lengths = content[start + _HEADER_BYTES : start + _HEADER_BYTES + count]
        end = start + _HEADER_BYTES + count + sum(lengths)
        yield start, end
        start = end
