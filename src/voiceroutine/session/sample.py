"""The mark of a voice's sample: that voiceroutine made it, and that nobody has changed it since."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mutagen import MutagenError
from mutagen.id3 import ID3, PRIV, TIT2, Encoding

from voiceroutine.errors import OutputError
from voiceroutine.session.id3 import tag_bytes

if TYPE_CHECKING:
    from pathlib import Path

OWNER = "voiceroutine.audition"
"""The owner of the private frame with the SHA-256 of the sound behind the tag."""


def mark_sample(path: Path, title: str) -> None:
    """Write the tag of the sample at `path`, which has none yet.

    Raises:
        OutputError: The file cannot be written.
    """
    tags = ID3()
    tags.add(TIT2(encoding=Encoding.UTF16, text=title))
    tags.add(PRIV(owner=OWNER, data=_sound_sha256(path)))
    try:
        tags.save(path, v2_version=3, padding=lambda _: 0)
    except MutagenError as error:
        raise OutputError(f"cannot write the tags of {path}: {error}") from error


def is_own_sample(path: Path) -> bool:
    """Return whether the file at `path` is a sample as `mark_sample` left it.

    Raises:
        OSError: It cannot be read.
    """
    try:
        frames = ID3(path, known_frames={"PRIV": PRIV}).getall("PRIV")
    except (MutagenError, ValueError, IndexError, KeyError, TypeError):  # no tag, or a damaged one
        return False
    return [(frame.owner, frame.data) for frame in frames] == [(OWNER, _sound_sha256(path))]


def _sound_sha256(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(tag_bytes(path))
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.digest()
