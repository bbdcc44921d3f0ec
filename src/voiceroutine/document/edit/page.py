"""A text as lines and values: what lies where, and how its writer indents and quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from voiceroutine.document.edit.edits import EditError, nothing_at
from voiceroutine.document.edit.tree import Place, tree_of
from voiceroutine.document.reader import YAML_LINE_ENDS
from voiceroutine.document.writer import HOUSE, Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.document.nodes import Path

MARK = "\ufeff"
"""The byte order mark that some editors write at the beginning of a file."""
_COLON = re.compile(r"[ \t]*:")
_GAP = re.compile(r"(?:[ \t]|#[^\n]*|\n)*")


@dataclass(frozen=True, slots=True)
class Splice:
    """Other characters in place of those from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Page:
    """A text with its values. Offsets count characters of `text`."""

    text: str
    """With `\\n` as its line ends, and without a byte order mark."""

    @cached_property
    def read(self) -> str:
        """The text as a parser is to read it, with every character in its place.

        There is always a line break at its end: the last value may be a block, whose line break is a part of it.
        """
        return self.text.translate(YAML_LINE_ENDS) + ("" if self.text.endswith("\n") else "\n")

    @property
    def top(self) -> Place:
        """The value of the whole text."""
        return tree_of(self.read).top

    def line_start(self, offset: int) -> int:
        """Return where the line of `offset` begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line of `offset` ends: at its line break, or at the end of the text."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def column(self, offset: int) -> int:
        """Return how many characters stand before `offset` on its line."""
        return offset - self.line_start(offset)

    def begins_line(self, offset: int) -> bool:
        """Return whether nothing but spaces stands before `offset` on its line."""
        return not self.text[self.line_start(offset) : offset].strip(" ")

    def blank(self, start: int, end: int) -> bool:
        """Return whether nothing is written between two offsets."""
        return not self.text[start:end].strip()

    def walk(self, path: Path) -> list[tuple[Place, int]]:
        """Return each list and mapping on the way to `path`, with the position of what the path follows in it.

        Raises:
            EditError: There is nothing there, or it is a part that is repeated elsewhere.
        """
        steps: list[tuple[Place, int]] = []
        place = self.top
        for length, part in enumerate(path, start=1):
            at = self.holder(place).index(part)
            if at is None:
                raise nothing_at(path[:length])
            steps.append((place, at))
            place = place.values[at]
        return steps

    def place(self, path: Path) -> Place:
        """Return the value at `path`; errors as `walk`."""
        steps = self.walk(path)
        return steps[-1][0].values[steps[-1][1]] if steps else self.top

    @staticmethod
    def own(place: Place) -> Place:
        """Return a value, unless an alias repeats it elsewhere."""
        if place.repeated:
            name = place.anchor
            raise EditError(
                f"this part is marked `&{name}` and used again as `*{name}`, so an edit would change several places",
                "change it in the text",
            )
        return place

    @classmethod
    def holder(cls, place: Place) -> Place:
        """Return a list or a mapping whose inside can change; errors as `walk`."""
        if place.kind == "alias":
            raise EditError(f"this part is written elsewhere, at `&{place.text}`", "change it there, or in the text")
        return cls.own(place)

    def begin(self, parent: Place, at: int) -> int:
        """Return where an entry of keys and values, or an item of a list, begins: at its key, or at its dash."""
        if parent.kind == "keys":
            return parent.keys[at].before
        if parent.flow:
            return parent.values[at].before
        after = parent.values[at - 1].end if at else parent.start
        found = _GAP.match(self.text, after)
        return found.end() if found else after

    def head_end(self, parent: Place, at: int) -> int:
        """Return where what stands before a value in block style ends: after its colon, or after its dash."""
        if parent.kind == "list":
            return self.begin(parent, at) + 1
        key = parent.keys[at]
        found = _COLON.match(self.text, key.end)
        if not found or self.text[key.before : key.before + 1] == "?":
            raise EditError("this key is written with a `?`", "change it in the text")
        return found.end()

    def end(self, parent: Place, at: int) -> int:
        """Return where an entry or an item ends, without the comment behind it."""
        value = parent.values[at]
        if parent.flow:
            return max(value.end, parent.keys[at].end) if parent.kind == "keys" else value.end
        return max(value.end, self.head_end(parent, at))

    def lead(self, parent: Place, at: int) -> int:
        """Return where an entry or an item begins with the comments right above it, which are about it.

        They begin in the same column. A comment in the first line of a text is about the text.
        """
        begin = self.begin(parent, at)
        start, column = self.line_start(begin), self.column(begin)
        floor = self.line_end(self.end(parent, at - 1) if at else 0) + 1
        while start > floor:
            above = self.line_start(start - 1)
            if self.text[above : above + column + 1] != " " * column + "#":
                break
            start = above
        return start

    def blanks_above(self, start: int, floor: int) -> int:
        """Return where the blank lines begin that are right above the line at `start`, and not above `floor`."""
        while start > floor and self.blank(above := self.line_start(start - 1), start) and above >= floor:
            start = above
        return start

    def blanks_below(self, end: int) -> int:
        """Return where the blank lines end that are right below the line that ends at `end`: at a line break."""
        while end < len(self.text) and self.blank(end, below := self.line_end(end + 1)) and below > end:
            end = below
        return end

    @cached_property
    def style(self) -> Style:
        """How its writer indents and quotes, as far as that can be seen."""
        steps: Counter[int] = Counter()
        dashes: Counter[int] = Counter()
        items: Counter[int] = Counter()
        quotes: Counter[str] = Counter()
        places = [self.top]
        while places:
            place = places.pop()
            places.extend(place.values)
            quotes.update(value.style for value in place.values if value.style in ("'", '"'))
            if place.flow or place.kind not in ("keys", "list"):
                continue
            column = self.column(self.begin(place, 0))
            for value in place.values:
                if value.kind not in ("keys", "list") or value.flow:
                    continue
                inner = self.column(self.begin(value, 0)) - column
                (items if place.kind == "list" else steps if value.kind == "keys" else dashes)[inner] += 1
        quote = quotes.most_common(1)[0][0] if quotes else HOUSE.quote
        return Style(
            step=_usual(steps, HOUSE.step, least=1),
            to_dash=_usual(dashes, HOUSE.to_dash, least=0),
            to_item=_usual(items, HOUSE.to_item, least=2),
            quote='"' if quote == '"' else "'",
        )


def _usual(counts: Counter[int], default: int, *, least: int) -> int:
    found = [number for number, _ in counts.most_common() if number >= least]
    return found[0] if found else default


def spliced(original: str, splices: Iterable[Splice]) -> str | None:
    """Return a text with other characters in places of its `Page`; None where two of the places overlap.

    What is not in a splice stays as it is, line ends and byte order mark too. New lines end as the first one does.
    """
    mark = original[: original.startswith(MARK)]
    breaks = [] if "\r\n" not in original else _double_breaks(original[len(mark) :])
    found = re.search(r"\r\n|\r|\n", original)
    line_end = found[0] if found else "\n"

    def place(offset: int) -> int:
        return len(mark) + offset + bisect_left(breaks, offset)

    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda it: (it.start, it.end)):
        start, end = place(splice.start), place(splice.end)
        if start < at:
            return None
        parts += [original[at:start], splice.text.replace("\n", line_end)]
        at = end
    return "".join([*parts, original[at:]])


def _double_breaks(text: str) -> list[int]:
    """Return the offset, where each is one character, of each line break of two."""
    return [found.start() - before for before, found in enumerate(re.finditer("\r\n", text))]


def page_of(original: str) -> Page:
    """Return the page of a text as it is in a file."""
    text = original[original.startswith(MARK) :]
    return Page(text.replace("\r\n", "\n").replace("\r", "\n"))
