"""The clips of a session: from the cache, or from the voice and then in the cache."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs

from voiceroutine.errors import OutputError, VoiceError
from voiceroutine.files import make_folder, whole_file
from voiceroutine.timecode import SAMPLES_PER_MS
from voiceroutine.voice.shape import SHAPE_VERSION, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from voiceroutine.voice.base import Voice

_MAGIC = b"vrclip1\n"
_HEADER = len(_MAGIC) + hashlib.sha256().digest_size
_BYTES_PER_MS = 2 * SAMPLES_PER_MS


def cache_folder() -> Path:
    """Return the folder of the clip cache (`VOICEROUTINE_CACHE` overrides the user's cache folder)."""
    override = os.environ.get("VOICEROUTINE_CACHE")
    base = Path(override) if override else platformdirs.user_cache_path("voiceroutine", appauthor=False)
    return base / "clips"


@dataclass(slots=True)
class Clips:
    """What one voice says at one pace.

    A clip's file name is a readable beginning and the hash of all that decides how it sounds. Its content is
    checked against its own hash: a damaged file is thrown away and its cue spoken again.
    """

    voice: Voice
    pace: float = 1.0
    pronounce: Callable[[str], str] = str
    """From a cue's text to what the engine is given."""
    folder: Path = field(default_factory=cache_folder)
    _lengths: dict[str, int] = field(default_factory=dict)
    _spare: Path | None = None
    """Where clips go that the cache folder does not take; ours, and gone when the program ends."""

    def prepare(self, texts: Iterable[str], done: Callable[[str], None] | None = None) -> int:
        """Make the clips that are missing; return how many.

        Args:
            texts: What will be said.
            done: Called with each text that has been made.

        Raises:
            VoiceError: The voice cannot say one of them.
            OutputError: There is nowhere to keep them.
        """
        wanted = [text for text in dict.fromkeys(texts) if text not in self._lengths]
        missing = [text for text in wanted if self._stored(text) is None]
        spoken = [self.pronounce(text) for text in missing]
        for text, sound in zip(missing, self.voice.speak(spoken, self.pace) if missing else (), strict=True):
            try:
                clip = shape(sound)
            except VoiceError as error:
                raise VoiceError(f"the voice `{self.voice.name}` made no sound for `{text}`") from error
            self._store(text, clip)
            if done:
                done(text)
        return len(missing)

    def length_ms(self, text: str) -> int:
        """Return the length of a clip that `prepare` has seen to."""
        if text not in self._lengths:
            self.prepare([text])
        return self._lengths[text]

    def load(self, text: str) -> NDArray[np.int16]:
        """Return a clip: shape (frames,), 48 kHz, a multiple of 48 frames."""
        clip = self._stored(text)
        if clip is None:  # gone or damaged since it was prepared
            self.prepare([text])
            clip = self._stored(text)
        if clip is None:
            raise OutputError(f"the clip of `{text}` cannot be kept in {self.folder}")
        return clip

    def known_length_ms(self, text: str) -> int | None:
        """Return the length of a clip if it is in the cache, without reading it."""
        if text in self._lengths:
            return self._lengths[text]
        try:
            size = self._path(text).stat().st_size
        except OSError:
            return None
        return max(1, (size - _HEADER) // _BYTES_PER_MS)

    def _path(self, text: str) -> Path:
        key = [self.voice.engine, self.voice.name, self.pace, SHAPE_VERSION, self.pronounce(text)]
        digest = hashlib.sha256(json.dumps(key).encode()).hexdigest()
        readable = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:32].strip("-")
        return self.folder / digest[:2] / f"{readable or 'cue'}-{digest[:24]}.clip"

    def _stored(self, text: str) -> NDArray[np.int16] | None:
        path = self._path(text)
        clip = _read(path)
        if clip is None and self._spare:
            clip = _read(self._spare / path.name)
        if clip is None:
            self._lengths.pop(text, None)
        else:
            self._lengths[text] = len(clip) // SAMPLES_PER_MS
        return clip

    def _store(self, text: str, clip: NDArray[np.int16]) -> None:
        data = clip.astype("<i2").tobytes()
        content = _MAGIC + hashlib.sha256(data).digest() + data
        path = self._path(text)
        try:
            make_folder(path.parent)
            _write(path, content)
        except OutputError:  # a full or read-only cache folder must not stop a session
            if self._spare is None:
                self._spare = Path(tempfile.mkdtemp(prefix="voiceroutine-clips-"))
                atexit.register(shutil.rmtree, self._spare, ignore_errors=True)
            _write(self._spare / path.name, content)
        self._lengths[text] = len(clip) // SAMPLES_PER_MS


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as part:
        part.write_bytes(content)


def _read(path: Path) -> NDArray[np.int16] | None:
    """Return the clip in `path`; None if there is none, or if it is damaged, and then it is removed."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    data = content[_HEADER:]
    whole = content.startswith(_MAGIC) and content[len(_MAGIC) : _HEADER] == hashlib.sha256(data).digest()
    if whole and data and len(data) % _BYTES_PER_MS == 0:
        return np.frombuffer(data, "<i2").astype(np.int16, copy=False)
    with suppress(OSError):
        path.unlink()
    return None
