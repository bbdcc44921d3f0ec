"""Reads the files that a script is made of, each once, and bounds what they may hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Mapping, Node, Sequence, Span
from voiceroutine.document.problems import FaultyScriptError, Problem
from voiceroutine.document.reader import MOST_NODES, read_file
from voiceroutine.errors import ScriptNotFoundError

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from pathlib import Path

MOST_CHARACTERS = 4_000_000
"""In all files of a script together: twice what one file may have."""


class Files:
    """The files of one script: what it extends, and the stretches that it uses.

    A file that is used again adds as many values to the script as before. So they are counted at each use, although
    the file is read once.
    """

    def __init__(self, read: Callable[[Path], Node] = read_file) -> None:
        self.named: set[Path] = set()
        """Every file that was asked for, those that cannot be read among them."""
        self._read_file = read
        self._read: dict[Path, Mapping] = {}
        self._weights: dict[Path, int] = {}
        self._values = 0
        self._characters = 0

    def mapping(self, path: Path, what: str, asked: Span | None = None, keys: re.Pattern[str] | None = None) -> Mapping:
        """Return the keys and values in the file at `path`.

        Args:
            path: The file.
            what: What it should hold, for problems.
            asked: Where the script names it; None for the script itself.
            keys: What a file that another one names must contain; see `_only`.

        Raises:
            ScriptNotFoundError: It has none of `keys`.
            FaultyScriptError: It cannot be read, is not keys and values, or is too much beside the others.
        """
        self.named.add(path)
        if path not in self._read:
            self._read[path] = found = mapping(self._only(path, keys) if keys else self._read_file(path), what)
            self._weights[path] = _weight(found)
            self._characters += len(found.span.source.text)
        self._values += self._weights[path]
        found = self._read[path]
        if self.full:
            raise FaultyScriptError([_too_large(asked or found.span, self._values > MOST_NODES)])
        return found

    def _only(self, path: Path, keys: re.Pattern[str]) -> Node:
        """Return what is in a file that another one names, if it is a script or a stretch by its `keys`.

        Of any other file nothing may be shown: a script that somebody has sent could name a file of secrets.

        Raises:
            ScriptNotFoundError: It is neither.
            FaultyScriptError: It is, and has a mistake; or it cannot be read.
        """
        try:
            document = self._read_file(path)
            text = document.span.source.text
        except FaultyScriptError as error:
            texts = {problem.span.source.text for problem in error.problems} - {""}
            if all(map(keys.search, texts)):
                raise
            text = ""
        if not keys.search(text):
            raise ScriptNotFoundError(f"{path} has none of the keys of a script or a stretch, and is not read")
        return document

    @property
    def full(self) -> bool:
        """Whether the files hold more than a script may."""
        return self._values > MOST_NODES or self._characters > MOST_CHARACTERS


def _too_large(span: Span, values: bool) -> Problem:
    limit = f"{MOST_NODES:,} values" if values else f"{MOST_CHARACTERS:,} characters"
    return Problem(
        code="too-large",
        message=f"with this, the script and the files that it uses have over {limit}",
        span=span,
        hint="use fewer stretches, or shorter ones",
    )


def _weight(node: Node) -> int:
    """Return how many values a node has, itself and those that its aliases repeat included."""
    if isinstance(node, Sequence):
        return 1 + sum(map(_weight, node.items))
    if isinstance(node, Mapping):
        return 1 + sum(1 + _weight(entry.value) for entry in node.entries.values())
    return 1


def mapping(node: Node, what: str) -> Mapping:
    """Return `node` if it is a mapping.

    Raises:
        FaultyScriptError: It is not; `what` begins the sentence.
    """
    if isinstance(node, Mapping):
        return node
    found = "a list" if isinstance(node, Sequence) else "nothing" if node.text is None else "a text"
    message = f"{what} must be keys and values, and this is {found}"
    raise FaultyScriptError(
        [Problem(code="wrong-type", message=message, span=node.span, hint="write `key: value` lines")]
    )
