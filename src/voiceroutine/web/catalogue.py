"""The sessions of a folder, as they are now: what the pages list, and all that is served of it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import threading
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, NamedTuple

from voiceroutine.session.id3 import UnreadableTagError, content_of, read_tag
from voiceroutine.session.pictures import chapters_with_pictures
from voiceroutine.session.tags import read_session_info

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.session.id3 import Frame

LONGEST_SLUG = 80
"""In characters. It is a folder's name in a published site, and Windows allows 260 for a whole path."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
)
"""Names that no folder can have on Windows."""


class Stamp(NamedTuple):
    """What tells a file from any other that was, or will be, in its place."""

    device: int
    number: int
    size_bytes: int
    written_ns: int
    changed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """Return the stamp of a file, given what the system says of it."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A session in the folder."""

    slug: str
    """In its addresses: lower-case ASCII letters, digits and hyphens. Another session in the folder has another one."""
    path: Path
    """The MP3."""
    title: str
    summary: str
    """What it is for, in a sentence or two; may be empty."""
    artist: str
    language: str
    """Of its words, as BCP 47 has it: `en-GB`; `und` where the session does not say."""
    areas: tuple[str, ...]
    """Of the body, for a reader, in the session's language."""
    duration_ms: int
    size_bytes: int
    """Of the MP3."""
    made_at: datetime
    """In UTC."""
    identity: str
    """64 hexadecimal digits that are others when the session is another."""
    timeline: Timeline
    pictures: frozenset[int]
    """The positions of the chapters that have a picture, from 0."""
    stamp: Stamp
    """Of the MP3."""

    @property
    def version(self) -> str:
        """What is said of its identity in the addresses of its parts: `?v=VERSION`."""
        return self.identity[:16]


class Catalogue:
    """The sessions of one folder. Sessions that come, change or go are noticed whenever it is asked.

    It may be asked from several threads at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._known: dict[str, tuple[Stamp, Entry | None]] = {}
        """By file name: the stamp of the file that was read, and what it is; None if it is none of our sessions."""

    def entries(self) -> tuple[Entry, ...]:
        """Return all sessions, the newest first."""
        return tuple(sorted(self._read().values(), key=lambda entry: (entry.made_at, entry.slug), reverse=True))

    def entry(self, slug: str) -> Entry | None:
        """Return the session of that slug, if there is one."""
        return self._read().get(slug)

    def _read(self) -> dict[str, Entry]:
        """Return the sessions by slug. A file is read again only when it is another one."""
        with self._lock:
            found: dict[str, tuple[Stamp, Entry | None]] = {}
            for name, stamp in self._files():
                before = self._known.get(name)
                found[name] = before if before and before[0] == stamp else (stamp, _entry(self.folder / name, stamp))
            self._known = found
        return {entry.slug: entry for _, entry in found.values() if entry}

    def _files(self) -> list[tuple[str, Stamp]]:
        """Return the names and stamps of what may be sessions. Links are none, wherever they lead."""
        files = []
        try:
            with os.scandir(self.folder) as listed:
                for item in listed:
                    # a hidden one is a session that is being made
                    if item.name.endswith(".mp3") and not item.name.startswith("."):
                        status = os.lstat(item.path)  # a listed item's own is without its number on Windows
                        if stat.S_ISREG(status.st_mode):
                            files.append((item.name, Stamp.of(status)))
        except OSError:  # the folder is gone, or a file went while it was looked at: the next question will tell
            return files
        return sorted(files)


def slug_of(name: str) -> str:
    """Return the slug of a session whose file is called `name`, without its suffix.

    It depends on nothing but the name, so that it stays when other sessions come and go. A name that is no slug by
    itself is followed by six digits of its hash, so that `Neck` and `neck` are two.

    >>> slug_of("desk-break")
    'desk-break'
    >>> slug_of("Épaules & dos")
    'epaules-dos-3f20c7'
    """
    if _SLUG.fullmatch(name) and len(name) <= LONGEST_SLUG and name not in _DEVICES:
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[: LONGEST_SLUG - 7].strip("-")
    mark = hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()[:6]
    return f"{words or 'session'}-{mark}"


def _entry(path: Path, stamp: Stamp) -> Entry | None:
    """Return the session at `path`; None if it is something else, or not whole."""
    try:
        info, tag = read_session_info(path), read_tag(path)
        status = path.stat()
    except OSError:
        return None
    if info is None or tag is None or Stamp.of(status) != stamp:
        return None
    if status.st_size != tag.size + info.provenance.sound_bytes:  # it is still being copied, or something was added
        return None
    comment = _text(tag.frames, "COMM").splitlines()
    fitted = len(info.provenance.changes) + 1 if info.provenance.changes else 0
    return Entry(
        slug=slug_of(path.stem),
        path=path,
        title=info.timeline.title,
        summary=" ".join(comment[: len(comment) - fitted]),
        artist=_text(tag.frames, "TPE1"),
        language=info.provenance.language,
        areas=info.provenance.areas,
        duration_ms=info.timeline.duration_ms,
        size_bytes=status.st_size,
        made_at=datetime.fromtimestamp(status.st_mtime, timezone.utc),
        identity=info.provenance.fingerprint,
        timeline=info.timeline,
        pictures=chapters_with_pictures(tag.frames) & frozenset(range(len(info.timeline.chapters))),
        stamp=stamp,
    )


def _text(frames: tuple[Frame, ...], name: str) -> str:
    """Return the text of the first frame of that name that can be read; nothing if there is none."""
    for frame in frames:
        if frame.id == name:
            try:
                *described, text = content_of(frame)
            except UnreadableTagError:
                continue
            if not described or not described[1]:  # comments with a description are a player's own
                return str(text)
    return ""
