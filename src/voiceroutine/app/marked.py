"""Text files of ours: each ends with a comment that tells whether anybody has changed it since."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from voiceroutine.app.others import require_regular
from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, reason, whole_file

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "voiceroutine"


def write_marked(path: Path, text: str, comment: str) -> None:
    """Write a text with our mark to a file, and make its folder; a file of ours is replaced.

    Args:
        path: The file; check first with `require_own_text` that it is ours.
        text: Whole lines.
        comment: A comment as the format has them, with `{}` for what it says.
    """
    make_folder(path.parent)
    with whole_file(path) as part:
        part.write_bytes(f"{text}{_mark(text, comment)}".encode())


def require_own_text(path: Path, comment: str) -> None:
    """Make sure that there is nothing at `path`, or a file as `write_marked` left it.

    Raises:
        OutputError: There is something else.
    """
    require_regular(path)
    try:
        content = path.read_bytes().decode(errors="replace") if path.exists() else ""
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
    lines = content.splitlines(keepends=True)
    if lines and lines[-1] != _mark("".join(lines[:-1]), comment):
        message = f"there is a file at {path} that voiceroutine did not make, or that was changed since"
        raise OutputError(message, "name another one, or move it away")


def _mark(text: str, comment: str) -> str:
    return comment.format(f"{_NAME} {hashlib.sha256(text.encode()).hexdigest()}") + "\n"
