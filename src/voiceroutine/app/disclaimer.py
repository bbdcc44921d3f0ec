"""Compares the disclaimer that is heard in a session with what its voice says now."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.errors import VoiceroutineError
from voiceroutine.voice.catalogue import candidates, voices
from voiceroutine.voice.clips import Clips

if TYPE_CHECKING:
    from voiceroutine.audio.cues import Mono16
    from voiceroutine.session.record import Provenance
    from voiceroutine.voice.base import Voice

LEAST_LIKENESS = 0.8
"""The same words by the same voice have 0.98 or more, over music too; other words 0.4 at most."""
_MOST_SPOKEN = 8
"""Disclaimers that are kept in memory, of 3 MB or so each."""
_SPOKEN: dict[tuple[str, str, float, str], Mono16] = {}
"""What this process has spoken for comparing, by all that decides how it sounds."""


def compared(text: str, heard: Mono16, made: Provenance) -> tuple[str, bool]:
    """Return what comes of comparing a disclaimer with a clip that is spoken anew, and whether that is good.

    Where the voice is not here, or another version of it is, nothing can be compared, which is no fault of the session.

    Args:
        text: The disclaimer.
        heard: Shape (frames,), 48 kHz.
        made: What the session says of its making. A stranger may have written it: no file that it names is opened, and
            nothing is downloaded for it.
    """
    from voiceroutine.audio.cues import likeness

    try:
        voice = _present(made.voice)
        if voice is None or voice.engine != made.engine or made.pace is None:
            return f"`{made.voice}`, as it was then, is not here, and not compared", True
        alike = likeness(heard, _spoken_anew(voice, made.pace, text))
    except VoiceroutineError as error:
        return f"not compared: {error.message}", True
    good = alike >= LEAST_LIKENESS
    return f"{'as' if good else 'not as'} `{made.voice}` says it ({alike:.2f} alike)", good


def _present(name: str) -> Voice | None:
    """Return the voice of that name if it is on this machine and ready to speak."""
    row = next((row for row in voices() if row.name == name and row.ready), None)
    if row is None:
        return None
    voice = candidates(name, next(iter(row.languages), "en"))[0]
    return voice if voice.name == name and voice.download_notice is None else None


def _spoken_anew(voice: Voice, pace: float, text: str) -> Mono16:
    """Return the clip of a text, whatever the cache has. Most sessions share one, which is spoken once for them all."""
    from voiceroutine.audio.master import MASTER_VERSION, master
    from voiceroutine.cache import Cache

    key = (voice.engine, voice.name, pace, text)
    if key not in _SPOKEN:
        with tempfile.TemporaryDirectory(prefix="voiceroutine-") as folder:
            clip = Clips(voice, pace, str, master, MASTER_VERSION, Cache(Path(folder))).load(text)
        if len(_SPOKEN) >= _MOST_SPOKEN:
            _SPOKEN.clear()
        _SPOKEN[key] = clip
    return _SPOKEN[key]
