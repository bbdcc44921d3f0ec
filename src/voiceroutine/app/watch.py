"""Watch scripts: say when one of the files that they are made of is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.app.beds import with_music
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import ScriptNotFoundError, VoiceroutineError
from voiceroutine.script.library import default_library, is_script_file
from voiceroutine.script.loader import files_of, load_script
from voiceroutine.script.parts import OWN_BEDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.script.library import Library

_LOOK_AGAIN_MS = 2_000
"""How long until files are looked at again, although nothing was reported: some network drives report nothing."""

_State: TypeAlias = tuple[object, ...]


def watch_scripts(
    scripts: Iterable[Path], *, music: str | None = None, library: Library | None = None
) -> Iterator[tuple[Path, ...]]:
    """Yield the scripts to make: at first all, then again and again those of which a file was saved since.

    Watched are the script itself, the scripts that it extends, its library stretches, its music and its bells, and the
    folders where a script or a stretch of theirs could appear. It goes on until it is interrupted.

    Args:
        scripts: Their paths.
        music: Plays instead of their own.
        library: Where scripts are looked for; by default as for `preview`.

    Raises:
        VoiceroutineError: The system does not let us watch a folder.
    """
    library = library or default_library()
    watched = [_Watched(path, music, library) for path in dict.fromkeys(scripts)]
    changed = watched
    while True:
        if changed:
            for script in changed:
                script.look()
            yield tuple(script.path for script in changed)
            for script in changed:  # which may have been saved while they were made, and name other files now
                script.find_files()
        else:
            _wait({folder for script in watched for folder in script.folders})
        changed = [script for script in watched if script.changed]


class _Watched:
    """A script, and the state in which the files that it is made of were seen last."""

    def __init__(self, path: Path, music: str | None, library: Library) -> None:
        self.path = path
        self._music = music
        self._library = library
        self._shelves = [shelf.folder for shelf in library.beside(path).shelves]
        self._sounds: frozenset[Path] = frozenset()
        self._files: frozenset[Path] = frozenset()
        self._seen: _State = ()

    @property
    def changed(self) -> bool:
        """Whether a file is not as it was seen last."""
        return self._state() != self._seen

    @property
    def folders(self) -> set[Path]:
        """The folders in which something can happen to the script. All of them exist."""
        shelves = (folder for shelf in self._shelves for folder in (shelf, shelf / "stretches"))
        files = (file for path in self._files for file in (path, path.resolve()))
        return set(map(_existing, (*shelves, *(file.parent for file in files))))

    def look(self) -> None:
        """Keep the state in which the files are now."""
        self.find_files()
        self._seen = self._state()

    def find_files(self) -> None:
        """Find out of which files the script is made. The sounds of one that is faulty are those that it had."""
        try:
            script = with_music(load_script(self.path, self._library), self._music)
        except (FaultyScriptError, ScriptNotFoundError):
            pass
        else:
            sounds = {Path(script.music)} if script.music and script.music not in OWN_BEDS else set()
            recordings = (file for _, _, file in script.recordings())
            self._sounds = frozenset({*sounds, *(file for _, file in script.sounds()), *recordings})
        self._files = files_of(self.path, self._library) | self._sounds

    def _state(self) -> _State:
        files = tuple((path, _stamp(path)) for path in sorted(self._files))
        return files, tuple(_names(folder) for shelf in self._shelves for folder in (shelf, shelf / "stretches"))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what is different once a file was saved, in place or by a rename; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _names(folder: Path) -> frozenset[str]:
    """Return the names of the scripts in a folder: a new one may be found where another one was."""
    try:
        return frozenset(file.name for file in folder.iterdir() if is_script_file(file))
    except OSError:
        return frozenset()


def _existing(folder: Path) -> Path:
    """Return `folder`, or the nearest one above it that exists."""
    folder = folder.absolute()
    return next(it for it in (folder, *folder.parents) if it.is_dir())


def _wait(folders: Iterable[Path]) -> None:
    """Wait until something happens in one of the folders, for a few seconds at most.

    Raises:
        KeyboardInterrupt: The program is told to end.
        VoiceroutineError: The system does not allow it.
    """
    from watchfiles import watch

    try:
        next(watch(*folders, watch_filter=None, recursive=False, rust_timeout=_LOOK_AGAIN_MS, yield_on_timeout=True))
    except (OSError, RuntimeError) as error:
        message = f"cannot watch for changes: {str(error) or type(error).__name__}"
        raise VoiceroutineError(message, "set WATCHFILES_FORCE_POLLING=1 to look again and again instead") from error
