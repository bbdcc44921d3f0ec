"""What a session records about how it was made, in a private frame that anybody may have written."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from voiceroutine.errors import OutputError
from voiceroutine.plan.timeline_json import MOST_CHAPTERS, MOST_EVENTS, TimelineJson, as_json, timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.plan.timeline import Timeline

MOST_PACKED_BYTES = 8 << 20
"""Of the private frame."""
MOST_JSON_BYTES = 32 << 20
"""Of what is in it: `MOST_EVENTS` of the usual size take less."""
MOST_VALUES = 1_500_000
"""An event has at most twenty."""
MOST_OBJECTS = MOST_EVENTS + MOST_CHAPTERS + 1_000
MOST_LINES = 5_000
"""Of options and of changes: two for each stretch."""
MOST_AREAS = 20
LONGEST_AREA = 200
"""In characters."""
UNKNOWN_LANGUAGE = "und"
"""BCP 47's word for it."""
SILENT_LUFS = -200.0
"""Stands for no sound at all, which JSON has no number for."""
LARGEST_SOUND_BYTES = 4_000_000_000
"""Two days of music are 3.5 GB."""

_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Words = Annotated[str, Field(max_length=4_096)]
_Language = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,100}$")]
_Area = Annotated[str, Field(max_length=LONGEST_AREA)]
_ScriptName = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^./\\:\x00-\x1f][^/\\:\x00-\x1f]*$")]
"""A name, never a path: whoever wrote the file has no say in which files of ours are opened."""


class Provenance(BaseModel):
    """What a session was made from."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)

    fingerprint: _Hash
    """A hash of all that decides its bytes. A session with the same fingerprint need not be made again."""
    script: _ScriptName
    """Its name, without a folder or a suffix."""
    script_sha256: _Hash
    """Of the script as it is written, whatever options and fitting changed."""
    options: Annotated[tuple[_Words, ...], Field(strict=False, max_length=MOST_LINES)] = ()
    """What was asked for beside the script: `--skip chin-tuck`."""
    changes: Annotated[tuple[_Words, ...], Field(strict=False, max_length=MOST_LINES)] = ()
    """What was changed to fit the session to a length, each in a line."""
    language: _Language = UNKNOWN_LANGUAGE
    """Of its words (BCP 47); `und` where an earlier version did not record it."""
    areas: Annotated[tuple[_Area, ...], Field(strict=False, max_length=MOST_AREAS)] = ()
    """The parts of the body that it is for, in its language, for a reader."""
    voice: _Words
    engine: _Words
    pace: Annotated[float, Field(ge=0.5, le=2)] | None = None
    """How fast the voice speaks; 1.0 is its own pace. None where an earlier version did not record it."""
    version: Annotated[str, Field(max_length=100)]
    sound_sha256: _Hash
    """Of the MP3 frames, without the Info frame before them."""
    sound_bytes: Annotated[int, Field(gt=0, le=LARGEST_SOUND_BYTES)]
    """The size of all MP3 frames, with the Info frame."""
    channels: Literal[1, 2]
    """1, or 2 if music plays."""
    bed_lufs: Annotated[float, Field(ge=SILENT_LUFS, le=20)] | None
    """How loud holds are made to be by what plays under the voice; None if nothing does."""


class Tags(BaseModel):
    """What the other frames of the tag said when they were written."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    items: Annotated[dict[str, _Hash], Field(max_length=50)]
    """A hash of each item's content: `title`, `cover`."""
    layout: _Hash
    """A hash of their bytes, which change when another program saves them."""


class Record(Provenance):
    """All of a private frame."""

    tags: Tags | None = None
    """None where an earlier version did not record it."""
    timeline: TimelineJson


def script_name(name: str) -> str:
    """Return the name of a script as a record may hold it: what would make it a path is replaced."""
    return re.sub(r"^\.|[/\\:\x00-\x1f]", "-", name.encode(errors="replace").decode())[:255]


def language_tag(tag: str) -> str:
    """Return a language tag as a record may hold it: what BCP 47 has no place for is replaced."""
    return re.sub(r"[^A-Za-z0-9-]", "-", tag)[:100] or UNKNOWN_LANGUAGE


def areas_for_a_reader(areas: Iterable[str]) -> tuple[str, ...]:
    """Return areas as a record may hold them: each once, and no more than are read again."""
    return tuple(dict.fromkeys(area[:LONGEST_AREA] for area in areas))[:MOST_AREAS]


def pack(provenance: Provenance, tags: Tags, timeline: Timeline) -> bytes:
    """Return the content of a session's private frame.

    Raises:
        OutputError: The session has more events than can be read again.
    """
    content = {**provenance.model_dump(), "tags": tags.model_dump(), "timeline": as_json(timeline)}
    data = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode(errors="replace")
    packed = zlib.compress(data, 9)
    count = sum(len(chapter.events) for chapter in timeline.chapters)
    if count > MOST_EVENTS or len(data) > MOST_JSON_BYTES or len(packed) > MOST_PACKED_BYTES:
        message = f"this session has {count:,} cues and pauses, and a session can have at most {MOST_EVENTS:,}"
        raise OutputError(message, "divide the script into several")
    return packed


def unpack(packed: bytes) -> tuple[Provenance, Tags | None, Timeline]:
    """Return what `pack` was given. Nothing is unpacked beyond the size that a session can have.

    Raises:
        ValueError: `packed` is something else.
    """
    if len(packed) > MOST_PACKED_BYTES:
        raise ValueError("the record is too large")
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, MOST_JSON_BYTES)
    except zlib.error as error:
        raise ValueError("the record is damaged") from error
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("the record is too large, or has no end")
    # a short value takes two bytes of a file, and thirty in memory
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise ValueError("the record has too many values")
    if data.count(b"{") > MOST_OBJECTS:
        raise ValueError("the record has too many objects")
    # in two steps, because pydantic quotes what is wrong: it would make another copy of the whole for each error
    content = from_json(data, allow_inf_nan=False)
    try:
        record = Record.model_validate(content)
    except ValidationError as error:
        raise ValueError(f"the record is wrong in {error.error_count()} places") from None
    provenance = Provenance.model_construct(**{name: getattr(record, name) for name in Provenance.model_fields})
    return provenance, record.tags, timeline_of(record.timeline)
