"""Which scripts are to be made: those that are named, all of the user's own, or all that there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.errors import ScriptNotFoundError, VoiceroutineError
from voiceroutine.script.base import holds_base
from voiceroutine.script.library import default_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from voiceroutine.script.library import Library


def scripts_to_make(names: Iterable[str], library: Library | None = None) -> tuple[Path, ...]:
    """Return the scripts that `names` mean, each once.

    Raises:
        ScriptNotFoundError: There is none of a name.
        VoiceroutineError: Two of them would become the same file.
    """
    found = scripts_found(names, library)
    for error in found.values():
        if error is not None:
            raise error
    return tuple(found)


def scripts_found(names: Iterable[str], library: Library | None = None) -> dict[Path, ScriptNotFoundError | None]:
    """Return the scripts that `names` mean, each once and in their order; of one that is not there, why not.

    >>> import voiceroutine
    >>> [str(path) for path, error in voiceroutine.scripts_found(["neck", "gone.yaml"]).items() if error]
    ['gone.yaml']

    Returns:
        Their paths; what is not there has its name instead. With each, the error, or None if it is there.

    Raises:
        VoiceroutineError: Two of them would become the same file.
    """
    library = library or default_library()
    found: dict[Path, ScriptNotFoundError | None] = {}
    targets: dict[str, Path] = {}
    for name in names:
        try:
            path = library.find_script(name)
        except ScriptNotFoundError as error:
            found[Path(name)] = error
            continue
        other = targets.setdefault(path.stem.casefold(), path)  # some disks take E.mp3 for e.mp3
        if other.resolve() != path.resolve():
            message = f"{other} and {path} would both become {path.stem}.mp3"
            raise VoiceroutineError(message, "make them one at a time, into different folders (--output)")
        found[other] = None
    return found


def all_scripts(library: Library | None = None) -> tuple[Path, ...]:
    """Return every script that is found by its name and can be made, by their names: all but bases for others."""
    library = library or default_library()
    return _without_bases({name: path for name, (path, _) in library.scripts().items()}, library)


def own_scripts(library: Library | None = None) -> tuple[Path, ...]:
    """Return the scripts in ./scripts that can be made, by their names: all but bases for others.

    Raises:
        ScriptNotFoundError: There is none.
    """
    library = library or default_library()
    paths = _without_bases(library.shelves[0].scripts(), library)
    if not paths:
        message = f"there are no scripts to make in {library.shelves[0].label}"
        hint = "`voiceroutine new mine` writes one; `voiceroutine make neck` makes a bundled one"
        raise ScriptNotFoundError(message, hint)
    return paths


def _without_bases(found: Mapping[str, Path], library: Library) -> tuple[Path, ...]:
    admitted = [path for _, path in sorted(found.items()) if library.admits(path)]
    return tuple(path for path in admitted if not holds_base(path, library))
