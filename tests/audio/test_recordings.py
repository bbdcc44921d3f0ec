"""Recordings as sound: trimmed of noise and silence, and what cannot be one."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import write
from voiceroutine.audio import recordings
from voiceroutine.audio.recordings import recorded_cue
from voiceroutine.audio.sound_file import SoundFileError
from voiceroutine.voice.base import Sound
from voiceroutine.voice.shape import shape

RATE = 44_100


def voice(length_s: float, level: float = 0.2) -> NDArray[np.float64]:
    """Return something that sounds and pauses as often as a voice does."""
    time_s = np.arange(int(RATE * length_s)) / RATE
    return level * np.sin(2 * np.pi * 220 * time_s) * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * time_s))


def around(sound: NDArray[np.float64], before_s: float, after_s: float, noise: float = 0.0) -> NDArray[np.float64]:
    quiet = [np.zeros(int(RATE * it)) for it in (before_s, after_s)]
    whole = np.concatenate([quiet[0], sound, quiet[1]])
    return whole + noise * np.random.default_rng(0).standard_normal(len(whole))


def wav(path: Path, sound: NDArray[np.float64], channels: int = 2) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.repeat(np.round(sound * 32767), channels).astype("<i2").tobytes())
    return path


@pytest.mark.parametrize("noise", [0.0, 0.001, 0.004], ids=["silence", "a quiet room", "a loud one"])
def test_what_is_before_and_after_the_words_is_trimmed(tmp_path: Path, noise: float) -> None:
    file = wav(tmp_path / "x.wav", around(voice(2), 1.5, 0.8, noise))
    clip = shape(Sound(recorded_cue(file).samples(), 48_000))
    assert clip is not None
    assert 2_000 <= len(clip) / 48 <= 2_260
    heard = np.flatnonzero(np.abs(clip) > 0.05)
    assert heard[0] / 48 < 60, "it begins with the words"


def test_the_key_has_the_content_and_not_the_name(tmp_path: Path) -> None:
    one, same = (recorded_cue(wav(tmp_path / name, voice(1))).key for name in ("a.wav", "b.wav"))
    other = recorded_cue(wav(tmp_path / "a.wav", voice(1.1))).key
    assert one == same != other


@pytest.mark.parametrize(
    ("sound", "message"),
    [
        (None, "cannot read the recording .*x.wav: no such file or directory"),
        (np.zeros(RATE), "the recording x.wav is silent, or nearly so; record it again"),
        (voice(1, level=0.002), "the recording x.wav is silent, or nearly so"),
        (voice(0.05), "the recording x.wav is too short"),
        (np.zeros(0), "the recording x.wav is too short"),
        (voice(61), "the recording x.wav is longer than 60 s"),
    ],
    ids=["missing", "silent", "nearly silent", "too short", "empty", "too long"],
)
def test_what_cannot_be_a_cue_is_told_in_a_sentence(
    tmp_path: Path, sound: NDArray[np.float64] | None, message: str
) -> None:
    if sound is not None:
        wav(tmp_path / "x.wav", sound, channels=1)
    with pytest.raises(SoundFileError, match=message):
        recorded_cue(tmp_path / "x.wav").samples()


def test_other_files_are_not_opened_or_not_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SoundFileError, match="as a recording: it is a playlist"):
        recorded_cue(write(tmp_path / "list.m3u8", "#EXTM3U\ntone.wav\n"))
    with pytest.raises(SoundFileError, match="as a recording: it is a folder"):
        recorded_cue(tmp_path)
    with pytest.raises(SoundFileError, match="ffmpeg finds no sound in it; any sound file"):
        recorded_cue(write(tmp_path / "words.wav", "Roll your shoulders back.")).samples()
    with pytest.raises(SoundFileError, match="no file can have such a name"):
        recorded_cue(tmp_path / "x\0.wav")
    monkeypatch.setattr(recordings, "LARGEST_BYTES", 3_000_000)
    with pytest.raises(SoundFileError, match=r"the recording x.wav has 5 MB, and one may have at most 3"):
        recorded_cue(wav(tmp_path / "x.wav", voice(30)))
