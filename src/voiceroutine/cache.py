"""A cache of files by content: what made a thing is its key, and every file proves that it is whole."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceroutine.errors import OutputError
from voiceroutine.files import ABANDONED_S, make_folder, require_private, user_folder, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MAGIC = b"voiceroutine 1\n"
_HEADER = len(_MAGIC) + hashlib.sha256().digest_size
_SUFFIX = ".vrc"

LIMIT_BYTES = 1_000_000_000
"""What all caches together may take, after a session is made."""
CACHES = ("clips", "chapters", "beds", "cards")
"""What the voice has said, chapters that are encoded, music that is prepared, and cards of stretches: each in a folder
of its own."""

_TOUCH_AFTER_S = 3600
"""A file's time is when it was last used, to the hour: a warm build writes no times."""


def cache_folder() -> Path:
    """Return the folder of all caches (`VOICEROUTINE_CACHE` overrides the user's cache folder).

    What is in it is spoken and played, so it is for this user alone.

    Raises:
        OutputError: It is somebody else's, or others may write to it.
    """
    override = os.environ.get("VOICEROUTINE_CACHE")
    folder = Path(override) if override else user_folder("cache")
    for each in (folder, *(folder / name for name in CACHES)):
        require_private(each, "the cache", "set VOICEROUTINE_CACHE to a folder of your own")
    return folder


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a content lies."""

    path: Path
    offset: int = _HEADER
    """Bytes of the file before it."""


@dataclass(slots=True)
class Cache:
    """One kind of content, in a folder of its own.

    A file's name is a readable beginning and the hash of its key. Two processes may write the same file: both
    write the same, and each whole. A folder that cannot be written stops nothing: what does not fit there goes
    into a temporary folder, for as long as the program runs.
    """

    folder: Path
    _spare: Path | None = field(default=None)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Any, name: str) -> bytes | None:
        """Return the content kept under `key`, or None. A damaged file is thrown away.

        Args:
            key: All that decides the content, as JSON can hold it.
            name: What it is, for the file's name.
        """
        for path in self._places(key, name):
            parts: list[bytes] = []
            if _proved(path, parts.append):
                return b"".join(parts)
        return None

    def open(self, key: Any, name: str) -> Stored | None:
        """Return where the content kept under `key` lies, or None. Its bytes are read once, not held."""
        return next((Stored(path) for path in self._places(key, name) if _proved(path)), None)

    def put(self, key: Any, name: str, content: bytes) -> None:
        """Keep `content` under `key`; errors as `store`."""
        self.store(key, name, lambda: (content,))

    def store(self, key: Any, name: str, parts: Callable[[], Iterable[bytes]]) -> Stored:
        """Keep the content that `parts` gives, part by part, under `key`; return where it lies.

        Raises:
            OutputError: Neither the folder nor a temporary one takes it.
        """
        path = self._path(key, name)
        try:
            for folder in (self.folder.parent, self.folder, path.parent):
                make_folder(folder, private=True)
            return _write(path, parts())
        except OutputError:
            with self._lock:
                if self._spare is None:
                    self._spare = Path(tempfile.mkdtemp(prefix="voiceroutine-"))
                    atexit.register(shutil.rmtree, self._spare, ignore_errors=True)
            return _write(self._spare / path.name, parts())

    def size(self, key: Any, name: str) -> int | None:
        """Return how many bytes are kept under `key`, without reading them, or None."""
        try:
            return max(0, self._path(key, name).stat().st_size - _HEADER)
        except OSError:
            return None

    def _places(self, key: Any, name: str) -> tuple[Path, ...]:
        path = self._path(key, name)
        return (path, self._spare / path.name) if self._spare else (path,)

    def _path(self, key: Any, name: str) -> Path:
        digest = hashlib.sha256(json.dumps(key).encode()).hexdigest()
        readable = re.sub(r"[^a-z0-9]+", "-", name.lower())[:32].strip("-")
        return self.folder / digest[:2] / f"{readable or 'x'}-{digest[:24]}{_SUFFIX}"


def _write(path: Path, parts: Iterable[bytes]) -> Stored:
    digest = hashlib.sha256()
    with whole_file(path, lasting=False) as unfinished, unfinished.open("wb") as file:
        file.write(bytes(_HEADER))
        for part in parts:
            digest.update(part)
            file.write(part)
        file.seek(0)
        file.write(_MAGIC + digest.digest())
    return Stored(path)


def _proved(path: Path, take: Callable[[bytes], object] | None = None) -> bool:
    """Read a file, give its content to `take`, and return whether it is what was kept; a damaged one is thrown away."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
            digest = hashlib.sha256()
            while part := file.read(1 << 20):
                digest.update(part)
                if take:
                    take(part)
    except OSError:
        return False
    if head == _MAGIC + digest.digest():
        with suppress(OSError):  # a read-only folder keeps its times
            if time.time() - path.stat().st_mtime > _TOUCH_AFTER_S:
                path.touch()
        return True
    with suppress(OSError):
        path.unlink()
    return False


def cached_files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """Return every file of the caches below `folder`, the least recently used first."""
    found = []
    for path in folder.rglob(f"*{_SUFFIX}"):
        with suppress(OSError):  # another process may be pruning
            found.append((path, path.stat()))
    return sorted(found, key=lambda item: item[1].st_mtime)


def prune(folder: Path, limit_bytes: int = LIMIT_BYTES) -> tuple[int, int]:
    """Remove the least recently used files until no more than `limit_bytes` are left.

    Only files of the cache's own kind are removed, and temporary ones that a killed process has left.

    Returns:
        How many files went, and how many bytes.
    """
    files = cached_files(folder)
    excess = sum(stat.st_size for _, stat in files) - limit_bytes
    gone = removed = 0
    for path, stat in files:
        unfinished = path.name.startswith(".")
        abandoned = unfinished and time.time() - stat.st_mtime > ABANDONED_S
        if not abandoned and (unfinished or excess - removed <= 0):
            continue
        with suppress(OSError):
            path.unlink()
            gone, removed = gone + 1, removed + stat.st_size
    return gone, removed


@dataclass(frozen=True, slots=True)
class CacheUse:
    """How much one cache holds."""

    folder: Path
    files: int
    size_bytes: int


def cache_use() -> tuple[CacheUse, ...]:
    """Return how much each cache holds."""
    found = []
    for name in CACHES:
        folder = cache_folder() / name
        files = cached_files(folder)
        found.append(CacheUse(folder, len(files), sum(stat.st_size for _, stat in files)))
    return tuple(found)


def prune_cache(limit_bytes: int = LIMIT_BYTES) -> tuple[int, int]:
    """Remove the least recently used files of all caches until no more than `limit_bytes` are left.

    Returns:
        How many files were removed, and how many bytes.
    """
    return prune(cache_folder(), limit_bytes)
