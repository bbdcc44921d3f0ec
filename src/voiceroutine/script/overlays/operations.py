"""What an overlay does with the stretches of the scripts that it extends: `only`, `skip`, `change` and `order`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Entry, Mapping, Node, Sequence, Span
from voiceroutine.script.dose.nodes import without_dose
from voiceroutine.script.overlays.insertion import insertions, with_inserted
from voiceroutine.script.overlays.items import GROUP, STRETCHES, Item, Items, keys_of
from voiceroutine.script.overlays.merging import override

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from voiceroutine.script.overlays.collector import Collector
    from voiceroutine.script.overlays.stretches import Stretches

KEYS = ("change", "skip", "only", "order", "insert")
"""The keys of an overlay that have a meaning only beside `extends`."""
_TO_OMIT = ("skip", "remove", "omit", "delete")
"""Keys by which people mean to omit a stretch in `change`."""
_EXAMPLE = "for example `{key}: [chin-tuck]`"


def overlaid(base: Items, overlay: Mapping, stretches: Stretches, collector: Collector) -> Items:
    """Return the stretches of a script: those of its base, changed by the overlay, and its own.

    First some are omitted (`only`, `skip`), then fields are changed, then the overlay's own `stretches` follow. They
    are put in `order`, and those to `insert` come in last: so each is right where it says.
    """
    known = keys_of(base)
    omitted = _omitted(overlay, known, collector)
    kept = _without(_changed(base, overlay, known, omitted, collector), omitted)
    items = (*kept, *stretches.listed(overlay.get(STRETCHES)))
    inserted = insertions(overlay, stretches, collector)
    unplaced = _Unplaced(omitted, keys_of(it.item for it in inserted), collector)
    if order := overlay.entries.get("order"):
        items = _ordered(items, unplaced.order(order, keys_of(items)))
    return with_inserted(items, inserted, unplaced.unknown, collector)


def changes_nothing(document: Mapping, collector: Collector) -> None:
    """Add a problem for each key of an overlay in a script that extends none."""
    for key in KEYS:
        if key in document.entries:
            message = f"`{key}` changes the script that this one extends, and this one extends none"
            hint = "name that script, for example `extends: neck`"
            collector.add_problem("no-base", message, document.entries[key].key_span, hint)


def _omitted(overlay: Mapping, known: Collection[str], collector: Collector) -> set[str]:
    """Return the keys of what is omitted, by `skip` or because `only` does not name it."""
    only, skip = overlay.entries.get("only"), overlay.entries.get("skip")
    if only and skip:
        hint = "remove `skip`: `only` keeps what it names, and nothing else"
        collector.add_problem("combination", "`only` and `skip` exclude each other", skip.key_span, hint)
    if only:
        named = _known_keys("only", only, known, collector)
        if not isinstance(only.value, Sequence):
            return set()
        if not only.value.items:
            message = "this list names no stretches"
            collector.add_problem("no-value", message, only.value.span, _EXAMPLE.format(key="only"))
            return set()
        if not named.keys() & set(known):  # which is a problem already
            return set()
        groups = {key.rpartition("/")[0] for key in named}
        return {key for key in known if key not in named and key.rpartition("/")[0] not in named} - groups
    return set(_known_keys("skip", skip, known, collector)) if skip else set()


def _known_keys(key: str, entry: Entry, known: Collection[str], collector: Collector) -> dict[str, Span]:
    named = keys_in(key, entry.value, collector)
    for word, span in named.items():
        _require_known(word, known, span, collector)
    return named


def keys_in(key: str, node: Node, collector: Collector) -> dict[str, Span]:
    """Return the keys that a list names, each with its place. `skip` may name one twice, as it always could."""
    if not isinstance(node, Sequence):
        collector.add_problem("wrong-type", "expected a list of stretches", node.span, _EXAMPLE.format(key=key))
        return {}
    found: dict[str, Span] = {}
    for item in node.items:
        word = collector.word(item, "the key of a stretch")
        if word is None:
            continue
        if word in found and key != "skip":
            line, _ = found[word].source.position(found[word].start)
            hint = f"it is already on line {line}; remove one of the two"
            collector.add_problem("named-twice", f"`{key}` names `{word}` twice", item.span, hint)
        else:
            found[word] = item.span
    return found


def _require_known(word: str, known: Collection[str], span: Span, collector: Collector) -> None:
    if word not in known and not collector.incomplete:
        hint = collector.nearest(word, known, "it has")
        message = f"{collector.extended} has no stretch `{word}`"
        collector.add_problem("unknown-stretch", message, span, hint)


def _without(items: Items, omitted: Collection[str]) -> Items:
    """Return `items` without those of the keys `omitted`. A group that loses all of its stretches is omitted, too."""
    if not omitted:
        return items
    kept: list[Item] = []
    for item in items:
        if item.key in omitted:
            continue
        if item.members:
            members = tuple(member for member in item.members if item.path_of(member) not in omitted)
            if not members:
                continue
            item = replace(item, members=members)
        kept.append(item)
    return tuple(kept)


def _changed(
    items: Items, overlay: Mapping, known: Collection[str], omitted: Collection[str], collector: Collector
) -> Items:
    """Return `items` with the fields that the overlay's `change` gives in place of their own."""
    change = overlay.get("change")
    entries = collector.mapping(change, "`change`").entries if change else {}
    for key, entry in entries.items():
        _require_known(key, known, entry.key_span, collector)
    groups = {item.key for item in items if item.members is not None}
    wanted = {key: it.value for key, it in entries.items() if key in known and key not in omitted}
    fields = {key: _fields(key, node, key in groups, collector) for key, node in wanted.items()}
    return tuple(_with_fields(item, fields) for item in items) if fields else items


def _with_fields(item: Item, fields: dict[str, Mapping]) -> Item:
    node, members = item.node, item.members
    if item.key in fields and isinstance(node, Mapping):
        node = override(node, fields[item.key]) if members is None else node.overlaid(fields[item.key])
    if members:
        paths = [item.path_of(member) for member in members]
        members = tuple(
            replace(member, node=override(member.node, fields[path]))
            if path in fields and isinstance(member.node, Mapping)
            else member
            for member, path in zip(members, paths, strict=True)
        )
    return replace(item, node=node, members=members)


def _fields(key: str, node: Node, group: bool, collector: Collector) -> Mapping:
    """Return the fields that replace those of the stretch, or the group, `key`."""
    fields = collector.mapping(node, "what changes a stretch")
    if not group:
        fields = without_dose(fields, collector.problems)
    others = {"use": ("replace it by another stretch", "the other stretch")}
    if not group:
        others[GROUP] = ("make a group of it", "the group")
    for refused, (cannot, other) in others.items():
        if refused in fields.entries:
            message = f"`change` changes fields of `{key}`; it cannot {cannot}"
            hint = f"write `skip: [{key}]`, and {other} under `stretches`"
            collector.add_problem("combination", message, fields.entries[refused].key_span, hint)
    if group and STRETCHES in fields.entries:
        hint = f"change them one by one, for example `{key}/chin-tuck`, or use `skip` and `insert`"
        message = f"`change` cannot replace the stretches of the group `{key}`"
        collector.add_problem("combination", message, fields.entries[STRETCHES].key_span, hint)
    for word in _TO_OMIT:
        if word in fields.entries:
            hint = f"write `skip: [{key}]` beside `change`"
            collector.add_problem("unknown-key", f"unknown key `{word}`", fields.entries[word].key_span, hint)
    return fields.without(*_TO_OMIT, *others, *([STRETCHES] if group else []))


def _ordered(items: Items, keys: Collection[str]) -> Items:
    """Return `items`, those of `keys` first and in that order; within a group, its stretches likewise."""
    rank = {key: place for place, key in enumerate(keys)}

    def sorted_by(key: Callable[[Item], str], among: Items) -> Items:
        return tuple(sorted(among, key=lambda it: rank.get(key(it), len(rank))))

    inside = (replace(it, members=sorted_by(it.path_of, it.members)) if it.members else it for it in items)
    return sorted_by(lambda it: it.key, tuple(inside))


class _Unplaced:
    """Says why a key that `order` or `insert` names is none that it can name."""

    def __init__(self, omitted: Collection[str], inserted: Collection[str], collector: Collector) -> None:
        self._omitted = omitted
        self._inserted = inserted
        self._collector = collector

    def order(self, entry: Entry, known: Collection[str]) -> dict[str, Span]:
        """Return the keys that `order` names; a problem for each that is not there."""
        named = keys_in("order", entry.value, self._collector)
        for word, span in named.items():
            if word in known:
                continue
            if word in self._inserted:
                hint = "remove it here: `insert` has already placed it"
                self._collector.add_problem("combination", f"`{word}` is inserted, and has its place", span, hint)
            else:
                self.unknown(word, known, span)
        return named

    def unknown(self, word: str, known: Collection[str], span: Span, hint: str | None = None) -> None:
        """Add the problem of a key that is not there."""
        if self._collector.incomplete:
            return
        if word in self._omitted:
            message, hint = f"this script omits `{word}`", "name one that it keeps"
        else:
            message = f"there is no stretch `{word}`, here or in the script that this one extends"
            hint = hint or self._collector.nearest(word, known, "there are")
        self._collector.add_problem("unknown-stretch", message, span, hint)
