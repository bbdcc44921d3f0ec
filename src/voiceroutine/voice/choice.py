"""Which voice setting wins: the command's, the environment's, the script's, the user's default, or `auto`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.config import setting
from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import VoiceUnavailableError, WrongLanguageError
from voiceroutine.voice.catalogue import candidates

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.voice.base import Voice

VARIABLE = "VOICEROUTINE_VOICE"


@dataclass(frozen=True, slots=True)
class Choice:
    """The voice that is wanted, and where that was set."""

    name: str
    by_script: bool = False
    general: str | None = None
    """What set it for all scripts at once, in words for the user; None if it was chosen for this script."""


def choose(asked: str | None, own: str = "auto") -> Choice:
    """Return the voice that is wanted.

    Args:
        asked: The voice that the command names, or None.
        own: The voice that the script names.
    """
    if asked is not None:
        return Choice(asked)
    if named := os.environ.get(VARIABLE, "").strip():
        return Choice(named, general=f"`{VARIABLE}`")
    if own != "auto":
        return Choice(own, by_script=True)
    if default := setting("voice"):
        return Choice(default, general="your default")
    return Choice("auto")


def voices_of(choice: Choice, language: str, folder: Path | None = None) -> tuple[tuple[Voice, ...], str | None]:
    """Return the voices of a choice, as `candidates` does, and a note for the user or None.

    A voice that was set for all scripts gives way to the best voice for this one if it does not speak its language.
    """
    try:
        return candidates(choice.name, language, folder if choice.by_script else None), None
    except WrongLanguageError as error:
        if choice.general is None:
            raise
        best = candidates("auto", language)
        return best, f"{error.message}: `{best[0].name}` speaks instead of {choice.general}"
    except VoiceUnavailableError:
        raise
    except VoiceError as error:
        if choice.general is None:
            raise
        raise VoiceError(f"{choice.general} is wrong: {error.message}", error.hint) from error
