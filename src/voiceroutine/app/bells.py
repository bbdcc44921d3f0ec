"""The bells of a script that are sound files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.audio.bells import Bells, FileBell, file_bell
from voiceroutine.audio.sound_file import SoundFileError
from voiceroutine.document.problems import FaultyScriptError, Finding
from voiceroutine.script.values import sound_name

if TYPE_CHECKING:
    import pathlib

    from voiceroutine.script.loader import Script

MOST_FILES = 20
"""In one script. Each takes 2 MB of memory."""


def bells_for(script: Script) -> Bells:
    """Return a script's bells. Its sound files are read.

    Raises:
        FaultyScriptError: Some of them cannot be played.
        EncodeError: ffmpeg is missing.
    """
    found: dict[str, FileBell] = {}
    read: dict[pathlib.Path, FileBell] = {}
    findings: dict[pathlib.Path, Finding] = {}
    for path, file in script.sounds():
        name = sound_name(file.name)
        if file in findings:
            continue
        try:
            bell = read[file] = read.get(file) or file_bell(file)
        except SoundFileError as error:
            findings[file] = Finding(code="sound", message=error.message, path=path, hint=error.hint)
            continue
        if found.setdefault(name, bell).key != bell.key:
            message = f"another sound of this script is called {name}, too, and sounds different"
            findings[file] = Finding(
                code="sound", message=message, path=path, hint="give one of the files another name"
            )
    if findings:
        raise FaultyScriptError(script.problem(finding) for finding in findings.values())
    return Bells(found)
