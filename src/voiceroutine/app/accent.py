"""Tells if a script's language names a region, and the voice that was found for it speaks as in another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.problems import Finding, one_of
from voiceroutine.errors import VoiceError
from voiceroutine.language.tags import comparable, spoken
from voiceroutine.voice.catalogue import accents_of, voices
from voiceroutine.voice.choice import choose

if TYPE_CHECKING:
    from voiceroutine.script.loader import Script
    from voiceroutine.voice.base import Voice


def other_accent(script: Script, voice: Voice, asked: str | None) -> tuple[Finding, ...]:
    """Return a warning if nobody chose the voice, and it has another accent than the script's language.

    Args:
        script: Its `language` may name a region: `en-GB`.
        voice: It speaks.
        asked: The voice that the command names, or None.
    """
    language = script.routine.language
    wanted = comparable(language)
    if "-" not in wanted or choose(asked, script.routine.voice).name != "auto":
        return ()
    try:
        accents = [tag for tag in accents_of(voice.name) if spoken(tag) == spoken(language)]
    except VoiceError:  # it cannot be asked; whoever has it speak is told
        return ()
    if not accents or any(wanted.startswith(tag) or tag.startswith(wanted) for tag in accents):
        return ()
    there = [row.name for row in voices(language) if wanted in map(comparable, row.languages)]
    if there:
        hint = f"choose a `voice` that does: {one_of(there)} (`voiceroutine voices` says what each needs)"
    else:
        hint = "`voiceroutine voices` lists the voices of this machine"
    return (
        Finding(
            code="other-accent",
            severity="warning",
            path=("language",),
            message=f"`{voice.name}` speaks this as in `{accents[0]}`, and not as in `{language}`",
            hint=f"{hint}; or `allow: [other-accent]`",
        ),
    )
