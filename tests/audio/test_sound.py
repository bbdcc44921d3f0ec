"""Loudness, the chime, and the encoder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from tests.conftest import decode, write
from voiceroutine.audio.chime import chime
from voiceroutine.audio.encode import encode_mp3, find_ffmpeg
from voiceroutine.audio.loudness import SPEECH_LUFS, integrated_lufs, speech_gain_db
from voiceroutine.errors import EncodeError


def sine(level_dbfs: float, length_s: float = 3.0) -> np.ndarray:  # type: ignore[type-arg]
    time_s = np.arange(int(length_s * 48_000)) / 48_000
    return np.round(32767 * 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * 997 * time_s)).astype(np.int16)


def test_loudness_is_that_of_the_standard() -> None:
    """ITU-R BS.1770-4: a full-scale 997 Hz sine in one channel reads -3.01 LUFS."""
    assert integrated_lufs(sine(0.0)) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("level", [-40.0, -26.0, -10.0])
def test_the_gain_brings_a_voice_to_the_level_of_speech(level: float) -> None:
    gain_db = speech_gain_db(sine(level))
    assert integrated_lufs(sine(level + gain_db)) == pytest.approx(SPEECH_LUFS, abs=0.1)


def test_the_chime_is_soft_and_ends_in_silence() -> None:
    sound = chime(480)
    assert len(sound) == 480 * 48
    assert 20 * np.log10(np.abs(sound).max() / 32767) == pytest.approx(-22, abs=0.1)
    assert sound[0] == sound[-1] == 0


def test_an_mp3_gives_back_what_went_in_to_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "x.mp3"
    sound = np.concatenate([np.zeros(24_000, np.int16), sine(-12, 1.0), np.zeros(24_000, np.int16)])
    encode_mp3([sound[:10_000].tobytes(), sound[10_000:].tobytes()], path)
    heard = decode(path)
    assert len(heard) == len(sound)
    assert not heard[:20_000].any()
    error = heard.astype(float) - sound
    assert 20 * np.log10(np.sqrt((error**2).mean()) / np.sqrt((sound.astype(float) ** 2).mean())) < -25


def test_an_mp3_is_48_khz_mono_at_a_constant_96_kbit(tmp_path: Path) -> None:
    path = tmp_path / "x.mp3"
    encode_mp3([sine(-12).tobytes()], path)
    info = MP3(path).info
    assert (info.sample_rate, info.channels, info.bitrate, info.bitrate_mode) == (48_000, 1, 96_000, BitrateMode.CBR)
    assert b"Info" in path.read_bytes()[:200]


def test_the_same_sound_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.mp3", "b.mp3"):
        encode_mp3([sine(-12).tobytes()], tmp_path / name)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_without_ffmpeg_on_the_path_the_bundled_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "imageio_ffmpeg" in find_ffmpeg()


def test_no_ffmpeg_anywhere_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/nowhere/ffmpeg")
    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", _raise)
    with pytest.raises(EncodeError, match="there is no ffmpeg on this machine; install ffmpeg"):
        find_ffmpeg()


def _raise() -> str:
    raise RuntimeError("No ffmpeg exe could be found")


@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        ("Unknown encoder 'libmp3lame'", "has no MP3 encoder"),
        ("av_interleaved_write_frame(): No space left on device", "no space left on device"),
        ("Something else entirely", "ffmpeg failed: Something else entirely"),
        ("", "ffmpeg failed: it ended with 3"),
    ],
)
def test_what_ffmpeg_complains_of_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, complaint: str, words: str
) -> None:
    script = write(tmp_path / "bin" / "ffmpeg", f'#!/bin/sh\necho "{complaint}" | grep . >&2\nexit 3\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(EncodeError, match=words):
        encode_mp3([sine(-12).tobytes()] * 10, tmp_path / "x.mp3")
