"""Files as speech engines write them."""

from __future__ import annotations

import struct
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from voiceroutine.audio.encode import run
from voiceroutine.voice.engines import system
from voiceroutine.voice.recording import read

RATE_HZ = 22_050
TONE = (0.5 * np.sin(np.arange(RATE_HZ) * 2 * np.pi * 300 / RATE_HZ) * 32767).astype("<i2")
FORM = ["-f", "s16le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "pipe:0"]


def aiff(path: Path, codec: str) -> Path:
    """Write the tone as ffmpeg does: AIFF, or AIFF-C where the codec needs it."""
    path.unlink(missing_ok=True)
    run([*FORM, "-c:a", codec, "-f", "aiff", str(path)], TONE.tobytes())
    return path


@pytest.mark.parametrize(("codec", "kind"), [("pcm_s16be", b"AIFF"), ("pcm_s16le", b"AIFC")])
def test_an_aiff_file_is_read_whatever_its_name(tmp_path: Path, codec: str, kind: bytes) -> None:
    file = aiff(tmp_path / "cue.wav", codec)
    assert file.read_bytes()[8:12] == kind
    sound = read(file)
    assert sound is not None
    assert sound.rate_hz == RATE_HZ
    np.testing.assert_allclose(sound.samples, TONE / 32768, atol=1e-6)
    assert system._checked(file, "Three.") is not None


def test_a_stereo_wav_becomes_one_channel(tmp_path: Path) -> None:
    file = tmp_path / "cue.wav"
    with wave.open(str(file), "wb") as wav:
        wav.setparams((2, 2, RATE_HZ, 0, "NONE", ""))
        wav.writeframes(np.stack([TONE, np.zeros_like(TONE)], 1).tobytes())
    sound = read(file)
    assert sound is not None
    np.testing.assert_allclose(sound.samples, TONE / 65536, atol=1e-6)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:9],
        lambda whole: whole[:30],
        lambda whole: whole.replace(b"SSND", b"XXXX"),
        lambda whole: whole.replace(b"COMM", b"XXXX"),
        lambda whole: whole.replace(struct.pack(">hIh", 1, len(TONE), 16), struct.pack(">hIh", 1, len(TONE), 24)),
        lambda whole: whole.replace(struct.pack(">hIh", 1, len(TONE), 16), struct.pack(">hIh", 0, len(TONE), 16)),
        lambda whole: b"RIFF" + whole[4:],
        lambda whole: b"no sound at all",
    ],
)
def test_a_damaged_file_is_no_sound(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = aiff(tmp_path / "cue.wav", "pcm_s16be")
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert file.read_bytes() != whole
    assert read(file) is None


def test_a_file_that_is_not_there_is_no_sound(tmp_path: Path) -> None:
    assert read(tmp_path / "none.wav") is None
