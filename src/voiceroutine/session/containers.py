"""Sessions in other formats than MP3: what their containers are given of a session's tags, with mutagen."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mutagen.flac import Picture
from mutagen.mp4 import MP4, AtomDataType, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus

from voiceroutine.session.id3 import content_of, picture_of

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.session.id3 import Tag

_COVER_FRONT = 3
_SEAL, _SOURCE = "seal", "source"
_ATOMS = {
    "TIT2": "\xa9nam",
    "TPE1": "\xa9ART",
    "TALB": "\xa9alb",
    "TCON": "\xa9gen",
    "COMM": "\xa9cmt",
    "USLT": "\xa9lyr",
}
"""What iTunes calls them in an MPEG-4 file."""
_COMMENTS = {
    "TIT2": "TITLE",
    "TPE1": "ARTIST",
    "TALB": "ALBUM",
    "TCON": "GENRE",
    "TLAN": "LANGUAGE",
    "COMM": "COMMENT",
    "USLT": "LYRICS",
}
"""What Ogg files call them (Vorbis comment field recommendations)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a file carries so that it is told from others."""

    seal: str
    """Room for a hash of its own content."""
    source: str
    """What it was made from."""


def chapter_metadata(timeline: Timeline) -> str:
    """Return the chapters of a session in the format that ffmpeg reads: FFMETADATA1."""
    lines = [";FFMETADATA1"]
    for start_ms, chapter in timeline.starts():
        end_ms = start_ms + chapter.length_ms
        lines += [
            "[CHAPTER]",
            "TIMEBASE=1/1000",
            f"START={start_ms}",
            f"END={end_ms}",
            f"title={_escaped(chapter.title)}",
        ]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in text)


def tag_m4a(path: Path, tag: Tag, timeline: Timeline, origin: Origin) -> None:
    """Write the tags of a session to the MPEG-4 file at `path`, which has its chapters already."""
    del timeline
    file = MP4(path)
    if file.tags is None:
        file.add_tags()
    for name, atom in _ATOMS.items():
        if text := _text(tag, name):
            file[atom] = [text]
    file["covr"] = [MP4Cover(data, MP4Cover.FORMAT_JPEG) for data in _cover(tag)]
    for key, value in ((_SEAL, origin.seal), (_SOURCE, origin.source)):
        file[f"----:voiceroutine:{key}"] = [MP4FreeForm(value.encode(), AtomDataType.UTF8)]
    file.save(padding=lambda _: 0)


def tag_opus(path: Path, tag: Tag, timeline: Timeline, origin: Origin) -> None:
    """Write the tags of a session to the Ogg Opus file at `path`, and its chapters, as VorbisComment has them."""
    file = OggOpus(path)
    file.delete()
    file[f"VOICEROUTINE_{_SEAL}"] = origin.seal  # first, so that it lies in one page
    file[f"VOICEROUTINE_{_SOURCE}"] = origin.source
    for name, field in _COMMENTS.items():
        if text := _text(tag, name):
            file[field] = text
    for number, (start_ms, chapter) in enumerate(timeline.starts()):
        file[f"CHAPTER{number:03}"] = _time(start_ms)
        file[f"CHAPTER{number:03}NAME"] = chapter.title
    for data in _cover(tag):
        picture = Picture()
        picture.type, picture.mime, picture.data = _COVER_FRONT, "image/jpeg", data
        file["METADATA_BLOCK_PICTURE"] = base64.b64encode(picture.write()).decode()
    file.save(padding=lambda _: 0)


def _time(time_ms: int) -> str:
    seconds, rest_ms = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest_ms:03}"


def _text(tag: Tag, name: str) -> str:
    """Return what the first frame of that name says; of a comment the one without a description, which is ours."""
    for frame in tag.frames:
        if frame.id == name:
            *described, text = content_of(frame)
            if not any(described[1:]):
                return str(text)
    return ""


def _cover(tag: Tag) -> list[bytes]:
    return [picture_of(frame) for frame in tag.frames if frame.id == "APIC"][:1]
