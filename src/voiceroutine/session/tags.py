"""ID3 tags, with mutagen: what a player shows, and what a session records about how it was made.

ID3v2.3 with UTF-16, because every player reads it. Chapters follow the ID3v2 Chapter Frame Addendum 1.0.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

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
from voiceroutine.session.captions import timed_lines
from voiceroutine.session.cover import draw_cover
from voiceroutine.session.formats import lrc
from voiceroutine.session.id3 import (
    UnreadableTagError,
    chapter_times,
    content_of,
    digest,
    parse_tag,
    private_data,
    read_tag,
    tag_size,
)
from voiceroutine.session.pictures import CARD_TYPE, COVER_TYPE, chapters_with_pictures
from voiceroutine.session.record import Provenance, Tags, pack, unpack
from voiceroutine.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.model import Routine
    from voiceroutine.session.id3 import Frame, Tag

ALBUM = "Voice routines"
GENRE = "Health & Fitness"
OWNER = "voiceroutine"
"""The owner of the private frame in which a session records what it was made from."""

_NO_OFFSET = 0xFFFFFFFF
"""Chapters are located by time; this value says that there is no byte offset (addendum, 3.1)."""

MOST_CARD_PERCENT = 5
"""Of a chapter's sound: what its picture may take."""
MOST_CARD_BYTES = 12 << 20
"""What all pictures of a session may take: with them, the tag is one that can be read again."""

ITEMS = {
    "TIT2": "title",
    "TPE1": "artist",
    "TALB": "album",
    "TCON": "genre",
    "TRCK": "track",
    "TLEN": "length",
    "TLAN": "language",
    "COMM": "comment",
    "USLT": "lyrics",
    "SYLT": "timed lyrics",
    "APIC": "cover",
    "CTOC": "table of contents",
    "CHAP": "chapters",
}
"""The frames that we write beside the record, as a user knows them."""


def write_tags(
    path: Path, routine: Routine, timeline: Timeline, provenance: Provenance, cards: Sequence[bytes | None]
) -> None:
    """Write all tags to the MP3 at `path`, which has none yet.

    Args:
        path: Has the sound.
        routine: Of the session.
        timeline: Of the session.
        provenance: What is recorded.
        cards: The picture of each chapter, a PNG, or None. One that is large for its chapter is left out.

    Raises:
        OutputError: The file cannot be written.
    """
    language = alpha_3(routine.language)
    areas = list(dict.fromkeys(area for stretch in routine.stretches for area in stretch.areas))
    tags = ID3()
    for frame, text in ((TIT2, timeline.title), (TPE1, shown(routine.artist)), (TALB, ALBUM), (TCON, GENRE)):
        tags.add(frame(encoding=Encoding.UTF16, text=text))
    tags.add(TRCK(encoding=Encoding.LATIN1, text="1"))
    tags.add(TLEN(encoding=Encoding.LATIN1, text=str(timeline.duration_ms)))
    tags.add(TLAN(encoding=Encoding.LATIN1, text=language))
    fitted = (f"Fitted to {clock(timeline.duration_ms)}.", *provenance.changes) if provenance.changes else ()
    if comment := "\n".join(filter(None, (shown(routine.summary), *fitted))):
        tags.add(COMM(encoding=Encoding.UTF16, lang=language, desc="", text=comment))
    tags.add(USLT(encoding=Encoding.UTF16, lang=language, desc="", text=lrc.write(timeline)))
    synchronised = list(timed_lines(timeline))
    # format 2: times in milliseconds; type 1: lyrics
    tags.add(SYLT(encoding=Encoding.UTF16, lang=language, format=2, type=1, desc="", text=synchronised))
    cover = draw_cover(timeline.title, areas, timeline)
    tags.add(APIC(encoding=Encoding.LATIN1, mime=COVER_TYPE, type=PictureType.COVER_FRONT, desc="", data=cover))
    _add_chapters(tags, timeline, _with_room(cards, timeline, provenance))
    record = pack(provenance, _as_written(tags), timeline)
    tags.add(PRIV(owner=OWNER, data=record))
    try:
        tags.save(path, v2_version=3, padding=lambda _: 0)
    except MutagenError as error:
        raise OutputError(f"cannot write the tags of {path}: {error}") from error
    with path.open("rb+") as file:
        _chapters_in_time_order(file)


def _as_written(tags: ID3) -> Tags:
    """Return what `tags` will say once they are saved."""
    file = BytesIO()
    tags.save(file, v2_version=3, padding=lambda _: 0)
    _chapters_in_time_order(file)
    return _said(parse_tag(file.getvalue()).frames)


def _said(frames: Iterable[Frame]) -> Tags:
    """Return what the frames of a tag say, and how they lie. Frames that are not ours count in neither."""
    own = [frame for frame in frames if _item(frame)]
    items = {item: digest(map(_content, group)) for item, group in _grouped(own).items()}
    layout = hashlib.sha256()
    for frame in own:
        layout.update(f"{frame.version} {frame.id} {len(frame.body)}\n".encode() + frame.body)
    return Tags(items=items, layout=layout.hexdigest())


def _grouped(frames: Iterable[Frame]) -> dict[str, list[Frame]]:
    groups: dict[str, list[Frame]] = {}
    for frame in frames:
        groups.setdefault(_item(frame) or frame.id, []).append(frame)
    return groups


def _item(frame: Frame) -> str | None:
    """Return which of our items a frame belongs to, whoever wrote it; None if it is something else."""
    # players keep figures of their own in comments with a description; ours has none
    if frame.id == "COMM" and (len(content := _content(frame)) < 3 or content[1]):
        return None
    return ITEMS.get(frame.id)


def _content(frame: Frame) -> list[Any]:
    try:
        return content_of(frame)
    except UnreadableTagError:
        return ["unreadable"]


def _with_room(cards: Iterable[bytes | None], timeline: Timeline, provenance: Provenance) -> Iterator[bytes | None]:
    """Yield the picture of each chapter, or None where it would make the file grow too much."""
    left = MOST_CARD_BYTES
    for card, chapter in zip(cards, timeline.chapters, strict=True):
        sound = provenance.sound_bytes * chapter.length_ms // timeline.duration_ms
        if card and len(card) <= min(left, sound * MOST_CARD_PERCENT // 100):
            left -= len(card)
            yield card
        else:
            yield None


def _add_chapters(tags: ID3, timeline: Timeline, cards: Iterable[bytes | None]) -> None:
    ids = []
    for position, ((start_ms, chapter), card) in enumerate(zip(timeline.starts(), cards, strict=True)):
        ids.append(f"ch{position:04}")
        inside: list[Any] = [TIT2(encoding=Encoding.UTF16, text=chapter.title)]
        if card:
            cover = PictureType.COVER_FRONT
            inside.append(APIC(encoding=Encoding.LATIN1, mime=CARD_TYPE, type=cover, desc="", data=card))
        tags.add(
            CHAP(
                element_id=ids[-1],
                start_time=start_ms,
                end_time=start_ms + chapter.length_ms,
                start_offset=_NO_OFFSET,
                end_offset=_NO_OFFSET,
                sub_frames=inside,
            )
        )
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    title = TIT2(encoding=Encoding.UTF16, text=timeline.title)
    # the frame counts its entries in one byte: a session with more chapters has them without a table of contents
    if len(ids) < 256:
        tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=ids, sub_frames=[title]))


def _chapters_in_time_order(file: IO[bytes]) -> None:
    """Sort the chapter frames in a tag by time. mutagen sorts by size, and some players list them as stored."""
    file.seek(0)
    head = file.read(10)
    size = tag_size(head) - len(head)
    body = file.read(size)
    frames, at = [], 0
    while at + 10 <= size and body[at] != 0:
        end = at + 10 + int.from_bytes(body[at + 4 : at + 8], "big")
        frames.append(body[at:end])
        at = end
    # a frame's content begins with its id, and the ids are numbered
    chapters = sorted((frame for frame in frames if frame.startswith(b"CHAP")), key=lambda frame: frame[10:])
    others = [frame for frame in frames if not frame.startswith(b"CHAP")]
    file.seek(len(head))
    file.write(b"".join([*others, *chapters]) + body[at:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Retagged:
    """How a session's tag differs from the one that was written."""

    changed: tuple[str, ...]
    """The items that say something else, are missing, or were added: values of `ITEMS`."""
    added: tuple[str, ...]
    """The names of frames that we do not write: a player's `POPM`."""
    saved_again: bool
    """Whether another program wrote it in another way, though it may say the same."""
    records: int
    """How many private frames of ours there are. More than one is somebody's forgery."""


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """What a session records about how it was made, and the chapters that players see."""

    provenance: Provenance
    timeline: Timeline
    chapters: tuple[tuple[int, int, str], ...]
    """The start in ms, the end in ms and the title of each chapter frame in the file, by start."""
    pictures: frozenset[int]
    """The positions of the chapters that have a picture; see `session.pictures`."""
    tags: Retagged | None
    """None where an earlier version made the session, and did not record what its tag said."""


def read_session_info(path: Path) -> SessionInfo | None:
    """Return what the session at `path` records about itself; None if it was not made by voiceroutine.

    Whatever the file is, this takes no more than a second or two, and 250 MB.

    Raises:
        OSError: The file cannot be read.
    """
    tag = read_tag(path)
    if tag is None:
        return None
    records = [frame for frame in tag.frames if _is_record(frame)]
    try:
        provenance, written, timeline = unpack(private_data(records[0])[1] if records else b"")
    except ValueError:
        return None  # no frame of ours, or a damaged one
    retagged = _compared(tag, written, len(records)) if written else None
    return SessionInfo(provenance, timeline, _chapters(tag.frames), chapters_with_pictures(tag.frames), retagged)


def _compared(tag: Tag, written: Tags, records: int) -> Retagged:
    found = _said(tag.frames)
    items = (*ITEMS.values(), *written.items)
    changed = [item for item in dict.fromkeys(items) if found.items.get(item) != written.items.get(item)]
    added = {frame.id for frame in tag.frames if not _item(frame) and not _is_record(frame)}
    return Retagged(
        changed=tuple(changed),
        added=tuple(sorted(added)),
        saved_again=found.layout != written.layout or tag.padding > 0,
        records=records,
    )


def _is_record(frame: Frame) -> bool:
    return frame.id == "PRIV" and private_data(frame)[0] == OWNER.encode()


def _chapters(frames: Iterable[Frame]) -> tuple[tuple[int, int, str], ...]:
    found = []
    for frame in frames:
        if frame.id == "CHAP":
            try:
                found.append(chapter_times(frame))
            except UnreadableTagError:
                found.append((0, 0, ""))
    return tuple(sorted(found))
