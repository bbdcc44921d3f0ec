"""Finds the scripts that a script extends, and bounds how many there may be."""

from __future__ import annotations

import pathlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Mapping, Node, Sequence, Span
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.script.library import SUFFIXES, is_script_file
from voiceroutine.script.overlays.items import Items, joined
from voiceroutine.script.overlays.merging import merged
from voiceroutine.script.overlays.stretches import AT_A_LINES_BEGINNING

if TYPE_CHECKING:
    from collections.abc import Sequence as ListOf
    from pathlib import Path

    from voiceroutine.script.library import Library
    from voiceroutine.script.overlays.collector import Collector

LONGEST_CHAIN = 10
"""How many scripts may extend each other, the last one included."""
MOST_BASES = 50
"""How many scripts one script may extend in all."""
EXPECTED = "the name or the path of a script"
SCRIPT_KEYS = re.compile(
    AT_A_LINES_BEGINNING
    % (
        "title|stretches|extends|vars|notice|artist|phrases|say_as|voice|guidance|opening|closing|screening|announce"
        "|pace|length|chimes|prompts|music|keep_awake"
    ),
    re.MULTILINE,
)
"""What a file must contain to be a script that may be extended. One without stretches has only some of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A whole script: with the scripts that it extends, and the library stretches that it uses."""

    document: Mapping
    items: Items
    """Its stretches, which the document has, too."""
    height: int
    """How many scripts are in the longest chain of those that it extends, itself included."""


def together(bases: ListOf[Assembled]) -> Assembled:
    """Return several scripts as one, of which a later one wins."""
    base, *others = bases
    document, items = base.document, base.items
    for other in others:
        document, items = merged(document, other.document), joined(items, other.items)
    return Assembled(document=document, items=items, height=max(it.height for it in bases))


class Finder:
    """Finds scripts by the names that `extends` gives them."""

    def __init__(self, library: Library, collector: Collector) -> None:
        self._library = library
        self._collector = collector
        self._resolved: dict[Path, Path] = {}

    def named(self, node: Node) -> tuple[Node, ...]:
        """Return the names in the value of an `extends`: one, or a list."""
        if not isinstance(node, Sequence):
            return (node,)
        if not node.items:
            hint = "for example `extends: [house-style, neck]`"
            self._collector.add_problem("no-value", "this list names no scripts", node.span, hint)
        for further in node.items[MOST_BASES : MOST_BASES + 1]:
            self.refuse(further, f"with this, the script extends over {MOST_BASES} others", "extend fewer scripts")
        return node.items[:MOST_BASES]

    def refuse(self, node: Node, message: str, hint: str) -> None:
        """Add the problem of a script that is one too many."""
        self._collector.incomplete = True
        self._collector.add_problem("too-many-bases", message, node.span, hint)

    def find(self, node: Node, path: Path) -> Path | None:
        """Return the script that the one in `path` names at `node`; None, and a problem, if there is none."""
        name = self._collector.word(node, EXPECTED)
        if name is None:
            return None
        try:
            return self._find(name, path)
        except ScriptNotFoundError as error:
            self._collector.add_problem("unknown-script", error.message, node.span, error.hint)
            return None

    def _find(self, name: str, path: Path) -> Path:
        library = self._library.beside(path)
        if "/" in name or is_script_file(pathlib.Path(name)):
            return library.script_at(path.parent / name)
        # an overlay with the name of the script that it extends means the next script of that name
        for shelf in library.shelves:
            # looked for by its name: listing the folder for every script in a chain takes long
            candidates = (shelf.folder / f"{name}{suffix}" for suffix in SUFFIXES if not name.startswith("."))
            found_here = next((file for file in candidates if file.is_file() and library.admits(file)), None)
            if found_here and (name != path.stem or self.real(found_here) != self.real(path)):
                return library.script_at(found_here)
        return library.find_script(name)

    def real(self, path: Path) -> Path:
        """Return where `path` is, links followed."""
        if path not in self._resolved:
            self._resolved[path] = path.resolve()
        return self._resolved[path]

    def is_circle(self, found: Path, chain: tuple[Path, ...], span: Span) -> bool:
        """Return whether `found` is one of the scripts that extend it; that is a problem."""
        real = self.real(found)
        place = next((place for place, earlier in enumerate(chain) if self.real(earlier) == real), None)
        if place is None:
            return False
        circle = " -> ".join(step.name for step in (*chain[place:], found))
        message = f"this script extends itself: {circle}"
        self._collector.add_problem("circle", message, span, "remove one `extends`")
        return True
