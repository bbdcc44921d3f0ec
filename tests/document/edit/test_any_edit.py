"""Any edit of any text: it says what it is to say, and the lines beside the edit are as they were."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.document.edit.styled import KEYS, TEXTS, contents, documents
from voiceroutine.document.edit.apply import edit_text
from voiceroutine.document.edit.edits import Copy, Edit, EditError, Insert, Move, Remove, RenameKey, SetValue, Word
from voiceroutine.document.edit.page import page_of
from voiceroutine.document.edit.tree import built, tree_of
from voiceroutine.document.nodes import plain, span_of
from voiceroutine.document.reader import read_text


def content_of(text: str) -> Any:
    """Return what the script's reader finds. A block at the very end is read as if its line had an end."""
    return plain(read_text((text if text.endswith("\n") else text + "\n").encode(), "x.yaml"))


def places(content: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(path, content)]
    pairs = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    return found + [place for key, value in pairs for place in places(value, (*path, key))]


VALUES = st.composite(lambda draw: contents(draw, 2))()


def an_edit(draw: Any, content: Any) -> Edit:
    all_places = places(content)
    lists = [path for path, value in all_places if isinstance(value, list)]
    items = [path for path, _ in all_places if path and isinstance(path[-1], int)]
    keyed = [path for path, value in all_places if isinstance(value, dict)]
    below = [path for path, _ in all_places if path]
    kinds = ["set", "set", "add", "remove", "rename"] + ["insert"] * bool(lists) + ["move", "copy"] * 2 * bool(items)
    kind = draw(st.sampled_from(kinds))
    if kind == "set":
        return SetValue(path=draw(st.sampled_from(below)), value=draw(VALUES | TEXTS.map(Word)))
    if kind == "add":
        at = draw(st.none() | st.integers(0, 3))
        return SetValue(path=(*draw(st.sampled_from(keyed)), "new"), value=draw(VALUES), at=at)
    if kind == "remove":
        return Remove(path=draw(st.sampled_from(below)))
    if kind == "rename":
        keys = [path for path in below if isinstance(path[-1], str)]
        return RenameKey(path=draw(st.sampled_from(keys)), key=draw(st.sampled_from((*KEYS, "x: y", "#"))))
    if kind == "insert":
        path = draw(st.sampled_from(lists))
        return Insert(path=(*path, draw(st.integers(0, len(_at(content, path))))), value=draw(VALUES))
    path = draw(st.sampled_from(items))
    values: dict[Any, Any] = dict(all_places)
    count = draw(st.integers(1, len(values[path[:-1]]) - path[-1]))
    target = draw(st.sampled_from(lists))
    to = (*target, draw(st.integers(0, len(values[target]))))
    return (Move if kind == "move" else Copy)(path=path, to=to, count=count)


def done_to(content: Any, edit: Edit) -> Any:
    """Do an edit to plain data, the simple way."""
    top = deepcopy(content)
    holder: Any = _at(top, edit.path[:-1])
    key: Any = edit.path[-1]
    if isinstance(edit, SetValue):
        holder[key] = _said(edit.value)
    elif isinstance(edit, RenameKey):
        holder[edit.key] = holder.pop(key)
    elif isinstance(edit, Remove):
        del holder[key]
    elif isinstance(edit, Insert):
        holder.insert(key, _said(edit.value))
    else:
        target, gap = _at(top, edit.to[:-1]), object()
        items = deepcopy(holder[key : key + edit.count])
        target.insert(edit.to[-1], gap)
        if isinstance(edit, Move):
            gone = [n for n, item in enumerate(holder) if item is not gap][key : key + edit.count]
            holder[:] = [item for n, item in enumerate(holder) if n not in gone]
        place = next(n for n, item in enumerate(target) if item is gap)
        target[place : place + 1] = items
    return top


def _at(content: Any, path: Any) -> Any:
    for part in path:
        content = content[part]
    return content


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _said(v) for k, v in value.items()}
    return [_said(v) for v in value] if isinstance(value, list) else value


FEW = 25
"""Examples of the tests that are always run. The drawing of a text takes longer than its edit."""
REFUSED = ("already", "last key", "into itself", "between brackets")
"""Parts of the errors that are right in a text without anchors."""


def edited_if_allowed(text: str, edit: Edit) -> str | None:
    """Return `text` after an edit, or None where it is refused as it should be."""
    try:
        return edit_text(text, edit)
    except EditError as error:
        if any(part in error.message for part in REFUSED):
            return None
        raise


def lines_of(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def region(text: str, path: tuple[str | int, ...], count: int = 1) -> tuple[int, int]:
    """Return the first line of an entry or an item, and the line after its last one, from 0."""
    top = read_text((text if text.endswith("\n") else text + "\n").encode(), "x.yaml")
    *before, last = path
    end = span_of(top, (*before, last + count - 1) if isinstance(last, int) else path)
    start = span_of(top, path, key=True)
    first = start.source.position(start.start)[0] - 1
    lines = start.source.text.split("\n")
    if isinstance(last, int):  # the dash can stand above its item
        dash = span_of(top, tuple(before)).start
        column = start.source.position(dash)[1] - 1
        if start.source.text[dash] == "-":
            while lines[first][column : column + 1] != "-":
                first -= 1
    past = start.source.position(max(end.start, end.end - 1))[0]
    return first, max(past, first + 1)


def same_around(before: list[str], after: list[str], first: int, past: int) -> bool:
    """Return whether all lines but those from `first` to `past` are the same."""
    rest = len(before) - past
    return len(after) >= first + rest and [*after[:first], *after[len(after) - rest :]] == without(before, first, past)


def assert_it_says_so(data: st.DataObject) -> None:
    text = data.draw(documents())
    edit = an_edit(data.draw, content_of(text))
    if (found := edited_if_allowed(text, edit)) is not None:
        assert content_of(found) == done_to(content_of(text), edit)
        read = page_of(found).read
        assert tree_of(read).top == built(read)[0]
        assert (found.startswith("\ufeff"), found.endswith("\n")) == (text.startswith("\ufeff"), text.endswith("\n"))
        assert "\r\n" not in text or found.count("\n") == found.count("\r\n")


@settings(max_examples=FEW)
@given(st.data())
def test_it_says_what_the_edit_says(data: st.DataObject) -> None:
    assert_it_says_so(data)


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(st.data())
def test_many_more_edits_say_what_they_say(data: st.DataObject) -> None:
    assert_it_says_so(data)


@settings(max_examples=FEW)
@given(st.data())
def test_setting_a_value_changes_its_own_lines_alone(data: st.DataObject) -> None:
    text = data.draw(documents())
    below = [path for path, _ in places(content_of(text)) if path]
    edit = SetValue(path=data.draw(st.sampled_from(below)), value=data.draw(VALUES))
    if (found := edited_if_allowed(text, edit)) is not None:
        assert same_around(lines_of(text), lines_of(found), *region(text, edit.path))


def without(lines: list[str], first: int, past: int) -> list[str]:
    return lines[:first] + lines[past:]


def written(lines: list[str]) -> list[str]:
    """Return lines that have something on them, without their indentation."""
    return [line.strip() for line in lines if line.strip()]


def with_lead(lines: list[str], first: int) -> int:
    """Return where the comments begin that are right above a line, in its column; a file's first line is the file's."""
    column = len(lines[first]) - len(lines[first].lstrip(" "))
    while first > 1 and lines[first - 1].startswith(" " * column + "#"):
        first -= 1
    return first


def in_block(text: str, path: tuple[str | int, ...]) -> bool:
    """Return whether an entry has lines of its own."""
    first, _ = region(text, path)
    top = read_text((text if text.endswith("\n") else text + "\n").encode(), "x.yaml")
    above = [span_of(top, path[:length]) for length in range(len(path))]
    if any(span.source.text[span.start] in "[{" for span in above):
        return False
    span = span_of(top, path, key=True)
    before = span.source.line(first + 1)[: span.source.position(span.start)[1] - 1].strip()
    return before == ("-" if isinstance(path[-1], int) else "") or not before


@pytest.mark.long
@given(st.data())
def test_what_is_inserted_is_all_that_is_new(data: st.DataObject) -> None:
    text = data.draw(documents())
    lists = [path for path, value in places(content_of(text)) if isinstance(value, list) and value]
    assume(lists)
    path = data.draw(st.sampled_from(lists))
    assume(in_block(text, (*path, 0)))
    at = data.draw(st.integers(0, len(_at(content_of(text), path))))
    before = lines_of(text)
    after = lines_of(edit_text(text, Insert(path=(*path, at), value=data.draw(VALUES))))
    first = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    more = len(after) - len(before)
    assert more > 0
    assert any(without(after, start, start + more) == before for start in range(first + 1))


@pytest.mark.long
@given(st.data())
def test_what_is_removed_are_its_lines_alone(data: st.DataObject) -> None:
    text = data.draw(documents())
    content = content_of(text)
    below = [path for path, _ in places(content) if path and len(_at(content, path[:-1])) > 1 and in_block(text, path)]
    assume(below)
    path = data.draw(st.sampled_from(below))
    first, past = region(text, path)
    before = lines_of(text)
    after = lines_of(edit_text(text, Remove(path=path)))
    assert written(after) == written(without(before, with_lead(before, first), past))
    assert same_around(before, after, *_with_blank_lines(before, with_lead(before, first), past))


def _with_blank_lines(lines: list[str], first: int, past: int) -> tuple[int, int]:
    while first > 0 and not lines[first - 1].strip():
        first -= 1
    while past < len(lines) and not lines[past].strip():
        past += 1
    return first, past


@pytest.mark.long
@given(st.data())
def test_what_is_moved_keeps_its_lines_and_all_others_stay(data: st.DataObject) -> None:
    text = data.draw(documents())
    paths = [path for path, _ in places(content_of(text)) if path and isinstance(path[-1], int)]
    items = [path for path in paths if in_block(text, path)]
    assume(items)
    *path, at = data.draw(st.sampled_from(items))
    length = len(_at(content_of(text), path))
    assume(length > 1 and in_block(text, (*path, 0)))
    first, past = region(text, (*path, at))
    before = lines_of(text)
    moved = before[with_lead(before, first) : past]
    after = lines_of(edit_text(text, Move(path=(*path, at), to=(*path, data.draw(st.integers(0, length))))))
    assert sorted(written(after)) == sorted(written(before))
    rest = written(without(before, with_lead(before, first), past))
    found = written(after)
    size = len(written(moved))
    assert any(
        found[n : n + size] == written(moved) and found[:n] + found[n + size :] == rest
        for n in range(len(found) - size + 1)
    )


@pytest.mark.long
@given(st.data())
def test_an_edit_that_changes_nothing_leaves_every_byte(data: st.DataObject) -> None:
    text = data.draw(documents())
    content = content_of(text)
    path, value = data.draw(st.sampled_from([place for place in places(content) if place[0]]))
    assert edit_text(text, SetValue(path=path, value=value)) == text
