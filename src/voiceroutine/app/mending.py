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


def fixes(look: Look, viewer: Viewer, places: Iterable[tuple[Problem, Path]]) -> dict[int, Edit]:
    """Return the edits that mend problems, by the positions of these among `places`.

    An edit is only returned if the script then has one problem less, that one, and no other.

    Args:
        look: The text that has them.
        viewer: Reads the text again.
        places: The problems of the text itself, each with its field.
    """
    found: dict[int, Edit] = {}
    tried = 0
    before = _known(look.problems)
    for number, (problem, path) in enumerate(places):
        edit = _edit(problem, path, look)
        if edit is None or tried == MOST_TRIED:
            continue
        tried += 1
        if _mends(edit, problem, before, look, viewer):
            found[number] = edit
    return found


def _edit(problem: Problem, path: Path, look: Look) -> Edit | None:
    if problem.code == "unused-var" and len(path) == 2 and path[0] == VARS:
        words = look.document.get(VARS) if isinstance(look.document, Mapping) else None
        alone = isinstance(words, Mapping) and len(words.entries) == 1
        return Remove(path=path[:1] if alone else path)
    suggested = _SUGGESTED.search(problem.hint or "")
    if suggested is None:
        return None
    if _is_key(problem, path, look):
        return RenameKey(path=path, key=suggested[1])
    node = _node(look, path)
    if not isinstance(node, Scalar) or (node.span.start, node.span.end) != (problem.span.start, problem.span.end):
        return None  # only a part of the value is wrong
    return SetValue(path=path, value=Word(suggested[1]))


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


def _mends(edit: Edit, problem: Problem, before: dict[tuple[str, str], int], look: Look, viewer: Viewer) -> bool:
    try:
        text = edit_text(look.text, edit)
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
