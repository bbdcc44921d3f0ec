"""The stretches of a script as a form shows them: each with what it takes from elsewhere, and where it is written."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voiceroutine.document.nodes import Mapping, Scalar, Sequence, plain
from voiceroutine.language.markup import shown
from voiceroutine.script.alone import stretch_of
from voiceroutine.script.dose.nodes import without_dose
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.overlays.items import GROUP, STRETCHES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.app.look import Look
    from voiceroutine.document.nodes import Node, Path, Span
    from voiceroutine.script.overlays.items import Item
    from voiceroutine.script.stretch import Stretch

_LISTS = (STRETCHES, "insert")
"""The keys of a script that hold stretches."""
CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A stretch or a group of a script, in the order in which they are done."""

    key: str
    """By which `change`, `skip` and `order` name it; empty where it has neither a name nor a `use`."""
    name: str
    """For a reader."""
    path: Path | None
    """Where the text writes it; None where a script that it extends does."""
    place: Path
    """Where the text has its own fields of it, or would have them: `path`, or its key under `change`."""
    base: str | None
    """The name of the script that has it, where it is another one."""
    at: Path | None
    """Its path in the routine; None where it is left out, to fit the session to its length."""
    values: dict[str, Any]
    """Everything that is written of it, here, in the library and in what the script extends; of a group without its
    stretches. Scalars are texts."""
    written: frozenset[str]
    """The keys of `values` that stand at `place`."""
    dose: str
    """As on paper, before it is fitted to a length; empty for a group, and where the stretch has errors."""
    chapters: tuple[int, ...]
    """The positions of its chapters in the timeline."""
    members: tuple[Entry, ...] | None = None
    """The stretches of a group."""


def outline(look: Look) -> tuple[Entry, ...]:
    """Return the stretches and the groups of a script, whatever else is wrong with it; none of one that is no YAML."""
    if look.reading is None or not isinstance(look.document, Mapping):
        return ()
    found = _Outline(look, look.document)
    return tuple(found.entry(item, item.key) for item in look.reading.whole.items)


class _Outline:
    def __init__(self, look: Look, document: Mapping) -> None:
        self._look = look
        self._document = document
        self._own = {_mark(node.span): path for path, node in _listed(document, ())}
        self._stretches: dict[tuple[str, int, int], Stretch] = {}
        self._chapters: dict[Path, list[int]] = {}
        left: list[tuple[Path, Node]] = []
        if look.script:
            for position, occurrence in enumerate(look.script.routine.occurrences, start=1):
                self._chapters.setdefault(occurrence.path, []).append(position)
            left = [*_listed(look.script.document, ())]
        if look.reading and (
            written := look.reading.script
        ):  # the doses as they are written, and not as they are fitted
            nodes = dict(_listed(written.document, ()))
            for occurrence in written.routine.occurrences:
                self._stretches[_mark(nodes[occurrence.path].span)] = occurrence.stretch
        # what is left out to fit the session to its length is missing there; all else has the same order
        self._left = [(path, _mark(node.span)) for path, node in reversed(left)]

    def entry(self, item: Item, key: str) -> Entry:
        at = self._at(item.node)
        members = item.members
        inside = None if members is None else tuple(self.entry(member, item.path_of(member)) for member in members)
        path = self._own.get(_mark(item.node.span))
        stretch = self._stretch(item)
        values = plain(item.node)
        of_members = tuple(position for member in inside or () for position in member.chapters)
        return Entry(
            key=key,
            name=_name(item) or key,
            path=path,
            place=path if path is not None else (CHANGE, key),
            base=self._base(item.node) if path is None else None,
            at=at,
            values={k: v for k, v in values.items() if k != STRETCHES} if isinstance(values, dict) else {},
            written=self._written(path if path is not None else (CHANGE, key)),
            dose=print_dose(stretch) if stretch else "",
            chapters=of_members if members is not None else tuple(self._chapters.get(at or (), ())),
            members=inside,
        )

    def _at(self, node: Node) -> Path | None:
        if not self._left or self._left[-1][1] != _mark(node.span):
            return None
        return self._left.pop()[0]

    def _stretch(self, item: Item) -> Stretch | None:
        if item.members is not None:
            return None
        return self._stretches.get(_mark(item.node.span)) or stretch_of(plain(item.node))

    def _written(self, place: Path) -> frozenset[str]:
        node: Node | None = self._document
        for part in place:
            if isinstance(node, Mapping):
                node = node.get(str(part))
            elif isinstance(node, Sequence) and isinstance(part, int):
                node = node.items[part]
        return frozenset(without_dose(node, []).entries) if isinstance(node, Mapping) else frozenset()

    def _base(self, node: Node) -> str:
        """Return the name of the script that an item of the list comes from."""
        spans = [node.span, *(it.value.span for it in node.entries.values())] if isinstance(node, Mapping) else []
        files = [pathlib.Path(span.source.name) for span in spans]
        others = (file.stem for file in files if file != self._look.path and file.parent.name != STRETCHES)
        extends = self._document.get("extends")
        named = extends.items[0] if isinstance(extends, Sequence) and extends.items else extends
        return next(others, named.text or "" if isinstance(named, Scalar) else "")


def _listed(document: Mapping, way: Path) -> Iterator[tuple[Path, Node]]:
    """Yield every stretch and group in the lists of a script, or of a group, with its path; a group before its own."""
    for key in _LISTS:
        node = document.get(key)
        for place, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            path = (*way, key, place)
            yield path, item
            if isinstance(item, Mapping) and GROUP in item.entries:
                yield from _listed(item, path)


def _mark(span: Span) -> tuple[str, int, int]:
    return span.source.name, span.start, span.end


def _name(item: Item) -> str:
    node = item.node.get("name" if item.members is None else GROUP) if isinstance(item.node, Mapping) else None
    return shown(node.text) if isinstance(node, Scalar) and node.text else ""
