"""Gets ready to make a session: loads what takes a while and does not depend on the script."""

from __future__ import annotations

from contextlib import suppress

from voiceroutine.app.preview import plan_session, rehearse
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.library import Library, Shelf, bundled_folder
from voiceroutine.script.loader import load_script
from voiceroutine.voice.guard import spoken

_SCRIPT = "desk-3"
"""The shortest of the bundled scripts."""


def warm_up() -> None:
    """Load the default voice, and what masters and encodes, so that the next session need not wait for them.

    The disclaimer is spoken, if it never was. What fails is not told: it fails again when a session is made.
    """
    from voiceroutine.audio import render
    from voiceroutine.session import tags  # noqa: F401 the libraries that draw and tag are loaded with it

    bundled = Library((Shelf(bundled_folder(), "bundled"),))
    with suppress(VoiceroutineError):
        render.render_key(())
        script = load_script(_SCRIPT, bundled)
        clips, _ = rehearse(script, plan_session(script), None, SilentReporter())
        for _ in spoken(clips.voice, ["Ready."], clips.pace):  # all else may have come from the cache
            pass
