"""Writes nodes as YAML in block style, as a person would write them. What is written is read back as the same."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Node

_WIDTH = 100
_PLAIN = re.compile(r"[^\W_](?:[^\n\t:#]|:(?=[^\s:])|(?<=\S)#)*(?<![\s:])", re.ASCII)
"""A text that needs no quotes in block style."""
_PLAIN_IN_LIST = re.compile(r"[^\W_][\w .%/+-]*(?<!\s)", re.ASCII)
_FOLDABLE = re.compile(r"\S+(?: \S+)*")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""They are texts here, and not to other programs: they stay as a person writes them."""


def lines_of(node: Mapping, indent: int = 0) -> Iterator[str]:
    """Yield the lines of keys and values."""
    for key, entry in node.entries.items():
        yield from entry_lines(key, entry.value, indent)


def entry_lines(key: str, value: Node, indent: int) -> Iterator[str]:
    """Yield the lines of one key with its value."""
    head = f"{' ' * indent}{_scalar(key)}:"
    if isinstance(value, Scalar):
        yield from _text(head, value.text, indent)
    elif isinstance(value, Mapping) and value.entries:
        yield head
        yield from lines_of(value, indent + 2)
    elif isinstance(value, Sequence) and (items := _short(value)) is not None:
        yield f"{head} [{', '.join(items)}]"
    elif isinstance(value, Sequence):
        yield head
        for item in value.items:
            yield from item_lines(item, indent + 2)
    else:
        yield f"{head} {{}}"


def item_lines(item: Node, indent: int) -> Iterator[str]:
    """Yield the lines of one item of a list."""
    dash = f"{' ' * indent}-"
    if isinstance(item, Scalar):
        yield from _text(dash, item.text, indent)
    elif isinstance(item, Mapping) and item.entries:
        first, *rest = lines_of(item, indent + 2)
        yield f"{dash} {first[indent + 2 :]}"
        yield from rest
    elif isinstance(item, Sequence) and item.items:
        first, *rest = (line for below in item.items for line in item_lines(below, indent + 2))
        yield f"{dash} {first[indent + 2 :]}"
        yield from rest
    else:
        yield f"{dash} {'{}' if isinstance(item, Mapping) else '[]'}"


def _short(value: Sequence) -> list[str] | None:
    """Return the items of a list of a few words, for one line; None if it is another list."""
    texts = [item.text if isinstance(item, Scalar) else None for item in value.items]
    words = [text for text in texts if text is not None and _PLAIN_IN_LIST.fullmatch(text) and not text.endswith(".")]
    return words if len(words) == len(texts) and sum(map(len, words)) + 2 * len(words) < 80 else None


def _text(head: str, text: str | None, indent: int) -> Iterator[str]:
    if text is None:
        yield head
    elif len(head) + len(text) < _WIDTH or not _FOLDABLE.fullmatch(text):
        yield f"{head} {_scalar(text)}"
    else:
        yield f"{head} >-"
        line = " " * (indent + 1)
        for word in text.split(" "):
            if len(line) + len(word) >= _WIDTH and line.strip():
                yield line
                line = " " * (indent + 1)
            line += f" {word}"
        yield line


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) or text in _WORDS_OF_YAML:
        return text
    if "\n" in text or "\t" in text or not text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"
