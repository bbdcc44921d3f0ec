"""From a script to what plays under its voice."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from voiceroutine.audio.ambience import KEEP_AWAKE_KEY, keep_awake
from voiceroutine.audio.music import BedError, music, music_key
from voiceroutine.document.problems import FaultyScriptError, Finding
from voiceroutine.script.parts import OWN_BEDS, Music
from voiceroutine.script.values import turned_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from voiceroutine.audio.bed import Bed
    from voiceroutine.script.loader import Script


class _Wanted(TypedDict):
    level_db: float
    duck_db: float
    fade_ms: int


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
        with _told(script, written=written):
            beds.append(music(file, **_as_wanted(wanted), preparing=preparing))
    if script.routine.keep_awake:
        beds.append(keep_awake())
    return tuple(beds)


def bed_keys(script: Script, *, written: bool = True) -> tuple[str, ...]:
    """Return the keys of what `beds_for` would return, without preparing anything; errors as there."""
    keys = []
    wanted, file = script.routine.music, script.music
    if wanted and file:
        with _told(script, written=written):
            keys.append(music_key(file, **_as_wanted(wanted)))
    if script.routine.keep_awake:
        keys.append(KEEP_AWAKE_KEY)
    return tuple(keys)


def _as_wanted(wanted: Music) -> _Wanted:
    return {"level_db": wanted.level, "duck_db": wanted.duck, "fade_ms": wanted.fade}


@contextmanager
def _told(script: Script, *, written: bool) -> Iterator[None]:
    """Turn what is wrong with the music that a script names into a problem of the script."""
    try:
        yield
    except BedError as error:
        if not written:
            raise
        finding = Finding(code="music", message=error.message, path=("music", "file"), hint=error.hint)
        raise FaultyScriptError([script.problem(finding)]) from error
