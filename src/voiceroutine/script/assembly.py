"""Resolves `extends`, `change`, `skip` and `use`: turns the nodes of one file into those of a whole script.

It works on nodes, so that every value keeps the place and the file where it was written.
"""

from __future__ import annotations

import pathlib
import re
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence, Span
from voiceroutine.document.problems import MOST_PROBLEMS, FaultyScriptError, Problem, did_you_mean, one_of
from voiceroutine.document.reader import read_file
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.language.markup import shown
from voiceroutine.script.dose.nodes import without_dose
from voiceroutine.script.library import SUFFIXES, is_script_file
from voiceroutine.script.reading import Files, mapping

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from voiceroutine.script.library import Library

OVERLAY_KEYS = ("extends", "change", "skip")
DOSE_KINDS = ("hold", "steps", "tempo")
"""A rep is held, made of steps, or counted: an override that gives one of these removes the others."""
_OF_HOLDS = ("during", "again", "settle")
_OF_OTHER_KINDS = {"hold": ("words",), "steps": _OF_HOLDS, "tempo": (*_OF_HOLDS, "rest", "words")}
"""The keys that an override of each kind removes as well, because they have no meaning beside it."""
LONGEST_CHAIN = 10
"""How many scripts may extend each other, the last one included."""
_MOST_LISTED = 20
"""How many keys a hint lists."""
_MOST_COMPARED = 20_000
"""How many words are compared with others for hints: half a second of work."""

_AT_A_LINES_BEGINNING = r"^[{ ]?[\"']?(?:%s)[\"']?[ \t]*:"
_SCRIPT_KEYS = re.compile(_AT_A_LINES_BEGINNING % "title|stretches|extends", re.MULTILINE)
_STRETCH_KEYS = re.compile(
    _AT_A_LINES_BEGINNING % "name|use|setup|start|hold|steps|tempo|reps|areas|dose", re.MULTILINE
)


def slug(name: str) -> str:
    """Return the key by which `change` and `skip` know a stretch that has only a name.

    >>> slug("Cat and dog")
    'cat-and-dog'
    """
    return re.sub(r"[^\w]+", "-", shown(name).lower()).strip("-")


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


class Assembler:
    """Assembles one script. Problems are collected in `problems`, and the rest is still assembled."""

    def __init__(self, library: Library) -> None:
        self.problems: list[Problem] = []
        self.incomplete = False
        """Whether keys can be missing because the script that this one extends could not be read."""
        self._library = library
        self._files = Files()
        self._compared = 0
        """Words that were compared with others for hints."""
        self._resolved: dict[Path, Path] = {}

    def assemble(self, path: Path) -> Mapping:
        """Return the whole script in `path`, with its library stretches and the script that it extends.

        Raises:
            FaultyScriptError: A file cannot be read, or is not keys and values.
        """
        return self._assemble(path, ())[0]

    def _assemble(self, path: Path, below: tuple[Path, ...], asked: Span | None = None) -> tuple[Mapping, list[str]]:
        """Return the document and the keys of its stretches.

        Args:
            path: Of the script.
            below: The overlays on the way here.
            asked: Where the last of them names this script.
        """
        document = overlay = self._files.mapping(path, "a script", asked, _SCRIPT_KEYS if below else None)
        stretches, keys = self._stretches(document, self._library.beside(path))
        extends = document.get("extends")
        base = self._base(extends, path, (*below, path)) if extends is not None else None
        if base:
            base_document, base_keys = base
            items = base_document.get("stretches")
            kept, kept_keys = self._overlaid(items.items if isinstance(items, Sequence) else (), base_keys, document)
            stretches, keys = [*kept, *stretches], [*kept_keys, *keys]
            document = _merged(base_document, document)
        elif extends is None:
            self._changes_nothing(document)
        entry = document.entries.get("stretches")
        if not below and base and not stretches and (skip := overlay.get("skip")):
            hint = "keep one of them, or add your own under `stretches`"
            self._problem("no-stretches", "this omits every stretch of the script that is extended", skip.span, hint)
            self.incomplete = True
            return document.without(*OVERLAY_KEYS, "stretches"), keys
        if entry and isinstance(entry.value, Sequence):
            resolved = Entry(entry.key_span, Sequence(tuple(stretches), entry.value.span))
            document = Mapping({**document.entries, "stretches": resolved}, document.span)
        return document.without(*OVERLAY_KEYS), keys

    def _problem(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        self.problems.append(Problem(code=code, message=message, span=span, hint=hint))

    def _base(self, node: Node, path: Path, chain: tuple[Path, ...]) -> tuple[Mapping, list[str]] | None:
        name = self._word(node, "the name or the path of a script")
        if name is None:
            return None
        try:
            found = self._find_base(name, path)
        except ScriptNotFoundError as error:
            self.incomplete = True
            self._problem("unknown-script", error.message, node.span, error.hint)
            return None
        self._refuse_circle(node, found, chain)
        if len(chain) >= LONGEST_CHAIN:
            self.incomplete = True
            message = f"this is the {LONGEST_CHAIN}th script in a row that extends another one"
            hint = "extend a script nearer to the first one"
            self._problem("too-many-bases", message, node.span, hint)
            return None
        try:
            return self._assemble(found, chain, node.span)
        except ScriptNotFoundError as error:
            self._problem("unknown-script", error.message, node.span, error.hint)
        except FaultyScriptError as error:  # the problems of this script are reported as well
            self.problems.extend(error.problems)
        self.incomplete = True
        return None

    def _refuse_circle(self, node: Node, found: Path, chain: tuple[Path, ...]) -> None:
        for place, earlier in enumerate(chain):
            if self._same(earlier, found):
                circle = " -> ".join(step.name for step in (*chain[place:], found))
                message = f"this script extends itself: {circle}"
                raise FaultyScriptError(
                    [Problem(code="circle", message=message, span=node.span, hint="remove one `extends`")]
                )

    def _same(self, *paths: Path) -> bool:
        for path in paths:
            if path not in self._resolved:
                self._resolved[path] = path.resolve()
        return len({self._resolved[path] for path in paths}) == 1

    def _find_base(self, name: str, path: Path) -> Path:
        library = self._library.beside(path)
        if "/" in name or is_script_file(pathlib.Path(name)):
            return library.script_at(path.parent / name)
        # an overlay with the name of the script that it extends means the next script of that name
        for shelf in library.shelves:
            # looked for by its name: listing the folder for every script in a chain takes long
            candidates = (shelf.folder / f"{name}{suffix}" for suffix in SUFFIXES if not name.startswith("."))
            found_here = next((file for file in candidates if file.is_file() and library.admits(file)), None)
            if found_here and (name != path.stem or not self._same(found_here, path)):
                return library.script_at(found_here)
        return library.find_script(name)

    def _stretches(self, document: Mapping, library: Library) -> tuple[list[Node], list[str]]:
        node = document.get("stretches")
        items = node.items if isinstance(node, Sequence) else ()
        uses = any(isinstance(item, Mapping) and "use" in item.entries for item in items)
        known = library.stretches() if uses else {}
        pairs = [self._used(item, known) for item in items]
        return [stretch for stretch, _ in pairs], [key for _, key in pairs]

    def _used(self, item: Node, known: dict[str, tuple[Path, str]]) -> tuple[Node, str]:
        """Return a stretch, completed by the library stretch that it uses, and its key."""
        if isinstance(item, Mapping):
            item = without_dose(item, self.problems)
        use = item.get("use") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or use is None:
            name = item.get("name") if isinstance(item, Mapping) else None
            return item, slug(name.text) if isinstance(name, Scalar) and name.text else ""
        rest = item.without("use")
        unnamed = rest if "name" in rest.entries else rest.overlaid(Mapping({"name": item.entries["use"]}, item.span))
        key = self._word(use, "the key of a stretch")
        if key is None:
            return unnamed, ""
        if key not in known:
            hint = self._nearest(key, sorted(known), "there are")
            self._problem("unknown-stretch", f"there is no stretch `{key}` in the library", use.span, hint)
            return unnamed, key
        if self._files.full:  # which is a problem already
            return unnamed, key
        try:
            found = self._library.script_at(known[key][0])
            stretch = self._files.mapping(found, "a stretch", use.span, _STRETCH_KEYS)
            return _override(_with_keys(stretch), rest), key
        except ScriptNotFoundError as error:
            self._problem("unknown-stretch", error.message, use.span, error.hint)
            return unnamed, key
        except FaultyScriptError as error:
            self.problems.extend(error.problems)
            return unnamed, key

    def _overlaid(self, items: tuple[Node, ...], keys: list[str], overlay: Mapping) -> tuple[list[Node], list[str]]:
        """Return the base's stretches with the overlay's `change` and `skip` applied."""
        change = overlay.get("change")
        changes = self._mapping(change, "`change`").entries if change else {}
        known = dict.fromkeys(keys)
        for key, entry in changes.items():
            self._known_key(key, known, entry.key_span)
        skipped = self._skipped(overlay, known)
        kept: list[Node] = []
        for item, key in zip(items, keys, strict=True):
            if key in changes and isinstance(item, Mapping) and key not in skipped:
                kept.append(_override(item, self._change(key, changes[key].value)))
            elif key not in skipped:
                kept.append(item)
        return kept, [key for key in keys if key not in skipped]

    def _change(self, key: str, node: Node) -> Mapping:
        """Return the fields that replace those of the stretch `key`."""
        fields = without_dose(self._mapping(node, "what changes a stretch"), self.problems)
        if "use" in fields.entries:
            message = f"`change` changes fields of `{key}`; it cannot replace it by another stretch"
            hint = f"write `skip: [{key}]`, and the other stretch under `stretches`"
            self._problem("combination", message, fields.entries["use"].key_span, hint)
        return fields.without("use")

    def _skipped(self, overlay: Mapping, keys: Collection[str]) -> set[str]:
        node = overlay.get("skip")
        if node is None:
            return set()
        if not isinstance(node, Sequence):
            self._problem("wrong-type", "expected a list of stretches", node.span, "for example `skip: [chin-tuck]`")
            return set()
        words = {self._word(item, "the key of a stretch"): item for item in node.items}
        for word, item in words.items():
            if word is not None:
                self._known_key(word, keys, item.span)
        return {word for word in words if word is not None}

    def _known_key(self, word: str, keys: Collection[str], span: Span) -> None:
        if word not in keys:
            hint = self._nearest(word, [key for key in keys if key], "it has") if self._shown else None
            self._problem("unknown-stretch", f"the script that this one extends has no stretch `{word}`", span, hint)

    @property
    def _shown(self) -> bool:
        """Whether a further problem would still be shown, so that a hint is worth its time."""
        return len(self.problems) < MOST_PROBLEMS and self._compared < _MOST_COMPARED

    def _nearest(self, word: str, known: list[str], beginning: str) -> str | None:
        """Return a hint that names the known words nearest to `word`, or all of them."""
        if not known or not self._shown:
            return None
        self._compared += len(known)
        if hint := did_you_mean(word, known):
            return hint
        if len(known) > _MOST_LISTED:
            return f"{beginning} {', '.join(f'`{key}`' for key in known[:_MOST_LISTED])} and others"
        return f"{beginning} {one_of(known)}"

    def _changes_nothing(self, document: Mapping) -> None:
        for key in ("change", "skip"):
            if key in document.entries:
                message = f"`{key}` changes the script that this one extends, and this one extends none"
                self._problem(
                    "no-base", message, document.entries[key].key_span, "name that script, for example `extends: neck`"
                )

    def _mapping(self, node: Node, what: str) -> Mapping:
        try:
            return mapping(node, what)
        except FaultyScriptError as error:
            self.problems.extend(error.problems)
            return Mapping({}, node.span)

    def _word(self, node: Node, expected: str) -> str | None:
        if isinstance(node, Scalar) and node.text and node.text.strip():
            return node.text.strip()
        self._problem("wrong-type", f"expected {expected}", node.span)
        return None


def _merged(base: Mapping, overlay: Mapping) -> Mapping:
    """Return `base` with the entries of `overlay` in place of its own; some of them are merged key by key."""
    merged = base.overlaid(overlay)
    for key, alone in (("phrases", None), ("music", "file"), ("bell", "sound")):
        below, above = base.get(key), overlay.get(key)
        if alone and isinstance(below, Scalar):  # the file alone
            below = Mapping({alone: Entry(below.span, below)}, below.span)
        if isinstance(below, Mapping) and isinstance(above, Mapping):
            entry = Entry(overlay.entries[key].key_span, below.overlaid(above))
            merged = Mapping({**merged.entries, key: entry}, merged.span)
    return merged


def _override(base: Mapping, override: Mapping) -> Mapping:
    """Return `base` with the entries of `override`; another kind of rep removes the keys of the old kind."""
    kind = next((kind for kind in DOSE_KINDS if kind in override.entries), None)
    gone = (*DOSE_KINDS, *_OF_OTHER_KINDS[kind]) if kind else ()
    gone += ("reps", "for") if override.entries.keys() & {"reps", "for"} else ()
    return base.without(*gone).overlaid(override)
