"""Split a finished session into one MP3 a chapter, for players that read no chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.app.others import HINT, require_regular
from voiceroutine.app.sealed import UNSEALED, require_own, write_sealed
from voiceroutine.audio.frames import FRAME_MS, MUSIC, SPEECH, TAIL_FRAMES, Mp3Format, info_frame
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.session.id3 import read_tag
from voiceroutine.session.parts import (
    own_part,
    part_frames,
    part_hash,
    part_tag,
    parts_of,
    playlist,
)
from voiceroutine.session.pictures import chapter_pictures
from voiceroutine.session.tags import read_session_info

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voiceroutine.session.parts import Part
    from voiceroutine.session.tags import SessionInfo

_BLOCK = 1 << 20


def split_session(path: Path, *, force: bool = False) -> Path:
    """Write each chapter of a session to an MP3 of its own, beside it; return the playlist that has them in order.

    They are in a folder of the session's name: `neck/01 Opening.mp3`. Played one after the other without a gap, they
    are the session: nothing is encoded again. Parts that are as they should be are left alone, and those that an
    earlier session had and this one has not are deleted.

    >>> import voiceroutine
    >>> playlist = voiceroutine.split_session(voiceroutine.make("desk-break").path)
    >>> playlist.name, sorted(file.name for file in playlist.parent.iterdir())[0]
    ('desk-break.m3u8', '01 Opening.mp3')

    Args:
        path: The session.
        force: Replace files that voiceroutine did not make, or that were changed since.

    Raises:
        VoiceroutineError: There is no session of ours at `path`, or its sound is not the one that was made.
        OutputError: A file of others is in the way, and nothing was written; or something cannot be written.
    """
    try:
        session = _Session(path)
        folder = path.with_suffix("")
        listed = playlist_of(path)
        parts = parts_of(session.info.timeline)
        kept = {part: None if force else _kept(folder / part.file_name) for part in parts}
        if not force:
            require_own(listed)
        make_folder(folder)
        for part in parts:
            session.write(part, folder / part.file_name, kept[part])
        write_sealed(listed, f"{playlist(session.info.timeline)}# {UNSEALED}\n".encode(), force=force)
        _remove_others(folder, {part.file_name for part in parts})
    except OSError as error:
        raise OutputError(f"cannot split {path}: {reason(error)}") from error
    return listed


def playlist_of(path: Path) -> Path:
    """Return where the playlist of a session's parts is, in their folder."""
    return path.with_suffix("") / f"{path.stem}.m3u8"


def is_split_from(path: Path) -> bool | None:
    """Return whether the parts beside the session at `path` are all of it; None if there are none of ours.

    Raises:
        OutputError: A file cannot be read.
    """
    try:
        files = [file for file in playlist_of(path).parent.glob("*.mp3") if file.is_file()]
        found = {mark for file in files if (mark := own_part(file)) is not None}
        if not found:
            return None
        session = _Session(path)
        return found <= {session.mark(part) for part in parts_of(session.info.timeline)}
    except OSError as error:
        raise OutputError(f"cannot read the parts of {path}: {reason(error)}") from error


class _Session:
    """A finished session, whose chapters can be read."""

    def __init__(self, path: Path) -> None:
        info, tag = read_session_info(path), read_tag(path)
        if info is None or tag is None:
            raise VoiceroutineError(f"voiceroutine did not make {path}", "it splits its own sessions")
        self.info: SessionInfo = info
        self._path = path
        self._tag = tag
        self._pictures = chapter_pictures(tag.frames)
        self._format: Mp3Format = MUSIC if info.provenance.channels > 1 else SPEECH
        frames = info.timeline.duration_ms // FRAME_MS + TAIL_FRAMES
        if path.stat().st_size != tag.size + (1 + frames) * self._format.frame_bytes:
            raise VoiceroutineError(f"the sound of {path} is not as long as its timeline", "make it again with --force")

    def write(self, part: Part, path: Path, kept: bytes | None) -> None:
        """Write a part, unless the one that is there is the same."""
        require_regular(path)
        mark = self.mark(part)
        if kept == mark:
            return
        with whole_file(path) as file, file.open("wb") as out:
            out.write(part_tag(self._frames(part), mark))
            out.writelines(self._sound(part))

    def mark(self, part: Part) -> bytes:
        """Return the hash of a part as it is to be."""
        return part_hash(self._frames(part), self._sound(part))

    def _frames(self, part: Part) -> list[tuple[str, bytes]]:
        picture = self._pictures.get(part.number - 1)
        return part_frames(part, self.info.timeline, self._tag.frames, picture, self._language())

    def _language(self) -> str:
        found = next((frame.body for frame in self._tag.frames if frame.id == "TLAN"), b"\0eng")
        return found[1:].decode("ascii", errors="replace").strip("\0") or "eng"

    def _sound(self, part: Part) -> Iterator[bytes]:
        """Yield a part's own Info frame and its frames.

        Its tail is the first frame of the next part: what a decoder's delay pushes beyond the end.
        """
        count, size = part.length_ms // FRAME_MS + TAIL_FRAMES, self._format.frame_bytes
        yield info_frame(self._format, count)
        left = count * size
        with self._path.open("rb") as file:
            file.seek(self._tag.size + (1 + part.start_ms // FRAME_MS) * size)
            while left and (block := file.read(min(left, _BLOCK))):
                yield block
                left -= len(block)


def _kept(path: Path) -> bytes | None:
    """Return the hash of the part that is at `path`, or None if nothing is.

    Raises:
        OutputError: There is a file of others.
    """
    require_regular(path)
    found = own_part(path)
    if found is None and path.exists():
        message = f"there is a file at {path} that voiceroutine did not make, or that was changed since"
        raise OutputError(message, HINT)
    return found


def _remove_others(folder: Path, names: set[str]) -> None:
    """Delete the parts of ours that an earlier session had: a player would play them, too."""
    for path in folder.glob("*.mp3"):
        if path.name not in names and path.is_file() and own_part(path) is not None:
            path.unlink()
