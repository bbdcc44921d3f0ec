from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from voiceroutine.voice.base import Sound
from voiceroutine.voice.engines.hibari import NeuralVoice
from voiceroutine.voice.shape import shape as shape_or_none


def shape(sound: Sound) -> NDArray[np.float32]:
    clip = shape_or_none(sound)
    assert clip is not None
    return clip


def tone(rate_hz: int, *, before_s: float, sound_s: float, after_s: float, level: float = 0.3) -> Sound:
    time_s = np.arange(int(sound_s * rate_hz)) / rate_hz
    wave = level * np.sin(2 * np.pi * 300 * time_s)
    parts = [np.zeros(int(before_s * rate_hz)), wave, np.zeros(int(after_s * rate_hz))]
    return Sound(np.concatenate(parts).astype(np.float32), rate_hz)


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_silence_at_both_ends_goes_and_the_rate_becomes_48_khz(rate_hz: int) -> None:
    clip = shape(tone(rate_hz, before_s=0.25, sound_s=0.5, after_s=0.4))
    assert len(clip) % 1_152 == 0, "whole MP3 frames"
    assert 500 <= np.flatnonzero(clip)[-1] / 48 <= 540
    assert len(clip) / 48 < 540 + 24


def test_the_first_sound_comes_within_ten_milliseconds() -> None:
    clip = shape(tone(24_000, before_s=0.25, sound_s=0.5, after_s=0.4))
    assert np.flatnonzero(np.abs(clip) > 0.3 * 10 ** (-45 / 20))[0] <= 480


def test_both_ends_are_faded() -> None:
    clip = shape(tone(24_000, before_s=0, sound_s=0.5, after_s=0.4)).astype(float)
    spoken = shape(next(iter(NeuralVoice().speak(["Three."], 1.0)))).astype(float)
    for sound in (clip, spoken):
        loudest = np.abs(sound).max()
        assert abs(sound[-1]) < loudest * 0.01
    assert abs(spoken[0]) < np.abs(spoken).max() * 0.01


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(4_000), np.full(4_000, np.nan)])
def test_silence_is_not_taken_for_speech(samples: NDArray[np.float64]) -> None:
    assert shape_or_none(Sound(samples.astype(np.float32), 24_000)) is None
