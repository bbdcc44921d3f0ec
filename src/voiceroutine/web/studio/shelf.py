"""The scripts that the studio opens and saves: one's own, and the bundled ones to read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from voiceroutine.document.reader import LARGEST_FILE_BYTES, decode, read_content
from voiceroutine.errors import OutputError, ScriptNotFoundError, VoiceroutineError
from voiceroutine.files import make_folder, whole_file
from voiceroutine.script.library import BUNDLED
from voiceroutine.web.catalogue import slug_of

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.script.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A script as it is on the disk."""

    id: str
    path: Path
    place: Path
    """Where it is saved, which is another place where it is not writable."""
    writable: bool
    """Whether it is one of one's own. Another is saved as a copy."""
    text: str
    """With line feeds, as a page has it."""
    sha256: str
    """Of the file."""
    line_end: str
    """What ends a line in the file."""


class ChangedScriptError(VoiceroutineError):
    """A script that somebody else has saved since it was opened."""

    def __init__(self, now: Opened) -> None:
        super().__init__("this script has been saved by somebody else since", "compare the two, and save again")
        self.now = now


class Scripts:
    """The scripts of a library by their IDs, which are their names as `slug_of` has them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._strict = replace(library, strict=True)
        self._lock = Lock()

    def ids(self) -> dict[str, tuple[Path, str]]:
        """Return every script: its path and its shelf's label."""
        return {slug_of(name): found for name, found in self._library.scripts().items()}

    def admits(self, path: Path) -> bool:
        """Return whether a path lies in the folders of scripts, wherever its links lead."""
        return self._strict.admits(path)

    def open(self, script_id: str) -> Opened:
        """Return a script as it is now.

        Raises:
            ScriptNotFoundError: There is none of that ID.
            FaultyScriptError: It cannot be read, or is no text.
        """
        found = self.ids().get(script_id)
        if found is None:
            raise ScriptNotFoundError("there is no such script any more", "go back to the list of scripts")
        path, shelf = found
        path = self._library.script_at(path)
        content = read_content(path, str(path))
        # a link that leads out of the folders of scripts is read, and what it leads to is left alone
        writable = shelf != BUNDLED and self._strict.admits(path)
        return Opened(
            id=script_id,
            path=path,
            place=path if writable else self._library.shelves[0].folder / path.name,
            writable=writable,
            text=decode(content, str(path)),
            sha256=hashlib.sha256(content).hexdigest(),
            line_end="\r\n" if b"\r\n" in content else "\n",
        )

    def save(self, script_id: str, text: str, base_sha256: str) -> Opened:
        """Write a script as a whole, and return it. One that is not one's own becomes a new one in ./scripts.

        Args:
            script_id: Of the script.
            text: Its new content.
            base_sha256: Of the file when it was opened, or saved last.

        Raises:
            ChangedScriptError: The file is another one now.
            ScriptNotFoundError: There is none of that ID.
            OutputError: It cannot be written.
        """
        with self._lock:
            now = self.open(script_id)
            if now.sha256 != base_sha256 and now.text != text:
                raise ChangedScriptError(now)
            content = text.replace("\n", now.line_end).encode()
            if len(content) > LARGEST_FILE_BYTES:
                message = f"this script would have {len(content):,} bytes, and may have {LARGEST_FILE_BYTES:,}"
                raise OutputError(message, "leave some of it out")
            if not now.writable:
                self._create(now.place, content)
            elif now.text != text:
                with whole_file(now.path.resolve()) as part:
                    part.write_bytes(content)
            return self.open(script_id)

    def _create(self, path: Path, content: bytes) -> None:
        make_folder(path.parent)
        try:
            with whole_file(path, new=True) as part:
                part.write_bytes(content)
        except FileExistsError:
            message = f"there is a {path} already"
            raise OutputError(message, "open that one, or take another name") from None
