"""Files that appear whole or not at all."""

from __future__ import annotations

import glob
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


_UMASK = os.umask(0o077)
os.umask(_UMASK)
"""It can only be read by setting it, for every thread: so once, before there are others."""


ABANDONED_S = 24 * 3600
"""A temporary file as old as this is nobody's any more."""


def make_folder(folder: Path) -> None:
    """Make `folder` and the folders above it, where they are missing.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {reason(error)}") from error


@contextmanager
def whole_file(path: Path, *, lasting: bool = True) -> Iterator[Path]:
    """Give a temporary path beside `path` to write to; when the block ends well, it becomes `path`.

    When the block fails or is interrupted, `path` stays as it was and the temporary file goes.

    Args:
        path: Where the file is to be.
        lasting: Whether it must outlast a power cut the moment after; what proves itself when it is read need not.

    Raises:
        OutputError: The folder is missing, full or not writable.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=_part_prefix(path), suffix=f".part{path.suffix}", dir=path.parent)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _settle(part, path, lasting=lasting)
        if lasting:
            _sweep(path)
    except BrokenPipeError:  # whoever reads our output has gone; that is nothing about this file
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from error
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _settle(part: Path, path: Path, *, lasting: bool) -> None:
    part.chmod(0o666 & ~_UMASK)  # mkstemp's files are for their owner alone
    if lasting:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    part.replace(path)


def from_home(path: str) -> Path:
    """Return `path`, a `~` at its beginning resolved; where there is no such home, as it stands."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def _sweep(path: Path) -> None:
    """Remove what processes that were killed a day ago or earlier have left of `path`."""
    with suppress(OSError):
        for part in path.parent.glob(f"{glob.escape(_part_prefix(path))}*.part{glob.escape(path.suffix)}"):
            if time.time() - part.stat().st_mtime > ABANDONED_S:
                part.unlink()


def _part_prefix(path: Path) -> str:
    return f".{path.stem[:40]}."


def reason(error: OSError) -> str:
    """Return the system's reason, as the end of a sentence."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
