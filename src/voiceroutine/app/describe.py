"""Describe a stretch of the library: its words in the order they are spoken, its dose, and where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceroutine.document.problems import did_you_mean
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.language.markup import noted, shown
from voiceroutine.script.alone import is_stretch, load_stretch
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.library import default_library, is_script_file
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path as FieldPath
    from voiceroutine.script.library import Library
    from voiceroutine.script.stretch import Stretch

IN_ORDER = (
    "avoid_if",
    "purpose",
    "setup",
    "feel",
    "easier",
    "caution",
    "start",
    "steps",
    "during",
    "again",
    "release",
)
"""The fields with words, as they are spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchText:
    """A stretch of the library, with its words."""

    key: str
    """What `use` calls it."""
    path: Path
    shelf: str
    """Where it was found: `./scripts`, `yours` or `bundled`; the folder of one that was named by its path."""
    name: str
    dose: str
    """As on paper: `8, hold 5 s`."""
    position: str = ""
    areas: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other names for it."""
    source: str = ""
    words: tuple[tuple[str, str], ...] = ()
    """Each field that is spoken, with its text as it is written, in the order they are spoken."""

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine show --json` prints it."""
        return {
            "key": self.key,
            "file": str(self.path),
            "from": self.shelf,
            "name": self.name,
            "dose": self.dose,
            "position": self.position,
            "areas": list(self.areas),
            "equipment": list(self.equipment),
            "also": list(self.also),
            "source": self.source,
            "words": [{"field": field, "text": text} for field, text in self.words],
        }


def names_stretch(name: str, *, library: Library | None = None) -> bool:
    """Return whether `name` means a stretch: it is a stretch's file, or its key and no script's name.

    >>> import voiceroutine
    >>> voiceroutine.names_stretch("chin-tuck"), voiceroutine.names_stretch("neck")
    (True, False)
    """
    library = library or default_library()
    if is_script_file(Path(name)):
        return library.admits(Path(name)) and is_stretch(Path(name))
    return name in library.stretches() and name not in library.scripts()


def describe_stretch(name: str, *, library: Library | None = None) -> StretchText:
    """Return a stretch of the library with its words.

    >>> import voiceroutine
    >>> voiceroutine.describe_stretch("chin-tuck").words[0]
    ('purpose', 'This one trains the small muscles that carry your head.')

    Args:
        name: Its key, or the path of its file.
        library: Where it is looked for; by default as for `preview`.

    Raises:
        ScriptNotFoundError: There is none.
        FaultyScriptError: It is not a valid stretch.
    """
    library = library or default_library()
    if is_script_file(Path(name)):
        path = library.script_at(Path(name))
        shelf = str(path.parent)
    else:
        known = library.stretches()
        if name not in known:
            raise ScriptNotFoundError(f"there is no stretch `{name}`", did_you_mean(name, known))
        path, shelf = known[name]
    stretch = load_stretch(path)
    return StretchText(
        key=path.stem,
        path=path,
        shelf=shelf,
        name=shown(stretch.name),
        dose=print_dose(stretch),
        position=stretch.position or "",
        areas=stretch.areas,
        equipment=stretch.equipment,
        also=stretch.also,
        source=stretch.source,
        words=tuple(_words(stretch)),
    )


def _words(stretch: Stretch) -> Iterator[tuple[str, str]]:
    found = [(where, text) for where, text in stretch.texts() if text]
    place = {key: number for number, key in enumerate(IN_ORDER)}
    for where, text in sorted(found, key=lambda it: place.get(str(it[0][0]), len(place))):
        yield _label(where, stretch), noted(text)


def _label(where: FieldPath, stretch: Stretch) -> str:
    """Return what a field is called, with its number in a list, and with its time."""
    key, *rest = where
    place = rest[0] if rest and isinstance(rest[0], int) else None
    label = f"{key} {place + 1}" if place is not None else str(key)
    if key == "during" and place is not None:
        return f"{label}, at {seconds(stretch.during[place].at)}"
    if key == "steps" and place is not None:
        turn = f", {rest[-1] + 1}" if isinstance(rest[-1], int) and len(rest) > 1 else ""
        return f"{label}{turn}, for {seconds(stretch.steps[place].for_ms)}"
    return label
