"""The stretches and the groups of a script as overlays see them: each with the key that names it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.document.nodes import Entry, Mapping, Node, Sequence
from voiceroutine.language.markup import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUP = "group"
"""The key that makes a group of an item of `stretches`: its name."""
STRETCHES = "stretches"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """A stretch, or a group of stretches. It equals only itself: two can look the same."""

    node: Node
    key: str
    """What it is called within its list; empty where it has neither a name nor a `use`."""
    members: tuple[Item, ...] | None = None
    """The stretches of a group; None of a stretch."""

    def path_of(self, member: Item) -> str:
        """Return what the script calls a stretch of this group: `sun-salutation/mountain`."""
        return f"{self.key}/{member.key}"

    def whole(self) -> Node:
        """Return the node, of a group with its stretches as they are now."""
        if not self.members or not isinstance(self.node, Mapping):
            return self.node
        entry = self.node.entries[STRETCHES]
        inner = Entry(entry.key_span, Sequence(tuple(it.node for it in self.members), entry.value.span))
        return Mapping({**self.node.entries, STRETCHES: inner}, self.node.span)


Items: TypeAlias = "tuple[Item, ...]"


def slug(name: str) -> str:
    """Return the key of a stretch that has only a name.

    >>> slug("Cat and dog")
    'cat-and-dog'
    """
    return re.sub(r"[^\w]+", "-", shown(name).lower()).strip("-")


def keys_of(items: Iterable[Item]) -> dict[str, None]:
    """Return every key by which an overlay can name something in `items`, in order."""
    keys: dict[str, None] = {}
    for item in items:
        keys[item.key] = None
        keys.update(dict.fromkeys(item.path_of(member) for member in item.members or ()))
    keys.pop("", None)
    return keys


def joined(earlier: Items, later: Items) -> Items:
    """Return the items of two scripts, one after the other; what both have is there once.

    It has the place of the earlier script and the content of the later one. Where a script has a key several times,
    the first of one script is that of the other, and so on.
    """
    result = list(earlier)
    places: dict[tuple[str, int], int] = {}
    times: Counter[str] = Counter()
    for place, item in enumerate(earlier):
        places[item.key, times[item.key]] = place
        times[item.key] += 1
    times.clear()
    for item in later:
        found = places.get((item.key, times[item.key])) if item.key else None
        times[item.key] += 1
        if found is None:
            result.append(item)
        else:
            result[found] = item
    return tuple(result)
