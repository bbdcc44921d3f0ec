"""The child process in which pyttsx3 runs: a job as JSON on stdin, an answer as JSON on stdout.

The job `{"list": true}` is answered with `{"engine", "default", "voices": [...]}`. The job `{"voice", "pace", "cues":
[[text, file], ...]}` speaks each text into its file and is answered with `{}` or `{"error": ...}`. The answer
`{"unavailable": ...}` means that there is no engine. What is said here about pyttsx3's drivers holds for 2.98 and 2.99.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import locale
import math
import os
import platform
import re
import sys
import threading
from importlib import metadata
from typing import Any

WORDS_PER_MINUTE = 165
"""pyttsx3's rate at pace 1.0: calm speech."""
_SAPI_BASE, _SAPI_STEP = 156.63, 1.11
"""How pyttsx3 turns words per minute into SAPI's steps: log(rate / base) / log(step), cut to a whole number."""
_SAPI_STEPS_TO_TRIPLE = 10
"""SAPI's rate goes from -10 to 10, from a third of a voice's own speed to three times it (SAPI 5.3, `SetRate`)."""
_FINISH_S = 5.0
_FINISH_S_PER_CHARACTER = 0.02
"""How long to wait for an utterance after the engine's own wait; espeak-ng takes about 0.2 ms a character."""
_CUE_S = 10.0
_CUE_S_PER_CHARACTER = 0.1
"""How long one cue may take before the engine is taken to hang: as long as reading it aloud takes, and ten seconds."""


def main() -> None:
    """Do one job."""
    job = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what pyttsx3 prints goes to stderr
    answers.write(json.dumps(_answer(job)))
    answers.flush()
    # everything is written: skip the clean-up, in which a speech library may hang or crash
    os._exit(0)


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    try:
        engine = _engine()
        driver = str(engine)
        if job.get("list"):
            voices = [described(voice, driver) for voice in engine.getProperty("voices")]
            return {"engine": _version(driver), "default": engine.getProperty("voice"), "voices": voices}
        _set_up(engine, driver, job["voice"], rate(driver, job["pace"]))
    except Exception as error:  # noqa: BLE001 engines fail in ways of their own; then there is none
        return {"unavailable": _words(error)}
    try:
        return speak(engine, driver, job["cues"])
    except Exception as error:  # noqa: BLE001 the parent checks every file, and tries missing ones again
        return {"error": _words(error)}


def speak(engine: Any, driver: str, cues: list[list[str]]) -> dict[str, Any]:
    """Speak each text into its file; return the answer: empty, or with the last thing that went wrong."""
    finished = threading.Event()
    answer: dict[str, Any] = {}
    engine.connect("finished-utterance", lambda **_: finished.set())
    # pyttsx3 catches what a driver raises, and reports it only this way
    engine.connect("error", lambda exception, **_: answer.update(error=_words(exception)))
    for text, file in cues:
        limit_s = _CUE_S + len(text) * _CUE_S_PER_CHARACTER
        watchdog = threading.Timer(limit_s, _give_up, [limit_s])
        watchdog.daemon = True
        watchdog.start()
        finished.clear()
        engine.save_to_file(text, file)
        engine.runAndWait()
        if driver == "espeak":
            # espeak speaks in a thread of its own, and runAndWait may return too early. NSSpeech has finished by then;
            # SAPI writes the file at once, and reports an end only when it speaks aloud.
            limit_s = _FINISH_S + len(text) * _FINISH_S_PER_CHARACTER
            if not finished.wait(limit_s):
                answer["error"] = f"it had not finished after {limit_s:.0f} s"
                with contextlib.suppress(OSError):  # part of a cue is worse than none: the parent tries again
                    os.unlink(file)  # noqa: PTH108 the child imports no more than it must
        watchdog.cancel()
    return answer


def _give_up(limit_s: float) -> None:
    """End this process: the engine hangs in its own code, and cannot be interrupted."""
    sys.stderr.write(f"it was silent for {limit_s:.0f} s\n")
    sys.stderr.flush()
    os._exit(3)


def _words(error: BaseException) -> str:
    return f"{error}" or type(error).__name__


def _engine() -> Any:
    if sys.platform.startswith("linux"):
        _load_espeak()
    import pyttsx3

    return pyttsx3.init()


def _load_espeak() -> None:
    """Load an espeak-ng library under the name that pyttsx3 loads: the system's, else the one from espeakng-loader."""
    try:
        ctypes.CDLL("libespeak-ng.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError:
        import espeakng_loader

        os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def _set_up(engine: Any, driver: str, voice: str | None, words_per_minute: int) -> None:
    if driver == "espeak":
        # Set through the engine, both would wait in its queue until runAndWait, which then cancels what espeak's
        # thread has not done yet: about one child in a hundred spoke at the previous rate.
        from pyttsx3.drivers import _espeak
        from pyttsx3.drivers.espeak import EspeakDriver

        if voice:
            EspeakDriver.setProperty("voice", voice)
        EspeakDriver.setProperty("rate", words_per_minute)
        _espeak.Synchronize()
        return
    if voice:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", words_per_minute)


def rate(driver: str, pace: float) -> int:
    """Return pyttsx3's rate, in words per minute, at which a driver's voices speak at `pace`.

    espeak-ng keeps to its words per minute: over ten cues, 0.5 was heard as 0.52, 0.75 as 0.76, 1.25 as 1.25, 1.5 as
    1.50 and 2.0 as 2.03 (it goes no slower than 80). So does NSSpeech, by its documentation. SAPI has steps, of which
    the nearest is taken.
    """
    if driver != "sapi5":
        return round(WORDS_PER_MINUTE * pace)
    steps = round(_SAPI_STEPS_TO_TRIPLE * math.log(pace, 3))
    # half a step farther from 0, because pyttsx3 cuts off the fraction
    return round(_SAPI_BASE * math.pow(_SAPI_STEP, steps + (steps and math.copysign(0.5, steps))))


def described(voice: Any, driver: str) -> dict[str, Any]:
    """Return a voice of pyttsx3 as it stands in an answer; its languages are lower-case tags (`pt-br`)."""
    tags = [tag for given in voice.languages or () if (tag := language_tag(given, driver))]
    # NSSpeech has VoiceGenderFemale, the others Female
    gender = re.search(r"female|male", str(voice.gender or "").lower())
    return {
        "id": voice.id,
        "name": voice.name or voice.id,
        "languages": tags,
        "gender": gender.group() if gender else None,
    }


def language_tag(given: Any, driver: str) -> str | None:
    """Return a language, as a driver gives it, as a lower-case tag, or None if there is none.

    espeak gives a tag, in older versions of pyttsx3 as bytes that begin with its priority; NSSpeech gives a locale
    (`en_US`); SAPI gives a tag, or the number of one that Windows does not know, or in older versions of pyttsx3
    hexadecimal numbers (`409;9`).
    """
    text = given.decode("utf-8", "replace") if isinstance(given, bytes) else str(given or "")
    text = re.sub(r"^[\x00-\x1f]", "", text).strip()
    if driver == "sapi5":
        number = re.fullmatch(r"Unknown Locale: ([0-9]+)", text)
        hexadecimal = re.fullmatch(r"([0-9A-Fa-f]{1,5})(?:;.*)?", text)
        if number or hexadecimal:
            code = int(number[1]) if number else int(hexadecimal[1], 16) if hexadecimal else 0
            text = locale.windows_locale.get(code, "")
    text = text.replace("_", "-").lower()
    return text if re.fullmatch(r"[a-z]{2,8}(-[a-z0-9]+)*", text) and text != "unknown" else None


def _version(driver: str) -> str:
    """Return the speech library with its version, which decides how a voice sounds."""
    library = ""
    if driver == "espeak":
        from pyttsx3.drivers import _espeak

        library = f"espeak-ng {_espeak.Info(None).decode(errors='replace')}"
        with contextlib.suppress(metadata.PackageNotFoundError):
            if os.environ.get("ESPEAK_DATA_PATH"):
                library += f" (espeakng-loader {metadata.version('espeakng-loader')})"
    elif driver == "nsss":
        library = f"macOS {platform.mac_ver()[0]}"
    else:
        library = f"{platform.system()} {platform.version()}"
    return f"{library}, pyttsx3 {metadata.version('pyttsx3')} {driver}"


if __name__ == "__main__":
    main()
