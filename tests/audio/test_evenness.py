"""Music that is loud for a while stays away from the voice all the same, in every moment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.audio.test_bed import RATE, noise, played, wav
from voiceroutine.audio.ambience import BUNDLED_BEDS
from voiceroutine.audio.bed import Bed
from voiceroutine.audio.evenness import gains_db
from voiceroutine.audio.loudness import DUAL_MONO_LU, SPEECH_LUFS, step_energies
from voiceroutine.audio.music import music

VOICE_LUFS = SPEECH_LUFS + DUAL_MONO_LU


def momentary(bed: Bed) -> NDArray[np.float64]:
    """Return the loudness of every 400 ms of two rounds of a bed, when it is ducked."""
    length_ms = bed.sound.period * 1_000 // RATE
    sound = bed.sound.play(0, 2 * length_ms) * 10 ** (-bed.duck_db / 20)
    blocks = np.convolve(step_energies(sound), np.ones(4) / 4, "valid")
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(blocks, 1e-12)))


def loud_then_quiet(loud_s: float, quiet_s: float) -> NDArray[np.float64]:
    return np.concatenate([noise(loud_s, level=0.2), noise(quiet_s, level=0.002)])


@pytest.mark.long
@pytest.mark.parametrize(("level_db", "duck_db"), [(-20, 8), (-6, 8), (-14, 0)])
def test_music_that_is_loud_for_28_seconds_is_14_db_below_the_voice_in_every_moment(
    level_db: float, duck_db: float
) -> None:
    # most of it is quiet, so the loud part is far above its loudness as a whole
    file = wav(Path("music.wav"), np.concatenate([noise(28, level=0.2), *[noise(4, level=0.02)] * 30]))
    bed = played(file, level_db, duck_db)
    assert momentary(bed).max() <= VOICE_LUFS - 14 + 0.3


def test_a_short_burst_is_made_softer_and_that_is_told() -> None:
    sound = np.concatenate([noise(20, level=0.01), noise(0.5, level=0.3), noise(20, level=0.01)])
    bed = played(wav(Path("burst.wav"), sound), -14, 0)
    assert bed.sound.softened_db > 3
    assert momentary(bed).max() <= VOICE_LUFS - 14 + 0.3
    again = played(Path("burst.wav"), -14, 0)
    assert again.sound.softened_db == pytest.approx(bed.sound.softened_db, abs=0.1), "from the cache, too"


def test_even_music_stays_as_it_is() -> None:
    bed = played(wav(Path("even.wav"), noise(10)), -20, 8)
    assert bed.sound.softened_db == 0


@pytest.mark.long
@pytest.mark.parametrize("name", BUNDLED_BEDS)
def test_the_bundled_beds_stay_as_they_are_at_their_common_level(name: str) -> None:
    assert music(name, level_db=-20, duck_db=8, fade_ms=0).sound.softened_db == 0


def test_the_gain_is_enough_for_every_window_and_changes_slowly() -> None:
    random = np.random.default_rng(3)
    loudness = np.repeat(random.uniform(-60, -10, 40), 15)
    gains = gains_db(list(loudness), -24)
    for end in range(len(loudness)):
        window = gains[max(0, end - 3) : end + 1]
        assert (loudness[end] + window <= -24 + 1e-6).all() or loudness[end] <= -24
    assert np.abs(np.diff(gains)).max() <= 3, "dB in a tenth of a second"
