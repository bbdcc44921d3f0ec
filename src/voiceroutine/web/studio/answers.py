"""What the studio says of a script, as JSON can hold it."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from voiceroutine.app.mending import fixes
from voiceroutine.app.outline import outline
from voiceroutine.document.nodes import Mapping, Sequence, plain
from voiceroutine.document.problems import MOST_PROBLEMS
from voiceroutine.plan.timeline import Timeline
from voiceroutine.plan.timeline_json import as_json
from voiceroutine.script.overlays.items import STRETCHES
from voiceroutine.web.studio.edits import edit_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.app.look import Look, Viewer
    from voiceroutine.app.outline import Entry
    from voiceroutine.document.nodes import Node, Path
    from voiceroutine.document.problems import Problem
    from voiceroutine.plan.timeline import Chapter


class Answers:
    """Writes what texts say. The events of a chapter that is the same object as before are not written anew."""

    def __init__(self, viewer: Viewer) -> None:
        """Take who looks at texts: an edit that may mend a problem is tried."""
        self._viewer = viewer
        self._events: dict[int, tuple[Chapter, list[tuple[int, str]]]] = {}

    def look(self, look: Look, **more: Any) -> bytes:
        """Return what a text says, and `more`, as JSON; see `look_json`."""
        found = _dumps({**look_json(look, self._viewer), **more})
        timeline = self._timeline(look.timeline) if look.timeline else "null"
        return f'{found[:-1]},"timeline":{timeline}}}'.encode("utf-8", "backslashreplace")

    def _timeline(self, timeline: Timeline) -> str:
        """Return a timeline as `as_json` has it."""
        known, self._events = self._events, {}
        for chapter in timeline.chapters:
            found = known.get(id(chapter))
            self._events[id(chapter)] = found if found and found[0] is chapter else (chapter, _events(chapter))
        head = _dumps(as_json(replace(timeline, chapters=tuple(_without_events(timeline)))))
        events = (
            f'{{"chapter":{position},"start_ms":{start_ms + at_ms},{rest}'
            for position, (start_ms, chapter) in enumerate(timeline.starts())
            for at_ms, rest in self._events[id(chapter)][1]
        )
        return f"{head.removesuffix('[]}')}[{','.join(events)}]}}"


def _without_events(timeline: Timeline) -> Iterator[Chapter]:
    for chapter in timeline.chapters:
        yield replace(chapter, events=())


def _events(chapter: Chapter) -> list[tuple[int, str]]:
    """Return when each event of a chapter begins, and the rest of it as JSON, without its bracket at the beginning."""
    alone = as_json(Timeline(title="", chapters=(chapter,)))["events"]
    return [
        (event["start_ms"], _dumps({k: v for k, v in event.items() if k not in ("chapter", "start_ms")})[1:])
        for event in alone
    ]


def _dumps(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def look_json(look: Look, viewer: Viewer) -> dict[str, Any]:
    """Return what a text says, without the timeline, which `Answers` adds as `timeline`; null where there is none.

    `data` is its content; every scalar is a text. `defaults` is what the scripts that it extends say for the session.
    `origins` are its stretches with all that they take from elsewhere, also where the text has errors. While it is
    `unsure`, the voice still speaks what must fit into a time: a look a moment later may find more problems. Positions
    in problems count from 1, in characters; a line of 0 is in another file. `fix` is the edits that mend one, or null.
    """
    timeline = look.timeline
    return {
        "text": look.text,
        "data": plain(look.document) if isinstance(look.document, Mapping) else None,
        "defaults": _defaults(look),
        "origins": [_origin(entry) for entry in outline(look)],
        "problems": [*_problems(look, viewer)],
        "duration_ms": timeline.duration_ms if timeline else None,
        "guessed": look.guessed,
        "unsure": bool(look.unsure),
    }


def _defaults(look: Look) -> dict[str, Any]:
    """Return what the scripts that a script extends say for the keys of a session."""
    own = look.document.entries if isinstance(look.document, Mapping) else {}
    whole = look.reading.whole.document.entries if look.reading else {}
    return {key: plain(entry.value) for key, entry in whole.items() if key not in own and key != STRETCHES}


def _origin(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": entry.key,
        "name": entry.name,
        "path": entry.path,
        "place": entry.place,
        "from": entry.base,
        "at": entry.at,
        "values": entry.values,
        "defaults": {key: value for key, value in entry.values.items() if key not in entry.written},
        "dose": entry.dose,
        "chapters": entry.chapters,
    }
    if entry.members is not None:
        found["stretches"] = [_origin(member) for member in entry.members]
    return found


def _problems(look: Look, viewer: Viewer) -> Iterator[dict[str, Any]]:
    fields = _Fields(look.document)
    shown = look.problems[: MOST_PROBLEMS + 1]
    paths = [fields.at(it.span.start) if it.span.source.name == str(look.path) else None for it in shown]
    here = [(problem, path) for problem, path in zip(shown, paths, strict=True) if path is not None]
    mended = {id(here[number][0]): edit for number, edit in fixes(look, viewer, here).items()}
    for problem, path in zip(shown, paths, strict=True):
        edit = mended.get(id(problem))
        written = problem.span.source.name == str(look.path)
        yield {**problem_json(problem, path, here=written), "fix": [edit_json(edit)] if edit else None}


def problem_json(problem: Problem, path: Path | None = None, *, here: bool = False) -> dict[str, Any]:
    """Return a problem.

    Args:
        problem: What is wrong.
        path: The field that it is about.
        here: Whether it is in the text that is looked at, and not in a file that the text uses.
    """
    found = {**problem.as_json(), "file": problem.span.source.name, "path": path}
    return found if here else {**found, "line": 0, "column": 0, "end_line": 0, "end_column": 0}


class _Fields:
    """Finds the field at a place of a text."""

    def __init__(self, document: Node | None) -> None:
        self._starts: list[int] = []
        self._paths: list[Path] = []
        found = sorted(_starts(document), key=lambda it: it[0]) if document is not None else []
        for start, path in found:
            self._starts.append(start)
            self._paths.append(path)

    def at(self, offset: int) -> Path | None:
        """Return the path of the last field that begins at `offset` or before it."""
        place = bisect_right(self._starts, offset) - 1
        return self._paths[place] if place >= 0 else None


def _starts(document: Node) -> Iterator[tuple[int, Path]]:
    """Yield where each key and each item begins, the outer ones first."""
    stack: list[tuple[Path, Node]] = [((), document)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, Mapping):
            for key, entry in node.entries.items():
                yield entry.key_span.start, (*path, key)
                stack.append(((*path, key), entry.value))
        elif isinstance(node, Sequence):
            for place, item in enumerate(node.items):
                yield item.span.start, (*path, place)
                stack.append(((*path, place), item))
