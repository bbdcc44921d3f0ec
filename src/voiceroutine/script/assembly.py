"""Puts a whole script together: its library stretches, the scripts that it extends, and what it changes in them.

It works on nodes, so that every value keeps the place and the file where it was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Entry, Mapping, Node, Sequence, Span
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.script.overlays.bases import LONGEST_CHAIN, MOST_BASES, SCRIPT_KEYS, Assembled, Finder, together
from voiceroutine.script.overlays.collector import Collector
from voiceroutine.script.overlays.items import STRETCHES, Items
from voiceroutine.script.overlays.merging import merged
from voiceroutine.script.overlays.operations import KEYS, changes_nothing, overlaid
from voiceroutine.script.overlays.stretches import Stretches
from voiceroutine.script.reading import Files

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.document.problems import Problem
    from voiceroutine.script.library import Library

OVERLAY_KEYS = ("extends", *KEYS)


class Assembler:
    """Assembles one script. Problems are collected, and the rest is still assembled."""

    def __init__(self, library: Library) -> None:
        self.collector = Collector()
        self._library = library
        self._files = Files(library.read)
        self._finder = Finder(library, self.collector)
        self._done: dict[Path, Assembled | None] = {}
        """The scripts that are extended, each assembled once; None where that was not possible."""

    @property
    def problems(self) -> list[Problem]:
        """What was found to be wrong."""
        return self.collector.problems

    @property
    def files(self) -> frozenset[Path]:
        """The files that were asked for: the script, those that it extends, and its library stretches."""
        return frozenset(self._files.named)

    @property
    def incomplete(self) -> bool:
        """Whether keys can be missing because a script that this one extends could not be read."""
        return self.collector.incomplete

    def assemble(self, path: Path, adjusting: Mapping | None = None) -> Assembled:
        """Return the whole script in `path`, with its library stretches and the scripts that it extends.

        Args:
            path: Of the script.
            adjusting: What is changed in it for once, as an overlay.

        Raises:
            FaultyScriptError: A file cannot be read, or is not keys and values.
        """
        found = self._assemble(path, ())
        return found if adjusting is None else self._adjusted(found, adjusting, path)

    def assemble_extended(self, path: Path) -> tuple[Path, Mapping] | None:
        """Return what the script in `path` extends, as one script, and where the last of them is; None if nothing.

        Raises:
            FaultyScriptError: The script cannot be read, or is not keys and values.
        """
        extends = self._files.mapping(path, "a script").get("extends")
        bases = self._bases(extends, (path,)) if extends else ()
        if extends is None or not bases:
            return None
        found = together(bases)
        last = self._finder.find(self._finder.named(extends)[-1], path)
        return last or path, _assembled(found.document, found.items, found.height).document

    def _adjusted(self, found: Assembled, adjusting: Mapping, path: Path) -> Assembled:
        self.collector.extended = "this script"
        stretches = Stretches(self._library.beside(path), self._files, self.collector)
        items = overlaid(found.items, adjusting, stretches, self.collector)
        if found.items and not items:
            self._omits_all(adjusting, "this omits every stretch of the script", "keep one of them")
            return found
        # what is missing altogether is missing in the script, and is pointed at there
        whole = Mapping(found.document.overlaid(adjusting).entries, found.document.span)
        return _assembled(whole, items, found.height)

    def _assemble(self, path: Path, below: tuple[Path, ...], asked: Span | None = None) -> Assembled:
        """Return the script in `path`.

        Args:
            path: Of the script.
            below: The overlays on the way here.
            asked: Where the last of them names this script.
        """
        document = self._files.mapping(path, "a script", asked, SCRIPT_KEYS if below else None)
        stretches = Stretches(self._library.beside(path), self._files, self.collector)
        extends = document.get("extends")
        if extends is None:
            changes_nothing(document, self.collector)
        bases = self._bases(extends, (*below, path)) if extends else ()
        if not bases:
            return _assembled(document, stretches.listed(document.get(STRETCHES)), 1)
        base = together(bases)
        items = overlaid(base.items, document, stretches, self.collector)
        if base.items and not items and not below:
            message = "this omits every stretch of the script that is extended"
            self._omits_all(document, message, "keep one of them, or add your own under `stretches`")
            document = document.without(STRETCHES)
            return _assembled(merged(base.document.without(STRETCHES), document), (), 1)
        return _assembled(merged(base.document, document), items, 1 + base.height)

    def _bases(self, extends: Node, chain: tuple[Path, ...]) -> tuple[Assembled, ...]:
        """Return the scripts that the last one of `chain` extends, as far as they can be read."""
        found: dict[Path, Assembled | None] = {}
        for node in self._finder.named(extends):
            path = self._finder.find(node, chain[-1])
            if path is None or self._finder.is_circle(path, chain, node.span):
                self.collector.incomplete = True
                continue
            real = self._finder.real(path)
            if real in found:
                message = f"`extends` names {path.name} twice"
                self.collector.add_problem("named-twice", message, node.span, "remove one of the two")
            else:
                found[real] = self._base(path, real, node, chain)
        return tuple(base for base in found.values() if base)

    def _base(self, path: Path, real: Path, node: Node, chain: tuple[Path, ...]) -> Assembled | None:
        if real not in self._done and len(self._done) >= MOST_BASES:
            self._finder.refuse(node, f"with this, the script extends over {MOST_BASES} others", "extend fewer scripts")
            return None
        nearer = "extend a script nearer to the first one"
        if len(chain) >= LONGEST_CHAIN:
            self._finder.refuse(node, f"this is the {LONGEST_CHAIN}th script in a row that extends another one", nearer)
            return None
        if real not in self._done:
            self._done[real] = self._read(path, node, chain)
        done = self._done[real]
        if done and len(chain) + done.height > LONGEST_CHAIN:
            self._finder.refuse(node, f"with this, over {LONGEST_CHAIN} scripts in a row extend each other", nearer)
            return None
        return done

    def _read(self, path: Path, node: Node, chain: tuple[Path, ...]) -> Assembled | None:
        try:
            return self._assemble(path, chain, node.span)
        except ScriptNotFoundError as error:
            self.collector.add_problem("unknown-script", error.message, node.span, error.hint)
        except FaultyScriptError as error:  # the problems of this script are reported as well
            self.collector.problems.extend(error.problems)
        self.collector.incomplete = True
        return None

    def _omits_all(self, overlay: Mapping, message: str, hint: str) -> None:
        """Add the problem of an overlay that leaves nothing of what it extends."""
        entry = overlay.entries.get("skip") or overlay.entries["only"]
        self.collector.add_problem("no-stretches", message, entry.value.span, hint)
        self.collector.incomplete = True


def _assembled(document: Mapping, items: Items, height: int) -> Assembled:
    """Return a script with its stretches in place and without the keys that have done their work."""
    entry = document.entries.get(STRETCHES)
    if entry is None and items:  # only inserted ones
        entry = document.entries["insert"]
    if entry and isinstance(entry.value, Sequence):
        whole = Entry(entry.key_span, Sequence(tuple(item.whole() for item in items), entry.value.span))
        document = Mapping({**document.entries, STRETCHES: whole}, document.span)
    return Assembled(document=document.without(*OVERLAY_KEYS), items=items, height=height)
