"""The edits that a form makes, and what each of them means for the content of a document."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.errors import VoiceroutineError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from voiceroutine.document.edit.tree import Content
    from voiceroutine.document.nodes import Path

Value: TypeAlias = "Mapping[str, Value] | Sequence[Value] | str | int | float | bool | None"
"""What a form writes: a `str` is a text and gets quotes where another program would take it for something else."""


class EditError(VoiceroutineError):
    """An edit that a text does not allow. The text is as it was."""


class Word(str):
    """A number, a duration, the name of something: it is written without quotes where YAML allows that."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetValue:
    """Gives the value at `path`; a key that is missing there is added."""

    path: Path
    value: Value
    at: int | None = None
    """Where a key that is missing is added: before the key that is now at this position; by default after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameKey:
    """Gives the key at `path` another name."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Removes the key at `path`, or `count` items of a list from there on."""

    path: Path
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """Inserts an item at `path`, before the one that is there now; with the length of the list, after the last."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Moves `count` items of a list from `path` on, to before the item that is now at `to`, of any list."""

    path: Path
    to: Path
    """A place as it is before anything moves; with the length of a list, after its last item."""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Copies `count` items of a list from `path` on, to before the item that is now at `to`, of any list."""

    path: Path
    to: Path
    count: int = 1


Edit: TypeAlias = "SetValue | RenameKey | Remove | Insert | Move | Copy"


def content_of(value: Value) -> Content:
    """Return what the text says once `value` is written in it."""
    if isinstance(value, dict):
        return {str(key): content_of(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [content_of(below) for below in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def edited(content: Content, edit: Edit) -> Content:
    """Return the content of a document after an edit; `content` is left as it is.

    Raises:
        EditError: There is nothing at a path of the edit.
    """
    top = _copied_along(content, edit.path)
    if isinstance(edit, Move | Copy):
        top = _copied_along(top, edit.to)
    if isinstance(edit, SetValue):
        _given(top, edit)
    elif isinstance(edit, RenameKey):
        _renamed(top, edit)
    elif isinstance(edit, Remove):
        _taken(top, edit.path, edit.count)
    elif isinstance(edit, Insert):
        _put(top, edit.path, [content_of(edit.value)])
    elif isinstance(edit, Copy):
        _put(top, edit.to, deepcopy(_items(top, edit.path, edit.count)))  # it may be copied into itself
    else:
        return _moved(top, edit)
    return top


def stays(edit: Move) -> bool:
    """Return whether a move leaves everything where it is."""
    (*before, start), (*target, end) = edit.path, edit.to
    here = before == target and isinstance(start, int) and isinstance(end, int)
    return here and start <= end <= start + edit.count  # type: ignore[operator] # held by `here`


def nothing_at(path: Path) -> EditError:
    """Return the error of a path that leads to nothing."""
    shown = " ".join(str(part + 1) if isinstance(part, int) else part for part in path)
    return EditError(f"there is nothing at `{shown}` in this text", "read the text again")


def _copied_along(content: Content, path: Path) -> Content:
    """Return a content whose parts on the way to `path` are copies, which can be changed. Others are shared."""
    top: Content = content.copy() if isinstance(content, dict | list) else content
    part = top
    for key in path[:-1]:
        try:
            below = part[key]  # type: ignore[index] # what does not fit is found by whoever follows the path
        except (KeyError, IndexError, TypeError):
            break
        below = below.copy() if isinstance(below, dict | list) else below
        part[key] = below  # type: ignore[index]
        part = below
    return top


def _given(top: Content, edit: SetValue) -> None:
    part, key = _part(top, edit.path)
    if isinstance(part, dict) and key not in part:
        before = list(part)[: edit.at if edit.at is not None else len(part)]
        new = {**{k: part[k] for k in before}, str(key): content_of(edit.value)}
        _refill(part, {**new, **part})
    else:
        _at(part, key, edit.path)
        part[key] = content_of(edit.value)  # type: ignore[index] # held by _at


def _renamed(top: Content, edit: RenameKey) -> None:
    keys, old = _part(top, edit.path)
    if not isinstance(keys, dict) or old not in keys:
        raise nothing_at(edit.path)
    if edit.key in keys and edit.key != old:
        raise EditError(f"there is a key `{edit.key}` already", "change that one, or remove it first")
    _refill(keys, {edit.key if key == old else key: value for key, value in keys.items()})


def _refill(part: dict[str, Content], new: dict[str, Content]) -> None:
    part.clear()
    part.update(new)


def _at(part: Content, key: str | int, path: Path) -> Content:
    if isinstance(part, dict) and isinstance(key, str) and key in part:
        return part[key]
    if isinstance(part, list) and isinstance(key, int) and 0 <= key < len(part):
        return part[key]
    raise nothing_at(path)


def _part(top: Content, path: Path) -> tuple[Content, str | int]:
    """Return what holds the value at `path`, and under which key or at which position."""
    if not path:
        raise nothing_at(path)
    for length, key in enumerate(path[:-1], start=1):
        top = _at(top, key, path[:length])
    if not isinstance(top, dict if isinstance(path[-1], str) else list):
        raise nothing_at(path)
    return top, path[-1]


def _list(top: Content, path: Path, *, last: int = 0) -> tuple[list[Content], int]:
    """Return the list that `path` leads into, and the position: at most its length less `last`."""
    part, at = _part(top, path) if path and isinstance(path[-1], int) else (None, 0)
    if not isinstance(part, list) or not isinstance(at, int) or not 0 <= at <= len(part) - last:
        raise nothing_at(path)
    return part, at


def _items(top: Content, path: Path, count: int) -> list[Content]:
    part, at = _list(top, path, last=max(1, count))
    return part[at : at + count]


def _taken(top: Content, path: Path, count: int) -> None:
    part, key = _part(top, path)
    if isinstance(part, dict) and isinstance(key, str) and key in part and count == 1:
        del part[key]
        return
    items, at = _list(top, path, last=max(1, count))
    del items[at : at + count]


def _put(top: Content, path: Path, items: list[Content]) -> None:
    part, at = _list(top, path)
    part[at:at] = items


def _moved(top: Content, edit: Move) -> Content:
    items = _items(top, edit.path, edit.count)
    *outer, start = edit.path
    depth = len(outer)
    inside = edit.to[:depth] == tuple(outer) and len(edit.to) > depth + 1
    if inside and start <= edit.to[depth] < start + edit.count:  # type: ignore[operator] # positions of one list
        raise EditError("a part cannot be moved into itself", "choose a place outside of it")
    source, at = _list(top, edit.path)
    target, to = _list(top, edit.to)
    if stays(edit):
        return top
    if source is target:
        rest = [*source[:at], *source[at + edit.count :]]
        to -= edit.count if to > at else 0
        source[:] = [*rest[:to], *items, *rest[to:]]
    else:
        target[to:to] = items
        del source[at : at + edit.count]
    return top
