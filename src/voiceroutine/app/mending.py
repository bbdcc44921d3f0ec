"""Edits that mend a problem: where its hint is one, and reading the script again shows that the problem is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.edit.apply import edit_text
from voiceroutine.document.edit.edits import EditError, Remove, RenameKey, SetValue, Word
from voiceroutine.document.nodes import Mapping, Scalar, Sequence
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.script.overlays.variables import KEY as VARS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.app.look import Look, Viewer
    from voiceroutine.document.edit.edits import Edit
    from voiceroutine.document.nodes import Path
    from voiceroutine.document.problems import Problem

MOST_TRIED = 3
"""Of one text: each is read again with the edit made."""
_SUGGESTED = re.compile(r"did you mean `([^`{}]+)`")
"""The first word that `did_you_mean` names."""
_VALUE = re.compile(
    r"(?:write|add|add what is special to it, or at least|.* are a dose:)"
    r" `(?:([a-z_]+): )?([^`{}\n]+)`(?: to the stretch|: [^`]*|, or .*)?"
)
"""A hint that names the one right value, with its key where it says it."""


def fixes(look: Look, viewer: Viewer, places: Iterable[tuple[Problem, Path]]) -> dict[int, tuple[Edit, ...]]:
    """Return the edits that mend problems, by the positions of these among `places`.

    They are only returned if the script then has one error less, that one, and no other. Whether a warning is gone is
    not tried.

    Args:
        look: The text that has them.
        viewer: Reads the text again.
        places: The problems of the text itself, each with its field.
    """
    found: dict[int, tuple[Edit, ...]] = {}
    tried = 0
    before = _known(look.problems)
    for number, (problem, path) in enumerate(places):
        edits = _edits(problem, path, look)
        if not edits or tried == MOST_TRIED:
            continue
        tried += 1
        if _mend(edits, problem, before, look, viewer):
            found[number] = edits
    return found


def _edits(problem: Problem, path: Path, look: Look) -> tuple[Edit, ...]:
    if problem.code == "unused-var" and len(path) == 2 and path[0] == VARS:
        words = look.document.get(VARS) if isinstance(look.document, Mapping) else None
        alone = isinstance(words, Mapping) and len(words.entries) == 1
        return (Remove(path=path[:1] if alone else path),)
    suggested = _SUGGESTED.search(problem.hint or "")
    if suggested is None:
        named = _VALUE.fullmatch(problem.hint or "")
        return _setting(path, named[1], named[2], problem, look) if named else ()
    if _is_key(problem, path, look):
        return (RenameKey(path=path, key=suggested[1]),)
    return (SetValue(path=path, value=Word(suggested[1])),) if _is_whole(problem, path, look) else ()


def _setting(path: Path, key: str | None, text: str, problem: Problem, look: Look) -> tuple[Edit, ...]:
    """Return the edits that write `key: text` where a problem is: in the place of its value, or beside it."""
    items = [Word(word.strip()) for word in text.strip("[]").split(",")]
    value = items if text.startswith("[") else Word(text)
    if key in (None, path[-1]):
        return (SetValue(path=path, value=value),) if _is_whole(problem, path, look) else ()
    if key == "dose":
        return RenameKey(path=path, key=key), SetValue(path=(*path[:-1], key), value=value)
    above = path[:-1]
    while above and not isinstance(_node(look, above), Mapping):  # one of several wordings
        above = above[:-1]
    return (SetValue(path=(*above, key), value=value),)


def _is_whole(problem: Problem, path: Path, look: Look) -> bool:
    """Return whether all of a value is wrong, and not only a part of it."""
    node = _node(look, path)
    return isinstance(node, Scalar) and (node.span.start, node.span.end) == (problem.span.start, problem.span.end)


def _is_key(problem: Problem, path: Path, look: Look) -> bool:
    above = _node(look, path[:-1])
    entry = above.entries.get(str(path[-1])) if isinstance(above, Mapping) else None
    return entry is not None and entry.key_span.start == problem.span.start


def _node(look: Look, path: Path) -> object:
    node: object = look.document
    for part in path:
        if isinstance(node, Mapping):
            node = node.get(str(part))
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            return None
    return node


def _mend(
    edits: tuple[Edit, ...], problem: Problem, before: dict[tuple[str, str], int], look: Look, viewer: Viewer
) -> bool:
    text = look.text
    try:
        for edit in edits:
            text = edit_text(text, edit)
    except (EditError, FaultyScriptError):
        return False
    after = _known(viewer.read(look.path, text).problems)
    gone = (problem.code, problem.message)
    if problem.severity == "warning":
        return gone not in after and not after
    left = {key: count - (key == gone) for key, count in before.items()}
    return all(count <= left.get(key, 0) for key, count in after.items())


def _known(problems: Iterable[Problem]) -> dict[tuple[str, str], int]:
    """Return how often each error is there."""
    found: dict[tuple[str, str], int] = {}
    for problem in problems:
        if problem.severity == "error":
            key = (problem.code, problem.message)
            found[key] = found.get(key, 0) + 1
    return found
