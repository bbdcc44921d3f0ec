"""A YAML document as text nodes that know their place in the file.

YAML 1.1 reads `1:30` as 90 and `no` as false. Here every scalar stays the text that was written; the model decides
what it means.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a node from the top: keys and, in lists, indices from 0."""


@dataclass(frozen=True)
class Source:
    """The text of one file and the name it is shown under."""

    name: str
    """The path as the user would write it."""
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, char in enumerate(self.text) if char == "\n")
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of the character at `offset`."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return line `number`, from 1, without its end."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] - 1 if number < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Span:
    """A range of characters in a source, end-exclusive."""

    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `None` where a key has no value."""

    text: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, with its value."""

    key_span: Span
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order written."""

    entries: dict[str, Entry]
    span: Span

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def overlaid(self, other: Mapping) -> Mapping:
        """Return this mapping with the entries of `other` in place of its own of the same keys."""
        return Mapping({**self.entries, **other.entries}, other.span)

    def without(self, *keys: str) -> Mapping:
        """Return this mapping without `keys`."""
        return Mapping({k: e for k, e in self.entries.items() if k not in keys}, self.span)


Node: TypeAlias = "Scalar | Sequence | Mapping"


def plain(node: Node) -> object:
    """Return `node` as dicts, lists, strings and None."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def span_of(node: Node, path: Path, *, key: bool = False) -> Span:
    """Return where the value at `path` below `node` is written, or with `key` its key.

    If it is not written (a missing key, a default), the place is that of the nearest node above it that is.
    """
    span = node.span
    for part in path:
        if isinstance(node, Mapping) and part in node.entries:
            entry = node.entries[str(part)]
            node, span = entry.value, entry.key_span if key else entry.value.span
            if node.span.start == node.span.end:  # a key without a value
                span = entry.key_span
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            span = node.span
        else:
            break
    return span


def node_at(node: Node, path: Path) -> Node:
    """Return the node at `path` below `node`, or the nearest above it that is there."""
    for part in path:
        below = node.get(str(part)) if isinstance(node, Mapping) else None
        if isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            below = node.items[part]
        if below is None:
            break
        node = below
    return node


def first_key(node: Node, path: Path) -> Span:
    """Return where to point at for something that is missing at `path`: the first key of the part it belongs to."""
    part = node_at(node, path)
    if isinstance(part, Mapping) and part.entries:
        return next(iter(part.entries.values())).key_span
    return part.span
