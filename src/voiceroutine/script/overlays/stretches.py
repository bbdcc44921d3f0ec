"""Completes the stretches of a script: by the library stretches that they use, and by the keys of their dose."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, TypeGuard

from voiceroutine.document.nodes import Mapping, Node, Scalar, Sequence
from voiceroutine.document.problems import FaultyScriptError, Problem
from voiceroutine.document.reader import read_file
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.script.dose.nodes import without_dose
from voiceroutine.script.overlays.items import GROUP, STRETCHES, Item, Items, slug
from voiceroutine.script.overlays.merging import override
from voiceroutine.script.reading import Files, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voiceroutine.script.library import Library
    from voiceroutine.script.overlays.collector import Collector

AT_A_LINES_BEGINNING = r"^[{ ]?[\"']?(?:%s)[\"']?[ \t]*:"
_STRETCH_KEYS = re.compile(AT_A_LINES_BEGINNING % "name|use|setup|start|hold|steps|tempo|reps|areas|dose", re.MULTILINE)


def read_stretch(path: Path) -> Mapping:
    """Return the library stretch in `path`, its dose as the keys that it stands for.

    Raises:
        FaultyScriptError: It cannot be read, is not keys and values, or its dose is faulty.
    """
    return _with_keys(mapping(read_file(path), "a stretch"))


def _with_keys(stretch: Mapping) -> Mapping:
    """Return a library stretch with the keys that its dose stands for in its place; errors as `read_stretch`."""
    problems: list[Problem] = []
    stretch = without_dose(stretch, problems)
    if problems:
        raise FaultyScriptError(problems)
    return stretch


class Stretches:
    """Completes the items of one script, which finds the library's stretches in `library`."""

    def __init__(self, library: Library, files: Files, collector: Collector) -> None:
        self._library = library
        self._files = files
        self._collector = collector

    @cached_property
    def _known(self) -> dict[str, tuple[Path, str]]:
        """The library's stretches. Folders are listed for them: once, and only where one is used."""
        return self._library.stretches()

    def listed(self, node: Node | None) -> Items:
        """Return the items of the list `node`; none if it is no list, which the model says."""
        return tuple(map(self.item, node.items)) if isinstance(node, Sequence) else ()

    def item(self, node: Node) -> Item:
        """Return a stretch or a group, completed."""
        if not _is_group(node):
            completed, key = self._stretch(node)
            return Item(node=completed, key=key)
        name = node.get(GROUP)
        key = slug(name.text) if isinstance(name, Scalar) and name.text else ""
        return Item(node=node, key=key, members=tuple(self._members(node)))

    def _members(self, group: Mapping) -> Iterator[Item]:
        """Yield the stretches of a group. Those of a group inside it are taken for its own."""
        inner = group.get(STRETCHES)
        for node in inner.items if isinstance(inner, Sequence) else ():
            if _is_group(node):
                refuse_group_in_group(node, self._collector)
                yield from self._members(node)
            else:
                yield self.item(node)

    def _stretch(self, item: Node) -> tuple[Node, str]:
        """Return a stretch, completed by the library stretch that it uses, and its key."""
        if isinstance(item, Mapping):
            item = without_dose(item, self._collector.problems)
        use = item.get("use") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or use is None:
            name = item.get("name") if isinstance(item, Mapping) else None
            return item, slug(name.text) if isinstance(name, Scalar) and name.text else ""
        rest = item.without("use")
        unnamed = rest if "name" in rest.entries else rest.overlaid(Mapping({"name": item.entries["use"]}, item.span))
        key = self._collector.word(use, "the key of a stretch")
        if key is None:
            return unnamed, ""
        if key not in self._known:
            self._collector.unresolved.append(item.span)
            hint = self._collector.nearest(key, sorted(self._known), "there are")
            message = f"there is no stretch `{key}` in the library"
            self._collector.add_problem("unknown-stretch", message, use.span, hint)
            return unnamed, key
        if self._files.full:  # which is a problem already
            return unnamed, key
        try:
            found = self._library.script_at(self._known[key][0])
            stretch = self._files.mapping(found, "a stretch", use.span, _STRETCH_KEYS)
            return override(_with_keys(stretch), rest), key
        except ScriptNotFoundError as error:
            self._collector.add_problem("unknown-stretch", error.message, use.span, error.hint)
            return unnamed, key
        except FaultyScriptError as error:
            self._collector.problems.extend(error.problems)
            return unnamed, key


def _is_group(node: Node) -> TypeGuard[Mapping]:
    return isinstance(node, Mapping) and GROUP in node.entries


def refuse_group_in_group(group: Mapping, collector: Collector) -> None:
    """Add the problem of a group that stands in another one."""
    hint = "list its stretches in the outer group, or put it beside that group"
    collector.add_problem("group-in-group", "a group cannot contain a group", group.entries[GROUP].key_span, hint)
