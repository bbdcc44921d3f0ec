"""Whose word counts: the command's, the environment's, the script's, the user's default, or nobody's."""

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
    """The voice that is wanted, and by whom."""

    name: str
    by_script: bool = False
    general: str | None = None
    """What set it for all scripts at once, as words for the user; None for who meant this one."""


def choose(asked: str | None, own: str = "auto") -> Choice:
    """Return the voice that is wanted.

    Args:
        asked: What the command says.
        own: What the script says.
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
    """Return the voices of a choice, as `candidates` does, and what the user should know.

    A voice that was set for all scripts and does not speak the language of this one gives way to the best that does.
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
