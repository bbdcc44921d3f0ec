"""Inserts and removes whole entries of keys and values, and whole items of lists, with the comments above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.edit.page import Splice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.edit.page import Page
    from voiceroutine.document.edit.tree import Place


def inserting(page: Page, parent: Place, at: int, lines: list[str], *, apart: bool = False) -> Iterator[list[Splice]]:
    """Yield ways to write `lines` before the entry or the item that is at `at` now, the best first.

    Args:
        page: The text.
        parent: Keys and values, or a list, that have something in them.
        at: From 0 to the number of what is there.
        lines: What is inserted; between brackets, one line for each item.
        apart: Whether blank lines separate it as they separate what is there already.
    """
    count = len(parent.values)
    if parent.flow:
        start = page.begin(parent, 0) if at == 0 else page.end(parent, at - 1)
        text = ", ".join(lines)
        yield [Splice(start, start, f"{text}, " if at == 0 else f", {text}")]
        return
    blanks = _blank_lines(page, parent, at) if apart and count > 1 else 0
    for gap in sorted({blanks, 0}, reverse=True):
        if at:
            end = page.line_end(page.end(parent, at - 1))
            yield [Splice(end, end, "\n" * gap + "".join(f"\n{line}" for line in lines))]
            continue
        begin = page.begin(parent, 0)
        if page.begins_line(begin):
            start = page.lead(parent, 0)
            yield [Splice(start, start, "".join(f"{line}\n" for line in lines) + "\n" * gap)]
        else:
            column = page.column(begin)
            text = "\n".join(lines)[column:] + "\n" * (gap + 1) + " " * column
            yield [Splice(begin, begin, text)]


def _blank_lines(page: Page, parent: Place, at: int) -> int:
    """Return how many blank lines are above the item at `at`, or above one beside it."""
    beside = min(max(at, 1), len(parent.values) - 1)
    start = page.lead(parent, beside)
    return page.text.count("\n", page.blanks_above(start, page.line_end(page.end(parent, beside - 1)) + 1), start)


def removing(page: Page, parent: Place, at: int, count: int) -> Iterator[list[Splice]]:
    """Yield ways to remove entries or items, but not all of them, the best first."""
    last = at + count - 1
    more = last + 1 < len(parent.values)
    if parent.flow:
        start = page.begin(parent, at) if more else page.end(parent, at - 1)
        yield [Splice(start, page.begin(parent, last + 1) if more else page.end(parent, last), "")]
        return
    begin = page.begin(parent, at)
    if not page.begins_line(begin):
        end = page.line_end(page.end(parent, last))
        following = page.begin(parent, last + 1)
        if page.blank(end, following):
            yield [Splice(begin, following, "")]
        else:
            dash = len(page.text[:begin].rstrip(" "))
            yield [Splice(dash, end, "")]
        return
    yield from _whole_lines(page, parent, at, last, more=more)


def _whole_lines(page: Page, parent: Place, at: int, last: int, *, more: bool) -> Iterator[list[Splice]]:
    """Yield ways to remove lines, with the blank lines on one side of them where there are some on both."""
    start, end = page.lead(parent, at), page.line_end(page.end(parent, last))
    floor = page.line_end(page.end(parent, at - 1)) + 1 if at else start
    above, below = page.blanks_above(start, floor), page.blanks_below(end)
    ends = below >= len(page.text)
    wider = (start, end)
    if ends and not more:
        wider = (above, end)
    elif below > end and (above < start or at == 0):
        wider = (start, below)
    for first, past in dict.fromkeys([wider, (start, below), (start, end)]):
        if first:
            yield [Splice(first - 1, past, "")]
        else:
            yield [Splice(0, min(past + 1, len(page.text)), "")]


def lines_at(page: Page, parent: Place, at: int, count: int, column: int) -> list[str] | None:
    """Return the lines of items with the comments above the first, indented for `column`; None if they have others."""
    begin = page.begin(parent, at)
    if parent.flow or not page.begins_line(begin):
        return None
    text = page.text[page.lead(parent, at) : page.line_end(page.end(parent, at + count - 1))]
    further = column - page.column(begin)
    return [_shifted(line, further) for line in text.split("\n")]


def _shifted(line: str, further: int) -> str:
    if further >= 0:
        return " " * further + line if line else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(-further, spaces) :]


def column_of(page: Page, parent: Place) -> int:
    """Return the column of the keys of keys and values, or of the dashes of a list; 0 between brackets."""
    return 0 if parent.flow else page.column(page.begin(parent, 0))


def both(one: Iterator[list[Splice]], other: Iterator[list[Splice]]) -> Iterator[list[Splice]]:
    """Yield every way of doing both."""
    others = list(other)
    for splices in one:
        yield from ([*splices, *more] for more in others)
