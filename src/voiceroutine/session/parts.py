"""A session's chapters as files of their own: their tags, their names, and the playlist that has them in order."""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF16_LE
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voiceroutine.session.formats import lrc
from voiceroutine.session.id3 import private_data, read_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.session.id3 import Frame

OWNER = b"voiceroutine-part"
"""The owner of the private frame that holds the hash of everything else in the file."""
PLAYLIST_COMMENT = "# {}"
_TAKEN = ("TPE1", "TCON", "TLAN")
"""The frames of the session that each of its parts has, too."""
_LONGEST_NAME_BYTES = 120
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter that becomes a file."""

    number: int
    """From 1."""
    count: int
    """Of all chapters."""
    title: str
    start_ms: int
    """In the session."""
    length_ms: int

    @property
    def file_name(self) -> str:
        """The file's name: `03 Chin tuck.mp3`. Cards and disks that Windows knows can have it."""
        clean = re.sub(r"[\x00-\x1f\x7f<>:\"/\\|?*]+", "-", self.title)
        clean = clean.encode(errors="replace")[:_LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .-")
        return f"{self.number:0{max(2, len(str(self.count)))}} {clean}".strip() + ".mp3"


def parts_of(timeline: Timeline) -> tuple[Part, ...]:
    """Return the parts of a session, in order."""
    count = len(timeline.chapters)
    return tuple(
        Part(number=number, count=count, title=chapter.title, start_ms=start_ms, length_ms=chapter.length_ms)
        for number, (start_ms, chapter) in enumerate(timeline.starts(), 1)
    )


def playlist(timeline: Timeline) -> str:
    """Return the parts as an M3U playlist in UTF-8 (.m3u8), with titles and lengths in whole seconds."""
    lines = ["#EXTM3U", f"#PLAYLIST:{timeline.title}"]
    for part in parts_of(timeline):
        lines += [f"#EXTINF:{round(part.length_ms / 1000)},{part.title}", part.file_name]
    return "\n".join(lines) + "\n"


def part_frames(
    part: Part, timeline: Timeline, session: Sequence[Frame], picture: Frame | None, language: str
) -> list[tuple[str, bytes]]:
    """Return the tag of a part, as names and contents of frames, without the private one.

    Args:
        part: The part.
        timeline: The session's.
        session: The frames of the session's tag.
        picture: The frame of the chapter's own picture; where it has none, the part has the session's cover.
        language: Of its words, as ISO 639-2 has it: `eng`.
    """
    alone = replace(timeline, title=part.title, chapters=(timeline.chapters[part.number - 1],))
    words = language[:3].ljust(3).encode("ascii", errors="replace")
    lyrics = b"\x01" + words + BOM_UTF16_LE + b"\0\0" + BOM_UTF16_LE + lrc.write(alone).encode("utf-16-le")
    return [
        ("TIT2", _text(part.title)),
        ("TALB", _text(timeline.title)),
        ("TRCK", b"\0" + f"{part.number}/{part.count}".encode()),
        ("TLEN", b"\0" + str(part.length_ms).encode()),
        ("USLT", lyrics),
        *((frame.id, frame.body) for frame in session if frame.id in _TAKEN),
        *(("APIC", frame.body) for frame in ([picture] if picture else session) if frame.id == "APIC"),
    ]


def _text(text: str) -> bytes:
    return b"\x01" + BOM_UTF16_LE + text.encode("utf-16-le", errors="replace")


def part_hash(frames: Iterable[tuple[str, bytes]], sound: Iterable[bytes]) -> bytes:
    """Return the hash of a part: of what its tag has, and of its sound."""
    digest = hashlib.sha256()
    for name, body in frames:
        digest.update(f"{name} {len(body)}\n".encode() + body)
    for block in sound:
        digest.update(block)
    return digest.digest()


def part_tag(frames: Iterable[tuple[str, bytes]], mark: bytes) -> bytes:
    """Return an ID3v2.3 tag of these frames and our private one."""
    every = [*frames, ("PRIV", OWNER + b"\0" + mark)]
    body = b"".join(name.encode() + len(body).to_bytes(4, "big") + b"\0\0" + body for name, body in every)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + body


def own_part(path: Path) -> bytes | None:
    """Return the hash of the part at `path`; None if there is none, or it is not as we left it.

    Raises:
        OSError: The file cannot be read.
    """
    tag = read_tag(path) if path.exists() else None
    if tag is None:
        return None
    marks = [private_data(frame)[1] for frame in tag.frames if _is_mark(frame)]
    others = [(frame.id, frame.body) for frame in tag.frames if not _is_mark(frame)]
    if len(marks) != 1 or tag.padding or part_hash(others, _after(path, tag.size)) != marks[0]:
        return None
    return marks[0]


def _is_mark(frame: Frame) -> bool:
    return frame.id == "PRIV" and private_data(frame)[0] == OWNER


def _after(path: Path, start: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while block := file.read(_BLOCK):
            yield block
