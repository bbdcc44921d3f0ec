"""The recordings of a script: cues that somebody says in their own voice, in place of the script's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from voiceroutine.document.problems import FaultyScriptError, Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from voiceroutine.script.loader import Script
    from voiceroutine.voice.clips import Clips

MOST_FILES = 500
"""In one script. Each is read whole whenever its session is asked for."""


def use_recordings(script: Script, clips: Clips) -> None:
    """Have the clips of a script use its recordings, as far as they can be used. Those that are new are decoded.

    Raises:
        FaultyScriptError: There are too many, or two of one name.
        EncodeError: ffmpeg is missing or failed.
        OutputError: Their clips cannot be kept in the cache.
    """
    files: dict[str, Path] = {}
    findings: list[Finding] = []
    for field, name, file in script.recordings():
        if len(files) == MOST_FILES and name not in files:
            message = f"a script can have {MOST_FILES} recordings, and this is one more"
            findings.append(Finding(code="recording", message=message, path=field, hint="use fewer of them"))
            break
        if files.setdefault(name, file) != file:
            message = f"two scripts of different folders have a recording `{name}` here"
            hint = "give one of the two another name"
            findings.append(Finding(code="recording", message=message, path=field, hint=hint))
    if findings:
        raise FaultyScriptError(map(script.problem, findings))
    if not files:
        return
    from voiceroutine.audio.recordings import recorded_cue

    for name, file in files.items():
        clips.record(name, partial(recorded_cue, file))


def unused_recordings(script: Script, clips: Clips, asked: Collection[str | None] | None = None) -> Iterator[Finding]:
    """Yield a warning for each recording that cannot be used: the voice says its words.

    Args:
        script: Has the recordings.
        clips: Its clips.
        asked: The names of those that matter; by default all.
    """
    for field, name, _ in script.recordings():
        error = clips.refused.get(name)
        if error and (asked is None or name in asked):
            message = f"{error.message}; the voice says these words"
            hint = error.hint or "put the file there, or take `recording` out"
            yield Finding(code="no-recording", message=message, path=field, hint=hint, severity="warning")
