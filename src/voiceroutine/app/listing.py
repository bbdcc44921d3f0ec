"""List the routines that can be made, and the stretches that scripts can use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.app.preview import plan_session
from voiceroutine.app.speech import clips_for, estimate, voices_for
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import load_script, load_stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from voiceroutine.script.library import Library
    from voiceroutine.script.stretch import Stretch


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
    """Whether the duration is an estimate, because the voice has not spoken all of it yet."""
    areas: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    usable: bool = True
    """Whether it can be made; `check` says why not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchInfo:
    """A stretch of the library as `voiceroutine list` shows it."""

    key: str
    """What `use` calls it."""
    path: Path
    shelf: str
    name: str = ""
    areas: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    usable: bool = True


def routines(library: Library | None = None) -> Iterator[RoutineInfo]:
    """Yield every routine that can be found by its name, in alphabetical order.

    >>> import voiceroutine
    >>> sorted(routine.name for routine in voiceroutine.routines())[:2]
    ['after-running', 'balance']
    """
    library = library or default_library()
    for name, (path, shelf) in sorted(library.scripts().items()):
        try:
            script = load_script(path, library)
            clips = clips_for(script, voices_for(script, None)[0])
            guess = estimate(shown(script.routine.title), script, plan_session(script), clips)
        except OutputError:  # of the cache: not the script's fault, and the same for all
            raise
        except VoiceroutineError:
            yield RoutineInfo(name=name, path=path, shelf=shelf, usable=False)
            continue
        stretches = script.routine.stretches
        yield RoutineInfo(
            name=name,
            path=path,
            shelf=shelf,
            title=guess.timeline.title,
            duration_ms=guess.timeline.duration_ms,
            guessed=guess.guessed,
            areas=_each_once(stretch.areas for stretch in stretches),
            equipment=_each_once(stretch.equipment for stretch in stretches),
        )


def stretches(library: Library | None = None) -> Iterator[StretchInfo]:
    """Yield every stretch that a script can use, in the order of their keys."""
    library = library or default_library()
    for key, (path, shelf) in sorted(library.stretches().items()):
        try:
            stretch: Stretch = load_stretch(path)
        except VoiceroutineError:
            yield StretchInfo(key=key, path=path, shelf=shelf, usable=False)
            continue
        yield StretchInfo(
            key=key,
            path=path,
            shelf=shelf,
            name=shown(stretch.name),
            areas=stretch.areas,
            equipment=stretch.equipment,
        )


def _each_once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for group in groups for word in group))
