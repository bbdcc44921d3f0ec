"""ID3 tags, with mutagen: what a player shows, and what a session records about how it was made.

ID3v2.3 with UTF-16, because every player reads it. Chapters follow the ID3v2 Chapter Frame Addendum 1.0.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from mutagen import MutagenError
from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    PRIV,
    SYLT,
    TALB,
    TCON,
    TIT2,
    TLAN,
    TLEN,
    TPE1,
    TRCK,
    USLT,
    CTOCFlags,
    Encoding,
    PictureType,
)

from voiceroutine.errors import OutputError
from voiceroutine.language.markup import shown
from voiceroutine.language.tags import alpha_3
from voiceroutine.plan.timeline_json import as_json, from_json
from voiceroutine.session.captions import timed_lines
from voiceroutine.session.cover import draw_cover
from voiceroutine.session.formats import lrc

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.model import Routine

ALBUM = "Voice routines"
ARTIST = "voiceroutine"
GENRE = "Health & Fitness"
OWNER = "voiceroutine"
"""The owner of the private frame in which a session records what it was made from."""

_NO_OFFSET = 0xFFFFFFFF
"""Chapters are located by time; this value says that there is no byte offset (addendum, 3.1)."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a session was made from."""

    fingerprint: str
    """A hash of all that decides its bytes. A session with the same fingerprint need not be made again."""
    script: str
    script_sha256: str
    voice: str
    engine: str
    version: str
    sound_sha256: str
    """Of the MP3 frames, without the Info frame before them."""
    sound_bytes: int
    """The size of all MP3 frames, with the Info frame."""
    channels: int
    """1, or 2 if music plays."""
    bed_lufs: float | None
    """How loud holds are made to be by what plays under the voice; None if nothing does."""


def write_tags(path: Path, routine: Routine, timeline: Timeline, provenance: Provenance) -> None:
    """Write all tags to the MP3 at `path`, which has none yet.

    Raises:
        OutputError: The file cannot be written.
    """
    language = alpha_3(routine.language)
    areas = list(dict.fromkeys(area for stretch in routine.stretches for area in stretch.areas))
    tags = ID3()
    for frame, text in ((TIT2, timeline.title), (TPE1, ARTIST), (TALB, ALBUM), (TCON, GENRE)):
        tags.add(frame(encoding=Encoding.UTF16, text=text))
    tags.add(TRCK(encoding=Encoding.LATIN1, text="1"))
    tags.add(TLEN(encoding=Encoding.LATIN1, text=str(timeline.duration_ms)))
    tags.add(TLAN(encoding=Encoding.LATIN1, text=language))
    if routine.summary:
        tags.add(COMM(encoding=Encoding.UTF16, lang=language, desc="", text=shown(routine.summary)))
    tags.add(USLT(encoding=Encoding.UTF16, lang=language, desc="", text=lrc.write(timeline)))
    synchronised = list(timed_lines(timeline))
    # format 2: times in milliseconds; type 1: lyrics
    tags.add(SYLT(encoding=Encoding.UTF16, lang=language, format=2, type=1, desc="", text=synchronised))
    cover = draw_cover(timeline.title, areas, timeline)
    tags.add(APIC(encoding=Encoding.LATIN1, mime="image/jpeg", type=PictureType.COVER_FRONT, desc="", data=cover))
    _add_chapters(tags, timeline)
    tags.add(PRIV(owner=OWNER, data=_packed(provenance, timeline)))
    try:
        tags.save(path, v2_version=3, padding=lambda _: 0)
    except MutagenError as error:
        raise OutputError(f"cannot write the tags of {path}: {error}") from error
    _chapters_in_time_order(path)


def _add_chapters(tags: ID3, timeline: Timeline) -> None:
    ids = []
    for position, (start_ms, chapter) in enumerate(timeline.starts()):
        ids.append(f"ch{position:04}")
        tags.add(
            CHAP(
                element_id=ids[-1],
                start_time=start_ms,
                end_time=start_ms + chapter.length_ms,
                start_offset=_NO_OFFSET,
                end_offset=_NO_OFFSET,
                sub_frames=[TIT2(encoding=Encoding.UTF16, text=chapter.title)],
            )
        )
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    title = TIT2(encoding=Encoding.UTF16, text=timeline.title)
    # the frame counts its entries in one byte: a session with more chapters has them without a table of contents
    if len(ids) < 256:
        tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=ids, sub_frames=[title]))


def _chapters_in_time_order(path: Path) -> None:
    """Sort the chapter frames in the file by time. mutagen sorts by size, and some players list them as stored."""
    with path.open("rb+") as file:
        head = file.read(10)
        size = _syncsafe(head[6:10])
        body = file.read(size)
        frames, at = [], 0
        while at + 10 <= size and body[at] != 0:
            end = at + 10 + int.from_bytes(body[at + 4 : at + 8], "big")
            frames.append(body[at:end])
            at = end
        # a frame's content begins with its id, and the ids are numbered
        chapters = sorted((frame for frame in frames if frame.startswith(b"CHAP")), key=lambda frame: frame[10:])
        others = [frame for frame in frames if not frame.startswith(b"CHAP")]
        file.seek(10)
        file.write(b"".join([*others, *chapters]) + body[at:])


def _syncsafe(data: bytes) -> int:
    return sum(byte << shift for byte, shift in zip(data, (21, 14, 7, 0), strict=True))


def tag_bytes(path: Path) -> int:
    """Return the size in bytes of the ID3 tag at the beginning of `path`, with its header; 0 if there is none."""
    with path.open("rb") as file:
        head = file.read(10)
    return 10 + _syncsafe(head[6:10]) if len(head) == 10 and head.startswith(b"ID3") else 0


def _packed(provenance: Provenance, timeline: Timeline) -> bytes:
    content = {**asdict(provenance), "timeline": as_json(timeline)}
    return zlib.compress(json.dumps(content).encode(), 9)


_READ = {frame.__name__: frame for frame in (CHAP, PRIV, TIT2)}
"""The frames that are read back. Reading the lyrics, too, would take a hundred times as long."""


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """What a session records about how it was made, and the chapters that players see."""

    provenance: Provenance
    timeline: Timeline
    chapters: tuple[tuple[int, int, str], ...]
    """The start in ms, the end in ms and the title of each chapter frame in the file, by start."""


def read_session_info(path: Path) -> SessionInfo | None:
    """Return what the session at `path` records about itself; None if it was not made by voiceroutine."""
    try:
        tags = ID3(path, known_frames=_READ)
        frame = next(frame for frame in tags.getall("PRIV") if frame.owner == OWNER)
        content = json.loads(zlib.decompress(frame.data))
        timeline = from_json(content.pop("timeline"))
        provenance = Provenance(**content)
    except (MutagenError, StopIteration, zlib.error, ValueError, TypeError, KeyError):
        return None  # no file, no tag, no frame of ours, or a damaged one
    chapters = sorted(tags.getall("CHAP"), key=lambda chapter: chapter.start_time)
    listed = tuple((it.start_time, it.end_time, str(it.sub_frames.get("TIT2", ""))) for it in chapters)
    return SessionInfo(provenance, timeline, listed)
