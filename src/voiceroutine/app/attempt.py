"""Try to make the session of one script of several, and say what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.app.beside import earlier_files, require_own_beside
from voiceroutine.app.convert import convert_session
from voiceroutine.app.make import make_unpruned
from voiceroutine.app.split import split_session
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.loader import BaseScriptError

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.app.make import MakeOptions, Session
    from voiceroutine.app.reporter import Reporter
    from voiceroutine.script.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one script of several."""

    script: Path
    session: Session | None = None
    """None if it was not made."""
    converted: Path | None = None
    """The session in the format that was asked for; the MP3 itself, if that is it."""
    playlist: Path | None = None
    """The playlist of its chapters, if it was to be split."""
    error: VoiceroutineError | None = None
    """What went wrong. Without it and without a session, the script is a base that only others extend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is done with each script."""

    options: MakeOptions
    form: str
    """One of `session_formats()`."""
    split: bool
    library: Library


def attempt(script: Path, task: Task, reporter: Reporter) -> Outcome:
    """Make the session of a script; what a user can cause to go wrong is told in its outcome."""
    session = None
    try:
        require_own_beside(script, task.options, form=task.form, split=task.split)
        session = make_unpruned(script, task.options, library=task.library, reporter=reporter)
        converted = convert_session(session.path, task.form, force=task.options.force)
        playlist = split_session(session.path, force=task.options.force) if task.split else None
        for line in earlier_files(session.path):
            reporter.note(line)
    except BaseScriptError:
        reporter.note(f"{script} is a base for other scripts, and has no session of its own")
        return Outcome(script=script)
    except VoiceroutineError as error:
        return Outcome(script=script, session=session, error=error)
    except MemoryError:
        message, hint = "there is not enough memory for this session", "make fewer at a time (--jobs)"
        return Outcome(script=script, session=session, error=VoiceroutineError(message, hint))
    return Outcome(script=script, session=session, converted=converted, playlist=playlist)
