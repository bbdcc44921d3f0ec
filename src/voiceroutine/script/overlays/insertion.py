"""Puts the stretches that an overlay inserts in their places: after a stretch, before one, or first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Mapping, Node, Scalar, Sequence
from voiceroutine.script.overlays.stretches import refuse_group_in_group

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from voiceroutine.document.nodes import Span
    from voiceroutine.script.overlays.collector import Collector
    from voiceroutine.script.overlays.items import Item, Items
    from voiceroutine.script.overlays.stretches import Stretches

    Unknown = Callable[[str, Collection[str], Span, str | None], None]

PLACES = ("after", "before", "first")
"""The keys that say where a stretch is inserted. `after` means nothing else here."""
_EXAMPLE = "for example:\ninsert:\n  - after: chin-tuck\n    use: doorway-pec"


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A stretch, or a group, and where it comes in. Without a place it is the last."""

    item: Item
    place: str = ""
    """One of `PLACES`."""
    beside: str = ""
    """The key of what it comes after or before."""
    span: Span
    """Where the place is written."""


def insertions(overlay: Mapping, stretches: Stretches, collector: Collector) -> tuple[Insertion, ...]:
    """Return what an overlay inserts, in the order in which it is written."""
    node = overlay.get("insert")
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        collector.add_problem("wrong-type", "expected a list of stretches to insert", node.span, _EXAMPLE)
        return ()
    return tuple(_insertion(item, stretches, collector) for item in node.items)


def _insertion(node: Node, stretches: Stretches, collector: Collector) -> Insertion:
    places = [place for place in PLACES if isinstance(node, Mapping) and place in node.entries]
    if not isinstance(node, Mapping) or not places:
        return Insertion(item=stretches.item(node), span=node.span)
    item = stretches.item(node.without(*PLACES))
    place, *others = places
    for other in others:
        message = f"`{other}` and `{place}` are two places for one stretch"
        collector.add_problem("combination", message, node.entries[other].key_span, "remove one of the two")
    value = node.entries[place].value
    if place != "first":
        word = collector.word(value, "the key of a stretch") or ""
        return Insertion(item=item, place=place if word else "", beside=word, span=value.span)
    text = value.text.strip().lower() if isinstance(value, Scalar) and value.text else ""
    if text not in ("true", "yes", "on"):
        hint = "leave `first` out, and say where: `after` or `before` another stretch"
        collector.add_problem("flag", "expected `true`", value.span, hint)
    return Insertion(item=item, place="first", span=value.span)


@dataclass(slots=True)
class _Around:
    """What is inserted right before and right after something, in the order in which it is written."""

    before: list[Item] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)


class _Places:
    """Finds what a key names, also among what was inserted before, and keeps what is inserted around it.

    Nothing is moved until the end: a list that grew in its middle, ten thousand times, would take seconds.
    """

    def __init__(self, items: Items) -> None:
        self._around: dict[Item, _Around] = {}
        self.named: dict[str, list[tuple[Item, Item | None]]] = {}
        """By key: each item of that key, with the group that it is in."""
        for item in items:
            self.add(item)

    def add(self, item: Item, group: Item | None = None) -> None:
        """Make an item, and what it contains, known by its key."""
        key = group.path_of(item) if group else item.key
        if item.key:
            self.named.setdefault(key, []).append((item, group))
        for member in item.members or ():
            self.add(member, item)

    def put(self, item: Item, place: str, beside: Item) -> None:
        """Insert `item` before or after another one."""
        around = self._around.setdefault(beside, _Around())
        (around.before if place == "before" else around.after).append(item)

    def laid(self, items: Iterable[Item]) -> Items:
        """Return `items` with what is inserted around each, inside groups, too."""
        result: list[Item] = []
        waiting = [(item, False) for item in reversed(tuple(items))]
        while waiting:  # a stretch after one that comes after another, and so on: too deep for recursion
            item, opened = waiting.pop()
            around = self._around.get(item)
            if around is None or opened:
                members = self.laid(item.members) if item.members else item.members
                result.append(replace(item, members=members))
                continue
            waiting.extend((it, False) for it in reversed(around.after))
            waiting.append((item, True))
            waiting.extend((it, False) for it in reversed(around.before))
        return tuple(result)


def with_inserted(items: Items, inserted: tuple[Insertion, ...], unknown: Unknown, collector: Collector) -> Items:
    """Return `items` with the stretches that are inserted.

    Several after one stretch keep the order in which they are written; each can name one that is written above it.
    Where a key is there several times, `before` means the first and `after` the last.

    Args:
        items: The stretches so far.
        inserted: What comes in.
        unknown: Is told a key that is not there, the keys that are, its place, and a hint.
        collector: Takes the problems.
    """
    places = _Places(items)
    first: list[Item] = []
    last: list[Item] = []
    for it in inserted:
        found = places.named.get(it.beside)
        if it.place in ("after", "before") and not found:
            unknown(it.beside, places.named, it.span, _is_a_pause(it))
        if it.place == "first":
            first.append(it.item)
            places.add(it.item)
        elif not found:
            last.append(it.item)
            places.add(it.item)
        else:
            beside, group = found[0 if it.place == "before" else -1]
            if group and it.item.members is not None and isinstance(it.item.node, Mapping):
                refuse_group_in_group(it.item.node, collector)
                continue
            places.put(it.item, it.place, beside)
            places.add(it.item, group)
    return places.laid((*first, *items, *last)) if inserted else items


def _is_a_pause(insertion: Insertion) -> str | None:
    """Return a hint where `after` has a time, which it has in `stretches`: the pause after a stretch."""
    if insertion.place == "after" and insertion.beside[:1].isdigit():
        return (
            "in `insert`, `after` names the stretch before this one; one that needs a pause of its own stands under "
            "`stretches`, and `order` puts it in its place"
        )
    return None
