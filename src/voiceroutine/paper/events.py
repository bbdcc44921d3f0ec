"""Writes the file of a calendar (iCalendar, RFC 5545): a series of events with alarms for each time of the day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal

from icalendar import Alarm, Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable

TO_FETCH = timedelta(minutes=5)
"""The alarm comes so long before: time to fetch what is needed."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Events that are repeated: one time of the day."""

    at: time
    """Of the listener's own clock, wherever that is."""
    repeated: Literal["DAILY", "WEEKLY", "MONTHLY"]
    every: int = 1
    days: tuple[int, ...] = ()
    """Of the week, from Monday as 0; none where it is not weekly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is entered into a calendar."""

    key: str
    """What tells this plan from all others: events of the same key and the same day to begin with are the same."""
    title: str
    text: str
    link: str = ""
    duration: timedelta
    first: date
    last: date | None = None
    """Included; None where it goes on."""
    series: tuple[Series, ...]
    made_with: str
    """The program and its version."""
    properties: tuple[tuple[str, str], ...] = ()
    """Further ones, of the whole calendar."""


def write_calendar(plan: Plan, now: datetime) -> bytes:
    """Return the file; the same for the same plan and time.

    Args:
        plan: What is entered.
        now: When it is written, with a time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//voiceroutine//{plan.made_with}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plan.title)
    for name, value in plan.properties:
        calendar.add(name, value)
    for number, series in enumerate(plan.series):
        calendar.add_component(_event(plan, series, number, now))
    return bytes(calendar.to_ical())


def _event(plan: Plan, series: Series, number: int, now: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(plan, number))
    event.add("dtstamp", now)
    event.add("dtstart", datetime.combine(plan.first, series.at))
    event.add("duration", plan.duration)
    event.add("summary", plan.title)
    event.add("description", plan.text)
    if plan.link:
        event.add("url", plan.link)
    event.add("rrule", _rule(plan, series))
    event.add("transp", "OPAQUE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plan.title)
    alarm.add("trigger", -TO_FETCH)
    event.add_component(alarm)
    return event


def _uid(plan: Plan, number: int) -> str:
    text = "\n".join((plan.key, plan.first.isoformat(), str(number)))
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@voiceroutine"


def _rule(plan: Plan, series: Series) -> dict[str, Any]:
    rule: dict[str, Any] = {"freq": series.repeated, "interval": series.every}
    if series.days:
        rule["byday"] = [WEEKDAYS[day] for day in series.days]
    if plan.last is not None:
        rule["until"] = datetime.combine(plan.last, time(23, 59, 59))  # local, as the events are
    return rule


def spread_over_the_week(times: int, first: date) -> tuple[int, ...]:
    """Return the days of the week, from Monday as 0, for `times` a week (1 to 7), of which one is that of `first`."""
    return tuple(sorted((first.weekday() + number * 7 // times) % 7 for number in range(times)))


def spread_over_the_day(times: int, begin: time, end: time) -> Iterable[time]:
    """Yield `times` times of the day from `begin` to `end`, evenly, on whole quarters of an hour; one is at `begin`."""
    start, stop = (60 * at.hour + at.minute for at in (begin, end))
    for number in range(times):
        minutes = start + round((stop - start) * number / max(times - 1, 1) / 15) * 15
        yield time(minutes // 60, minutes % 60)
