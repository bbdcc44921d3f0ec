"""The calendar of a script, read back by icalendar and by a library that tells on which days its events are."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events

import voiceroutine
from tests.support import write
from voiceroutine.app.calendar import series_of
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.dose.frequency import READABLE, read_frequency

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=timezone.utc)
MONDAY = date(2026, 3, 2)
SHORT = """\
title: Short; one, of {name}
vars: {name: Zoë}
artist: Hill Street Physio
frequency: twice a day
stretches: [{name: Shoulder drop, equipment: [chair], ready: 1s, hold: 3s}]
"""


def made(**options: Any) -> tuple[Path, Any]:
    """Return the file and what a parser finds in it."""
    write(Path("scripts/short.yaml"), SHORT)
    done = voiceroutine.calendar("short", **{"first": MONDAY, "now": NOW, **options})
    return done.path, icalendar.Calendar.from_ical(done.path.read_bytes())


def starts(calendar: Any, days: int) -> list[str]:
    """Return when events are, from Monday on."""
    found = recurring_ical_events.of(calendar).between(MONDAY, MONDAY + timedelta(days=days))
    return sorted(f"{event['DTSTART'].dt:%a %H:%M}" for event in found)


def planned(frequency: str, days: int = 7, **options: Any) -> list[str]:
    return starts(made(frequency=frequency, **options)[1], days)


def test_events_are_as_long_as_the_session_and_have_an_alarm_and_a_link() -> None:
    path, calendar = made(link="https://example.org/short.mp3")
    first, second = calendar.walk("VEVENT")
    assert path == Path("output/short.ics")
    assert calendar["VERSION"] == "2.0"
    for event, hour in ((first, 8), (second, 20)):
        assert event["SUMMARY"] == "Short; one, of Zoë"
        assert event["DTSTART"].dt == datetime(2026, 3, 2, hour)
        assert event["DTSTART"].dt.tzinfo is None, "a time of the listener's own clock"
        length_ms = voiceroutine.preview("short").timeline.duration_ms
        assert event["DURATION"].dt == timedelta(seconds=length_ms // 1000)
        assert event["DTSTAMP"].dt == NOW
        assert event["URL"] == "https://example.org/short.mp3"
        for part in ("You need: a chair", "Shoulder drop: 3 s", "https://example.org/short.mp3", "Stop for sharp"):
            assert part in event["DESCRIPTION"]
        (alarm,) = event.walk("VALARM")
        assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-5))
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))


def test_the_same_script_and_day_give_the_same_events() -> None:
    def uids(**options: Any) -> list[str]:
        return [event["UID"] for event in made(**options)[1].walk("VEVENT")]

    found = uids()
    assert len(set(found)) == 2
    assert uids(last=date(2026, 3, 15), at=(time(7), time(19)), now=NOW + timedelta(days=1)) == found
    assert not set(uids(first=date(2026, 3, 16))) & set(found)


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("once a day", ["Fri 09:00", "Mon 09:00", "Sat 09:00", "Sun 09:00", "Thu 09:00", "Tue 09:00", "Wed 09:00"]),
        ("every other day", ["Fri 09:00", "Mon 09:00", "Sun 09:00", "Wed 09:00"]),
        ("3 times a week", ["Fri 09:00", "Mon 09:00", "Wed 09:00"]),
        ("2x/week, in the evening", ["Mon 19:00", "Thu 19:00"]),
        ("once a month", ["Mon 09:00"]),
    ],
)
def test_a_week_has_the_events_of_the_frequency(frequency: str, expected: list[str]) -> None:
    assert planned(frequency) == expected


@pytest.mark.parametrize(
    ("frequency", "times"),
    [
        ("morning and evening", ["08:00", "19:00"]),
        ("3 times a day", ["08:00", "14:00", "20:00"]),
        ("4 times a day", ["08:00", "12:00", "16:00", "20:00"]),
        ("every 4 hours", ["08:00", "12:00", "16:00", "20:00"]),
        ("before bed", ["21:30"]),
    ],
)
def test_a_day_has_the_events_of_the_frequency(frequency: str, times: list[str]) -> None:
    assert planned(frequency, days=1) == [f"Mon {at}" for at in times]


def test_the_last_day_is_included_and_none_comes_after() -> None:
    found = planned("twice a day", days=30, last=MONDAY + timedelta(days=2), at=(time(18), time(7, 15)))
    assert found == ["Mon 07:15", "Mon 18:00", "Tue 07:15", "Tue 18:00", "Wed 07:15", "Wed 18:00"]


@pytest.mark.parametrize("times", range(1, 8))
@pytest.mark.parametrize("weekday", [0, 3, 6])
def test_any_number_of_days_a_week_begins_on_the_first_day(times: int, weekday: int) -> None:
    frequency = read_frequency(f"{times}x a week")
    assert frequency is not None
    (series,) = series_of(frequency, MONDAY + timedelta(days=weekday))
    assert len(set(series.days)) == times
    assert weekday in series.days


def test_a_script_that_does_not_say_how_often_needs_it_said() -> None:
    write(Path("scripts/short.yaml"), SHORT.replace("frequency: twice a day\n", ""))
    with pytest.raises(VoiceroutineError, match=r"does not say how often.*--frequency 'twice a day'"):
        voiceroutine.calendar("short")


def test_what_can_be_read_is_said_and_can_be_read() -> None:
    with pytest.raises(VoiceroutineError) as caught:
        made(frequency="now and then")
    assert str(caught.value) == (
        f"cannot read how often `now and then` is; what can be read is, for example, {READABLE}"
    )
    for example in READABLE.strip("`").split("`, `"):
        frequency = read_frequency(example)
        assert frequency is not None, example
        assert series_of(frequency, MONDAY)


@pytest.mark.parametrize("frequency", ["100 times a day", "8 times a week", "twice a month", "3 times an hour"])
def test_what_no_calendar_can_have_is_refused(frequency: str) -> None:
    with pytest.raises(VoiceroutineError, match="a calendar cannot have"):
        made(frequency=frequency)


def test_as_many_times_are_wanted_as_the_frequency_has() -> None:
    with pytest.raises(VoiceroutineError, match=r"^this is done 2 times on a day, and 1 is given; give --at 2 times"):
        made(at=(time(8),))
    with pytest.raises(VoiceroutineError, match=r"^this is done one time on a day, and 2 are given; give --at once"):
        made(at=(time(8), time(9)), frequency="3x/week")
    assert len(made(at=(time(8), time(9), time(10)), frequency="hourly")[1].walk("VEVENT")) == 3


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(VoiceroutineError, match="the last day, 2026-03-01, is before the first one, 2026-03-02"):
        made(last=date(2026, 3, 1))
