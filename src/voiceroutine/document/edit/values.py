"""Writes a new value in place of an old one, in the old one's style where it fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.edit.edits import EditError, Word
from voiceroutine.document.edit.page import Splice
from voiceroutine.document.nodes import Entry, Mapping, Scalar, Sequence, Source, Span
from voiceroutine.document.reader import UNPRINTABLE
from voiceroutine.document.writer import (
    WIDTH,
    Quoted,
    collection_lines,
    entry_lines,
    in_brackets,
    item_lines,
    literal,
    quoted,
    scalar,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.edit.edits import Value
    from voiceroutine.document.edit.page import Page
    from voiceroutine.document.edit.tree import Place
    from voiceroutine.document.nodes import Node
    from voiceroutine.document.writer import Quote

NOWHERE = Span(Source("", ""), 0, 0)
_AMBIGUOUS = re.compile(
    r"[-+]?(?:\.?[0-9][0-9_.,:]*(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|\.inf)|\.nan|~|null|true|false|yes|no|on|off|y|n"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE,
)
"""What YAML 1.1 or 1.2 takes for a number, a flag, a date or nothing."""


def node_of(value: Value) -> Node:
    """Return a value as a node to write."""
    if isinstance(value, dict):
        return Mapping({str(key): Entry(NOWHERE, node_of(below)) for key, below in value.items()}, NOWHERE)
    if isinstance(value, list | tuple):
        return Sequence(tuple(map(node_of, value)), NOWHERE)
    if value is None:
        return Scalar(None, NOWHERE)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", NOWHERE)
    if isinstance(value, str) and not isinstance(value, Word) and _AMBIGUOUS.fullmatch(value):
        return Scalar(Quoted(value), NOWHERE)
    return Scalar(str(value), NOWHERE)


def replacing(page: Page, parent: Place, at: int, node: Node) -> Iterator[list[Splice]]:
    """Yield ways to write `node` in place of a value, the best first; not each of them can hold every text."""
    old = parent.values[at]
    if parent.flow:
        yield [_in_flow(page, parent, at, node)]
    elif isinstance(node, Scalar) or _inline(node, old):
        if isinstance(node, Scalar) and node.text is not None and old.kind == "scalar":
            yield from _as_before(page, parent, at, node.text)
        yield from _on_its_line(page, parent, at, node)
    else:
        yield _below(page, parent, at, node)


def new_entry(page: Page, parent: Place, key: str, node: Node, column: int) -> list[str]:
    """Return the lines of a key and its value, at `column`; between brackets there is one, which has no indentation."""
    if parent.flow:
        return [f"{scalar(key, page.style.quote, brackets=True)}: {bracketed(node, page.style.quote)}".rstrip()]
    return list(entry_lines(key, node, column, page.style))


def new_item(page: Page, parent: Place, node: Node, column: int) -> list[str]:
    """Return the lines of an item, with its dash at `column`; between brackets there is one, without indentation."""
    if parent.flow:
        return [_bracketed_item(node, page.style.quote)]
    return list(item_lines(node, column, page.style))


def _inline(node: Node, old: Place) -> bool:
    """Return whether keys and values, or a list, are written on one line: there is nothing in them, or they were."""
    return not (node.entries if isinstance(node, Mapping) else getattr(node, "items", None)) or old.flow


def _in_flow(page: Page, parent: Place, at: int, node: Node) -> Splice:
    old = parent.values[at]
    quote: Quote = '"' if old.style == '"' else "'" if old.style == "'" else page.style.quote
    text = _bracketed_item(node, quote) if parent.kind == "list" else bracketed(node, quote)
    if old.style in ("'", '"') and isinstance(node, Scalar) and node.text is not None:
        text = quoted(node.text, quote)
    if old.kind == "scalar" and old.text is None:  # a key without a value
        key = parent.keys[at] if parent.kind == "keys" else old
        found = re.compile(r"[ \t]*:").match(page.text, key.end)
        end = found.end() if found else key.end
        return Splice(end, max(end, old.end), f" {text}" if found else f": {text}")
    return Splice(old.before, old.end, text)


def _as_before(page: Page, parent: Place, at: int, text: str) -> Iterator[list[Splice]]:
    """Yield ways to write a text in the style of the one before: as a block, on several lines, or in its quotes."""
    old = parent.values[at]
    head = page.line_end(page.head_end(parent, at))
    if old.style in ("|", ">") and text.strip("\n"):
        style = "|" if "\n" in text.rstrip("\n") else old.style
        yield [*_block(page, parent, at, text, style)]
    elif "\n" in text.rstrip("\n"):
        return
    elif old.style not in ("|", ">") and old.end > head >= old.before:  # on several lines
        more = page.line_start(old.end)
        indent = len(page.text[more:].partition("\n")[0]) - len(page.text[more:].partition("\n")[0].lstrip(" "))
        widest = max(page.line_end(offset) - page.line_start(offset) for offset in (old.before, head - 1))
        quote = _quote(page, old)
        one = quoted(text, quote) if old.style else scalar(text, quote)
        lines = wrapped(one, indent, max(widest, WIDTH * 2 // 3), first=page.column(old.before))
        yield [Splice(old.before, old.end, "\n".join(lines).lstrip(" "))]


def _on_its_line(page: Page, parent: Place, at: int, node: Node) -> Iterator[list[Splice]]:
    """Yield ways to write a text, or a value in brackets, behind its key or dash; a long text goes into a block."""
    old = parent.values[at]
    quote = _quote(page, old)
    if not isinstance(node, Scalar):
        yield [*instead(page, parent, at, bracketed(node, page.style.quote))]
        return
    if node.text is None:
        yield [*instead(page, parent, at, "")]
        return
    text: str = node.text
    if isinstance(text, Quoted) and old.kind == "scalar" and not old.style and _AMBIGUOUS.fullmatch(old.text or ""):
        text = str(text)  # as the old one was: `hold: 30`
    written = quoted(text, quote) if old.kind == "scalar" and old.style in ("'", '"') else scalar(text, quote)
    begin = page.line_start(page.begin(parent, at))
    was_long = old.kind == "scalar" and page.line_end(old.before) - begin > WIDTH and old.style not in ("|", ">")
    column = page.column(page.head_end(parent, at))
    if "\n" in text.strip("\n"):
        yield [*_block(page, parent, at, text, "|")]
    elif column + 1 + len(written) > WIDTH and not was_long and text == text.strip():
        yield [*_block(page, parent, at, text, ">")]
    yield [*instead(page, parent, at, written)]


def _quote(page: Page, old: Place) -> Quote:
    return '"' if old.style == '"' else "'" if old.style == "'" else page.style.quote


def _block(page: Page, parent: Place, at: int, text: str, style: str) -> Iterator[Splice]:
    """Yield what writes a text as a block, literal (`|`) or folded (`>`)."""
    old = parent.values[at]
    indent = page.column(page.begin(parent, at)) + (page.style.step if parent.kind == "keys" else page.style.to_item)
    if old.style in ("|", ">"):
        first = page.line_end(old.start) + 1
        line = page.text[first : page.line_end(first)]
        indent = len(line) - len(line.lstrip(" ")) if old.end > first and line.strip() else indent
    header, *lines = literal(text, indent)
    if style == ">":
        header = header.replace("|", ">")
        body = text.rstrip("\n")
        lines[: body.count("\n") + 1] = wrapped(body, indent)
    yield from instead(page, parent, at, header, lines)


def _below(page: Page, parent: Place, at: int, node: Mapping | Sequence) -> list[Splice]:
    """Return what writes keys and values, or a list, in block style."""
    style, old, begin = page.style, parent.values[at], page.begin(parent, at)
    column = page.column(begin)
    if parent.kind == "list":
        takes_place = old.end > old.before and old.style not in ("|", ">") and old.before < page.line_end(begin)
        inner = page.column(old.before) if takes_place else column + style.to_item
        first, *rest = collection_lines(node, inner, style)
        head = first.lstrip(" ")
        return [*instead(page, parent, at, head if takes_place else " " * (style.to_item - 2) + head, rest)]
    first, *rest = entry_lines("key", node, 0, style)
    if not rest:  # a short list
        return [*instead(page, parent, at, first.removeprefix("key: "))]
    indent = column + (style.step if isinstance(node, Mapping) else style.to_dash)
    return [*instead(page, parent, at, "", list(collection_lines(node, indent, style)))]


def instead(page: Page, parent: Place, at: int, head: str, lines: list[str] | None = None) -> Iterator[Splice]:
    """Yield what puts `head` behind a key or dash, and `lines` below it, in place of a value.

    The comment behind the old value stays.
    """
    old = parent.values[at]
    after = page.head_end(parent, at)
    line_end = page.line_end(after)
    below = "".join(f"\n{line}" for line in lines or ())
    spaced = f" {head}" if head else ""
    if old.kind == "scalar" and old.text is None:
        yield Splice(after, max(after, old.end), spaced)
        yield Splice(line_end, line_end, below)
    elif old.before > line_end:  # on lines of its own
        yield Splice(after, after, spaced)
        yield Splice(line_end, page.line_end(old.end), below)
    elif old.style in ("|", ">"):
        found = re.compile(r"[|>][-+0-9]*").match(page.text, old.start)
        yield Splice(after, found.end() if found else old.start, spaced)
        yield Splice(line_end, max(line_end, old.end), below)
    else:
        start = old.before if head else after
        end = page.line_end(old.end)
        yield Splice(start, old.end, head)
        yield Splice(end, end, below)


def bracketed(node: Node, quote: Quote) -> str:
    """Return a value as it stands between brackets.

    Raises:
        EditError: A list in it has an item without a value, which cannot be written there.
    """
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting.extend(entry.value for entry in part.entries.values())
        elif isinstance(part, Sequence):
            if any(isinstance(item, Scalar) and item.text is None for item in part.items):
                raise EditError("an item without a value cannot be written between brackets", "give it a value")
            waiting.extend(part.items)
    return in_brackets(node, quote)


def _bracketed_item(node: Node, quote: Quote) -> str:
    return bracketed(Sequence((node,), NOWHERE), quote)[1:-1]


def check_writable(node: Node) -> None:
    """Refuse what no script can hold.

    Raises:
        EditError: A text has a character in it that is not allowed.
    """
    below: list[Node] = []
    texts: list[str] = []
    if isinstance(node, Scalar):
        texts = [node.text or ""]
    elif isinstance(node, Sequence):
        below = list(node.items)
    else:
        texts, below = list(node.entries), [entry.value for entry in node.entries.values()]
    for text in texts:
        if found := UNPRINTABLE.search(text):
            raise EditError(f"the character U+{ord(found[0]):04X} is not allowed in a script", "delete it")
    for part in below:
        check_writable(part)
