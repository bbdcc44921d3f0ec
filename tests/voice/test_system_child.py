"""The child process of the system's voices, with stand-ins for the drivers of other systems."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from voiceroutine.voice.engines import _system_child as system_child
from voiceroutine.voice.engines import system
from voiceroutine.voice.engines._system_child import described, language_tag, rate, speak


class Engine:
    """An engine of pyttsx3: what is asked is done in `runAndWait`."""

    def __init__(self, *, tells: bool, fails: str | None = None) -> None:
        self.tells, self.fails = tells, fails
        self.callbacks: dict[str, Callable[..., None]] = {}
        self.asked: list[str] = []

    def connect(self, topic: str, callback: Callable[..., None]) -> None:
        self.callbacks[topic] = callback

    def save_to_file(self, text: str, file: str) -> None:
        self.asked.append(text)

    def runAndWait(self) -> None:  # noqa: N802 pyttsx3's name
        if self.fails == self.asked[-1]:
            self.callbacks["error"](name=None, exception=ValueError("unknown voice id"))
        if self.tells:
            self.callbacks["finished-utterance"](name=None, completed=True)


def test_a_driver_that_never_says_that_it_has_finished_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waited = []

    class Event(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            return True

    monkeypatch.setattr(system_child, "threading", SimpleNamespace(Event=Event, Timer=threading.Timer))
    cues = [["Three.", "3.wav"], ["Two.", "2.wav"]]
    engine = Engine(tells=False)
    assert speak(engine, "sapi5", cues) == {}  # it says so after speaking aloud alone
    assert (engine.asked, waited) == (["Three.", "Two."], [])
    assert speak(Engine(tells=False), "espeak", cues) == {}
    assert len(waited) == 2


def test_what_a_driver_raises_in_its_queue_is_answered() -> None:
    engine = Engine(tells=True, fails="Two.")
    assert speak(engine, "espeak", [["Three.", "3.wav"], ["Two.", "2.wav"]]) == {"error": "unknown voice id"}


def test_a_child_whose_engine_hangs_ends_itself_and_says_so() -> None:
    code = (
        "import time; from voiceroutine.voice.engines import _system_child as child\n"
        "child._CUE_S = child._CUE_S_PER_CHARACTER = 0.01\n"
        "class Engine:\n"
        "    connect = save_to_file = lambda *_: None\n"
        "    def runAndWait(self): time.sleep(60)\n"
        "child.speak(Engine(), 'nsss', [['Three.', 'x.wav']])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "it was silent for 0 s\n")


@pytest.mark.parametrize(
    ("driver", "given", "tag"),
    [
        ("espeak", "en-us", "en-us"),
        ("espeak", b"\x05en-gb", "en-gb"),
        ("espeak", "\x05en-gb-x-rp", "en-gb-x-rp"),
        ("espeak", "Unknown", None),
        ("nsss", "en_US", "en-us"),
        ("nsss", "zh-Hans-CN", "zh-hans-cn"),
        ("nsss", None, None),
        ("sapi5", "en-US", "en-us"),
        ("sapi5", "409", "en-us"),
        ("sapi5", "407;7", "de-de"),
        ("sapi5", "Unknown Locale: 1031", "de-de"),
        ("sapi5", "Unknown Locale: 99999", None),
        ("espeak", "", None),
    ],
)
def test_a_language_is_a_tag_however_the_driver_gives_it(driver: str, given: Any, tag: str | None) -> None:
    assert language_tag(given, driver) == tag


def test_a_voice_is_described_alike_on_every_system() -> None:
    mac = SimpleNamespace(
        id="com.apple.voice.compact.en-US.Samantha", name="Samantha", languages=["en_US"], gender="VoiceGenderFemale"
    )
    assert described(mac, "nsss") == {
        "id": "com.apple.voice.compact.en-US.Samantha",
        "name": "Samantha",
        "languages": ["en-us"],
        "gender": "female",
    }
    bare = SimpleNamespace(id="x", name=None, languages=[None], gender="VoiceGenderNeuter")
    assert described(bare, "nsss") == {"id": "x", "name": "x", "languages": [], "gender": None}


@pytest.mark.parametrize("pace", [0.5, 0.75, 1.0, 1.25, 1.5, 2.0])
def test_sapi_is_given_the_step_that_is_nearest_to_the_pace(pace: float) -> None:
    import math

    # as pyttsx3 does it, and as SAPI says that its steps are: ten of them make it three times as fast
    step = int(math.log(rate("sapi5", pace) / 156.63, 1.11))
    assert 3 ** (step / 10) == pytest.approx(pace, rel=0.05)


def test_other_drivers_are_given_words_a_minute() -> None:
    assert [rate("nsss", pace) for pace in (0.5, 1.0, 2.0)] == [82, 165, 330]


def test_the_system_is_named_with_its_librarys_version_and_driver() -> None:
    assert system.system().engine.startswith("espeak-ng 1.")
    assert system.system().engine.endswith(" espeak")
    assert system.system().default in {voice.id for voice in system.system().voices}


@pytest.mark.long
def test_no_child_speaks_at_the_rate_it_had_before(tmp_path: Path) -> None:
    """pyttsx3 lost the rate about once in a hundred children: what its end of loop cancelled was still being set."""

    def length(number: int) -> int:
        file = tmp_path / f"{number}.wav"
        job = {"voice": "gmw/en-us", "pace": 2.0, "cues": [["Lean over to the left.", str(file)]]}
        assert system._child(job, 60) == {}
        return file.stat().st_size

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(length, range(60)))) == 1


def test_nothing_but_the_answer_is_on_the_childs_stdout(tmp_path: Path) -> None:
    job = {"voice": None, "pace": 1.0, "cues": [["Three.", str(tmp_path / "x.wav")]]}
    command = [sys.executable, "-m", "voiceroutine.voice.engines._system_child"]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True)
    assert done.stdout == "{}"
    assert "Audio saved" in done.stderr, "what pyttsx3 prints"
