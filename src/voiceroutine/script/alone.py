"""Loads a library stretch by itself, as a script that has no other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.document.reader import read_file
from voiceroutine.script import model
from voiceroutine.script.assembly import OVERLAY_KEYS
from voiceroutine.script.dose.nodes import KEY
from voiceroutine.script.library import Shelf
from voiceroutine.script.loader import Script, validated
from voiceroutine.script.overlays.collector import Collector
from voiceroutine.script.overlays.stretches import read_stretch
from voiceroutine.script.overlays.variables import KEY as VARS
from voiceroutine.script.overlays.variables import expanded
from voiceroutine.script.parts import field_keys
from voiceroutine.script.reading import mapping
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.trade import LISTS

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

_SPOKEN_BY = ("language", "voice", "pace", "say_as", "phrases", VARS)
"""The keys of a script that decide how its texts are spoken."""


def is_stretch(path: pathlib.Path) -> bool:
    """Return whether the file at `path` holds a stretch of a library, and not a script, by its keys."""
    try:
        document = read_file(path)
    except FaultyScriptError:
        return False
    if not isinstance(document, Mapping):
        return False
    lists = {key for key, entry in document.entries.items() if isinstance(entry.value, Sequence)}
    own = {*field_keys(Stretch), KEY}
    scripts = {"stretches", VARS, *OVERLAY_KEYS, *field_keys(model.Routine)} - own
    return bool(own & document.entries.keys()) and not (scripts & document.entries.keys() or lists & LISTS)


def load_alone(path: pathlib.Path, title: str = "Stretch") -> Script:
    """Return a script that has the library stretch in `path`, and no other; errors as `load_script`.

    Its language and its voice are those of a script beside the library that uses the stretch.
    """
    stretch = read_stretch(path)
    titled = Entry(stretch.span, Scalar(title, stretch.span))
    alone = Entry(stretch.span, Sequence((stretch,), stretch.span))
    document = Mapping({**_user_of(path), "title": titled, "stretches": alone}, stretch.span)
    expansion = expanded(document, Collector())
    document = expansion.document
    routine, problems = validated(model.Routine, document)
    if routine is None:
        raise FaultyScriptError(map(expansion.hinted, problems))
    return Script(path.stem, routine, document, path)


def _user_of(path: pathlib.Path) -> dict[str, Entry]:
    """Return what decides how a library stretch is spoken in the first script beside it that uses it."""
    scripts = Shelf(path.parent.parent, "").scripts().values()
    return _users(tuple((script, *_version(script)) for script in scripts)).get(path.stem, {})


def _version(path: pathlib.Path) -> tuple[int, int]:
    """Return what changes with a file: when it was written, and its size."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _users(scripts: tuple[tuple[pathlib.Path, int, int], ...]) -> dict[str, dict[str, Entry]]:
    """Return what the first script that uses a stretch says about speech, by the stretch's key."""
    found: dict[str, dict[str, Entry]] = {}
    for script, _, _ in scripts:
        try:
            document = mapping(read_file(script), "a script")
        except FaultyScriptError:  # the problem is reported when that script itself is checked
            continue
        spoken = {key: entry for key, entry in document.entries.items() if key in _SPOKEN_BY}
        for key in _uses(document.get("stretches")):
            found.setdefault(key, spoken)
    return found


def _uses(items: Node | None) -> Iterator[str]:
    """Yield the keys of the library stretches in a list of stretches and groups."""
    for item in items.items if isinstance(items, Sequence) else ():
        if isinstance(item, Mapping):
            use = item.get("use")
            if isinstance(use, Scalar) and use.text:
                yield use.text
            yield from _uses(item.get("stretches"))


def stretch_of(fields: object) -> Stretch | None:
    """Return the stretch that some keys and values are, every scalar of them a text; None where they have errors."""
    try:
        return Stretch.model_validate(fields)
    except ValidationError:
        return None


def load_stretch(path: pathlib.Path) -> Stretch:
    """Return the library stretch in `path`; errors as `load_script`."""
    stretch, problems = validated(Stretch, read_stretch(path))
    if stretch is None:
        raise FaultyScriptError(problems)
    return stretch
