"""Sound files of the user's: which of them are opened, and how ffmpeg is told to."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import other_kind, reason

if TYPE_CHECKING:
    from pathlib import Path


class SoundFileError(VoiceroutineError):
    """A sound file cannot be used."""


_PLAYLISTS = (b"#extm3u", b"[playlist]", b"ffconcat version", b"<?xpf", b"<asx", b"[reference]")
"""How files begin, in lower case, that name other files and addresses instead of holding sound."""
_PLAYLIST_SUFFIXES = (".m3u", ".m3u8", ".pls", ".ffconcat", ".xspf", ".asx", ".cue")


def sound_file_input(path: Path) -> tuple[str, ...]:
    """Return ffmpeg's arguments for a sound file as its input."""
    return ("-i", f"file:{path}")


def sound_file_sha256(path: Path, use: str, hint: str) -> str:
    """Return the hash of a sound file. Only regular files are opened, and playlists are refused.

    Args:
        path: The file.
        use: What it is to be: "music", "a bell".
        hint: What to do if it cannot be read.

    Raises:
        SoundFileError: It cannot be read, or cannot be a sound.
    """
    digest = hashlib.sha256()
    what = use.removeprefix("a ")
    try:
        if kind := other_kind(path):
            raise SoundFileError(f"cannot play {path} as {use}: it is {kind}", "name a sound file")
        with path.open("rb") as file:
            beginning = file.read(64)
            if _is_playlist(path, beginning):
                raise SoundFileError(f"cannot play {path} as {use}: it is a playlist", "name the sound file itself")
            digest.update(beginning)
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        if {"http:", "https:"} & set(path.parts):
            hint = "download it first, and name the file"
        raise SoundFileError(f"cannot read the {what} {path}: {reason(error)}", hint) from error
    except ValueError as error:
        raise SoundFileError(f"cannot read the {what} {path}: no file can have such a name") from error
    return digest.hexdigest()


def _is_playlist(path: Path, beginning: bytes) -> bool:
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return path.suffix.lower() in _PLAYLIST_SUFFIXES or text.startswith(_PLAYLISTS)
