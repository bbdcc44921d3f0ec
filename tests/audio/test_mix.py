from __future__ import annotations

import numpy as np
import pytest

from tests.plan.scripts import chapter
from voiceroutine.audio.mix import mix_chapter
from voiceroutine.plan.timeline import Chapter, Event


def noise(length_ms: int) -> np.ndarray:  # type: ignore[type-arg]
    rng = np.random.default_rng(0)
    return rng.integers(2_000, 8_000, length_ms * 48, dtype=np.int16)


def clip_of(text: str) -> np.ndarray:  # type: ignore[type-arg]
    return noise(400 if " " not in text else 1_000)


def mixed(laid: Chapter, gain_db: float = 0.0) -> np.ndarray:  # type: ignore[type-arg]
    return np.frombuffer(mix_chapter(laid, clip_of, gain_db).raw_data, "<i2")


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
    sounding = [e for e in laid.events if e.kind in ("speech", "chime")]
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


def test_the_gain_is_the_voices_alone() -> None:
    laid = chapter(hold="15s")
    quiet, loud = mixed(laid).astype(float), mixed(laid, 6.0206).astype(float)
    speech = next(e for e in laid.events if e.kind == "speech")
    chime = next(e for e in laid.events if e.kind == "chime")
    for event, ratio in ((speech, 2.0), (chime, 1.0)):
        where = slice(event.start_ms * 48, event.end_ms * 48)
        assert np.abs(loud[where]).sum() / np.abs(quiet[where]).sum() == pytest.approx(ratio, abs=0.01)


def test_a_clip_of_another_length_than_its_event_is_a_defect() -> None:
    event = Event(kind="speech", start_ms=0, length_ms=999, text="Sit tall here.")
    with pytest.raises(ValueError, match="does not fit"):
        mix_chapter(Chapter(title="x", length_ms=1_008, events=(event,)), clip_of, 0.0)
