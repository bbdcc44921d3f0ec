"""What the program knows of an engine. An engine is one module in `engines` with an `ENGINE` of this kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from voiceroutine.voice.base import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceInfo:
    """A voice as `voiceroutine voices` lists it."""

    name: str
    engine: str
    languages: tuple[str, ...]
    """Lower-case tags (BCP 47); none where the voice does not say."""
    gender: str | None = None
    naturalness: float | None = None
    """From 1 to 5, as measured by `bench/voices.py`; None where nobody has measured it."""
    ready: bool = True
    note: str = ""
    """What it is, or what it takes to have it."""
    by_hand: str = ""
    """How to get it where this machine is not online."""


@dataclass(frozen=True, slots=True)
class Found:
    """The voice that a name means."""

    voice: Voice
    languages: tuple[str, ...]
    """What it speaks: lower-case tags; none if any language, or if it does not say."""


class Engine(ABC):
    """A speech engine and its voices. Nothing here may import the engine's own library before it is needed."""

    name: ClassVar[str]
    """What it is called, and what stands before the colon of `piper:<path to .onnx>`."""
    rank: ClassVar[int]
    """Its place in lists and among what `auto` takes; the lowest comes first."""
    argument: ClassVar[str | None] = None
    """What is written after `name:`, for people: `<path to .onnx>`. None if all its voices have plain names."""
    example: ClassVar[str] = ""
    """A whole name that could be written: `system:gmw/en-us`."""

    def names(self) -> Sequence[str]:
        """Return the plain names it answers to, without a colon, for lists and suggestions."""
        return ()

    def find(self, name: str, language: str) -> Found | None:
        """Return the voice with a plain name, or None if it has none of that name.

        Args:
            name: A name without a colon.
            language: What is to be spoken (BCP 47), where the name leaves the voice open, as `system` does.

        Raises:
            WrongLanguageError: The name leaves the voice open, and none speaks the language.
        """
        del name, language
        return None

    def resolve(self, rest: str, folder: Path) -> Found:
        """Return the voice of `name:rest`. Called only where `argument` is set; `rest` is not empty.

        Args:
            rest: What follows the colon.
            folder: What a relative path is relative to.

        Raises:
            VoiceUnavailableError: The engine is not installed.
            VoiceError: `rest` means no voice, or several.
        """
        raise NotImplementedError

    def lasting(self, rest: str) -> str:
        """Return `rest` as it can be kept for later: a relative path becomes absolute."""
        return rest

    @abstractmethod
    def rows(self, language: str | None) -> Sequence[VoiceInfo]:
        """Return its voices as `voiceroutine voices` lists them; those of other languages may be left out."""

    def auto(self, language: str, *, preceded: bool) -> Sequence[Voice]:
        """Return what `auto` may take for a language, the best first.

        Args:
            language: What is to be spoken (BCP 47).
            preceded: Whether another engine has a voice that is tried first. This one then need not start to find out
                whether it speaks the language.

        Raises:
            WrongLanguageError: It has no voice that speaks the language.
        """
        del language, preceded
        return ()
