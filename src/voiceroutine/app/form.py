"""What a form does with a script: edits of its stretches, wherever they are written.

A stretch stands in the list `stretches`. In a script that extends another, the form shows the stretches of that one,
too, and what is changed in them belongs under `change`, `skip`, `insert` or `order`. Whoever makes an edit names a
stretch by the place of its `Entry` in the outline, and need not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from voiceroutine.app.outline import CHANGE
from voiceroutine.document.edit.apply import edit_text
from voiceroutine.document.edit.edits import EditError, Insert, Move, Remove, SetValue, Word
from voiceroutine.document.nodes import plain
from voiceroutine.document.reader import read_text
from voiceroutine.script.forms.dose import with_field
from voiceroutine.script.overlays.insertion import PLACES
from voiceroutine.script.overlays.items import STRETCHES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from voiceroutine.app.outline import Entry
    from voiceroutine.document.edit.edits import Edit, Value
    from voiceroutine.document.nodes import Path

    Outline: TypeAlias = "Callable[[str], tuple[Entry, ...]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetField:
    """Gives a field of a stretch, or of a group, a value."""

    place: Path
    """Of the stretch, as its `Entry` has it."""
    path: Path
    """From there on: mostly one key."""
    value: Value
    """None takes the field out: then it is as the library, or the script that is extended, has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """Adds a stretch or a group."""

    value: Value
    after: Path | None = None
    """The place of the stretch after which it comes; None for the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """Takes a stretch or a group out of the session."""

    place: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorder:
    """Moves a stretch or a group to another place among those beside it."""

    place: Path
    after: Path | None = None
    """The place of the one after which it comes; None for the beginning."""


FormEdit: TypeAlias = "SetField | Add | LeaveOut | Reorder"


def edited(text: str, edits: Iterable[Edit | FormEdit], outline: Outline) -> str:
    """Return a script's text after some edits, each made in what those before it have left.

    Args:
        text: The script.
        edits: Of values, or of stretches.
        outline: Gives the outline of a text.

    Raises:
        FaultyScriptError: The text cannot be read.
        EditError: One of them cannot be made.
    """
    for edit in edits:
        for step in _steps(text, edit, outline):
            text = edit_text(text, step)
    return text


def _steps(text: str, edit: Edit | FormEdit, outline: Outline) -> Sequence[Edit]:
    if not isinstance(edit, SetField | Add | LeaveOut | Reorder):
        return [edit]
    content = plain(read_text(text.encode(), "the script"))
    if not isinstance(content, dict):
        raise EditError("this script has no keys and values", "make the edit in the text")
    if isinstance(edit, SetField):
        return _setting(content, edit)
    if isinstance(edit, Add):
        return _adding(content, edit, outline(text))
    if isinstance(edit, LeaveOut):
        return _leaving_out(content, edit)
    return _reordering(content, edit, outline(text))


def _setting(content: dict[str, Any], edit: SetField) -> list[Edit]:
    own = _at(content, edit.place)
    key, *deeper = edit.path
    if not isinstance(own, dict):
        own = {}
    value = _with(own.get(str(key)), tuple(deeper), edit.value) if deeper else edit.value
    new = with_field(own, str(key), value, edit.place)
    if not new and edit.place[:1] == (CHANGE,):
        return _without(content, edit.place) if edit.place[1] in (content.get(CHANGE) or {}) else []
    return [_set(content, edit.place, new)]


def _with(value: Any, path: Path, new: Value) -> Any:
    """Return a value with another one at a path in it; None where nothing is left."""
    key, *deeper = path
    if isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
        inner = _with(value[key], tuple(deeper), new) if deeper else new
        return [*value[:key], *([] if inner is None else [inner]), *value[key + 1 :]] or None
    below = value if isinstance(value, dict) else {}
    inner = _with(below.get(str(key)), tuple(deeper), new) if deeper else new
    found = {**below, str(key): inner}
    return {k: v for k, v in found.items() if v is not None} or None


def _set(content: dict[str, Any], path: Path, value: Any) -> SetValue:
    """Return the edit that puts a value at a path, with what is missing on the way there."""
    below: Any = content
    for length, key in enumerate(path):
        if isinstance(key, str) and (not isinstance(below, dict) or key not in below):
            for missing in reversed(path[length + 1 :]):
                value = {str(missing): value}
            return SetValue(path=path[: length + 1], value=value)
        below = _at(content, path[: length + 1])
        if below is None and length < len(path) - 1:  # a key without a value
            for missing in reversed(path[length + 1 :]):
                value = {str(missing): value}
            return SetValue(path=path[: length + 1], value=value)
    return SetValue(path=path, value=value)


def _without(content: dict[str, Any], path: Path) -> list[Edit]:
    """Return the edit that takes out what is at a path, and what is empty without it."""
    while len(path) > 1:
        around = _at(content, path[:-1])
        if not isinstance(around, dict | list) or len(around) != 1 or path[:-1] == (STRETCHES,):
            break
        path = path[:-1]
    return [Remove(path=path)]


def _adding(content: dict[str, Any], edit: Add, entries: tuple[Entry, ...]) -> list[Edit]:
    before = _entry(entries, edit.after) if edit.after is not None else None
    follows = before.path if before else None
    if follows is not None and follows[-2] == STRETCHES:
        return [Insert(path=(*follows[:-1], int(follows[-1]) + 1), value=edit.value)]
    if "extends" not in content:
        stretches = content.get(STRETCHES)
        if isinstance(stretches, list) and stretches:
            return [Insert(path=(STRETCHES, 0), value=edit.value)]
        # `[]` in the text would have all that follows in brackets, too
        gone = [Remove(path=(STRETCHES,))] if stretches == [] else []
        return [*gone, SetValue(path=(STRETCHES,), value=[edit.value])]
    if not isinstance(edit.value, dict):
        raise EditError("a stretch is keys and values", "for example `use: chin-tuck`")
    place = {"after": Word(before.key)} if before else {"first": True}
    inserted = content.get("insert")
    value = {**place, **edit.value}
    if isinstance(inserted, list) and inserted:
        # several after one stretch keep their order, so this one goes before those
        at = next(
            (n for n, it in enumerate(inserted) if isinstance(it, dict) and _same_place(it, place)), len(inserted)
        )
        if follows is not None and follows[0] == "insert":
            at = int(follows[1]) + 1
        return [Insert(path=("insert", at), value=value)]
    return [SetValue(path=("insert",), value=[value])]


def _same_place(item: dict[str, Any], place: dict[str, Any]) -> bool:
    return all(str(item.get(key)).lower() == str(value).lower() for key, value in place.items())


def _leaving_out(content: dict[str, Any], edit: LeaveOut) -> list[Edit]:
    if edit.place[0] != CHANGE:
        return _without(content, edit.place)
    key = str(edit.place[1])
    steps: list[Edit] = []
    if key in (content.get(CHANGE) or {}):
        steps += _without(content, edit.place)
    only = content.get("only")
    if isinstance(only, list):
        if len(only) == 1:
            raise EditError("this is the only stretch of the session", "add another one first")
        return [*steps, *([Remove(path=("only", only.index(key)))] if key in only else [])]
    skip = content.get("skip")
    if isinstance(skip, list) and skip:
        return [*steps, Insert(path=("skip", len(skip)), value=Word(key))]
    return [*steps, SetValue(path=("skip",), value=[Word(key)])]


def _reordering(content: dict[str, Any], edit: Reorder, entries: tuple[Entry, ...]) -> list[Edit]:
    beside = _beside(entries, edit.place)
    entry = _entry(beside, edit.place)
    before = _entry(beside, edit.after) if edit.after is not None else None
    if before is entry:
        return []
    if entry.path is not None and (before is None or before.path is not None) and _all_own(beside):
        first = (*entry.path[:-1], 0)
        to = first if before is None or before.path is None else (*before.path[:-1], int(before.path[-1]) + 1)
        return [Move(path=entry.path, to=to)]
    item = _at(content, entry.path) if entry.path and entry.path[0] == "insert" else None
    if entry.path is not None and isinstance(item, dict):
        place = {"after": Word(before.key)} if before else {"first": True}
        rest = {key: value for key, value in item.items() if key not in PLACES}
        return [SetValue(path=entry.path, value={**place, **rest})]
    keys = [it.key for it in beside if it is not entry and not _is_inserted(it)]
    at = 0
    if before is not None:
        ahead = [it.key for it in beside[: beside.index(before) + 1] if it is not entry and not _is_inserted(it)]
        at = len(ahead)
    keys.insert(at, entry.key)
    if len(set(keys)) < len(keys):
        message = "two stretches here have the same name, so their order cannot be told"
        raise EditError(message, "give one of them another `name`")
    others = [key for key in content.get("order") or () if key not in keys]
    return [SetValue(path=("order",), value=[Word(key) for key in (*others, *keys)])]


def _is_inserted(entry: Entry) -> bool:
    return entry.path is not None and entry.path[0] == "insert"


def _all_own(entries: tuple[Entry, ...]) -> bool:
    """Return whether stretches stand in one list of the text, in the order in which they are done."""
    lists = {entry.path[:-1] if entry.path else None for entry in entries}
    places = [entry.path[-1] for entry in entries if entry.path]
    return len(lists) == 1 and None not in lists and places == sorted(places, key=int)


def _beside(entries: tuple[Entry, ...], place: Path) -> tuple[Entry, ...]:
    """Return the stretches of the list, or of the group, that the one at a place is in."""
    if any(entry.place == place for entry in entries):
        return entries
    for entry in entries:
        if entry.members and any(member.place == place for member in entry.members):
            return entry.members
    raise _gone()


def _entry(entries: tuple[Entry, ...], place: Path | None) -> Entry:
    for entry in entries:
        if entry.place == place:
            return entry
        for member in entry.members or ():
            if member.place == place:
                return member
    raise _gone()


def _gone() -> EditError:
    return EditError("this stretch is not there any more", "look at the list again")


def _at(content: Any, path: Path) -> Any:
    """Return what is at a path; None where there is nothing."""
    for part in path:
        if isinstance(content, dict):
            content = content.get(str(part))
        elif isinstance(content, list) and isinstance(part, int) and 0 <= part < len(content):
            content = content[part]
        else:
            return None
    return content
