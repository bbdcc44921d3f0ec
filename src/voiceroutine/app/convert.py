"""Convert a finished session to another format than MP3."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from voiceroutine.app.sealed import UNSEALED, require_own, sealed
from voiceroutine.audio.encode import convert, ffmpeg_version
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import reason, whole_file
from voiceroutine.session.encodings import FORMATS
from voiceroutine.session.id3 import UnreadableTagError, read_tag
from voiceroutine.session.tags import read_session_info

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
"""Raised when something else is written from the same session."""


def convert_session(path: Path, form: str, *, force: bool = False) -> Path:
    """Write a session in another format beside it, and return that file: NAME.m4a or NAME.opus.

    It has the session's sound, encoded once more; its chapters; its cover; and of its tags what the container can hold.
    The MP3 stays: it carries the record of how it was made. A file that is as it should be is left alone.

    >>> import voiceroutine
    >>> voiceroutine.convert_session(voiceroutine.make("desk-break").path, "m4a").name
    'desk-break.m4a'

    Args:
        path: The session.
        form: One of `session_formats()`. As an MP3 it is there already.
        force: Replace a file that voiceroutine did not make, or that was changed since.

    Raises:
        VoiceroutineError: There is no session of ours at `path`.
        EncodeError: ffmpeg is missing, or it has no encoder for this.
        OutputError: There is a file of others, or something cannot be written.
    """
    if form not in FORMATS:
        raise VoiceroutineError(f"there is no format `{form}`", f"there are {', '.join(FORMATS)}")
    if form == FORMATS[0]:
        return path
    from voiceroutine.session.containers import Origin, chapter_metadata, tag_m4a, tag_opus

    try:
        info, tag = read_session_info(path), read_tag(path)
        if info is None or tag is None:
            raise VoiceroutineError(f"voiceroutine did not make {path}", "it converts its own sessions")
        target = path.with_suffix(f".{form}")
        origin = Origin(seal=UNSEALED, source=_source_of(path))
        kept = b"" if force else require_own(target)
        if origin.source.encode() in kept:
            return target
        with whole_file(target) as part:
            channels, timeline = info.provenance.channels, info.timeline
            convert(path, part, form, channels=channels, chapters=chapter_metadata(timeline))
            (tag_m4a if form == "m4a" else tag_opus)(part, tag, timeline, origin)
            part.write_bytes(sealed(part.read_bytes()))
    except UnreadableTagError as error:
        raise VoiceroutineError(f"the tags of {path} cannot be read", "make it again with --force") from error
    except OSError as error:
        raise OutputError(f"cannot convert {path}: {reason(error)}") from error
    return target


def is_converted_from(path: Path, other: Path) -> bool | None:
    """Return whether the file at `other` was converted from the session at `path`; None if it is none of ours.

    Raises:
        OutputError: A file cannot be read.
    """
    try:
        content = require_own(other) if other.is_file() else b""
    except OutputError:  # of others, or changed since: it is not ours to speak of
        return None
    try:
        return _source_of(path).encode() in content if content else None
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error


def _source_of(path: Path) -> str:
    """Return the hash of all that decides the bytes of a session in another format."""
    digest = hashlib.sha256(f"{VERSION} {ffmpeg_version()}\n".encode())
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
