"""What there is to begin with: one's own scripts, the bundled routines, and the stretches of the library."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.document.nodes import Mapping, Scalar, Sequence
from voiceroutine.document.reader import decode, read_content
from voiceroutine.errors import VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.library import BUNDLED
from voiceroutine.script.overlays.variables import KEY as VARS
from voiceroutine.script.overlays.variables import PATIENT
from voiceroutine.script.unsaved import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from voiceroutine.app.look import Look, Viewer
    from voiceroutine.document.nodes import Node

_Stamp: TypeAlias = "tuple[int, ...] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCard:
    """A script as a page lists it."""

    name: str
    path: Path
    own: bool
    """Whether it is one of the user's own, and not bundled."""
    title: str
    summary: str
    duration_ms: int | None
    """None where it has errors, and of a base without stretches."""
    guessed: bool
    """Whether the duration is an estimate."""
    areas: tuple[str, ...]
    stretches: int
    extends: tuple[str, ...]
    patient: str
    """Whom it is for, where it says so."""
    errors: int
    warnings: int
    changed_ns: int
    """When the file was written, in nanoseconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchCard:
    """A stretch of the library as a page lists it."""

    key: str
    name: str
    own: bool
    purpose: str
    also: tuple[str, ...]
    areas: tuple[str, ...]
    equipment: tuple[str, ...]
    position: str
    dose: str
    picture: bool
    """Whether there is a drawing of it."""


class Home:
    """Lists what there is. What has not changed since is not read again. Several threads may ask."""

    def __init__(self, viewer: Viewer) -> None:
        """Take who looks at scripts."""
        self._viewer = viewer
        self._lock = Lock()
        self._scripts: dict[str, tuple[object, ScriptCard]] = {}
        self._stretches: dict[str, tuple[object, StretchCard | None]] = {}

    def scripts(self, *, own: bool) -> tuple[ScriptCard, ...]:
        """Return one's own scripts, those written last first, or the bundled ones by name."""
        library = self._viewer.library
        with self._lock:
            listed = library.scripts()
            stamps = {name: stamp_of(path) for name, (path, _) in listed.items()}
            used = tuple(stamp_of(path) for path, _ in library.stretches().values())
            asked = {name: path for name, (path, shelf) in listed.items() if (shelf != BUNDLED) == own}
            found = {name: self._script(name, path, own, stamps, used) for name, path in asked.items()}
            others = {name: known for name, known in self._scripts.items() if name in listed and name not in asked}
            self._scripts = {**others, **{name: (key, card) for name, (key, card) in found.items() if card}}
        cards = [card for _, card in found.values() if card]
        return tuple(sorted(cards, key=lambda card: (-card.changed_ns if own else 0, card.name)))

    def _script(
        self, name: str, path: Path, own: bool, stamps: dict[str, _Stamp], used: tuple[_Stamp, ...]
    ) -> tuple[object, ScriptCard | None]:
        stamp = stamps[name]
        known = self._scripts.get(name)
        bases = tuple(stamps.get(base) for base in known[1].extends) if known else ()
        key = (path, stamp, used, bases if all(bases) else tuple(stamps.values()))
        if known and known[0] == key:
            return known
        try:
            look = self._viewer.look(path, decode(read_content(path, str(path)), str(path)))
        except VoiceroutineError:  # gone meanwhile, or no text at all
            return key, None
        card = _script_card(look, name, own=own, changed_ns=stamp[3] if stamp else 0)
        bases = tuple(stamps.get(base) for base in card.extends)
        return (path, stamp, used, bases if all(bases) else tuple(stamps.values())), card

    def stretches(self) -> tuple[StretchCard, ...]:
        """Return the stretches that a script can use, by key; those that are faulty are left out."""
        with self._lock:
            found: dict[str, tuple[object, StretchCard | None]] = {}
            for key, (path, shelf) in sorted(self._viewer.library.stretches().items()):
                state = (path, stamp_of(path))
                known = self._stretches.get(key)
                same = known if known and known[0] == state else None
                found[key] = same or (state, _stretch_card(key, path, own=shelf != BUNDLED))
            self._stretches = found
        return tuple(card for _, card in found.values() if card)


def _script_card(look: Look, name: str, *, own: bool, changed_ns: int) -> ScriptCard:
    routine = look.script.routine if look.script else None
    document = look.document if isinstance(look.document, Mapping) else None
    title = routine.title if routine else _text(document, "title")
    return ScriptCard(
        name=name,
        path=look.path,
        own=own,
        title=shown(title) or name,
        summary=shown(routine.summary if routine else _text(document, "summary")),
        duration_ms=look.timeline.duration_ms if look.timeline else None,
        guessed=look.guessed,
        areas=_each_once(stretch.areas for stretch in routine.stretches) if routine else (),
        stretches=len(routine.stretches) if routine else 0,
        extends=tuple(_words(document.get("extends") if document else None)),
        patient=_patient(document),
        errors=sum(problem.severity == "error" for problem in look.problems),
        warnings=sum(problem.severity == "warning" for problem in look.problems),
        changed_ns=changed_ns,
    )


def _stretch_card(key: str, path: Path, *, own: bool) -> StretchCard | None:
    with suppress(VoiceroutineError):
        stretch = load_stretch(path)
        return StretchCard(
            key=key,
            name=shown(stretch.name),
            own=own,
            purpose=shown(stretch.purpose),
            also=stretch.also,
            areas=stretch.areas,
            equipment=stretch.equipment,
            position=stretch.position or "",
            dose=print_dose(stretch),
            picture=stretch.picture is not None,
        )
    return None


def _text(document: Mapping | None, key: str) -> str:
    node = document.get(key) if document else None
    return node.text or "" if isinstance(node, Scalar) else ""


def _words(node: Node | None) -> Iterator[str]:
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar) and item.text:
            yield item.text.strip()


def _patient(document: Mapping | None) -> str:
    words = document.get(VARS) if document else None
    return _text(words, PATIENT) if isinstance(words, Mapping) else ""


def _each_once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for group in groups for word in group))
