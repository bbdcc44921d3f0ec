"""What a voice is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from voiceroutine.errors import VoiceError
from voiceroutine.language.tags import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray


class VoiceUnavailableError(VoiceError):
    """The voice's engine is not installed or cannot start on this machine."""


class BrokenEngineError(VoiceError):
    """The voice's engine is there, and did not answer as it should."""


class NoSoundError(VoiceError):
    """The voice works, and has no sound for a text."""


class WrongLanguageError(VoiceError):
    """The voice does not speak the language that is asked for."""


def speaks(languages: Sequence[str], language: str) -> bool:
    """Return whether a voice of `languages` speaks `language`, of whatever region; one that says nothing may."""
    return not languages or spoken(language) in map(spoken, languages)


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
        """What `--voice` calls it, such as `heart` or `system:gmw/en-us`."""

    @property
    def engine(self) -> str:
        """The engine and its version: part of what decides how a cue sounds."""

    @property
    def download_notice(self) -> str | None:
        """What is downloaded before it speaks for the first time, as a sentence; None if all is there."""

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        """Yield the sound of each text, in their order.

        Args:
            texts: What to say; each has at least one letter or digit.
            pace: 0.5 (slow) to 2.0 (fast); 1.0 is the voice's own.

        Raises:
            VoiceUnavailableError: The engine cannot start.
            VoiceError: It could not say a text; the message names it.
        """
