"""Files beside a session that can be told from others: each carries a hash of its own content."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from voiceroutine.app.others import HINT, remember, remembered, require_regular
from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.session.ogg import with_checksums, without_checksums

if TYPE_CHECKING:
    from pathlib import Path

MARK = b"X-VOICEROUTINE-SEAL:"
OPEN = b"0" * 32
"""In place of the hash until it is known."""
UNSEALED = (MARK + OPEN).decode()
"""What a text that is to be sealed has in a comment."""
_SEAL = re.compile(re.escape(MARK) + b"([0-9a-f]{32})")


def write_sealed(
    path: Path, content: bytes, script: Path | None = None, *, force: bool = False, hint: str = HINT
) -> bool:
    """Write a file of ours; return whether it was written, and not there already.

    Args:
        path: Where to. Its folder is made.
        content: Has `MARK` and `OPEN` in one place.
        script: What it was made from, if another script of that name could have made the file that is there.
        force: Whether to replace a file that we did not make.
        hint: What to do about such a file.

    Raises:
        OutputError: It cannot be written; or without `force` there is a file that we did not make, that was changed
            since, or that was made from another script of that name.
    """
    make_folder(path.parent)
    require_regular(path)
    whole = sealed(content)
    if _content(path) == whole:
        return False
    if not force:
        require_own(path, script, hint=hint)
    with whole_file(path) as part:
        part.write_bytes(whole)
    if script is not None:
        remember(path, str(_seal_of(whole)), script)
    return True


def sealed(content: bytes) -> bytes:
    """Return the content of a file, which has `MARK` and `OPEN` in one place, with its seal."""
    return with_checksums(content.replace(MARK + OPEN, MARK + _hash(content), 1), MARK)


def require_own(path: Path, script: Path | None = None, *, hint: str = HINT) -> bytes:
    """Return the content of the file at `path`, if it is as we left it; nothing if there is none.

    Args:
        path: The file.
        script: If given, it must not be from another script of that name.
        hint: What to do if it is not ours.

    Raises:
        OutputError: We did not make it, it was changed since, or it is from another script.
    """
    require_regular(path)
    content = _content(path)
    if not content:
        return content
    seal = _seal_of(content)
    if seal is None:
        message = f"there is a file at {path} that voiceroutine did not make, or that was changed since"
        raise OutputError(message, hint)
    made_from = remembered(path, seal) if script else None
    with suppress(OSError):
        if script and made_from and made_from.exists() and not made_from.samefile(script):
            raise OutputError(f"the file at {path} is of another script of that name, {made_from}", hint)
    return content


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(without_checksums(content)).hexdigest()[: len(OPEN)].encode()


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
