"""Check a script: everything that is wrong with it or doubtful, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.app.beds import beds_for, prepare
from voiceroutine.app.preview import plan_session, rehearse
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.document.comments import swallowed
from voiceroutine.document.problems import FaultyScriptError, Problem, in_order
from voiceroutine.script.checks.base import WarningContext
from voiceroutine.script.checks.registry import warnings_in
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import Script, is_stretch, load_alone, load_script
from voiceroutine.script.wording import language_of

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.script.library import Library


def check(
    script: str | Path, *, library: Library | None = None, reporter: Reporter | None = None
) -> tuple[Problem, ...]:
    """Return every problem of a script, or of a library stretch, by file, line and column.

    Cues that must fit into a time are spoken; the lengths of the others are guessed. Nothing is rendered.

    >>> import voiceroutine
    >>> voiceroutine.check("neck")
    ()

    Args:
        script: Its name or its path.
        library: Where scripts are looked for; by default as for `preview`.
        reporter: Is told how far it is.

    Raises:
        ScriptNotFoundError: There is no such script.
        VoiceError: The voice cannot speak, so that it is unknown what fits.
    """
    library = library or default_library()
    path = library.find_script(str(script))
    try:
        loaded = load_alone(path) if is_stretch(path) else load_script(path, library)
        plans = plan_session(loaded)
        _, guess = rehearse(loaded, plans, None, reporter or SilentReporter())
    except FaultyScriptError as error:
        return error.problems
    language = language_of(loaded.routine)
    context = WarningContext(
        routine=loaded.routine,
        phrases=language.phrases,
        words=language.checks,
        duration_ms=guess.timeline.duration_ms,
        written_in=loaded.written_in,
    )
    findings = [*map(loaded.tolerated, guess.timeline.findings), *warnings_in(context)]
    beside = (*_music_problems(loaded), *swallowed(loaded.document))
    return in_order((*beside, *(loaded.problem(finding) for finding in findings)))


def _music_problems(script: Script) -> tuple[Problem, ...]:
    try:
        prepare(script, beds_for(script))
    except FaultyScriptError as error:
        return error.problems
    return ()
