from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.plan.scripts import chapter, length_of
from voiceroutine.audio.mix import mix
from voiceroutine.plan.timeline import Chapter, Event


def noise(length_ms: int) -> NDArray[np.int16]:
    rng = np.random.default_rng(0)
    return rng.integers(2_000, 8_000, length_ms * 48, dtype=np.int16)


def clip_of(text: str) -> NDArray[np.int16]:
    return noise(length_of(text))


def mixed(laid: Chapter) -> NDArray[np.int16]:
    return np.frombuffer(mix(laid.events, 0, laid.length_ms, clip_of).raw_data, "<i2")


def test_the_mix_is_exactly_as_long_as_the_chapter() -> None:
    laid = chapter(reps="2", hold="20s")
    assert len(mixed(laid)) == laid.length_ms * 48


def test_every_cue_begins_on_its_sample_and_is_whole() -> None:
    laid = chapter(hold="20s", setup="Sit tall here.")
    sound = mixed(laid)
    for event in (e for e in laid.events if e.kind == "speech"):
        part = sound[event.start_ms * 48 : event.end_ms * 48]
        np.testing.assert_array_equal(part, clip_of(event.text or ""))


def test_holds_are_digital_silence_but_for_prompts_and_chimes() -> None:
    laid = chapter(hold="30s", during=[{"at": "4s", "say": "Let it go."}])
    sound = mixed(laid).copy()
    sounding = [e for e in laid.events if e.sounds]
    assert {e.kind for e in sounding} == {"speech", "chime"}
    for event in sounding:
        assert sound[event.start_ms * 48 : event.end_ms * 48].any()
        sound[event.start_ms * 48 : event.end_ms * 48] = 0
    assert not sound.any()


def test_a_hold_lasts_its_length_to_the_sample() -> None:
    laid = chapter(hold="5s", start="Lean over now.", release="Come back up.")
    sounding = np.flatnonzero(mixed(laid))
    gaps = np.diff(sounding)
    assert 5_000 * 48 + 1 in gaps


@pytest.mark.parametrize(("start_ms", "end_ms"), [(-48, 100), (500, 600), (300, 9_000), (0, 1), (999, 1_001)])
def test_any_range_is_the_same_as_that_part_of_the_whole(start_ms: int, end_ms: int) -> None:
    laid = chapter(hold="5s")
    whole = np.concatenate([np.zeros(48 * 48, np.int16), mixed(laid)])
    part = np.frombuffer(mix(laid.events, start_ms, end_ms, clip_of).raw_data, "<i2")
    np.testing.assert_array_equal(part, whole[(start_ms + 48) * 48 : (end_ms + 48) * 48])


def test_a_clip_of_another_length_than_its_event_is_a_defect() -> None:
    event = Event(kind="speech", start_ms=0, length_ms=999, text="Sit tall here.")
    with pytest.raises(ValueError, match="does not fit"):
        mix((event,), 0, 1_008, clip_of)


def test_sounds_that_overlap_are_a_defect() -> None:
    first, second = (Event(kind="speech", start_ms=at, length_ms=1_000, text="Sit tall here.") for at in (0, 999))
    with pytest.raises(ValueError, match="does not fit"):
        mix((first, second), 0, 3_000, clip_of)
