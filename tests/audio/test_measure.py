"""How finished sound is cut into chunks for measuring, whatever the size of the blocks it is decoded in."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.scripts import timeline
from voiceroutine.audio.measure import chunk_sounds, chunks
from voiceroutine.plan.timeline import Event, Timeline
from voiceroutine.units import samples


@given(
    st.lists(st.integers(1, 60).map(lambda frames: frames * 24), min_size=1, max_size=5),
    st.integers(0, 200_000),
    st.integers(1, 2),
    st.integers(1, 90_000),
)
def test_each_chunk_is_heard_with_what_is_before_it(
    lengths_ms: list[int], count: int, channels: int, block: int
) -> None:
    sound = np.random.default_rng(count).integers(-9, 9, (count, channels), dtype=np.int16)
    data = sound.tobytes() + b"x" * (channels - 1)
    blocks = [data[at : at + block] for at in range(0, len(data), block)]
    *found, (lead_ms, rest) = chunk_sounds(blocks, channels, lengths_ms)
    ends_ms = list(accumulate(lengths_ms))
    for (before_ms, heard), end_ms, length_ms in zip(found, ends_ms, lengths_ms, strict=True):
        start_ms = end_ms - length_ms
        assert before_ms == min(start_ms, 660)
        np.testing.assert_array_equal(heard, sound[samples(start_ms - before_ms) : samples(end_ms)])
    assert lead_ms == min(ends_ms[-1], 660)
    np.testing.assert_array_equal(rest, sound[samples(ends_ms[-1] - lead_ms) :])


@pytest.mark.parametrize("longest_ms", [240, 2_400, 7_224, 60_000, 600_000])
def test_chunks_are_the_chapters_with_no_sound_cut(longest_ms: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voiceroutine.audio.measure.LONGEST_CHUNK_MS", longest_ms)
    whole = timeline(
        {"name": "Held", "sides": ["left", "right"], "hold": "90s", "during": [{"at": "20s", "say": "Let it sink."}]},
        {"name": "Counted", "reps": 8, "hold": 5},
    )
    cut = replace(whole, chapters=tuple(chunks(whole.chapters)))

    def sounds(of: Timeline) -> list[Event]:
        return [event for _, event in of.events() if event.sounds]

    def held_ms(of: Timeline) -> set[int]:
        held = (event for _, event in of.events() if event.kind == "hold")
        return {at_ms for event in held for at_ms in range(event.start_ms, event.end_ms)}

    longest_sound_ms = max(event.length_ms for event in sounds(whole))
    assert all(0 < chunk.length_ms <= longest_ms + longest_sound_ms for chunk in cut.chapters)
    assert cut.duration_ms == whole.duration_ms
    assert sounds(cut) == sounds(whole)
    assert held_ms(cut) == held_ms(whole)
