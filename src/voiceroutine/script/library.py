"""Finds scripts and stretches: in the working directory, in the user's folder, and among the bundled ones."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine import files
from voiceroutine.document.problems import did_you_mean
from voiceroutine.document.reader import read_file
from voiceroutine.errors import ScriptNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from voiceroutine.document.nodes import Node

SUFFIXES = (".yaml", ".yml")
ONLY_SCRIPTS = "only .yaml and .yml files are read as scripts"
BUNDLED = "bundled"
"""The label of the shelf that comes with the program."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of scripts, and in it a folder `stretches`."""

    folder: Path
    label: str
    """What `voiceroutine list` calls it."""

    def scripts(self) -> dict[str, Path]:
        """Return the scripts here by name."""
        return _yaml_files(self.folder)

    def stretches(self) -> dict[str, Path]:
        """Return the stretches here by key."""
        return _yaml_files(self.folder / "stretches")


@dataclass(frozen=True, slots=True)
class Library:
    """All shelves, in the order in which they are searched."""

    shelves: tuple[Shelf, ...]
    strict: bool = False
    """Whether files of others may be among the scripts, as where a page or a server reads them. Then everything that a
    script names (the script it extends, its stretches, its music, a voice's model) must lie in one of the shelves or
    below, links followed, and about all else nothing is told, not even whether it exists. On the user's own command
    line files may lie anywhere."""
    read: Callable[[Path], Node] = field(default=read_file, compare=False)
    """Reads the file of a script or of a stretch, as `read_file` does. Where scripts are written, it may read one as it
    will be."""

    def admits(self, path: Path) -> bool:
        """Return whether the file at `path` may be read."""
        if not self.strict:
            return True
        try:
            real = path.resolve()
            return any(real.is_relative_to(shelf.folder.resolve()) for shelf in self.shelves)
        except (OSError, RuntimeError, ValueError):  # links in a circle, a name that no file can have
            return False

    def find_script(self, name: str) -> Path:
        """Return the script at the path `name`, or the first script of that name.

        Raises:
            ScriptNotFoundError: There is none.
        """
        path = Path(name)
        if is_script_file(path) or len(path.parts) != 1:
            return self.script_at(path)
        for shelf in self.shelves:
            if (found := shelf.scripts().get(name)) and self.admits(found):
                return self.script_at(found)
        known = self.scripts()
        hint = did_you_mean(name, known) or f"there are {', '.join(sorted(known))}"
        if not self.strict and os.path.lexists(path):
            hint = f"there is a file of that name here, and {ONLY_SCRIPTS}"
        raise ScriptNotFoundError(f"there is no script named `{_short(name)}`", hint)

    def script_at(self, path: Path) -> Path:
        """Return `path`, if there may be a script.

        Raises:
            ScriptNotFoundError: There is nothing, it is not a YAML file by its name, or it may not be read.
        """
        name = _short(str(path))
        if not is_script_file(path):
            raise ScriptNotFoundError(f"{name} is not a script: {ONLY_SCRIPTS}")
        if not self.admits(path):
            raise ScriptNotFoundError(f"{name} is not among the scripts that may be read here")
        if too_long := _too_long(path):
            raise ScriptNotFoundError(f"{name} cannot be the name of a script: {too_long}")
        try:
            if not os.path.lexists(path):
                known = self.scripts()
                hint = f"there is one named `{path.stem}`" if path.stem in known else did_you_mean(path.stem, known)
                raise ScriptNotFoundError(f"there is no script at {name}", hint)
            real = path.resolve()
            dangling = path.is_symlink() and not path.exists()
        except (OSError, RuntimeError, ValueError) as error:
            raise ScriptNotFoundError(f"{name} cannot be the name of a script") from error
        if not is_script_file(real):
            raise ScriptNotFoundError(f"{name} is not a script but a link to another file: {ONLY_SCRIPTS}")
        if dangling:
            raise ScriptNotFoundError(f"{name} is a link to a file that is not there")
        return path

    def scripts(self) -> dict[str, tuple[Path, str]]:
        """Return every script that can be found by its name: its path and its shelf's label."""
        return self._admitted((n, p, shelf) for shelf in self.shelves for n, p in shelf.scripts().items())

    def stretches(self) -> dict[str, tuple[Path, str]]:
        """Return every stretch that can be found by its key: its path and its shelf's label."""
        return self._admitted((n, p, shelf) for shelf in self.shelves for n, p in shelf.stretches().items())

    def _admitted(self, found: Iterable[tuple[str, Path, Shelf]]) -> dict[str, tuple[Path, str]]:
        """Return the first of each name that may be read."""
        first: dict[str, tuple[Path, str]] = {}
        for name, path, shelf in found:
            if name not in first and self.admits(path):
                first[name] = (path, shelf.label)
        return first

    def to_check(self) -> Iterator[Path]:
        """Yield the user's own scripts and stretches; where there are none, the bundled ones."""
        own = [shelf for shelf in self.shelves if shelf.label != BUNDLED]
        found = [path for shelf in own for path in (*shelf.scripts().values(), *shelf.stretches().values())]
        yield from found or (path for path, _ in (*self.scripts().values(), *self.stretches().values()))

    def beside(self, script: Path) -> Library:
        """Return this library as `script` sees it: the folder of the script comes first."""
        folder = script.parent
        shelves = tuple(shelf for shelf in self.shelves if shelf.folder.absolute() != folder.absolute())
        here = next((shelf for shelf in self.shelves if shelf.folder.absolute() == folder.absolute()), None)
        return replace(self, shelves=(here or Shelf(folder, str(folder)), *shelves))


def _yaml_files(folder: Path) -> dict[str, Path]:
    try:
        found = sorted(folder.iterdir(), reverse=True)  # `a.yaml` is found before `a.yml`
    except OSError:  # the folder does not exist, or may not be read: nothing can be found there
        return {}
    return {
        file.stem: file for file in found if is_script_file(file) and not file.name.startswith(".") and file.is_file()
    }


def is_script_file(path: Path) -> bool:
    """Return whether the name of a file is a script's."""
    return path.suffix.lower() in SUFFIXES


def _too_long(path: Path) -> str | None:
    size = len(os.fsencode(path.name))
    if size <= files.LONGEST_NAME_BYTES:
        return None
    return f"it has {size} bytes, and the name of a file has at most {files.LONGEST_NAME_BYTES}"


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:60]}..."


def user_folder() -> Path:
    """Return the folder of the user's own scripts, which `VOICEROUTINE_SCRIPTS` overrides."""
    override = os.environ.get("VOICEROUTINE_SCRIPTS")
    return Path(override) if override else files.user_folder("data") / "scripts"


def bundled_folder() -> Path:
    """Return the folder of the bundled scripts: in the wheel, or beside `src` in a checkout."""
    package = Path(str(resources.files("voiceroutine")))
    packaged = package / "scripts"
    return packaged if packaged.is_dir() else package.parents[1] / "scripts"


def default_library() -> Library:
    """Return ./scripts, the user's own folder and the bundled scripts, in this order."""
    return Library(
        (
            Shelf(Path("scripts"), "./scripts"),
            Shelf(user_folder(), "yours"),
            Shelf(bundled_folder(), BUNDLED),
        )
    )
