"""Check a script: find everything that is wrong or doubtful, in one pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voiceroutine.app.accent import other_accent
from voiceroutine.app.beds import beds_for, prepare
from voiceroutine.app.bells import bells_for
from voiceroutine.app.fit import fit
from voiceroutine.app.preview import plan_session, problems_of, rehearse
from voiceroutine.app.recordings import unused_recordings
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.document.problems import FaultyScriptError, Problem, in_order
from voiceroutine.script.alone import is_stretch, load_alone
from voiceroutine.script.base import load_base
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import BaseScriptError, Script, is_written, load_script

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.script.library import Library


def check(
    script: str | Path, *, library: Library | None = None, reporter: Reporter | None = None
) -> tuple[Problem, ...]:
    """Return every problem in a script or a library stretch, sorted by file, line and column.

    Cues that must fit into a time are spoken; the lengths of the others are estimated. Nothing is rendered.

    >>> import voiceroutine
    >>> voiceroutine.check("neck")
    ()

    Args:
        script: Its name or its path.
        library: Where scripts are looked for; by default as for `preview`.
        reporter: Is told how far it is.

    Raises:
        ScriptNotFoundError: There is no such script.
        VoiceError: The voice cannot speak, so it is unknown what fits.
    """
    library = library or default_library()
    reporter = reporter or SilentReporter()
    path = library.find_script(str(script))
    try:
        loaded = _loaded(path, library, reporter)
        plans = plan_session(loaded)
        clips, guess = rehearse(loaded, plans, None, reporter)
        fit(loaded, None, reporter)  # whether it can have its length
    except FaultyScriptError as error:
        return error.problems
    further = (*other_accent(loaded, clips.voice, None), *unused_recordings(loaded, clips))
    found = problems_of(loaded, guess.timeline, further)
    sounds = (*_problems_of(lambda: prepare(loaded, beds_for(loaded))), *_problems_of(lambda: bells_for(loaded)))
    return in_order((*sounds, *filter(is_written, found)))


def _loaded(path: Path, library: Library, reporter: Reporter) -> Script:
    """Return the script at `path`; a library stretch, and a base without stretches, as a script of its own."""
    if is_stretch(path):
        return load_alone(path)
    try:
        return load_script(path, library)
    except BaseScriptError:
        reporter.note(f"{path} has no stretches of its own: it is a base for scripts that extend it")
        base = load_base(path, library)
        return replace(
            base, routine=base.routine.model_copy(update={"length": None})
        )  # that is for those who extend it


def _problems_of(made: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        made()
    except FaultyScriptError as error:
        return error.problems
    return ()
