"""From a script to what plays under its voice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.audio.ambience import keep_awake
from voiceroutine.audio.music import BedError, music
from voiceroutine.script.parts import OWN_BEDS, Music
from voiceroutine.script.problems import FaultyScriptError, Finding
from voiceroutine.script.values import turned_off

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.audio.bed import Bed
    from voiceroutine.script.loader import Script


def with_music(script: Script, wanted: str | None) -> Script:
    """Return `script` with other music than its own, unless `wanted` is None.

    Args:
        script: Its level, ducking and fade stay.
        wanted: A sound file as seen from here, the name of a bed of ours, or `none`.
    """
    if wanted is None:
        return script
    file = wanted if wanted in OWN_BEDS else str(Path(wanted).absolute())
    own = script.routine.music or Music(file=OWN_BEDS[0])
    changed = None if turned_off(wanted) else own.model_copy(update={"file": file})
    return replace(script, routine=script.routine.model_copy(update={"music": changed}))


def beds_for(script: Script, *, written: bool = True, preparing: Callable[[], None] | None = None) -> tuple[Bed, ...]:
    """Return what plays under a script's voice.

    Args:
        script: Says what.
        written: Whether its music stands in the script, so that what is wrong with it is the script's problem.
        preparing: Is called if that takes a while.

    Raises:
        FaultyScriptError: The music cannot be played.
        BedError: The same, of music that does not stand in the script.
        VoiceroutineError: The machine does not allow it.
    """
    beds = []
    wanted, file = script.routine.music, script.music
    if wanted and file:
        try:
            beds.append(
                music(file, level_db=wanted.level, duck_db=wanted.duck, fade_ms=wanted.fade, preparing=preparing)
            )
        except BedError as error:
            if not written:
                raise
            finding = Finding(code="music", message=error.message, path=("music", "file"), hint=error.hint)
            raise FaultyScriptError([script.problem(finding)]) from error
    if script.routine.keep_awake:
        beds.append(keep_awake())
    return tuple(beds)
