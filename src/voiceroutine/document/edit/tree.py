"""The values of a text with all that `nodes` leave out: anchors, quotes, brackets, and where each of them begins."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import yaml

from voiceroutine.document.reader import DEEPEST_NESTING, MOST_NODES, PARSER, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

Content: TypeAlias = "dict[str, Content] | list[Content] | str | None"
"""What a text says: every scalar is a text, as in `nodes.plain`."""

_ANCHOR = re.compile(r"&\S+\s*(?:#[^\n]*\s*)*")
_CHOMPED = re.compile(r"[|>][-+0-9]*")


@dataclass(slots=True)
class Place:
    """A value in a text, with where it is and how it is written. Offsets count characters; ends are exclusive."""

    kind: Literal["scalar", "list", "keys", "alias"]
    before: int
    """Where it begins, with its anchor."""
    start: int
    """Where it begins behind its anchor."""
    end: int
    """After its last character; of a block text, before the line break at its end."""
    text: str | None = None
    """What a scalar says, or the name of an alias."""
    style: str = ""
    """What a scalar begins with: a quote, `|` or `>`; nothing where it is plain."""
    flow: bool = False
    """Whether a list or keys stand in brackets."""
    anchor: str | None = None
    keys: list[Place] = field(default_factory=list)
    """The keys of keys and values."""
    values: list[Place] = field(default_factory=list)
    """Their values, or the items of a list."""
    target: Place | None = None
    """What an alias repeats."""
    repeated: bool = False
    """Whether an alias repeats it."""
    weight: int = 1
    """How many values it has, itself among them, counting those that its aliases repeat."""

    @property
    def content(self) -> Content:
        """What it says."""
        if self.kind == "scalar":
            return self.text
        if self.kind == "list":
            return [value.content for value in self.values]
        if self.kind == "keys":
            return {str(key.text): value.content for key, value in zip(self.keys, self.values, strict=True)}
        return self.target.content if self.target else None

    def moved_by(self, by: int) -> Place:
        """Return the same value further down by so many characters; there is no alias in it."""
        keys = [key.moved_by(by) for key in self.keys]
        values = [value.moved_by(by) for value in self.values]
        places = (self.before + by, self.start + by, self.end + by)
        return Place(self.kind, *places, self.text, self.style, self.flow, None, keys, values, weight=self.weight)

    def index(self, part: str | int) -> int | None:
        """Return the position of what `part` of a path leads to: a key, or a position; None if there is none."""
        if self.kind == "list":
            return part if isinstance(part, int) and 0 <= part < len(self.values) else None
        return next((at for at, key in enumerate(self.keys) if key.text == part), None) if self.kind == "keys" else None


@dataclass(frozen=True, slots=True)
class Tree:
    """A text's values, and what they say."""

    top: Place
    content: Content
    """Of all of it; nobody changes it."""
    anchored: bool
    """Whether something in it has an anchor."""


_KEPT: OrderedDict[str, Tree] = OrderedDict()
"""The trees of the last texts. The text that an edit makes is read to prove it, and the next edit begins with it."""
_MOST_KEPT = 4


def keep(text: str, tree: Tree) -> Tree:
    """Keep the tree of a text for the next edit."""
    _KEPT[text] = tree
    while len(_KEPT) > _MOST_KEPT:
        _KEPT.popitem(last=False)
    return tree


def tree_of(text: str) -> Tree:
    """Return the values of a script's text, whose lines end with a line feed.

    Raises:
        FaultyScriptError: It cannot be read.
    """
    if text in _KEPT:
        return _KEPT[text]
    top, anchored = built(text)
    if top is None or top.weight > MOST_NODES:
        read_text(text.encode("utf-8", "surrogatepass"), "script")
        raise AssertionError("the reader of scripts takes a text that the reader of edits does not")
    return keep(text, Tree(top, top.content, anchored))


def built(text: str) -> tuple[Place | None, bool]:
    """Return the top value of a text and whether there are anchors; None where no script can be read from it."""
    builder = _Builder(text, PARSER)
    try:
        return builder.build(), builder.anchored
    except yaml.YAMLError:
        return None, False


class _Builder:
    """Builds places from parser events."""

    def __init__(self, text: str, parser: Callable[[str], Any]) -> None:
        self._text = text
        self._parser = parser
        self._open: list[Place] = []
        self._anchors: dict[str, Place] = {}
        self._top: Place | None = None

    @property
    def anchored(self) -> bool:
        """Whether something has an anchor."""
        return bool(self._anchors)

    def build(self) -> Place | None:
        """Return the top value; None where the reader of scripts would refuse the text."""
        parser = self._parser(self._text)
        documents = 0
        try:
            while parser.check_event():
                event: Any = parser.get_event()
                documents += isinstance(event, yaml.DocumentStartEvent)
                of_a_value = isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent)
                if of_a_value and not self._take(event):
                    return None
        finally:
            parser.dispose()
        alone = documents == 1 and not (self._top and self._top.kind == "scalar" and self._top.text is None)
        return self._top if alone else None

    def _take(self, event: Any) -> bool:
        before, after = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.CollectionEndEvent):
            return self._close(after)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag not in (None, "!"):
            return False
        start = before
        if event.anchor:
            found = _ANCHOR.match(self._text, start)
            start = found.end() if found else start
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, before, start)
        kind: Literal["list", "keys"] = "keys" if isinstance(event, yaml.MappingStartEvent) else "list"
        self._open.append(Place(kind, before, start, start, flow=bool(event.flow_style), anchor=event.anchor))
        return len(self._open) <= DEEPEST_NESTING

    def _alias(self, event: Any) -> bool:
        target = self._anchors.get(event.anchor)
        if target is None:
            return False
        target.repeated = True
        start, end = event.start_mark.index, event.end_mark.index
        return self._add(Place("alias", start, start, end, event.anchor, target=target, weight=target.weight))

    def _scalar(self, event: Any, before: int, start: int) -> bool:
        style = event.style or ""
        if not event.value and not style:  # a key without a value
            end = before + (len(event.anchor) + 1 if event.anchor else 0)
            return self._add(Place("scalar", before, end, end, anchor=event.anchor))
        end = event.end_mark.index
        if style in ("|", ">"):
            end = self._end_of_block(start, end)
        return self._add(Place("scalar", before, start, end, event.value, style, anchor=event.anchor))

    def _end_of_block(self, start: int, end: int) -> int:
        """Return where a block text ends for a reader: blank lines belong to it only where it keeps them."""
        header = _CHOMPED.match(self._text, start)
        head = header.end() if header else start
        if header and "+" in header[0]:
            return max(head, end - (self._text[end - 1 : end] == "\n"))
        line_end = self._text.find("\n", head)
        lines = self._text[line_end:end].rstrip(" \n") if line_end >= 0 else ""
        return line_end + len(lines) if lines else head

    def _close(self, end: int) -> bool:
        place = self._open.pop()
        if place.kind == "keys":
            place.keys, place.values = place.values[::2], place.values[1::2]
            names = {key.text for key in place.keys}
            if None in names or len(names) < len(place.keys) or any(key.kind != "scalar" for key in place.keys):
                return False
        last = place.values[-1].end if place.values else place.start
        place.end = end if place.flow else max(last, place.start)
        return self._add(place)

    def _add(self, place: Place) -> bool:
        if place.anchor:
            self._anchors[place.anchor] = place
        if self._open:
            self._open[-1].values.append(place)
            self._open[-1].weight += place.weight
        else:
            self._top = place
        return True
