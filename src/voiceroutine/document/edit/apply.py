"""Makes an edit in a text, and proves it: the new text is read, and says what it is to say, or there is an error."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, cast

from voiceroutine.document.edit.edits import (
    Copy,
    EditError,
    Insert,
    Move,
    Remove,
    RenameKey,
    SetValue,
    Value,
    Word,
    content_of,
    edited,
    nothing_at,
    stays,
)
from voiceroutine.document.edit.lists import both, column_of, inserting, lines_at, removing
from voiceroutine.document.edit.page import Splice, page_of, spliced
from voiceroutine.document.edit.patch import patched
from voiceroutine.document.edit.tree import tree_of
from voiceroutine.document.edit.values import NOWHERE, check_writable, instead, new_entry, new_item, node_of, replacing
from voiceroutine.document.nodes import Sequence
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.document.writer import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.edit.edits import Edit
    from voiceroutine.document.edit.page import Page
    from voiceroutine.document.edit.tree import Content, Place
    from voiceroutine.document.nodes import Node, Path


def edit_text(text: str, edit: Edit) -> str:
    r"""Return a script's text after an edit: the lines of the edit differ, and no other.

    These are the lines of the value, of the key or of the item; the comments right above one that is moved, copied or
    removed, in the same column, which go with it; and the blank lines that set it apart from what is beside it.

    Args:
        text: As it is in the file, with whatever line ends, and with a byte order mark if it has one.
        edit: What is to change.

    Raises:
        FaultyScriptError: The text cannot be read.
        EditError: There is nothing at a path of the edit, the place is one that an alias repeats, or the text cannot
            hold the value.

    >>> edit_text("title: T  # mine\nlength: 5m\n", SetValue(path=("title",), value="Neck"))
    'title: Neck  # mine\nlength: 5m\n'
    """
    for step in _steps(text, edit):
        text = _edited_text(text, step)
    return text


def content_in(text: str) -> Content:
    """Return what a script's text says; every scalar is a text.

    Raises:
        FaultyScriptError: The text cannot be read.
    """
    return tree_of(page_of(text).read).content


def _edited_text(text: str, edit: Edit) -> str:
    page = page_of(text)
    before = tree_of(page.read).content
    after = edited(before, edit)
    if after == before and not isinstance(edit, Move):
        return text
    for splices in _ways(page, edit):
        written = spliced(text, splices)
        if written is not None and _says(page, splices, written, after, edit):
            return written
    raise EditError("this edit cannot be made in this text without changing other lines", "make it in the text")


def _says(page: Page, splices: list[Splice], text: str, content: Content, edit: Edit) -> bool:
    """Return whether a new text says `content`, with keys in their order."""
    new = page_of(text).read
    try:
        tree = patched(page, splices, new) or tree_of(new)
    except FaultyScriptError:
        return False
    if tree.content != content:
        return False
    if not isinstance(edit, SetValue | RenameKey):
        return True
    found = _at(tree.content, edit.path[:-1])
    return not isinstance(found, dict) or list(found) == list(cast("dict[str, Content]", _at(content, edit.path[:-1])))


def _at(content: Content, path: Path) -> Content:
    for part in path:
        content = content[part]  # type: ignore[index] # what does not fit is an error of Python's
    return content


def _steps(text: str, edit: Edit) -> list[Edit]:
    """Return the edits that an edit consists of: of a list, or of keys and values, only what differs is set."""
    if isinstance(edit, Move) and stays(edit):
        edited(content_in(text), edit)  # whether the places are there
        return []
    if not isinstance(edit, SetValue):
        return [edit]
    check_writable(node_of(edit.value))
    content = content_in(text)
    try:
        content = _at(content, edit.path)
    except (KeyError, IndexError, TypeError):
        return [edit]
    return list(_differences(edit.path, content, edit.value))


def _differences(path: Path, old: Content, new: Value) -> Iterator[Edit]:
    if content_of(new) == old:
        return
    if isinstance(new, dict) and new and isinstance(old, dict) and old.keys() & new.keys():
        yield from (Remove(path=(*path, key)) for key in old if key not in new)
        for at, (key, value) in enumerate(new.items()):
            if key not in old:
                yield SetValue(path=(*path, key), value=value, at=at)
            else:
                yield from _differences((*path, key), old[key], value)
    elif isinstance(new, list | tuple) and new and isinstance(old, list) and old:
        yield from _of_lists(path, old, list(new))
    else:
        yield SetValue(path=path, value=new)


def _of_lists(path: Path, old: list[Content], new: list[Value]) -> Iterator[Edit]:
    """Yield what differs between two lists: what is alike at their beginnings and ends stays."""
    shorter = min(len(old), len(new))
    same = next((at for at in range(shorter) if content_of(new[at]) != old[at]), shorter)
    rest = shorter - same
    alike = next((at for at in range(rest) if content_of(new[-1 - at]) != old[-1 - at]), rest)
    changed = rest - alike
    for at in range(same, same + changed):
        yield from _differences((*path, at), old[at], new[at])
    at = same + changed
    for place in range(at, len(new) - alike):
        yield Insert(path=(*path, place), value=new[place])
    if len(old) > len(new):
        yield Remove(path=(*path, at), count=len(old) - len(new))


def _ways(page: Page, edit: Edit) -> Iterator[list[Splice]]:
    """Yield ways to make an edit, the best first; the first that says what it is to say is taken."""
    if isinstance(edit, SetValue):
        yield from _setting(page, edit)
    elif isinstance(edit, RenameKey):
        parent, at = page.walk(edit.path)[-1]
        page.holder(parent)
        key = parent.keys[at]
        start = key.start
        yield [Splice(start, key.end, scalar(edit.key, page.style.quote, brackets=parent.flow))]
    elif isinstance(edit, Remove):
        yield from _removing(page, edit.path, edit.count)
    elif isinstance(edit, Insert):
        node = node_of(edit.value)
        check_writable(node)
        yield from _inserting(page, edit.path, [node])
    else:
        yield from _carrying(page, edit)


def _setting(page: Page, edit: SetValue) -> Iterator[list[Splice]]:
    node = node_of(edit.value)
    if not edit.path:
        raise EditError("the whole text is not a value to set", "change its keys")
    holder = page.holder(page.place(edit.path[:-1]))
    at = holder.index(edit.path[-1])
    key = edit.path[-1]
    if at is not None:
        page.own(holder.values[at])
        yield from replacing(page, holder, at, node)
        return
    place = len(holder.keys) if edit.at is None else min(edit.at, len(holder.keys))
    if holder.keys:
        lines = new_entry(page, holder, str(key), node, column_of(page, holder))
        yield from inserting(page, holder, place, lines)
    else:  # `{}`
        yield from _in_place_of(page, edit.path[:-1], node_of({str(key): edit.value}))


def _in_place_of(page: Page, path: Path, node: Node) -> Iterator[list[Splice]]:
    parent, at = page.walk(path)[-1] if path else (None, 0)
    if parent is None:
        raise EditError("this text has no keys to begin with", "write `title:` and `stretches:` in the text")
    yield from replacing(page, parent, at, node)


def _removing(page: Page, path: Path, count: int) -> Iterator[list[Splice]]:
    parent, at = page.walk(path)[-1]
    for value in parent.values[at : at + count]:
        page.own(value)
    if count < len(parent.values):
        yield from removing(page, parent, at, count)
    elif len(path) > 1:
        yield from _in_place_of(page, path[:-1], node_of({} if parent.kind == "keys" else []))
    else:
        raise EditError("this is the last key of the text, and a script needs some", "write another key first")


def _list_at(page: Page, path: Path) -> tuple[Place, int]:
    at = path[-1]
    place = page.holder(page.place(path[:-1]))
    if place.kind != "list" or not isinstance(at, int):
        raise nothing_at(path)
    return place, at


def _inserting(page: Page, path: Path, nodes: list[Node]) -> Iterator[list[Splice]]:
    parent, at = _list_at(page, path)
    if not parent.values:
        yield from _in_place_of(page, path[:-1], Sequence(tuple(nodes), NOWHERE))
        return
    column = column_of(page, parent)
    lines = [line for node in nodes for line in new_item(page, parent, node, column)]
    yield from inserting(page, parent, at, lines, apart=True)


def _carrying(page: Page, edit: Move | Copy) -> Iterator[list[Splice]]:
    """Yield ways to copy or move items: with their lines as they are; in or out of brackets, written anew."""
    parent, at = page.walk(edit.path)[-1]
    values = [_value(value) for value in parent.values[at : at + edit.count]]
    ways = chain(_with_lines(page, edit, parent, at), _inserting(page, edit.to, list(map(node_of, values))))
    if isinstance(edit, Copy):
        yield from ways
    else:
        yield from both(ways, _removing(page, edit.path, edit.count))


def _with_lines(page: Page, edit: Move | Copy, parent: Place, at: int) -> Iterator[list[Splice]]:
    target, to = _list_at(page, edit.to)
    if target.values:
        lines = lines_at(page, parent, at, edit.count, column_of(page, target))
        if lines and not target.flow:
            yield from inserting(page, target, to, lines, apart=True)
        return
    holder, place = page.walk(edit.to[:-1])[-1]
    if holder.kind == "keys" and not holder.flow:
        column = column_of(page, holder) + page.style.to_dash
        if lines := lines_at(page, parent, at, edit.count, column):
            yield [*instead(page, holder, place, "", lines)]


def _value(place: Place) -> Value:
    """Return the value to write for one that is written elsewhere: without quotes if it has none there."""
    if place.kind == "list":
        return [_value(value) for value in place.values]
    if place.kind == "keys":
        return {str(key.text): _value(value) for key, value in zip(place.keys, place.values, strict=True)}
    if place.kind == "alias":
        return place.content
    return Word(place.text) if place.text is not None and not place.style else place.text
