"""Files that appear whole or not at all, what lies at a path, and the folders of a user."""

from __future__ import annotations

import glob
import os
import secrets
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import platformdirs

from voiceroutine.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


_UMASK = os.umask(0o077)
os.umask(_UMASK)
"""It can only be read by setting it, for every thread: so once, before there are others."""


ABANDONED_S = 24 * 3600
"""A temporary file as old as this is nobody's any more."""


LONGEST_NAME_BYTES = 255
"""Of a file, on every file system in common use (NAME_MAX on Linux; macOS and Windows count letters and allow more)."""


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make `folder` and the folders above it, where they are missing.

    Args:
        folder: May exist already.
        private: Whether a new folder is for its owner alone; those above it are as usual.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {reason(error)}") from error


def require_private(folder: Path, what: str, hint: str) -> None:
    """Make sure that nobody but this user can change what is in `folder`. On Windows this is left to the system.

    Args:
        folder: May be missing.
        what: What the folder is, as the beginning of a sentence: `the cache`.
        hint: What to do if its owner is somebody else.

    Raises:
        OutputError: It is somebody else's, or others may write to it.
    """
    if not hasattr(os, "geteuid"):
        return
    try:
        found = folder.stat()
    except OSError:  # nothing there, or nothing that can be read: nothing is taken from it
        return
    if not stat.S_ISDIR(found.st_mode):
        return
    if found.st_uid != os.geteuid():
        raise OutputError(f"{what} {folder} belongs to another user, who could change what is in it", hint)
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        message = f"{what} {folder} can be written by other users, who could change what is in it"
        raise OutputError(message, f"write `chmod go-w {folder}`, or remove it if you do not trust what is in it")


_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def other_kind(path: Path) -> str | None:
    """Return what lies at `path` if it is something else than a regular file: `a folder`, `a named pipe`, `a device`.

    To open some of these is to wait for ever, so this is asked first. Links are followed.

    Returns:
        None for a regular file, and where there is nothing.

    Raises:
        OSError: The system does not tell.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISREG(mode):
        return None
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), "not a regular file")


def user_folder(kind: Literal["cache", "config", "data", "state"]) -> Path:
    """Return this user's folder for our cache, our settings, our scripts or our drafts, as the system has it.

    A user without a home has them in the temporary folder.

    Raises:
        OutputError: They would lie in the temporary folder, and somebody else can write there.
    """
    where = {
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "state": platformdirs.user_state_path,
    }
    try:
        folder = where[kind]("voiceroutine", appauthor=False)
        if folder.is_absolute():  # some releases of platformdirs give `~/.cache` back where there is no home
            return folder
    except RuntimeError:
        pass
    number = os.geteuid() if hasattr(os, "geteuid") else 0
    homeless = Path(tempfile.gettempdir(), f"voiceroutine-{number}")
    require_private(homeless, "the folder", "set HOME to a folder of your own")
    make_folder(homeless, private=True)
    return homeless / kind


@contextmanager
def whole_file(path: Path, *, lasting: bool = True, new: bool = False, private: bool = False) -> Iterator[Path]:
    """Give a temporary path beside `path` to write to; when the block ends well, it becomes `path`.

    When the block fails or is interrupted, `path` stays as it was and the temporary file goes.

    Args:
        path: Where the file is to be.
        lasting: Whether it must outlast a power cut the moment after; what proves itself when it is read need not.
        new: Whether `path` must not exist yet.
        private: Whether it is for its owner alone.

    Raises:
        OutputError: The folder is missing, full or not writable, or the name is too long.
        FileExistsError: There is something at `path`, and `new` is given.
    """
    # named before it is there: a signal may come at any moment, and nothing may be left behind
    part = path.parent / f"{_part_prefix(path)}{secrets.token_hex(4)}.part{path.suffix}"
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        part.chmod((0o600 if private else 0o666) & ~_UMASK)  # until now it was for its owner alone
        _settle(part, path, lasting=lasting, new=new)
        if lasting:
            _sweep(path)
    except (FileExistsError, BrokenPipeError):  # whoever reads our output has gone; that is nothing about this file
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from error
    finally:
        with suppress(OSError):  # it has its place, or could not be made
            part.unlink()


def _settle(part: Path, path: Path, *, lasting: bool, new: bool) -> None:
    if lasting:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    if new:
        _place(part, path)
    else:
        part.replace(path)


def _place(part: Path, path: Path) -> None:
    """Give `part` the name `path`, which must be free."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
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
    return f".{path.stem[:40]}."  # a letter takes four bytes at most, so that the whole name is never too long


def reason(error: OSError) -> str:
    """Return the system's reason, as the end of a sentence."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
