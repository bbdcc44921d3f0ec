"""The user's default voice."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from voiceroutine.config import change_setting
from voiceroutine.voice.base import WrongLanguageError
from voiceroutine.voice.catalogue import candidates, lasting

if TYPE_CHECKING:
    from voiceroutine.app.reporter import Reporter


def set_default_voice(name: str, reporter: Reporter | None = None) -> None:
    """Make `name` the voice that speaks if the command, `VOICEROUTINE_VOICE` and the script choose none.

    Args:
        name: As `voices` lists it; a relative path is made absolute.
        reporter: Told what will be downloaded.

    Raises:
        VoiceError: There is no such voice.
        VoiceroutineError: The settings cannot be written.
    """
    name = lasting(name)
    with suppress(WrongLanguageError):  # it exists; scripts in another language get another voice
        notice = candidates(name)[0].download_notice
        if notice and reporter:
            reporter.note(notice)
    change_setting("voice", name)
