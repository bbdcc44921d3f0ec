"""What a voice is, what it returns, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from voiceroutine.errors import VoiceError
from voiceroutine.language.tags import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

_QUOTED_CHARACTERS = 60
"""How much of a text an error quotes."""
_LISTED_AT_MOST = 8
"""How many voices an error names."""


class VoiceUnavailableError(VoiceError):
    """The voice's engine is not installed or cannot start on this machine."""


class BrokenEngineError(VoiceError):
    """The voice's engine is installed but did not answer as it should."""


class NoSoundError(VoiceError):
    """The voice works but has no sound for a text."""


class UnspeakableError(NoSoundError):
    """The voice works but cannot speak a text: its engine fails on it, or would take too long or too much memory."""

    def __init__(self, voice: str, text: str, reason: str) -> None:
        super().__init__(f"the voice `{voice}` cannot say `{quoted(text)}`: {reason}", "write it in other words")


class WrongLanguageError(VoiceError):
    """The voice does not speak the language that is asked for."""


def speaks(languages: Sequence[str], language: str) -> bool:
    """Return whether a voice of `languages` speaks `language`, whatever the region.

    A voice that does not say what it speaks may speak anything.
    """
    return not languages or spoken(language) in map(spoken, languages)


def quoted(text: str) -> str:
    """Return a text as an error quotes it: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED_CHARACTERS else f"{line[:_QUOTED_CHARACTERS].rstrip()}..."


def listed(names: Sequence[str]) -> str:
    """Return names as an error lists them: not all of very many."""
    return ", ".join(names[:_LISTED_AT_MOST]) + (" and more" * (len(names) > _LISTED_AT_MOST))


@dataclass(frozen=True, slots=True)
class Sound:
    """What an engine made of one cue."""

    samples: NDArray[np.float32]
    """Shape (frames,), one channel, in [-1, 1]."""
    rate_hz: int


class Voice(Protocol):
    """Anything that can speak."""

    @property
    def name(self) -> str:
        """What `--voice` calls it: `heart`, `system:gmw/en-us`."""

    @property
    def engine(self) -> str:
        """The engine and its version, with all else that decides how a cue sounds: part of the cache's keys."""

    @property
    def download_notice(self) -> str | None:
        """What will be downloaded before it first speaks, as a sentence; None if nothing is missing."""

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        """Yield the sound of each text, in their order.

        Args:
            texts: What to say; each has at least one letter or digit.
            pace: 0.5 (slow) to 2.0 (fast); 1.0 is the voice's own.

        Raises:
            VoiceUnavailableError: The engine cannot start.
            NoSoundError: It has no sound for a text, or cannot say it; the message names the text.
            VoiceError: It failed in another way.
            Exception: Whatever the engine raises. `guard.spoken` turns that into an `UnspeakableError`.
        """
