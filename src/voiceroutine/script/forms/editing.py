"""Makes an edit that a form asks for in a script's text, as the script's writer would write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from voiceroutine.document.edit.apply import content_in, edit_text
from voiceroutine.document.edit.edits import (
    Copy,
    Edit,
    EditError,
    Insert,
    Move,
    Remove,
    RenameKey,
    SetValue,
    Value,
    Word,
    nothing_at,
)
from voiceroutine.script.dose.nodes import KEY
from voiceroutine.script.dose.notation import read_dose
from voiceroutine.script.forms.dose import with_field
from voiceroutine.script.forms.schema import as_written, place_of_key, schemas_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from voiceroutine.document.edit.tree import Content
    from voiceroutine.document.nodes import Path


@dataclass(frozen=True, slots=True)
class _Asked:
    """An edit that is asked for."""

    content: Content
    """Of the whole text."""
    path: Path
    edit: Mapping[str, Any]

    @property
    def to(self) -> Path:
        return _path(self.edit, "to")

    @property
    def count(self) -> int:
        count = self.edit.get("count", 1)
        if not isinstance(count, int) or count < 1:
            raise EditError("`count` is no whole number of 1 or more")
        return count

    @property
    def value(self) -> Value:
        if "value" not in self.edit:
            raise EditError("this edit has no `value`", "it is a text, a number, a list, or keys and values")
        return cast("Value", self.edit["value"])

    @property
    def position(self) -> int:
        """Of the item of a list that the path leads to."""
        if not isinstance(self.path[-1], int):
            raise nothing_at(self.path)
        return self.path[-1]

    def words(self, key: str) -> str:
        words = self.edit.get(key)
        if not isinstance(words, str) or not words.strip():
            raise EditError(f"this edit has no `{key}`", "it is a text")
        return words


def edit_script(text: str, edit: Mapping[str, Any]) -> str:
    r"""Return a script's text after an edit: the lines of the edit differ, and no other.

    These are the lines of a value, a key or an item of a list; the comments right above one that is moved, copied or
    removed, in the same column, which go with it; and the blank lines that set it apart. Comments, quotes, line ends
    and everything else stay as they are. What an edit has, beside `kind` and `path`, depends on its kind:

    - `set`: `value` is the new value; a key that is missing is added, where the schema has it.
    - `remove`: a key goes, or `count` items of a list.
    - `rename`: the key is called `key` from now on.
    - `insert`: `value` is inserted in a list, before what is at `path` now.
    - `move`, `copy`: `count` items of a list go before what is at the path `to` now, in any list.
    - `group`: `count` stretches become a group called `name`.
    - `ungroup`: the stretches of a group take its place.
    - `dose`: of the stretch at `path`; `value` is a line (`3 x 10, hold 5 s`), or keys with values.

    A path has keys, and positions from 0. With the length of a list as its last position, it leads behind the last
    item. `count` is 1 if it is omitted.

    Args:
        text: The script as it is in its file, with its line ends, and its byte order mark if it has one.
        edit: What is to change.

    Raises:
        FaultyScriptError: The text cannot be read as YAML.
        EditError: The edit makes no sense, or cannot be made in this text, which stays as it is.

    >>> import voiceroutine
    >>> edit = {"kind": "set", "path": ["stretches", 0, "hold"], "value": "40s"}
    >>> voiceroutine.edit_script("stretches:\n  - use: chin-tuck\n    hold: 30s  # as she asked\n", edit)
    'stretches:\n  - use: chin-tuck\n    hold: 40s  # as she asked\n'
    """
    kind = edit.get("kind")
    read = _KINDS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise EditError(f"`{kind}` is no kind of edit", f"the kinds are {', '.join(_KINDS)}")
    path = _path(edit, "path")
    if not path:
        raise EditError("this edit has no `path`", "it begins with a key of the script")
    for step in read(_Asked(content_in(text), path, edit)):
        text = edit_text(text, step)
    return text


def _set(asked: _Asked) -> list[Edit]:
    path = asked.path
    value = as_written(asked.value, schemas_at(path))
    holder = _at(asked.content, path[:-1])
    if isinstance(holder, dict) and path[-1] not in holder:
        return [SetValue(path=path, value=value, at=place_of_key(path, list(holder)))]
    old = _at(asked.content, path)
    if isinstance(old, str) and old.endswith("\n") and isinstance(value, str) and value.strip():
        # a block, whose line breaks at its end are no part of its words
        value = value.rstrip("\n") + "\n" * (len(old) - len(old.rstrip("\n")))
    return [SetValue(path=path, value=value)]


def _remove(asked: _Asked) -> list[Edit]:
    return [Remove(path=asked.path, count=asked.count)]


def _rename(asked: _Asked) -> list[Edit]:
    return [RenameKey(path=asked.path, key=asked.words("key"))]


def _insert(asked: _Asked) -> list[Edit]:
    value = as_written(asked.value, schemas_at(asked.path))
    if _at(asked.content, asked.path[:-1]) is None:  # `stretches:` with nothing below it
        return [SetValue(path=asked.path[:-1], value=[value])]
    return [Insert(path=asked.path, value=value)]


def _move(asked: _Asked) -> list[Edit]:
    return [Move(path=asked.path, to=asked.to, count=asked.count)]


def _copy(asked: _Asked) -> list[Edit]:
    return [Copy(path=asked.path, to=asked.to, count=asked.count)]


def _group(asked: _Asked) -> list[Edit]:
    after = (*asked.path[:-1], asked.position + 1)
    empty: Value = {"group": asked.words("name"), "stretches": []}
    inside = (*asked.path, "stretches", 0)
    return [Insert(path=asked.path, value=empty), Move(path=after, to=inside, count=asked.count)]


def _ungroup(asked: _Asked) -> list[Edit]:
    stretches = _at(asked.content, (*asked.path, "stretches"))
    if not isinstance(stretches, list):
        raise nothing_at((*asked.path, "stretches"))
    if not stretches:
        return [Remove(path=asked.path)]
    out = Move(path=(*asked.path, "stretches", 0), to=asked.path, count=len(stretches))
    return [out, Remove(path=(*asked.path[:-1], asked.position + len(stretches)))]


def _dose(asked: _Asked) -> list[Edit]:
    path, value = asked.path, asked.value
    stretch = _at(asked.content, path)
    own: dict[str, Any] | None = {"use": Word(stretch)} if isinstance(stretch, str) else None  # a name of the library
    if isinstance(stretch, dict):
        own = stretch
    if own is None:
        raise nothing_at(path)
    if isinstance(value, str):
        if faults := read_dose(value).faults:
            raise EditError(faults[0].message, faults[0].hint)
        value = {KEY: value}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise EditError("a dose is one line, or keys with their values", "for example `3 x 10, hold 5 s`")
    for key, new in value.items():
        own = with_field(own, key, new, path)
    return [SetValue(path=path, value=own)]


_KINDS: dict[str, Callable[[_Asked], Iterable[Edit]]] = {
    "set": _set,
    "remove": _remove,
    "rename": _rename,
    "insert": _insert,
    "move": _move,
    "copy": _copy,
    "group": _group,
    "ungroup": _ungroup,
    "dose": _dose,
}


def _at(content: Content, path: Path) -> Content:
    for length, part in enumerate(path, start=1):
        inside = content if isinstance(content, dict | list) else {}
        known = part in inside if isinstance(inside, dict) else isinstance(part, int) and 0 <= part < len(inside)
        if not known:
            raise nothing_at(path[:length])
        content = cast("Any", inside)[part]
    return content


def _path(edit: Mapping[str, Any], key: str) -> Path:
    path = edit.get(key)
    if not isinstance(path, list | tuple) or not all(isinstance(part, str | int) for part in path):
        raise EditError(f"this edit has no `{key}`", "it is a list of keys, and of positions from 0")
    return tuple(path)
