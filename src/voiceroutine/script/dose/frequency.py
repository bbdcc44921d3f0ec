"""What a frequency means: how often in which time, and at which times of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from voiceroutine.language.markup import fill
from voiceroutine.script.dose.grammar import match_at, number

if TYPE_CHECKING:
    from voiceroutine.language.paper import OftenWords
    from voiceroutine.language.phrases import Phrases

Period = Literal["hour", "day", "week", "month"]
DayTime: TypeAlias = Literal["morning", "afternoon", "evening", "night", "bedtime"]
DAY_TIMES: tuple[DayTime, ...] = get_args(DayTime)
"""In the order of the day."""

READABLE = (
    "`once a day`, `3 times a day`, `morning and evening`, `every evening`, `before bed`, `every 2 hours`, "
    "`every other day`, `3 times a week`"
)
"""What a frequency may be, as a part of a sentence."""

_AMOUNT = re.compile(r"(?P<count>once|twice|[0-9]+ times) an? (?P<period>hour|day|week|month)")
_EVERY_HOURS = re.compile(r"every (?:(?P<hours>[0-9]+|[a-z]+) )?hours?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often something is done: `times` in every `every` periods."""

    times: int = 1
    period: Period = "day"
    every: int = 1
    """2 is every other day, or every two hours."""
    at: tuple[DayTime, ...] = ()
    """The times of the day that were named, in order; as many as `times` where the period is a day."""


def read_frequency(text: str) -> Frequency | None:
    """Return what a frequency means, or None where nothing but a person could tell.

    >>> read_frequency("twice a day")
    Frequency(times=2, period='day', every=1, at=())
    >>> read_frequency("every evening").at
    ('evening',)

    Args:
        text: In the words of `script.dose.grammar`, as a script's `frequency`; parts have commas between them.
    """
    amounts: list[Frequency] = []
    at: set[DayTime] = set()
    for part in filter(None, map(str.strip, text.lower().split(","))):
        words = _canonical(part)
        if found := _amount(words):
            amounts.append(found)
        elif words is not None and (named := _day_times(words)):
            at |= named
        else:
            return None
    if len(amounts) > 1 or not (amounts or at):
        return None
    return _together(amounts[0] if amounts else None, tuple(time for time in DAY_TIMES if time in at))


def _canonical(part: str) -> str | None:
    """Return a part in the grammar's own words: `2x/day` is `twice a day`."""
    end, values = match_at(part, 0) or (0, None)
    if values is None or part[end:] not in ("", "."):
        return None
    words = values.get("frequency")
    return words[0] if isinstance(words, tuple) and len(values) == 1 else None


def _amount(words: str | None) -> Frequency | None:
    if words is None:
        return None
    if words == "every other day":
        return Frequency(every=2)
    if match := _EVERY_HOURS.fullmatch(words):
        return Frequency(period="hour", every=number(match["hours"] or "1"))
    if match := _AMOUNT.fullmatch(words):
        period: Period = next(name for name in get_args(Period) if name == match["period"])
        return Frequency(times=number(match["count"].removesuffix(" times")), period=period)
    return None


def _day_times(words: str) -> set[DayTime]:
    if "bed" in words:
        return {"bedtime"}
    return {time for time in DAY_TIMES if re.search(rf"\b{time}\b", words)}


def _together(amount: Frequency | None, at: tuple[DayTime, ...]) -> Frequency | None:
    """Return an amount and the times of the day that are named beside it as one; None where they disagree."""
    if amount is None:
        return Frequency(times=len(at), at=at)
    if not at:
        return amount
    if amount.period == "hour":
        return None
    if amount.period == "day" and len(at) != amount.times:
        return None
    if amount.period != "day" and len(at) > 1:
        return None
    return Frequency(times=amount.times, period=amount.period, every=amount.every, at=at)


def write_frequency(text: str, words: OftenWords | None, phrases: Phrases) -> str:
    """Return a frequency in the language of a handout; what is not read stays as it is written.

    Args:
        text: As the script has it.
        words: The language's; None leaves everything as it is.
        phrases: Has the language's counted nouns.
    """
    if words is None:
        return text
    return ", ".join(_written(part.strip(), words, phrases) for part in text.split(",") if part.strip())


def _written(part: str, words: OftenWords, phrases: Phrases) -> str:
    read = read_frequency(part)
    if read is None:
        return part
    if read.at == ("morning", "evening"):
        return words.morning_and_evening
    if read.at:
        return ", ".join(getattr(words, time) for time in read.at)
    if read.period == "hour" and read.times == 1:
        return words.every_hour if read.every == 1 else fill(words.every_hours, number=str(read.every))
    if read.every == 2:
        return words.every_other_day
    return fill(getattr(words, read.period), times=phrases.with_noun(read.times, phrases.times))
