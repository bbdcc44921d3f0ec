"""The bells of a script that are sound files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.audio.bells import Bells, FileBell, file_bell
from voiceroutine.audio.sound_file import SoundFileError
from voiceroutine.document.problems import FaultyScriptError, Finding
from voiceroutine.script.values import sound_name

if TYPE_CHECKING:
    from voiceroutine.document.nodes import Path
    from voiceroutine.script.loader import Script

MOST_FILES = 20
"""In one script. Each takes 2 MB of memory."""


MOST_FILES = 20
"""In one script. Each takes 2 MB of memory."""


def bells_for(script: Script) -> Bells:
    """Return a script's bells. Its sound files are read.

    Raises:
        FaultyScriptError: Some of them cannot be played.
        EncodeError: ffmpeg is missing.
    """
    found: dict[str, FileBell] = {}
    findings: list[Finding] = []
    first = {file: path for path, file in reversed([*script.sounds()])}  # where each is named first
    for file, path in reversed(first.items()):
        if len(found) == MOST_FILES:
            message = f"a script can have {MOST_FILES} sound files, and this is one more"
            findings.append(_finding(path, message, "use fewer of them"))
            break
        name = sound_name(file.name)
        try:
            bell = file_bell(file)
        except SoundFileError as error:
            findings.append(_finding(path, error.message, error.hint))
            continue
        if found.setdefault(name, bell).key != bell.key:
            message = f"another sound of this script is called {name}, too, and is not the same"
            findings.append(_finding(path, message, "rename one of the two files"))
    if findings:
        raise FaultyScriptError(map(script.problem, findings))
    return Bells(found)


def _finding(path: Path, message: str, hint: str | None) -> Finding:
    return Finding(code="sound", message=message, path=path, hint=hint)
