"""What plays under a script's voice: its music, or the music that the command names, and the noise of `keep_awake`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.audio.ambience import keep_awake
from voiceroutine.audio.music import BedError, music
from voiceroutine.document.problems import FaultyScriptError, Finding
from voiceroutine.script.parts import OWN_BEDS, Music
from voiceroutine.script.values import turned_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from voiceroutine.audio.bed import Bed
    from voiceroutine.script.loader import Script


_AUDIBLE_DB = 0.5
"""A smaller change is hardly heard, and not worth a note."""


def with_music(script: Script, wanted: str | None) -> Script:
    """Return `script` with other music than its own, unless `wanted` is None.

    Args:
        script: Its music's level, ducking and fade are kept.
        wanted: A sound file, relative to the current folder; the name of a bundled bed; or `none`.
    """
    if wanted is None:
        return script
    file = wanted if wanted in OWN_BEDS else str(Path(wanted).absolute())
    own = script.routine.music or Music(file=OWN_BEDS[0])
    changed = None if turned_off(wanted) else own.model_copy(update={"file": file})
    return replace(script, routine=script.routine.model_copy(update={"music": changed}), music_from="command")


def beds_for(script: Script, preparing: Callable[[], None] | None = None) -> tuple[Bed, ...]:
    """Return what plays under a script's voice. A music file is read for its bed's key; nothing is prepared yet.

    Args:
        script: May have other music than its own, by `with_music`.
        preparing: Called before the sound of a bed is prepared, if that takes a while.

    Raises:
        FaultyScriptError: The script's music is missing.
        BedError: The command's music is missing.
        EncodeError: ffmpeg is missing.
    """
    beds = []
    wanted, file = script.routine.music, script.music
    if wanted and file:
        with _blaming(script):
            bed = music(file, level_db=wanted.level, duck_db=wanted.duck, fade_ms=wanted.fade, preparing=preparing)
        beds.append(bed)
    if script.routine.keep_awake:
        beds.append(keep_awake())
    return tuple(beds)


def prepare(script: Script, beds: Iterable[Bed]) -> None:
    """Prepare the sound of a script's beds now, so that faulty music is found before anything is spoken.

    Raises:
        FaultyScriptError: The script's music cannot be played.
        BedError: The command's music cannot be played.
        VoiceroutineError: The machine does not allow it.
    """
    with _blaming(script):
        for bed in beds:
            bed.sound  # noqa: B018 it is prepared when it is first read


def remarks_on(beds: Iterable[Bed]) -> Iterator[str]:
    """Yield what was done to the sound of beds that are prepared, where their listener would hear it."""
    for bed in beds:
        if bed.sound.softened_db >= _AUDIBLE_DB:
            yield (
                f"the loudest moments of the music are made softer, by {bed.sound.softened_db:.0f} dB at most, "
                "so that the voice is heard above them"
            )


@contextmanager
def _blaming(script: Script) -> Iterator[None]:
    """Turn an error in the script's own music into a problem at its place in the script."""
    try:
        yield
    except BedError as error:
        if script.music_from == "command":
            raise
        finding = Finding(code="music", message=error.message, path=("music", "file"), hint=error.hint)
        raise FaultyScriptError([script.problem(finding)]) from error
