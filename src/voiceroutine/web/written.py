"""The files of ours in a folder that others may write to as well: a record there says which they are.

It has the hash of each, as `sha256sum --check` reads it, and is written to before the file is. So what is ours is known
whenever the work was broken off; and what was changed since is known, too, and stays.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, other_kind, reason, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RECORD = ".voiceroutine.sha256"

_LINE = re.compile(r"([0-9a-f]{64})  ((?:assets/|sessions/[a-z0-9-]+/)?[A-Za-z0-9][A-Za-z0-9._-]*)")
"""What is ours can be nowhere else: nothing else is ever deleted, whatever a record says."""
_BLOCK = 1 << 20


class WrittenFolder:
    """A folder, and what we have written to it."""

    def __init__(self, folder: Path) -> None:
        """Read the record, if there is one.

        Raises:
            OutputError: It cannot be read.
        """
        self._folder = folder
        self._known: dict[str, set[str]] = {}
        """By address: the hashes of what we have written there, or were about to write."""
        self._now: dict[str, str] = {}
        self.count = 0
        """How many files were written."""
        for line in self._recorded():
            if match := _LINE.fullmatch(line):
                self._known.setdefault(match[2], set()).add(match[1])

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that was put."""
        return self._now

    def _recorded(self) -> list[str]:
        path = self._folder / RECORD
        try:
            if kind := other_kind(path):
                raise OutputError(f"cannot read {path}: it is {kind}", "move it away")
            return path.read_text(encoding="ascii", errors="replace").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise OutputError(f"cannot read {path}: {reason(error)}") from error

    def require_own(self, address: str, content: Callable[[], Iterator[bytes]]) -> None:
        """Make sure that what is at an address may be replaced: nothing, what we wrote, or the same.

        Args:
            address: In the folder, with `/`.
            content: Gives what is to be there, in blocks.

        Raises:
            OutputError: There is something else.
        """
        path = self._folder / address
        found = _hash_of(path)
        if found is None or found in self._known.get(address, ()) or found == _hash(content()):
            return
        message = f"there is a file at {path} that voiceroutine did not make, or that was changed since"
        raise OutputError(message, "move it away, or publish to another folder; --force replaces it")

    def put(self, address: str, content: Callable[[], Iterator[bytes]]) -> None:
        """Have a content at an address; arguments as `require_own`.

        Raises:
            OutputError: It cannot be written.
        """
        path, wanted = self._folder / address, _hash(content())
        self._now[address] = wanted
        if _hash_of(path) == wanted:
            return
        make_folder(path.parent)
        self._record(f"\n{wanted}  {address}\n")  # the line before may have been broken off
        with whole_file(path) as part, part.open("wb") as file:
            file.writelines(content())
        self.count += 1

    def _record(self, line: str) -> None:
        path = self._folder / RECORD
        try:
            with path.open("a", encoding="ascii", newline="\n") as file:
                file.write(line)
        except OSError as error:
            raise OutputError(f"cannot write {path}: {reason(error)}") from error

    def remove_others(self) -> int:
        """Delete what is ours and was not put this time; return how many files. What was changed since stays.

        Raises:
            OutputError: The record cannot be written.
        """
        removed = 0
        for address in sorted(self._known.keys() - self._now.keys()):
            path = self._folder / address
            with suppress(OSError):  # it is gone, or somebody else's
                if path.resolve() == self._folder.resolve() / address and _hash_of(path) in self._known[address]:
                    path.unlink()
                    removed += 1
                path.parent.rmdir()  # only if nothing is left in it
        with whole_file(self._folder / RECORD) as part:
            lines = [f"{wanted}  {address}\n" for address, wanted in sorted(self._now.items())]
            part.write_text("".join(lines), encoding="ascii", newline="\n")
        return removed


def _hash(blocks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _hash_of(path: Path) -> str | None:
    """Return the hash of the file at `path`; None if there is none.

    Raises:
        OutputError: There is something else, or it cannot be read.
    """
    try:
        if kind := other_kind(path):
            raise OutputError(f"cannot write {path}: there is {kind}", "move it away, or publish to another folder")
        with path.open("rb") as file:
            return _hash(iter(lambda: file.read(_BLOCK), b""))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
