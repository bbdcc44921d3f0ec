"""Music must be soft under speech, for those who hear badly as well.

WCAG 2.2, success criterion 1.4.7, Low or No Background Audio: at least 20 dB lower than the speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "loud-music"
SEVERITY = "warning"

SOFT_BELOW_VOICE_DB = 20
"""WCAG 2.2, success criterion 1.4.7."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault where the music's level and ducking together leave it nearer than 20 dB to the voice."""
    music = context.routine.music
    if music and (below_db := music.below_voice_db) < SOFT_BELOW_VOICE_DB:
        enough_db = SOFT_BELOW_VOICE_DB + music.level
        yield Fault(
            path=("music", "duck"),
            message=f"the music is {below_db:g} dB softer than the voice while the voice speaks",
            hint=f"people who hear badly need {SOFT_BELOW_VOICE_DB} dB: write `duck: {enough_db:g}dB` or more, "
            "or lower its `level`",
        )
