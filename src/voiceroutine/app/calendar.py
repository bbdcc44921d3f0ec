"""Make the calendar of a script: its frequency as events with an alarm, each as long as the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine import __version__
from voiceroutine.app.links import web_link
from voiceroutine.app.preview import preview
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.app.sealed import MARK, OPEN, write_sealed
from voiceroutine.app.sheet import sheet_of
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.dose.frequency import READABLE, Frequency, read_frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.paper.events import Series
    from voiceroutine.paper.sheet import Sheet
    from voiceroutine.script.adjustments import Adjustments
    from voiceroutine.script.dose.frequency import DayTime
    from voiceroutine.script.library import Library

MORNING, EVENING = time(8), time(20)
"""The first and the last event of a day, where no times are given."""
ALONE = time(9)
"""The time of the only event of a day."""
OF_DAY: dict[DayTime, time] = {
    "morning": MORNING,
    "afternoon": time(14),
    "evening": time(19),
    "night": time(21),
    "bedtime": time(21, 30),
}
MOST_A_DAY = 12
MOST_EVERY_HOURS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """A calendar that was made."""

    path: Path
    events: tuple[str, ...]
    """When they are, in words: `every day at 08:00`."""


def calendar(
    script: str | Path,
    *,
    folder: Path = Path("output"),
    first: date | None = None,
    last: date | None = None,
    at: Sequence[time] = (),
    frequency: str | None = None,
    link: str | None = None,
    voice: str | None = None,
    adjustments: Adjustments | None = None,
    force: bool = False,
    now: datetime | None = None,
    library: Library | None = None,
    reporter: Reporter | None = None,
) -> CalendarFile:
    """Make the calendar of a script: an iCalendar file in `folder` that is called like the session.

    Its times are those of whoever opens it, wherever that is. The same script, first day and number of times give the
    same events: opened again, they take the place of those that are there.

    Args:
        script: Its name or its path.
        folder: Made if it is missing.
        first: The first day; by default today.
        last: The last day; by default it goes on.
        at: The times of the day, as many as the frequency has. By default spread over the day.
        frequency: In place of the script's own.
        link: Where the session can be heard.
        voice: Speaks instead of the script's own choice: the session's length depends on it.
        adjustments: What is different from the script, for once.
        force: Replace a file that voiceroutine did not make, or that was changed since.
        now: When it is made, with a time zone; by default the clock's.
        library: Where scripts are looked for; by default as for `preview`.
        reporter: Is told how far it is.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it; what is asked for cannot be read, or
            does not go together; or there is a file of others.
    """
    from voiceroutine.paper.events import Plan, write_calendar

    now = now or datetime.now(timezone.utc)
    start = first or now.astimezone().date()
    if last is not None and last < start:
        raise VoiceroutineError(
            f"the last day, {last}, is before the first one, {start}", "give a later day to --until"
        )
    address = web_link(link) if link else ""
    reporter = reporter or SilentReporter()
    found = preview(script, voice=voice, adjustments=adjustments, library=library, reporter=reporter)
    routine = found.script.routine
    series = series_of(_meant(routine.frequency if frequency is None else frequency), start, at)
    sheet = sheet_of(found.script, found.timeline, link=address, on_paper=found.on_paper)
    plan = Plan(
        key="\n".join((found.script.name, routine.artist, sheet.title)),
        title=sheet.title,
        text=_text(sheet),
        link=address,
        duration=timedelta(seconds=found.timeline.duration_ms // 1000),
        first=start,
        last=last,
        series=series,
        made_with=f"voiceroutine {__version__}",
        properties=((MARK.decode().rstrip(":"), OPEN.decode()),),
    )
    path = folder / f"{found.script.name}.ics"
    write_sealed(path, write_calendar(plan, now), found.script.path, force=force)
    return CalendarFile(path=path, events=tuple(map(_in_words, series)))


def _meant(text: str) -> Frequency:
    """Return what a frequency means.

    Raises:
        VoiceroutineError: There is none, or it cannot be read.
    """
    if not text.strip():
        hint = "give the script a `frequency: twice a day`, or write `--frequency 'twice a day'`"
        raise VoiceroutineError("this script does not say how often it is to be done", hint)
    found = read_frequency(text)
    if found is None:
        raise VoiceroutineError(
            f"cannot read how often `{text[:60]}` is", f"what can be read is, for example, {READABLE}"
        )
    return found


def series_of(frequency: Frequency, first: date, at: Sequence[time] = ()) -> tuple[Series, ...]:
    """Return the events of a frequency, one series for each time of the day.

    Args:
        frequency: How often.
        first: The first day, which decides on which days of the week they are.
        at: The times of the day; if there are none, they are spread from 8 to 20 o'clock.

    Raises:
        VoiceroutineError: It cannot be entered into a calendar, or has another number of times a day.
    """
    from voiceroutine.paper.events import Series, spread_over_the_week

    times = tuple(sorted(set(at))) if at else _times_of(frequency)
    expected = frequency.times if frequency.period == "day" else 1
    if at and frequency.period != "hour" and len(times) != expected:
        needs = "one time" if expected == 1 else f"{expected} times"
        raise VoiceroutineError(
            f"this is done {needs} on a day, and {len(times)} {'is' if len(times) == 1 else 'are'} given",
            f"give --at {'once' if expected == 1 else f'{expected} times, as in --at 08:00 --at 18:00'}",
        )
    if frequency.period == "week":
        if frequency.times > 7:
            raise _unsuited(f"{frequency.times} times a week")
        days = spread_over_the_week(frequency.times, first)
        return tuple(Series(at=time, repeated="WEEKLY", days=days) for time in times)
    if frequency.period == "month":
        if frequency.times > 1 or first.day > 28:
            raise _unsuited("that many times a month" if frequency.times > 1 else f"the {first.day}th of every month")
        return tuple(Series(at=time, repeated="MONTHLY") for time in times)
    every = frequency.every if frequency.period == "day" else 1
    return tuple(Series(at=time, repeated="DAILY", every=every) for time in times)


def _unsuited(what: str) -> VoiceroutineError:
    return VoiceroutineError(f"a calendar cannot have {what}", f"write, for example, {READABLE}")


def _times_of(frequency: Frequency) -> tuple[time, ...]:
    """Return the times of the day of a frequency that has none given."""
    from voiceroutine.paper.events import spread_over_the_day

    if frequency.at:
        return tuple(OF_DAY[name] for name in frequency.at)
    if frequency.period == "hour":
        if frequency.times > 1 or not 1 <= frequency.every <= MOST_EVERY_HOURS:
            raise _unsuited("that many times an hour" if frequency.times > 1 else f"every {frequency.every} hours")
        return tuple(time(hour) for hour in range(MORNING.hour, EVENING.hour + 1, frequency.every))
    if frequency.period != "day" or frequency.times == 1:
        return (ALONE,)
    if not 1 <= frequency.times <= MOST_A_DAY:
        raise _unsuited(f"{frequency.times} times a day")
    return tuple(spread_over_the_day(frequency.times, MORNING, EVENING))


def _text(sheet: Sheet) -> str:
    """Return what an event says: what is needed, where it can be heard, and what is done."""
    lines = [f"{row.label}: {row.text}" for row in sheet.facts]
    lines += [sheet.link] if sheet.link else []
    lines += [f"{item.name}: {item.dose}" for item in sheet.exercises]
    lines += [row.text for row in sheet.boxes if row.strong]
    return "\n".join(lines)


def _in_words(series: Series) -> str:
    from voiceroutine.paper.events import WEEKDAYS

    names = {
        "DAILY": "every day" if series.every == 1 else "every other day",
        "WEEKLY": f"every {', '.join(WEEKDAYS[day].capitalize() for day in series.days)}",
        "MONTHLY": "every month",
    }
    return f"{names[series.repeated]} at {series.at:%H:%M}"
