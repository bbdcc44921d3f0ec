"""The child process in which pyttsx3 runs: a job as JSON on stdin, an answer as JSON on stdout.

`{"list": true}` answers `{"voices": [...]}`. `{"voice", "rate", "cues": [[text, file], ...]}` speaks each text
into its file and answers `{}` or `{"error": ...}`. `{"unavailable": ...}` means that there is no engine.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import threading
from typing import Any

_FINISH_S = 5.0
_FINISH_S_PER_CHARACTER = 0.02
"""How long to wait for an utterance after the engine's own wait; espeak-ng takes about 0.2 ms a character."""


def main() -> None:
    """Do one job."""
    job = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what pyttsx3 prints goes to stderr
    answers.write(json.dumps(_answer(job)))
    answers.flush()
    # without the clean-up that a speech library may hang or crash in: everything is written
    os._exit(0)


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    try:
        engine = _engine()
        if job.get("list"):
            return {"voices": [_described(voice) for voice in engine.getProperty("voices")]}
        if job["voice"]:
            engine.setProperty("voice", job["voice"])
        engine.setProperty("rate", job["rate"])
    except Exception as error:  # noqa: BLE001 every engine fails in its own way, and none is there then
        return {"unavailable": _words(error)}
    finished = threading.Event()
    engine.connect("finished-utterance", lambda **_: finished.set())
    try:
        for text, file in job["cues"]:
            finished.clear()
            engine.save_to_file(text, file)
            engine.runAndWait()
            # espeak speaks in a thread of its own, and runAndWait may come back before it has done
            finished.wait(_FINISH_S + len(text) * _FINISH_S_PER_CHARACTER)
    except Exception as error:  # noqa: BLE001 the parent checks every file, and tries again what is missing
        return {"error": _words(error)}
    return {}


def _words(error: Exception) -> str:
    return f"{error}" or type(error).__name__


def _engine() -> Any:
    if sys.platform.startswith("linux"):
        _load_espeak()
    import pyttsx3

    return pyttsx3.init()


def _load_espeak() -> None:
    """Make an espeak-ng library known under the name that pyttsx3 loads: the system's, else the bundled one."""
    try:
        ctypes.CDLL("libespeak-ng.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError:
        import espeakng_loader

        os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def _described(voice: Any) -> dict[str, Any]:
    languages = [tag.decode(errors="replace") if isinstance(tag, bytes) else str(tag) for tag in voice.languages or []]
    return {"id": voice.id, "name": voice.name, "languages": languages}


if __name__ == "__main__":
    main()
