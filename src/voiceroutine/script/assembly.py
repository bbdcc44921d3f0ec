"""Resolves `extends`, `change`, `skip` and `use`: turns the nodes of one file into those of a whole script.

It works on nodes, so that every value keeps the place and the file where it was written.
"""

from __future__ import annotations

import pathlib
import re
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence, Span
from voiceroutine.document.problems import FaultyScriptError, Problem, did_you_mean, one_of
from voiceroutine.document.reader import read_file
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.language.markup import shown
from voiceroutine.script.dose.nodes import without_dose
from voiceroutine.script.library import is_script_file

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.script.library import Library

OVERLAY_KEYS = ("extends", "change", "skip")
DOSE_KINDS = ("hold", "steps", "tempo")
"""A rep is held, made of steps, or counted: an override that gives one of these removes the others."""
_OF_OTHER_KINDS = {"hold": (), "steps": ("during", "again", "settle"), "tempo": ("during", "again", "rest", "settle")}
"""The keys that an override of each kind removes as well, because they have no meaning beside it."""


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


def mapping(node: Node, what: str) -> Mapping:
    """Return `node` if it is a mapping.

    Raises:
        FaultyScriptError: It is not; `what` begins the sentence.
    """
    if isinstance(node, Mapping):
        return node
    found = "a list" if isinstance(node, Sequence) else "nothing" if node.text is None else "a text"
    message = f"{what} must be keys and values, and this is {found}"
    raise FaultyScriptError(
        [Problem(code="wrong-type", message=message, span=node.span, hint="write `key: value` lines")]
    )


def read_stretch(path: Path) -> Mapping:
    """Return the library stretch in `path`, its dose as the keys that it stands for.

    Raises:
        FaultyScriptError: It cannot be read, is not keys and values, or its dose is faulty.
    """
    return _with_keys(read_file(path))


def _with_keys(node: Node) -> Mapping:
    """Return a library stretch with the keys that its dose stands for in its place; errors as `read_stretch`."""
    problems: list[Problem] = []
    stretch = without_dose(mapping(node, "a stretch"), problems)
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

    def assemble(self, path: Path) -> Mapping:
        """Return the whole script in `path`, with its library stretches and the script that it extends.

        Raises:
            FaultyScriptError: A file cannot be read, or is not keys and values.
        """
        return self._assemble(path, ())[0]

    def _assemble(self, path: Path, below: tuple[Path, ...]) -> tuple[Mapping, list[str]]:
        """Return the document and the keys of its stretches; `below` are the overlays on the way here."""
        document = overlay = mapping(_only(path, _SCRIPT_KEYS) if below else read_file(path), "a script")
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
        _refuse_circle(node, found, chain)
        try:
            return self._assemble(found, chain)
        except ScriptNotFoundError as error:
            self._problem("unknown-script", error.message, node.span, error.hint)
        except FaultyScriptError as error:  # the problems of this script are reported as well
            self.problems.extend(error.problems)
        self.incomplete = True
        return None

    def _find_base(self, name: str, path: Path) -> Path:
        library = self._library.beside(path)
        if "/" in name or is_script_file(pathlib.Path(name)):
            return library.script_at(path.parent / name)
        # an overlay with the name of the script that it extends means the next script of that name
        for shelf in library.shelves:
            found_here = shelf.scripts().get(name)
            if found_here and library.admits(found_here) and (name != path.stem or not _same(found_here, path)):
                return library.script_at(found_here)
        return library.find_script(name)

    def _stretches(self, document: Mapping, library: Library) -> tuple[list[Node], list[str]]:
        node = document.get("stretches")
        pairs = [self._used(item, library) for item in (node.items if isinstance(node, Sequence) else ())]
        return [stretch for stretch, _ in pairs], [key for _, key in pairs]

    def _used(self, item: Node, library: Library) -> tuple[Node, str]:
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
        known = library.stretches()
        if key not in known:
            hint = did_you_mean(key, known) or (f"there are {one_of(sorted(known))}" if known else None)
            self._problem("unknown-stretch", f"there is no stretch `{key}` in the library", use.span, hint)
            return unnamed, key
        try:
            found = library.script_at(known[key][0])
            return _override(_with_keys(_only(found, _STRETCH_KEYS)), rest), key
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
        for key, entry in changes.items():
            self._known_key(key, keys, entry.key_span)
        skipped = self._skipped(overlay, keys)
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

    def _skipped(self, overlay: Mapping, keys: list[str]) -> set[str]:
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

    def _known_key(self, word: str, keys: list[str], span: Span) -> None:
        if word not in keys:
            known = [key for key in dict.fromkeys(keys) if key]
            hint = did_you_mean(word, known) or (f"it has {one_of(known)}" if known else None)
            self._problem("unknown-stretch", f"the script that this one extends has no stretch `{word}`", span, hint)

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


def _only(path: Path, keys: re.Pattern[str]) -> Node:
    """Return what is in a file that another one names, if it is a script or a stretch by its `keys`.

    Of any other file nothing may be shown: a script that somebody has sent could name a file of secrets.

    Raises:
        ScriptNotFoundError: It is neither.
        FaultyScriptError: It is, and has a mistake; or it cannot be read.
    """
    try:
        document = read_file(path)
        text = document.span.source.text
    except FaultyScriptError as error:
        texts = {problem.span.source.text for problem in error.problems} - {""}
        if all(map(keys.search, texts)):
            raise
        text = ""
    if not keys.search(text):
        raise ScriptNotFoundError(f"{path} has none of the keys of a script or a stretch, and is not read")
    return document


def _refuse_circle(node: Node, found: Path, chain: tuple[Path, ...]) -> None:
    for place, earlier in enumerate(chain):
        if _same(earlier, found):
            circle = " -> ".join(step.name for step in (*chain[place:], found))
            message = f"this script extends itself: {circle}"
            raise FaultyScriptError(
                [Problem(code="circle", message=message, span=node.span, hint="remove one `extends`")]
            )


def _same(a: Path, b: Path) -> bool:
    return a.resolve() == b.resolve()


def _merged(base: Mapping, overlay: Mapping) -> Mapping:
    """Return `base` with the entries of `overlay` in place of its own; phrases and music are merged key by key."""
    merged = base.overlaid(overlay)
    for key in ("phrases", "music"):
        below, above = base.get(key), overlay.get(key)
        if key == "music" and isinstance(below, Scalar):  # the file alone
            below = Mapping({"file": Entry(below.span, below)}, below.span)
        if isinstance(below, Mapping) and isinstance(above, Mapping):
            entry = Entry(overlay.entries[key].key_span, below.overlaid(above))
            merged = Mapping({**merged.entries, key: entry}, merged.span)
    return merged


def _override(base: Mapping, override: Mapping) -> Mapping:
    """Return `base` with the entries of `override`; another kind of rep removes the keys of the old kind."""
    kind = next((kind for kind in DOSE_KINDS if kind in override.entries), None)
    gone = (*DOSE_KINDS, *_OF_OTHER_KINDS[kind]) if kind else ()
    return base.without(*gone).overlaid(override)
