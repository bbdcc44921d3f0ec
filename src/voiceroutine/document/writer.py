"""Writes nodes as YAML, as a person would write them. What is written is read back as the same."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from voiceroutine.document.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Node

WIDTH = 100
"""Characters in a line, as far as spaces allow."""
_PLAIN = re.compile(r"[^\W_](?:[^\n\t:#]|:(?=[^\s:])|(?<=\S)#)*(?<![\s:])")
"""A text that needs no quotes in block style."""
_PLAIN_IN_LIST = re.compile(r"[^\W_][\w .%/+-]*(?<!\s)", re.ASCII)
"""A text that needs no quotes in a short list."""
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_](?:[^\n\t:#,\[\]{}]|:(?=[^\s:,\[\]{}])|(?<=\S)#)*(?<![\s:])")
"""A text that needs no quotes in brackets."""
_FOLDABLE = re.compile(r"\S+(?: \S+)*")
_LITERAL = re.compile(r"[^\s#]")
"""What a text begins with that can be written on lines of its own."""
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""They are texts here, and not to other programs: they stay as a person writes them."""
_NOT_ITSELF = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that YAML does not take as they are, or takes for a line's end."""

Quote = Literal["'", '"']


class Quoted(str):
    """A text in quotes, though a script needs none: another program would read a number in it, or a flag."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a file is written. Each number counts columns."""

    step: int = 2
    """From a key to the keys below it."""
    to_dash: int = 2
    """From a key to the dashes of the list below it."""
    to_item: int = 2
    """From a dash to its item."""
    quote: Quote = "'"


HOUSE = Style()
"""How our own files are written."""


def lines_of(node: Mapping, indent: int = 0, style: Style = HOUSE) -> Iterator[str]:
    """Yield the lines of keys and values."""
    for key, entry in node.entries.items():
        yield from entry_lines(key, entry.value, indent, style)


def entry_lines(key: str, value: Node, indent: int, style: Style = HOUSE) -> Iterator[str]:
    """Yield the lines of one key with its value."""
    head = f"{' ' * indent}{scalar(key, style.quote)}:"
    if isinstance(value, Scalar):
        yield from text_lines(head, value.text, indent + style.step, style)
    elif isinstance(value, Mapping) and value.entries:
        yield head
        yield from lines_of(value, indent + style.step, style)
    elif isinstance(value, Sequence) and (items := _short(value)) is not None:
        yield f"{head} [{', '.join(items)}]"
    elif isinstance(value, Sequence):
        yield head
        for item in value.items:
            yield from item_lines(item, indent + style.to_dash, style)
    else:
        yield f"{head} {{}}"


def item_lines(item: Node, indent: int, style: Style = HOUSE) -> Iterator[str]:
    """Yield the lines of one item of a list."""
    dash = f"{' ' * indent}-"
    below = indent + style.to_item
    if isinstance(item, Scalar):
        yield from text_lines(dash + " " * (style.to_item - 2), item.text, below, style)
    elif (isinstance(item, Mapping) and item.entries) or (isinstance(item, Sequence) and item.items):
        first, *rest = collection_lines(item, below, style)
        yield f"{dash}{first[indent + 1 :]}"
        yield from rest
    else:
        yield f"{dash} {'{}' if isinstance(item, Mapping) else '[]'}"


def collection_lines(node: Mapping | Sequence, indent: int, style: Style = HOUSE) -> Iterator[str]:
    """Yield the lines of keys and values, or of the items of a list."""
    if isinstance(node, Mapping):
        yield from lines_of(node, indent, style)
        return
    for item in node.items:
        yield from item_lines(item, indent, style)


def in_brackets(node: Node, quote: Quote = "'") -> str:
    """Return a value on one line, as it stands between brackets."""
    if isinstance(node, Scalar):
        return "" if node.text is None else scalar(node.text, quote, brackets=True)
    if isinstance(node, Sequence):
        return f"[{', '.join(in_brackets(item, quote) for item in node.items)}]"
    pairs = (f"{scalar(key, quote, brackets=True)}: {in_brackets(it.value, quote)}" for key, it in node.entries.items())
    return f"{{{', '.join(pairs)}}}"


def _short(value: Sequence) -> list[str] | None:
    """Return the items of a list of a few words, for one line; None if it is another list."""
    texts = [item.text if isinstance(item, Scalar) else None for item in value.items]
    words = [text for text in texts if text is not None and _PLAIN_IN_LIST.fullmatch(text) and not text.endswith(".")]
    if any(isinstance(word, Quoted) for word in words):
        return None
    return words if len(words) == len(texts) and sum(map(len, words)) + 2 * len(words) < 80 else None


def text_lines(head: str, text: str | None, indent: int, style: Style = HOUSE) -> Iterator[str]:
    """Yield the lines of a text behind its key or its dash, `head`; its further lines begin at column `indent`."""
    if text is None:
        yield head
    elif "\n" in text.strip("\n") and _LITERAL.match(text) and not _NOT_ITSELF.search(text):
        header, *lines = literal(text, indent)
        yield f"{head} {header}"
        yield from lines
    elif len(head) + len(text) < WIDTH or not _FOLDABLE.fullmatch(text):
        yield f"{head} {scalar(text, style.quote)}"
    else:
        yield f"{head} >-"
        yield from wrapped(text, indent)


def literal(text: str, indent: int) -> Iterator[str]:
    """Yield the header of a text whose line breaks are kept, and its lines at column `indent`."""
    body = text.rstrip("\n")
    yield f"|{chomping(text)}"
    yield from (f"{' ' * indent}{line}" if line else "" for line in body.split("\n"))
    yield from [""] * (len(text) - len(body) - 1)


def chomping(text: str) -> str:
    """Return the sign of a block that ends with as many line breaks as a text."""
    return {0: "-", 1: ""}.get(len(text) - len(text.rstrip("\n")), "+")


def wrapped(text: str, indent: int, width: int = WIDTH, *, first: int = 0) -> Iterator[str]:
    """Yield a text in lines that begin at column `indent`; `first` columns of its first line are taken."""
    line = ""
    for word in text.split(" "):
        if line and max(indent, first) + len(line) + 1 + len(word) > width:
            yield " " * indent + line
            line, first = "", 0
        line += f" {word}" if line else word
    yield " " * indent + line


def scalar(text: str, quote: Quote = "'", *, brackets: bool = False) -> str:
    """Return a text on one line: without quotes where it needs none, else in those asked for, if they can hold it.

    Args:
        text: What is read from it again.
        quote: Its quotes, if it needs some.
        brackets: Whether it stands between brackets.
    """
    plain = (_PLAIN_IN_BRACKETS if brackets else _PLAIN).fullmatch(text) or text in _WORDS_OF_YAML
    if plain and not isinstance(text, Quoted) and not _NOT_ITSELF.search(text):
        return str(text)
    return quoted(text, quote)


def quoted(text: str, quote: Quote) -> str:
    """Return a text in quotes: those asked for, if they can hold it."""
    if quote == '"' or "\n" in text or "\t" in text or _NOT_ITSELF.search(text):
        written = json.dumps(str(text), ensure_ascii=False)
        return _NOT_ITSELF.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
    return "'" + text.replace("'", "''") + "'"
