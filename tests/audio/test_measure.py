"""The measuring of finished sound: its parts, whatever the size of the pieces it comes in."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voiceroutine.audio.measure import chapters
from voiceroutine.timecode import samples


@given(
    st.lists(st.integers(1, 60).map(lambda frames: frames * 24), min_size=1, max_size=5),
    st.integers(0, 200_000),
    st.integers(1, 2),
    st.integers(1, 90_000),
)
def test_each_chapter_is_heard_with_what_is_before_it(
    lengths_ms: list[int], count: int, channels: int, piece: int
) -> None:
    sound = np.random.default_rng(count).integers(-9, 9, (count, channels), dtype=np.int16)
    data = sound.tobytes() + b"x" * (channels - 1)
    parts = [data[at : at + piece] for at in range(0, len(data), piece)]
    *found, (lead_ms, rest) = chapters(parts, channels, lengths_ms)
    ends_ms = list(accumulate(lengths_ms))
    for (before_ms, heard), end_ms, length_ms in zip(found, ends_ms, lengths_ms, strict=True):
        start_ms = end_ms - length_ms
        assert before_ms == min(start_ms, 660)
        np.testing.assert_array_equal(heard, sound[samples(start_ms - before_ms) : samples(end_ms)])
    assert lead_ms == min(ends_ms[-1], 660)
    np.testing.assert_array_equal(rest, sound[samples(ends_ms[-1] - lead_ms) :])
