"""Finds scripts and stretches: in the working directory, in the user's folder, and among the bundled ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from voiceroutine.document.problems import did_you_mean
from voiceroutine.errors import ScriptNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".yaml", ".yml")
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

    def find_script(self, name: str) -> Path:
        """Return the script at the path `name`, or the first script of that name.

        Raises:
            ScriptNotFoundError: There is none.
        """
        path = Path(name)
        try:
            path.is_symlink()
        except (OSError, ValueError) as error:
            raise ScriptNotFoundError(f"`{name[:60]}` cannot be the name of a script") from error
        if len(path.name) > 200:
            raise ScriptNotFoundError(f"`{name[:60]}...` cannot be the name of a script")
        if path.is_file() or path.suffix in SUFFIXES or len(path.parts) != 1:
            if not path.exists() and not path.is_symlink():
                raise ScriptNotFoundError(f"there is no script at {name}")
            return path
        for shelf in self.shelves:
            if found := shelf.scripts().get(name):
                return found
        known = self.scripts()
        hint = did_you_mean(name, known) or f"there are {', '.join(sorted(known))}"
        raise ScriptNotFoundError(f"there is no script named `{name}`", hint)

    def scripts(self) -> dict[str, tuple[Path, str]]:
        """Return every script that can be found by its name: its path and its shelf's label."""
        return {n: (p, shelf.label) for shelf in reversed(self.shelves) for n, p in shelf.scripts().items()}

    def stretches(self) -> dict[str, tuple[Path, str]]:
        """Return every stretch that can be found by its key: its path and its shelf's label."""
        return {n: (p, shelf.label) for shelf in reversed(self.shelves) for n, p in shelf.stretches().items()}

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
        return Library((here or Shelf(folder, str(folder)), *shelves))


def _yaml_files(folder: Path) -> dict[str, Path]:
    try:
        files = sorted(folder.iterdir(), reverse=True)  # `a.yaml` is found before `a.yml`
    except OSError:  # the folder does not exist, or may not be read: nothing can be found there
        return {}
    return {
        file.stem: file
        for file in files
        if file.suffix in SUFFIXES and not file.name.startswith(".") and file.is_file()
    }


def user_folder() -> Path:
    """Return the folder of the user's own scripts, which `VOICEROUTINE_SCRIPTS` overrides."""
    override = os.environ.get("VOICEROUTINE_SCRIPTS")
    return Path(override) if override else platformdirs.user_data_path("voiceroutine", appauthor=False) / "scripts"


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
