from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceroutine import units

READ = {
    "30": 30_000,
    "30s": 30_000,
    "30 s": 30_000,
    "30sec": 30_000,
    "0.5s": 500,
    ".5": 500,
    "1m30s": 90_000,
    "1m 30s": 90_000,
    "2 min": 120_000,
    "30 secs": 30_000,
    "30 seconds": 30_000,
    "1 minute 1 second": 61_000,
    "2 minutes": 120_000,
    "1 hr 5 mins": 3_900_000,
    "2 hours": 7_200_000,
    "1.5m": 90_000,
    "1h": 3_600_000,
    "1:30": 90_000,
    "0:05": 5_000,
    "90:00": 5_400_000,
    "1:02:03": 3_723_000,
    "1:30.5": 90_500,
    "24h": 86_400_000,
    "0": 0,
}


@pytest.mark.parametrize(("text", "time_ms"), READ.items())
def test_a_duration_is_read_in_every_form_listed(text: str, time_ms: int) -> None:
    assert units.parse_duration(text) == time_ms
    assert re.fullmatch(units.DURATION_PATTERN, text.strip()), "the JSON Schema must allow what is read"


REFUSED = [
    "",
    " ",
    "-3",
    "-1:30",
    "nan",
    "inf",
    "1e3",
    "0x10",
    "1:3",
    "1:75",
    "1:99:00",
    "abc",
    "3 apples",
    "1,5",
    "s",
    ":30",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as `30s`|zero or more"):
        units.parse_duration(text)


def test_more_than_a_day_is_refused() -> None:
    for text in ("25h", "9" * 400, "86401"):
        with pytest.raises(ValueError, match="a day at most"):
            units.parse_duration(text)


@given(st.integers(0, 86_400_000))
def test_milliseconds_survive_being_written_as_seconds(time_ms: int) -> None:
    assert units.parse_duration(f"{time_ms / 1000:.3f}s") == time_ms


@given(st.integers(0, 10**9))
def test_the_grid_is_the_first_frame_edge_not_before(time_ms: int) -> None:
    edge = units.up_to_grid(time_ms)
    assert edge % 24 == 0
    assert 0 <= edge - time_ms < 24


@given(st.integers(0, 10**9))
def test_samples_are_held_in_the_fewest_milliseconds(count: int) -> None:
    time_ms = units.ms_to_hold(count)
    assert units.samples(time_ms - 1) < count <= units.samples(time_ms) or count == 0


def test_times_are_written_for_reading() -> None:
    assert [units.clock(t) for t in (0, 7_999, 750_000, 3_723_000)] == ["0:00", "0:07", "12:30", "1:02:03"]
    assert [units.seconds(t) for t in (350, 3_000, 90_000, 2)] == ["0.35 s", "3 s", "90 s", "0 s"]
