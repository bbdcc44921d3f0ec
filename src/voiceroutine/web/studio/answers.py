"""What the studio says of a script, as JSON can hold it."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass
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
    from collections.abc import Collection, Iterator

    from voiceroutine.app.look import Look, Viewer
    from voiceroutine.app.outline import Entry
    from voiceroutine.document.nodes import Node, Path
    from voiceroutine.document.problems import Problem
    from voiceroutine.plan.timeline import Chapter


@dataclass(frozen=True, slots=True)
class _Events:
    """The events of a chapter."""

    chapter: Chapter
    key: str
    """The same for the same events."""
    written: str
    """As JSON; their times begin with the chapter."""


class Answers:
    """Writes what texts say. The events of a chapter that is the same object as before are not written anew."""

    def __init__(self, viewer: Viewer) -> None:
        """Take who looks at texts: an edit that may mend a problem is tried."""
        self._viewer = viewer
        self._events: dict[int, _Events] = {}

    def look(self, look: Look, have: Collection[str] = (), **more: Any) -> bytes:
        """Return what a text says as JSON; see `look_json`.

        Args:
            look: At the text.
            have: The keys of chapters whose events the page has, and needs no more.
            more: What else the answer has.
        """
        found = _dumps({**look_json(look, self._viewer), **more})
        timeline = self._timeline(look.timeline, have) if look.timeline else "null"
        return f'{found[:-1]},"timeline":{timeline}}}'.encode("utf-8", "backslashreplace")

    def _timeline(self, timeline: Timeline, have: Collection[str]) -> str:
        """Return `{title, duration_ms, chapters}`; each chapter has its `key` and, unless the page has them, `events`.

        They are as in `as_json`, but for their times, which begin with the chapter, and for its position.
        """
        known, self._events = self._events, {}
        chapters = []
        for start_ms, chapter in timeline.starts():
            found = known.get(id(chapter))
            if found is None or found.chapter is not chapter:
                found = _events(chapter)
            self._events[id(chapter)] = found
            about = {"title": chapter.title, "start_ms": start_ms, "length_ms": chapter.length_ms, "key": found.key}
            events = "" if found.key in have else f',"events":{found.written}'
            chapters.append(f"{_dumps(about)[:-1]}{events}}}")
        head = _dumps({"title": timeline.title, "duration_ms": timeline.duration_ms})
        return f'{head[:-1]},"chapters":[{",".join(chapters)}]}}'


def _events(chapter: Chapter) -> _Events:
    alone = as_json(Timeline(title="", chapters=(chapter,)))["events"]
    written = _dumps([{key: value for key, value in event.items() if key != "chapter"} for event in alone])
    key = hashlib.blake2b(written.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return _Events(chapter, key, written)


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


def _defaults(look: Look) -> dict[str, Any] | None:
    """Return what the scripts that a script extends say for the keys of a session; None where they cannot be read."""
    if look.reading is None or look.reading.incomplete or not isinstance(look.document, Mapping):
        return None
    own, whole = look.document.entries, look.reading.whole.document.entries
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
        "written": sorted(entry.written),
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
    mended = {id(here[number][0]): edits for number, edits in fixes(look, viewer, here).items()}
    for problem, path in zip(shown, paths, strict=True):
        edits = mended.get(id(problem), ())
        written = problem.span.source.name == str(look.path)
        field = _field_of(problem, path)
        yield {**problem_json(problem, field, here=written), "fix": [edit_json(edit) for edit in edits] or None}


def _field_of(problem: Problem, path: Path | None) -> Path | None:
    """Return the field that a problem at `path` asks for, which may not be written yet."""
    if path is None or problem.missing is None:
        return path
    return (*(path[:-1] if isinstance(path[-1], str) else path), problem.missing)


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
