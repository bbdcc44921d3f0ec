"""List the routines that can be made, and the stretches that scripts can use."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceroutine.app.fit import fit_by_estimate
from voiceroutine.app.preview import plan_session
from voiceroutine.app.speech import clips_for, estimate, voices_for
from voiceroutine.app.wanted import Wanted
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.script.alone import load_alone, load_stretch
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import BaseScriptError, load_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.app.speech import Estimate
    from voiceroutine.script.library import Library
    from voiceroutine.script.loader import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineInfo:
    """A routine as `voiceroutine list` shows it."""

    name: str
    path: Path
    shelf: str
    """Where it was found: `./scripts`, `yours` or `bundled`."""
    title: str = ""
    duration_ms: int = 0
    guessed: bool = False
    """Whether the duration is an estimate: the voice has not spoken all of it yet, or may not reach its `length`."""
    areas: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    """The positions of its stretches, in their order."""
    usable: bool = True
    """Whether it can be made; `check` says why not."""

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine list --json` prints it."""
        return _as_json(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchInfo:
    """A stretch of the library as `voiceroutine list` shows it."""

    key: str
    """What `use` calls it."""
    path: Path
    shelf: str
    name: str = ""
    duration_ms: int = 0
    """How long it plays, without the opening and the closing of a session."""
    guessed: bool = False
    areas: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    position: str = ""
    source: str = ""
    """Where the exercise or its dose comes from."""
    usable: bool = True

    @property
    def positions(self) -> tuple[str, ...]:
        """Its position, if it has one."""
        return (self.position,) if self.position else ()

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine list --json` prints it."""
        return _as_json(self)


def routines(library: Library | None = None, *, wanted: Wanted | None = None) -> Iterator[RoutineInfo]:
    """Yield every routine that can be found by its name, in alphabetical order, without those that are only bases.

    >>> import voiceroutine
    >>> sorted(routine.name for routine in voiceroutine.routines())[:2]
    ['after-running', 'balance']

    Args:
        library: Where they are looked for; by default as for `preview`.
        wanted: What is looked for. If omitted, all are yielded, those that cannot be used among them.

    Raises:
        ArgumentError: What is wanted does not exist: a position, an area.
    """
    library = library or default_library()
    wanted = _known_in(library, wanted)
    for name, (path, shelf) in sorted(library.scripts().items()):
        try:
            found = _routine(name, path, shelf, library, wanted)
        except BaseScriptError:  # it is for scripts to extend, and no session can be made of it
            continue
        if found and (wanted.nothing or (found.usable and wanted.admits(found))):
            yield found


def stretches(library: Library | None = None, *, wanted: Wanted | None = None) -> Iterator[StretchInfo]:
    """Yield every stretch that a script can use, in the order of their keys; arguments and errors as `routines`."""
    library = library or default_library()
    wanted = _known_in(library, wanted)
    for key, (path, shelf) in sorted(library.stretches().items()):
        found = _stretch(key, path, shelf, wanted)
        if found and (wanted.nothing or (found.usable and wanted.admits(found))):
            yield found


def _known_in(library: Library, wanted: Wanted | None) -> Wanted:
    if wanted is None:
        return Wanted()
    wanted.require_known({area for areas in _areas(library) for area in areas} if wanted.areas else ())
    return wanted


def _areas(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield the areas of everything that can be read."""
    for path, _ in library.stretches().values():
        with suppress(VoiceroutineError):
            yield load_stretch(path).areas
    for path, _ in library.scripts().values():
        with suppress(VoiceroutineError):
            yield from (stretch.areas for stretch in load_script(path, library).routine.stretches)


def _routine(name: str, path: Path, shelf: str, library: Library, wanted: Wanted) -> RoutineInfo | None:
    """Return a routine; None where it is not what is wanted, however long it is: most of the work is its length."""
    try:
        script = load_script(path, library)
        found = script.routine.stretches
        of_any_length = RoutineInfo(
            name=name,
            path=path,
            shelf=shelf,
            areas=_each_once(stretch.areas for stretch in found),
            equipment=_each_once(stretch.equipment for stretch in found),
            positions=_each_once((stretch.position,) for stretch in found if stretch.position),
        )
        if not wanted.admits(of_any_length):
            return None
        fitted = fit_by_estimate(script)
        guess = _guess(fitted.script)
    except (BaseScriptError, OutputError):  # the latter is of the cache: not the script's fault, and the same for all
        raise
    except VoiceroutineError:
        return RoutineInfo(name=name, path=path, shelf=shelf, usable=False)
    length_ms = fitted.length_ms
    return replace(
        of_any_length,
        title=guess.timeline.title,
        duration_ms=length_ms or guess.timeline.duration_ms,
        guessed=not length_ms and (guess.guessed or script.routine.length is not None),
    )


def _stretch(key: str, path: Path, shelf: str, wanted: Wanted) -> StretchInfo | None:
    """Return a stretch; None as for a routine."""
    try:
        script = load_alone(path)
        (stretch,) = script.routine.stretches
        of_any_length = StretchInfo(
            key=key,
            path=path,
            shelf=shelf,
            name=shown(stretch.name),
            areas=stretch.areas,
            equipment=stretch.equipment,
            position=stretch.position or "",
            source=stretch.source,
        )
        if not wanted.admits(of_any_length):
            return None
        guess = _guess(script)
    except OutputError:
        raise
    except VoiceroutineError:
        return StretchInfo(key=key, path=path, shelf=shelf, usable=False)
    _, chapter, *_ = guess.timeline.chapters
    return replace(of_any_length, duration_ms=chapter.length_ms, guessed=guess.guessed)


def _guess(script: Script) -> Estimate:
    """Lay a script out without speaking anything."""
    clips = clips_for(script, voices_for(script, None)[0])
    return estimate(shown(script.routine.title), script, plan_session(script), clips)


def _as_json(found: RoutineInfo | StretchInfo) -> dict[str, Any]:
    content = {field.name: getattr(found, field.name) for field in fields(found)}
    return {key: str(value) if isinstance(value, Path) else value for key, value in content.items()}


def _each_once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for group in groups for word in group))
