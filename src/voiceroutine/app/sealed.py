"""Files beside a session that can be told from others: each carries a hash of its own content."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from voiceroutine.app.others import HINT, remember, remembered, require_regular
from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, reason, whole_file

if TYPE_CHECKING:
    from pathlib import Path

MARK = b"X-VOICEROUTINE-SEAL:"
OPEN = b"0" * 32
"""In place of the hash until it is known."""
_SEAL = re.compile(re.escape(MARK) + b"([0-9a-f]{32})")


def write_sealed(path: Path, content: bytes, script: Path, *, force: bool) -> bool:
    """Write a file of ours; return whether it was written, and not there already.

    Args:
        path: Where to.
        content: Has `MARK` and `OPEN` in one place.
        script: What it was made from.
        force: Whether to replace a file that we did not make.

    Raises:
        OutputError: It cannot be written; or without `force` there is a file that we did not make, that was changed
            since, or that was made from another script of that name.
    """
    make_folder(path.parent)
    require_regular(path)
    seal = _hash(content)
    whole = content.replace(MARK + OPEN, MARK + seal, 1)
    found = _content(path)
    if found == whole:
        return False
    if found and not force:
        _require_own(path, found, script)
    with whole_file(path) as part:
        part.write_bytes(whole)
    remember(path, seal.decode(), script)
    return True


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[: len(OPEN)].encode()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error


def _seal_of(content: bytes) -> str | None:
    """Return the seal of a file's content; None if it has none, or is not what was sealed."""
    for match in _SEAL.finditer(content):
        if _hash(content[: match.start(1)] + OPEN + content[match.end(1) :]) == match[1]:
            return match[1].decode()
    return None


def _require_own(path: Path, content: bytes, script: Path) -> None:
    seal = _seal_of(content)
    if seal is None:
        message = f"the file at {path} was changed since it was made, or voiceroutine did not make it"
        raise OutputError(message, HINT)
    made_from = remembered(path, seal)
    with suppress(OSError):
        if made_from is not None and made_from.exists() and not made_from.samefile(script):
            raise OutputError(f"the file at {path} is of another script of that name, {made_from}", HINT)
