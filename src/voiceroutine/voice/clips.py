"""The clips of a session: from the cache, or spoken by the voice, or recorded, and then kept in the cache."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voiceroutine.cache import Cache, cache_folder
from voiceroutine.errors import EncodeError, OutputError, VoiceroutineError
from voiceroutine.language.markup import recorded, recording_of, words_of
from voiceroutine.units import SAMPLE_RATE_HZ, SAMPLES_PER_MS
from voiceroutine.voice.base import NoSoundError, Sound, quoted
from voiceroutine.voice.guard import spoken
from voiceroutine.voice.pace import PACE_VERSION
from voiceroutine.voice.shape import SHAPE_VERSION, shape

if TYPE_CHECKING:
    from voiceroutine.voice.base import Voice

Finish: TypeAlias = Callable[[Sequence[NDArray[np.float32]]], list[NDArray[np.int16]]]
"""What is done to shaped clips before they are kept: shape (frames,), 48 kHz, in [-1, 1]. No length may change."""

_RECENT = 60
"""How many clips of at most `_SHORT_MS` are kept in memory: 6 MB."""
_SHORT_MS = 1_000
_CHUNK = 50
"""Cues spoken at a time: those before are kept if the program is stopped, and memory holds no more."""
_BYTES_PER_MS = 2 * SAMPLES_PER_MS


class Recording(Protocol):
    """A cue that somebody has recorded."""

    @property
    def key(self) -> str:
        """All that decides its sound: part of the cache's keys."""

    def samples(self) -> NDArray[np.float32]:
        """Return its sound: shape (frames,), in [-1, 1], 48 kHz.

        Raises:
            VoiceroutineError: It cannot be used.
        """


def quantised(clips: Sequence[NDArray[np.float32]]) -> list[NDArray[np.int16]]:
    """Return the clips unchanged, in 16 bits."""
    return [np.round(clip * 32767).astype(np.int16) for clip in clips]


@dataclass(slots=True)
class Clips:
    """What one voice says at one pace, and what is recorded in its place."""

    voice: Voice
    pace: float = 1.0
    pronounce: Callable[[str], str] = str
    """From a cue's text to what the engine is given."""
    finish: Finish = quantised
    finish_key: Any = None
    """All that decides what `finish` does, apart from the clip: part of the cache's keys."""
    cache: Cache = field(default_factory=lambda: Cache(cache_folder() / "clips"))
    recordings: dict[str, Recording] = field(default_factory=dict)
    """The recordings that can be used, by the names that texts have for them. The voice says all other texts."""
    refused: dict[str, VoiceroutineError] = field(default_factory=dict)
    """Why others cannot."""
    _lengths: dict[str, int] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    """The same of files that were found, and not read yet."""
    _recent: OrderedDict[str, NDArray[np.int16]] = field(default_factory=OrderedDict)
    """The short clips that were loaded last: counts are played again and again."""
    _lock: Lock = field(default_factory=Lock)

    def record(self, name: str, find: Callable[[], Recording]) -> None:
        """Use a recording for every text that names it; if it cannot be used, note why.

        Args:
            name: What texts call it.
            find: Returns it; errors as `Recording.samples`.

        Raises:
            EncodeError: ffmpeg is missing or failed.
            OutputError: Its clip cannot be kept in the cache.
        """
        try:
            self.recordings[name] = find()
            self.prepare([recorded("", name)])
        except (EncodeError, OutputError):
            raise
        except VoiceroutineError as error:
            self.recordings.pop(name, None)
            self.refused[name] = error

    def prepare(self, texts: Iterable[str]) -> int:
        """Make the clips that are missing; return how many.

        Raises:
            VoiceError: The voice cannot say one of them.
            OutputError: They cannot be kept in the cache.
        """
        wanted = [text for text in dict.fromkeys(texts) if text not in self._lengths]
        missing = [text for text in wanted if not self._is_stored(text)]
        for first in range(0, len(missing), _CHUNK):
            self._make(missing[first : first + _CHUNK])
        return len(missing)

    def _make(self, missing: list[str]) -> list[NDArray[np.int16]]:
        """Speak `missing`, keep it in the cache, and return it."""
        shaped = []
        wanted = [self.pronounce(text) for text in missing if self._recording(text) is None]
        sounds = iter(spoken(self.voice, wanted, self.pace))
        for text in missing:
            recording = self._recording(text)
            clip = shape(Sound(recording.samples(), SAMPLE_RATE_HZ) if recording else next(sounds))
            if clip is None:
                who = f"the recording {recording_of(text)}" if recording else f"the voice `{self.voice.name}`"
                raise NoSoundError(f"{who} has no sound for `{quoted(words_of(text))}`")
            shaped.append(clip)
        made = self.finish(shaped)
        for text, finished in zip(missing, made, strict=True):
            self.cache.put(self.key(text), self._name(text), finished.astype("<i2").tobytes())
            self._lengths[text] = len(finished) // SAMPLES_PER_MS
        return made

    def length_ms(self, text: str) -> int:
        """Return the length of a clip, which is made if it is missing."""
        if text not in self._lengths:
            self.prepare([text])
        return self._lengths[text]

    def load(self, text: str) -> NDArray[np.int16]:
        """Return a clip: shape (frames,), 48 kHz, as long as `length_ms` says. Several threads may call it."""
        with self._lock:
            if text in self._recent:
                self._recent.move_to_end(text)
                return self._recent[text]
            clip = self._loaded(text)
            if self._lengths[text] <= _SHORT_MS:
                self._recent[text] = clip
                if len(self._recent) > _RECENT:
                    self._recent.popitem(last=False)
            return clip

    def _loaded(self, text: str) -> NDArray[np.int16]:
        clip = self._stored(text)
        # removed or damaged since it was prepared; another process may prune the cache as fast as this one fills it
        return self._make([text])[0] if clip is None else clip

    def known_length_ms(self, text: str) -> int | None:
        """Return the length of a clip if it is in the cache, without reading it."""
        if text not in self._lengths and text not in self._sizes:
            size = self.cache.size(self.key(text), self._name(text))
            if size is None:
                return None
            self._sizes[text] = max(1, size // _BYTES_PER_MS)
        return self._lengths.get(text) or self._sizes[text]

    def key(self, text: str) -> list[Any]:
        """Return all that decides how a cue sounds, as JSON can hold it."""
        if recording := self._recording(text):
            return ["recording", recording.key, SHAPE_VERSION, self.finish_key]
        return [
            self.voice.engine,
            self.voice.name,
            self.pace,
            PACE_VERSION,
            SHAPE_VERSION,
            self.finish_key,
            self.pronounce(text),
        ]

    def _recording(self, text: str) -> Recording | None:
        """Return the recording of a text; None where the voice says it."""
        return self.recordings.get(recording_of(text) or "")

    def _name(self, text: str) -> str:
        """Return what a clip's file is called. A recording has one for all texts."""
        return (recording_of(text) if self._recording(text) else None) or words_of(text)

    def _is_stored(self, text: str) -> bool:
        size = self.cache.whole_size(self.key(text), self._name(text))
        if not size or size % _BYTES_PER_MS:
            return False
        self._lengths[text] = size // _BYTES_PER_MS
        return True

    def _stored(self, text: str) -> NDArray[np.int16] | None:
        content = self.cache.get(self.key(text), self._name(text))
        if not content or len(content) % _BYTES_PER_MS:
            return None
        self._lengths[text] = len(content) // _BYTES_PER_MS
        return np.frombuffer(content, "<i2").astype(np.int16, copy=False)
