"""Reads only what an edit has changed: one item of a list at the top of a script, which is one stretch of a hundred.

An item in block style is read by itself as it is read in its place, as long as it begins in the same column and its
lines reach to the next item: what comes before and behind it begins no further to the right, and can neither end nor
continue it. Anchors, directives and the marks between documents reach further, and where there are some, nothing is
patched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.edit.tree import Place, Tree, built, keep, tree_of
from voiceroutine.document.reader import MOST_NODES

if TYPE_CHECKING:
    from voiceroutine.document.edit.page import Page, Splice
    from voiceroutine.document.edit.tree import Content

_REACHES_FURTHER = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)
_DEEPEST = 20
"""Levels in an item. Deeper ones are left to the reader of the whole text, which bounds them."""


def patched(page: Page, splices: list[Splice], new: str) -> Tree | None:
    """Return the values of a new text, if only one item of a list has changed; None where all of it is to be read.

    Args:
        page: The text before.
        splices: What is changed in it.
        new: The text after, as a parser is to read it.
    """
    old = tree_of(page.read)
    start, end = min(splice.start for splice in splices), max(splice.end for splice in splices)
    found = _item_around(page, old.top, start, end)
    if old.anchored or found is None:
        return None
    key, at, first, past = found
    items = old.top.values[key]
    chunk = new[first : past + len(new) - len(page.read)]
    top, anchored = built(chunk) if not _REACHES_FURTHER.search(chunk) else (None, True)
    column = page.column(page.begin(items, at))
    if top is None or anchored or not _is_one_item(top, column) or _depth(top) > _DEEPEST:
        return None
    by = len(new) - len(page.read)
    item = top.values[0].moved_by(first)
    values = [*items.values[:at], item, *(value.moved_by(by) for value in items.values[at + 1 :])]
    list_end = values[-1].end if at == len(values) - 1 else items.end + by
    changed = _with(items, values, items.weight - items.values[at].weight + item.weight, list_end)
    after = [(k.moved_by(by), v.moved_by(by)) for k, v in _pairs(old.top)[key + 1 :]]
    top_values = [*old.top.values[:key], changed, *(value for _, value in after)]
    keys = [*old.top.keys[: key + 1], *(key for key, _ in after)]
    weight = old.top.weight - items.weight + changed.weight
    whole = _with(old.top, top_values, weight, max(top_values[-1].end, old.top.start), keys)
    if weight > MOST_NODES:
        return None
    return keep(new, Tree(whole, _content(old.content, str(old.top.keys[key].text), at, item.content), anchored=False))


def _item_around(page: Page, top: Place, start: int, end: int) -> tuple[int, int, int, int] | None:
    """Return the key and the item in which all of a range lies behind the dash, and the first and last offset of it."""
    if top.kind != "keys" or top.flow or page.column(top.before):
        return None
    key = next((n for n in reversed(range(len(top.keys))) if top.keys[n].before <= start), None)
    items = top.values[key] if key is not None else None
    if key is None or items is None or items.kind != "list" or items.flow or not items.values:
        return None
    at = next((n for n in reversed(range(len(items.values))) if items.values[n].before <= start), 0)
    dash = page.begin(items, at)
    if not dash < start:
        return None
    if at + 1 < len(items.values):
        past = page.line_start(page.begin(items, at + 1))
    else:
        past = top.keys[key + 1].before if key + 1 < len(top.keys) else len(page.read)
    return (key, at, page.line_start(dash), past) if end < past else None


def _is_one_item(top: Place, column: int) -> bool:
    return top.kind == "list" and not top.flow and len(top.values) == 1 and top.start == column


def _depth(place: Place) -> int:
    return 1 + max(map(_depth, place.values), default=0)


def _pairs(top: Place) -> list[tuple[Place, Place]]:
    return list(zip(top.keys, top.values, strict=True))


def _with(place: Place, values: list[Place], weight: int, end: int, keys: list[Place] | None = None) -> Place:
    """Return a list or keys with other values."""
    return Place(place.kind, place.before, place.start, end, keys=keys or place.keys, values=values, weight=weight)


def _content(content: Content, key: str, at: int, item: Content) -> Content:
    """Return the content of a text with another item in a list of it."""
    top = dict(content) if isinstance(content, dict) else {}
    items = top[key]
    top[key] = [*items[:at], item, *items[at + 1 :]] if isinstance(items, list) else items
    return top
