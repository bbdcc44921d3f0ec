"""Reads scripts as they are being written: a text as if it were saved, and all other files only when they change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voiceroutine.document.reader import read_file, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.document.nodes import Node
    from voiceroutine.script.library import Library

_MOST_FILES = 1_000
"""How many documents are remembered: the library, and what a session is made of."""


class Documents:
    """The documents of files. A file is read again when it is another one."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, ...], Node]] = {}

    def read(self, path: Path) -> Node:
        """Return the document in `path`; errors as `read_file`."""
        stamp = stamp_of(path)
        known = self._known.get(path)
        if stamp and known and known[0] == stamp:
            return known[1]
        document = read_file(path)
        if stamp:
            if len(self._known) >= _MOST_FILES:
                self._known.clear()
            self._known[path] = (stamp, document)
        return document


def stamp_of(path: Path) -> tuple[int, ...] | None:
    """Return what changes with a file; None if it cannot be told."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def with_text(library: Library, path: Path, text: str) -> Library:
    """Return `library` as if `text` were saved at `path`.

    Args:
        library: Finds the scripts.
        path: Of a script, as the library finds it.
        text: Its content.

    Raises:
        FaultyScriptError: The text is not one YAML document of plain values.
    """
    document = read_text(text.encode("utf-8", "surrogatepass"), str(path))
    return replace(library, read=lambda asked: document if asked == path else library.read(asked))
