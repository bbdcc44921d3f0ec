"""Music must be well below the voice while the voice speaks.

Nearer than `LEAST_BELOW_VOICE_DB` it covers words, and the sum of both could clip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "music-too-loud"
SEVERITY = "error"

LEAST_BELOW_VOICE_DB = 14


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault where the music's level and ducking together are too little."""
    music = context.routine.music if context.routine else None
    if music and (below_db := music.below_voice_db) < LEAST_BELOW_VOICE_DB:
        enough_db = LEAST_BELOW_VOICE_DB + music.level
        yield Fault(
            path=("music", "duck"),
            message=f"the music is only {below_db:g} dB softer than the voice while the voice speaks",
            hint=f"it must be at least {LEAST_BELOW_VOICE_DB} dB softer: write `duck: {enough_db:g}dB` or more, "
            "or lower its `level`",
        )
