"""Gets ready to make a session: loads what takes a while and does not depend on the script."""

from __future__ import annotations

from contextlib import suppress

from voiceroutine.app.preview import plan_session
from voiceroutine.app.speech import clips_for, voices_for
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.library import Library, Shelf, bundled_folder
from voiceroutine.script.loader import load_script
from voiceroutine.voice.base import VoiceUnavailableError
from voiceroutine.voice.guard import spoken

_SCRIPT = "desk-3"
"""Any of the bundled scripts would do: the voice is the user's default, and the disclaimer the same in each."""


def warm_up() -> None:
    """Load the default voice, and what masters and encodes, so that the next session need not wait for them.

    The disclaimer is spoken, if it never was. What fails is not told: it fails again when a session is made.
    """
    from voiceroutine.audio import render
    from voiceroutine.session import tags  # noqa: F401 the libraries that draw and tag are loaded with it

    with suppress(VoiceroutineError):
        render.render_key(())
        script = load_script(_SCRIPT, Library((Shelf(bundled_folder(), "bundled"),)))
        disclaimer = next(plan_session(script)[0].texts())
        for voice in voices_for(script, None):
            clips = clips_for(script, voice)
            with suppress(VoiceUnavailableError):  # then the next one speaks
                clips.prepare([disclaimer])
                list(spoken(voice, ["Ready."], clips.pace))  # the disclaimer may have come from the cache
                break
