"""Reads the edits that a page asks for."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from voiceroutine.app.form import Add, LeaveOut, Reorder, SetField
from voiceroutine.document.edit.edits import Copy, Insert, Move, Remove, RenameKey, SetValue
from voiceroutine.web.studio.requests import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.app.form import FormEdit
    from voiceroutine.document.edit.edits import Edit
    from voiceroutine.document.nodes import Path

MOST_EDITS = 1_000
"""In one request."""
_DEEPEST = 20


def edits_of(given: object) -> tuple[Edit | FormEdit, ...]:
    """Return the edits in a request.

    `set` {path, value, at?}, `rename` {path, key}, `remove` {path, count?}, `insert` {path, value}, and `move` and
    `copy` {path, to, count?} are of values; see `document.edit.edits`. `field` {place, path, value}, `add` {value,
    after}, `leave-out` {place} and `reorder` {place, after} are of stretches, wherever they are written; see
    `app.form`. A place is that of an origin.

    Raises:
        RequestError: They are none.
    """
    if not isinstance(given, list) or len(given) > MOST_EDITS:
        raise RequestError(f"`edits` is no list of at most {MOST_EDITS:,}")
    return tuple(map(_edit, given))


def edit_json(edit: Edit) -> dict[str, Any]:
    """Return an edit as a page can send it back."""
    name = next(name for name, kind in _NAMES.items() if isinstance(edit, kind))
    return {"op": name, **{field.name: getattr(edit, field.name) for field in fields(edit)}}


_NAMES = {"set": SetValue, "rename": RenameKey, "remove": Remove, "insert": Insert, "move": Move, "copy": Copy}


def _edit(given: object) -> Edit | FormEdit:
    if not isinstance(given, dict) or given.get("op") not in _OPERATIONS:
        raise RequestError(f"an edit is one of {', '.join(_OPERATIONS)}")
    return _OPERATIONS[given["op"]](given)


def _path(given: dict[str, Any], key: str) -> Path:
    found = given.get(key)
    parts = isinstance(found, list) and all(
        isinstance(part, str) or (isinstance(part, int) and not isinstance(part, bool)) for part in found
    )
    if not isinstance(found, list) or not parts or not 0 < len(found) <= _DEEPEST:
        raise RequestError(f"`{key}` is no path")
    return tuple(found)


def _path_or_none(given: dict[str, Any], key: str) -> Path | None:
    return None if given.get(key) is None else _path(given, key)


def _count(given: dict[str, Any], key: str = "count", default: int = 1) -> int:
    found = given.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise RequestError(f"`{key}` is no number")
    return found


def _key(given: dict[str, Any]) -> str:
    found = given.get("key")
    if not isinstance(found, str):
        raise RequestError("`key` is no text")
    return found


def _value(given: dict[str, Any]) -> Any:
    if "value" not in given:
        raise RequestError("an edit lacks its `value`")
    return given["value"]  # of JSON, so it can be written


_OPERATIONS: dict[str, Callable[[dict[str, Any]], Edit | FormEdit]] = {
    "set": lambda it: SetValue(
        path=_path(it, "path"), value=_value(it), at=_count(it, "at") if it.get("at") is not None else None
    ),
    "rename": lambda it: RenameKey(path=_path(it, "path"), key=_key(it)),
    "remove": lambda it: Remove(path=_path(it, "path"), count=_count(it)),
    "insert": lambda it: Insert(path=_path(it, "path"), value=_value(it)),
    "move": lambda it: Move(path=_path(it, "path"), to=_path(it, "to"), count=_count(it)),
    "copy": lambda it: Copy(path=_path(it, "path"), to=_path(it, "to"), count=_count(it)),
    "field": lambda it: SetField(place=_path(it, "place"), path=_path(it, "path"), value=_value(it)),
    "add": lambda it: Add(value=_value(it), after=_path_or_none(it, "after")),
    "leave-out": lambda it: LeaveOut(place=_path(it, "place")),
    "reorder": lambda it: Reorder(place=_path(it, "place"), after=_path_or_none(it, "after")),
}
"""What each operation is."""
