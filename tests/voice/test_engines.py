"""The real engines on this machine."""

from __future__ import annotations

import subprocess
import sys
import wave
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.samples import ENGINES, voice_of
from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import Sound, VoiceUnavailableError
from voiceroutine.voice.engines import hibari, system
from voiceroutine.voice.engines.system import SystemVoice
from voiceroutine.voice.shape import shape


def clip(sound: Sound) -> NDArray[np.float32]:
    shaped = shape(sound)
    assert shaped is not None
    return shaped


TEXTS = ["Three.", "Lean over to the left.", "And relax."]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_speaks_every_text_in_order(engine: str) -> None:
    lengths = [len(clip(sound)) / 48 for sound in voice_of(engine).speak(TEXTS, 1.0)]
    assert len(lengths) == 3
    assert 250 < lengths[0] < 800 < lengths[1] < 2_500
    assert lengths[0] < lengths[2] < lengths[1]


@pytest.mark.parametrize("engine", ENGINES)
def test_pace_makes_it_faster_and_slower(engine: str) -> None:
    voice = voice_of(engine)
    slow, plain, fast = (len(clip(next(iter(voice.speak([TEXTS[1]], pace))))) for pace in (0.5, 1.0, 2.0))
    assert slow > 1.5 * plain > 2.25 * fast


@pytest.mark.parametrize("engine", ENGINES)
def test_a_voice_says_the_same_twice(engine: str) -> None:
    a, b = (next(iter(voice_of(engine).speak(["Lean over."], 1.0))).samples for _ in range(2))
    np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("engine", [name for name in ENGINES if name in ("hibari", "piper")])
def test_what_runs_the_model_is_part_of_the_engines_name(engine: str) -> None:
    assert f"onnxruntime {metadata.version('onnxruntime')}" in voice_of(engine).engine.split(", ")


def test_many_cues_go_through_one_child() -> None:
    sounds = list(SystemVoice().speak([f"Cue {n}." for n in range(60)], 1.0))
    assert len(sounds) == 60
    assert all(sound.samples.any() for sound in sounds)


def test_nothing_of_pyttsx3_reaches_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    list(SystemVoice().speak(["Three."], 1.0))
    assert capfd.readouterr().out == ""


def test_a_child_that_hangs_is_given_up_and_the_cue_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(VoiceError, match=r"did not speak `Three\.`: the system's speech engine was silent for \d+ s"):
        list(SystemVoice().speak(["Three."], 1.0))


def test_a_cue_that_failed_is_tried_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.run
    calls = []

    def first_fails(command: list[str], **options: Any) -> Any:
        calls.append(options["input"])
        if len(calls) == 1:
            return subprocess.CompletedProcess(command, 1, "", "Segmentation fault")
        return real(command, **options)

    monkeypatch.setattr(subprocess, "run", first_fails)
    assert len(list(SystemVoice().speak(["Three.", "Two."], 1.0))) == 2
    assert len(calls) == 3


def test_a_child_that_crashes_every_time_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    crash = [sys.executable, "-c", "import sys; sys.exit('no speech today')"]
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda _command, **options: real(crash, **options))
    with pytest.raises(VoiceError, match=r"did not speak `Three\.`: .*failed: no speech today"):
        list(SystemVoice().speak(["Three."], 1.0))


def test_no_engine_at_all_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    none = [sys.executable, "-c", """print('{"unavailable": "no eSpeak"}')"""]
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda _command, **options: real(none, **options))
    with pytest.raises(VoiceUnavailableError, match="no speech engine that works: no eSpeak"):
        list(SystemVoice().speak(["Three."], 1.0))


def test_a_neural_voice_that_cannot_load_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)
    hibari._loaded.cache_clear()  # an earlier test may have spoken
    with pytest.raises(VoiceUnavailableError, match="the neural voice `heart` cannot start"):
        list(hibari.NeuralVoice().speak(["Three."], 1.0))


def test_a_text_that_was_cut_off_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "x.wav"
    with wave.open(str(file), "wb") as wav:
        wav.setparams((1, 2, 22_050, 0, "NONE", ""))
        wav.writeframes(b"\x11\x22" * 22_050)
    assert system._checked(file, "Lean over to the left.") is not None
    assert system._checked(file, "Lean over to the left. " * 10) is None


def test_a_long_cue_is_spoken_to_its_end() -> None:
    short, long = SystemVoice().speak([TEXTS[1], " ".join(TEXTS * 8)], 1.0)
    assert len(long.samples) / long.rate_hz > 12 * len(short.samples) / short.rate_hz
