"""A pace is the same with every voice, and no part of a word is cut off: measured on real cues."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.samples import ENGINES, voice_of
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import load_script
from voiceroutine.units import SAMPLE_RATE_HZ, samples
from voiceroutine.voice.base import Voice
from voiceroutine.voice.pace import engine_speed
from voiceroutine.voice.shape import shape

WORDS = ("Three.", "Six.", "Halfway.", "And relax.", "Rest.", "Stop.", "Hold.")


@cache
def voice(name: str) -> Voice:
    return voice_of(name)


@cache
def clips(name: str, texts: tuple[str, ...], pace: float) -> list[NDArray[np.float32]]:
    found = [shape(sound) for sound in voice(name).speak(texts, pace)]
    assert all(clip is not None for clip in found)
    return [clip for clip in found if clip is not None]


@cache
def cues() -> tuple[str, ...]:
    """Some cues of a bundled script, long and short."""
    library = default_library()
    stretches = load_script(library.find_script("neck"), library).routine.stretches
    found = [text for stretch in stretches for _, text in stretch.texts() if text and "{" not in text]
    return tuple(found[::6])


@pytest.mark.parametrize("pace", [0.5, 0.75, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("name", ENGINES)
def test_a_pace_is_heard_as_it_is_asked_for(name: str, pace: float) -> None:
    plain, paced = (sum(map(len, clips(name, cues(), asked))) for asked in (1.0, pace))
    assert plain / paced == pytest.approx(pace, rel=0.1)


def test_between_two_measured_paces_the_engine_is_told_something_between() -> None:
    rows = ((0.5, 0.4), (1.0, 1.0), (2.0, 3.0))
    assert [engine_speed(rows, pace) for pace in (0.5, 0.75, 1.0, 1.5, 2.0)] == pytest.approx([0.4, 0.7, 1.0, 2.0, 3.0])


@pytest.mark.parametrize("name", ENGINES)
def test_a_word_is_kept_whole_at_both_ends(name: str) -> None:
    for sound, clip, word in zip(voice(name).speak(WORDS, 1.0), clips(name, WORDS, 1.0), WORDS, strict=True):
        loudest = np.abs(clip).max()
        # espeak-ng begins a vowel at its very first sample, from zero; its end, like everybody's, has died away
        assert abs(clip[0]) < loudest * 0.03, word
        assert np.abs(clip[-samples(2) :]).max() < loudest * 10 ** (-40 / 20), word
        energies = [energy(sound.samples, sound.rate_hz), energy(clip, SAMPLE_RATE_HZ)]
        assert energies[1] == pytest.approx(energies[0], rel=0.01), f"{word}: something of it is lost"


def energy(sound: NDArray[np.float32], rate_hz: int) -> float:
    return float(np.sum(sound.astype(float) ** 2)) / rate_hz
