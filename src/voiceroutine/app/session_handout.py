"""Make the handout of a finished session: of the script that it was made from, if that is here and unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.app.others import remembered
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.adjustments import Adjustments
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import load_script
from voiceroutine.script.overlays.variables import PATIENT
from voiceroutine.session.tags import read_session_info

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.script.library import Library
    from voiceroutine.script.loader import Script
    from voiceroutine.session.record import Provenance


def session_script(path: Path, *, library: Library | None = None, refit: bool = True) -> Script | None:
    """Return the script of the session at `path`, with all that was adjusted and fitted for it.

    Args:
        path: The session.
        library: Where its script is looked for, if this machine does not remember where it lay; by default as for
            `preview`.
        refit: Whether to fit it again where the session was fitted to a length. The voice has to start for that.

    Returns:
        None if it is not here, says something else now, or cannot be adjusted in the same way.
    """
    try:
        info = read_session_info(path)
        return _script(path, info.provenance, library or default_library(), refit=refit) if info else None
    except (OSError, VoiceroutineError):  # the session, its script or its voice is not as it was
        return None


def _script(path: Path, made: Provenance, library: Library, *, refit: bool) -> Script | None:
    adjustments = Adjustments.of_options(made.options)
    source = remembered(path, made.fingerprint)
    if source is None or not source.is_file():  # its name may be a stranger's: on a shelf, and nowhere else
        source = library.scripts().get(made.script, (None, ""))[0]
    if adjustments is None or source is None or (made.changes and not refit):
        return None
    if load_script(source, library).sha256 != made.script_sha256:
        return None
    script = load_script(source, library, adjustments=adjustments)
    if not made.changes:
        return script
    from voiceroutine.app.fit import fit

    fitted = fit(script, made.voice)
    return fitted.script if fitted.changes == made.changes else None


def session_handout(path: Path, *, library: Library | None = None, refit: bool = True) -> bytes | None:
    """Return the handout of the session at `path`, a PDF; arguments and None as for `session_script`."""
    from voiceroutine.app.sheet import sheet_of
    from voiceroutine.paper.handout import print_handout

    script = session_script(path, library=library, refit=refit)
    info = read_session_info(path) if script else None
    if script is None or info is None:
        return None
    patient = script.vars.get(PATIENT, "")
    return print_handout(sheet_of(script, info.timeline, patient=patient), "a4").content
