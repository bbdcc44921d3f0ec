"""How each part of a dose is written: patterns, and what they mean.

Of all patterns that fit at a place, the longest match counts. So `3 x a day` is a frequency, and `3 x` a
number of reps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Callable

Values: TypeAlias = "dict[str, int | tuple[str, ...]]"
"""From the name of a field of `Dose` to its value; `any_rest` is a rest that is not said to be between sets or reps."""

_TO_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS = {
    **dict(zip(_TO_TEN, range(1, 11), strict=True)),
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "once": 1,
    "twice": 2,
    "thrice": 3,
}
"""Numbers that people write in words."""
_N = r"(?:[0-9]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)"
_SECOND = r"(?:sec(?:ond)?s?\b\.?|s\b|\"|\u2033|\u201d|'')"
_MINUTE = r"(?:min(?:ute)?s?\b\.?|m\b|'(?!')|\u2032)"
_FIGURES = r"[0-9]{1,5}(?:\.[0-9]{1,3})?"
_T = (
    rf"(?:{_N}(?:\.[0-9]{{1,3}})?\s?-?\s?{_SECOND}"
    rf"|{_N}(?:\.[0-9]{{1,3}})?\s?-?\s?{_MINUTE}(?:\s*{_FIGURES}\s?{_SECOND})?"
    rf"|[0-9]{{1,3}}\s?m\s?[0-9]{{1,2}}\s?s\b"
    rf"|[0-9]{{1,4}}:[0-5][0-9])"
)
_X = r"\s*(?:x|\u00d7|\u2715|\*|times|by)\s*"
_LIMB = r"(?:sides?|legs?|arms?|foot|feet|hands?|knees?|ankles?|hips?|shoulders?|wrists?)"
_NOT_A_COUNT = (
    r"(?!\s*(?:kgs?|lbs?|pounds?|kilos?|cm|inch(?:es)?|ft|feet|steps?|breaths?|met(?:er|re)s?|yards?|rm|degrees?|weeks?)\b"
    r"|\s*[#%]|[-\u2013/.:][0-9]|\s*(?:to|or)\s+[0-9])"
)
"""What makes a number that stands before it something other than a count: a unit, a range, a fraction."""
_ALONE = (
    r"(?=\s*(?:[,;)\].]|$|each\b|ea\b|e/s|per\b|both\b|left\b|right\b|hold|rest\b|tempo\b"
    r"|with\b|w/|daily\b|and\b|every\b|once\b|twice\b))"
)
"""What may follow a bare number."""
_END = r"(?![^\W_])"


def number(text: str) -> int:
    """Return the number that `text` writes in figures or as a word."""
    return WORDS.get(text.lower()) or int(text)


def time_ms(text: str) -> int:
    """Return the milliseconds of a time, or of a bare number of seconds.

    Raises:
        ValueError: It is longer than a day.
    """
    text = text.lower()
    for word, count in WORDS.items():
        if text.startswith(word):
            text = f"{count}{text[len(word) :]}"
    text = re.sub(r"[\"\u2033\u201d]|''", "s", text)
    text = re.sub(r"['\u2032]", "m", text)
    return parse_duration(re.sub(r"(?<=[a-z])\.|\s?-\s?(?=[a-z])", "", text))


MOST_AN_HOUR = 4
"""`20 times every hour` is twenty reps, every hour."""
_PERIODS = {"d": "day", "w": "week", "h": "hour", "m": "month"}


def _times(match: re.Match[str]) -> Values:
    groups = match.groupdict()
    count, period = number(groups["n"] or groups["word"]), _PERIODS[match["per"][0].lower()]
    if period == "hour" and count > MOST_AN_HOUR:
        return {"reps": count, "frequency": ("every hour",)}
    return {"frequency": (often(count, period),)}


def often(count: int, period: str) -> str:
    """Return a frequency in words: `twice a day`."""
    return f"{ {1: 'once', 2: 'twice'}.get(count, f'{count} times') } {'an' if period == 'hour' else 'a'} {period}"


def _frequency(words: str) -> Callable[[re.Match[str]], Values]:
    return lambda _: {"frequency": (words,)}


def _every_hours(match: re.Match[str]) -> Values:
    count = number(match["n"] or "1")
    return {"frequency": ("every hour" if count == 1 else f"every {count} hours",)}


def _when(match: re.Match[str]) -> Values:
    return {"frequency": (re.sub(r"\s+", " ", match[0].lower()),)}


def _counts(match: re.Match[str]) -> Values:
    """Return what named groups hold: `sets`, `reps`, `hold`, `tempo`, `set_rest`, `rest`, `any_rest`."""
    found: Values = {}
    for name, text in match.groupdict().items():
        if text is not None and name in ("sets", "reps"):
            found[name] = number(text)
        elif text is not None:
            found[name] = time_ms(text)
    return found


def _sides(*sides: str) -> Callable[[re.Match[str]], Values]:
    return lambda _: {"sides": sides}


_BOTH, _LEFT, _RIGHT = _sides("left", "right"), _sides("left"), _sides("right")
_EACH = r"\s*(?:/|a\b|an\b|per\b|each\b|every\b)?\s*"
_PERIOD = r"(?P<per>day|daily|d|weekly|week|wk|hourly|hour|hr|month)"
_AND = r"\s*(?:and|&|/|\+|then)\s*"
_TABLE: tuple[tuple[str, Callable[[re.Match[str]], Values]], ...] = (
    (rf"(?P<sets>{_N}){_X}(?P<reps>{_N}){_X}(?P<hold>{_T})(?:\s*holds?)?", _counts),
    (rf"(?P<sets>{_N}){_X}(?P<reps>{_N})(?:\s*(?:reps?|repetitions?))?\b{_NOT_A_COUNT}", _counts),
    (rf"(?P<reps>{_N}){_X}(?P<hold>{_T})(?:\s*holds?)?", _counts),
    (rf"(?P<hold>{_T})(?:\s*holds?)?{_X}(?P<reps>{_N})(?:\s*(?:reps?|times))?\b{_NOT_A_COUNT}", _counts),
    (rf"(?P<sets>{_N})\s*sets?(?:\s*of)?", _counts),
    (rf"sets?\s*[:=]?\s*(?P<sets>{_N}){_NOT_A_COUNT}(?!\s*-?\s?(?:{_SECOND}|{_MINUTE})|{_X}[0-9])", _counts),
    (
        rf"(?P<reps>{_N})\s*(?:reps?|repetitions?)?(?:{_X}|\s*for\s*)(?P<sets>{_N})\s*sets?",
        _counts,
    ),
    (rf"(?P<hold>{_T})(?:\s*holds?)?{_X}(?P<reps>{_N}){_X}(?P<sets>{_N})\s*sets?", _counts),
    (rf"(?P<hold>{_T})(?:\s*holds?)?(?:{_X}|\s*for\s*)(?P<sets>{_N})\s*sets?", _counts),
    (
        rf"(?P<sets>{_N})\s*sets?(?:\s*of|\s*[x\u00d7*])\s*(?P<reps>{_N})(?:\s*(?:reps?|repetitions?))?\b{_NOT_A_COUNT}",
        _counts,
    ),
    (rf"(?P<sets>{_N})\s*sets?(?:\s*of|\s*[x\u00d7*])\s*(?P<hold>{_T})(?:\s*holds?)?", _counts),
    (rf"(?P<reps>{_N})\s*(?:reps?|repetitions?|times|[x\u00d7](?!\s*[0-9]))(?:\s*of)?", _counts),
    (rf"(?:reps?|repetitions?|repeat)\s*[:=]?\s*(?P<reps>{_N})(?:\s*(?:times|x)\b)?{_NOT_A_COUNT}", _counts),
    (rf"[x\u00d7]\s*(?P<reps>{_N})(?:\s*(?:reps?|repetitions?))?\b{_NOT_A_COUNT}", _counts),
    (rf"[x\u00d7]\s*(?P<hold>{_T})(?:\s*holds?)?", _counts),
    (rf"hold(?:s|ing)?(?:\s*(?:each|it|for|of|[:=~]))*\s*(?P<hold>{_T}|{_N}{_NOT_A_COUNT})(?:\s*each)?", _counts),
    (rf"(?:an?\s+)?(?P<hold>{_T})\s*(?:isometric\s*)?holds?", _counts),
    (rf"rests?(?:\s*(?:for|of|[:=]))*\s*(?P<any_rest>{_T}|{_N}{_NOT_A_COUNT})", _counts),
    (rf"(?P<any_rest>{_T})\s*rest", _counts),
    (rf"rests?(?:\s*(?:for|of|[:=]))*\s*(?P<set_rest>{_T})\s*(?:in\s*)?between\s*sets", _counts),
    (rf"(?P<set_rest>{_T})\s*(?:rest\s*)?(?:in\s*)?between\s*sets", _counts),
    (rf"rests?(?:\s*(?:for|of|[:=]))*\s*(?P<rest>{_T})\s*(?:in\s*)?between\s*(?:reps|repetitions)", _counts),
    (rf"(?P<rest>{_T})\s*(?:rest\s*)?(?:in\s*)?between\s*(?:reps|repetitions)", _counts),
    (rf"tempo\s*[:=]?\s*(?P<tempo>{_T}|{_N}(?!\s*[-:/]))", _counts),
    (rf"(?P<tempo>{_T})\s*tempo", _counts),
    (rf"(?:on\s+|to\s+)?(?:each|ea\.?|per|both|every)\s*{_LIMB}", _BOTH),
    (r"(?:ea?/s|e\.s\.|bilat(?:eral(?:ly)?)?|b/l|l\s*[/&+]\s*r)", _BOTH),
    (rf"(?:on\s+)?left{_AND}right(?:\s*{_LIMB})?", _BOTH),
    (rf"(?:on\s+)?right{_AND}left(?:\s*{_LIMB})?", _sides("right", "left")),
    (rf"(?:on\s+)?(?:the\s+)?left(?:\s*{_LIMB})?(?:\s*only)?", _LEFT),
    (rf"(?:on\s+)?(?:the\s+)?right(?:\s*{_LIMB})?(?:\s*only)?", _RIGHT),
    (rf"l\s+(?:{_LIMB}|only)", _LEFT),
    (rf"r\s+(?:{_LIMB}|only)", _RIGHT),
    (r"(?:on\s+)?r\s*(?:/|&|\+)\s*l", _sides("right", "left")),
    (rf"alt(?:ernat(?:e|ing)|\.)?(?:\s*{_LIMB})?", lambda _: {"alternate": 1}),
    (
        rf"(?:(?P<n>{_N})\s*(?:x|\u00d7|times|sessions?)|(?P<word>once|twice|thrice)){_EACH}{_PERIOD}",
        _times,
    ),
    (rf"(?P<n>{_N})\s*(?:d(?:ays?)?\s*)?(?:/|a|per|each|every)\s*(?P<per>week|wk)", _times),
    (rf"(?P<n>{_N})\s*(?:/|per)\s*(?P<per>day|hour|hr|month)", _times),
    (r"(?:daily|every\s*day|each\s*day|q\.?d\.?)", _frequency("once a day")),
    (r"b\.?i\.?d\.?", _frequency("twice a day")),
    (r"t\.?i\.?d\.?", _frequency("3 times a day")),
    (r"q\.?i\.?d\.?", _frequency("4 times a day")),
    (r"(?:weekly|every\s*week|each\s*week)", _frequency("once a week")),
    (r"(?:every\s*(?:other|second)\s*day|alt(?:ernate|\.)?\s*days|q\.?o\.?d\.?)", _frequency("every other day")),
    (rf"(?:hourly|every(?:\s*(?P<n>{_N}))?\s*(?:hours?|hrs?))", _every_hours),
    (r"(?:a\.?m\.?|morning)\s*(?:and|&|/|\+)\s*(?:p\.?m\.?|evening|night)", _frequency("morning and evening")),
    (r"(?:every|in\s+the|each)\s+(?:morning|evening|afternoon|night)|at\s+(?:night|bedtime)|before\s+bed", _when),
    (rf"(?P<reps>{_N}){_ALONE}", _counts),
    (rf"(?P<hold>{_T})", _counts),
)
_PATTERNS = tuple((re.compile(rf"(?:{pattern}){_END}", re.IGNORECASE), read) for pattern, read in _TABLE)


RANGE = re.compile(r"[0-9]+(?:(?:[-\u2013]|\s*(?:to|or)\s+)[0-9]+)+(?:\s*[^\W\d_]+)?", re.IGNORECASE)
"""A number that leaves room for another, and its unit. No part of a dose begins with one."""


def match_at(text: str, at: int) -> tuple[int, Values | None] | None:
    """Return the longest part of a dose that begins at `at`: its end, and what it says.

    What it says is None where a time in it is longer than a day. Nothing is returned where no part begins.
    """
    found, reader = None, None
    for pattern, read in _PATTERNS:
        match = pattern.match(text, at)
        if match and (found is None or match.end() > found.end()):
            found, reader = match, read
    if found is None or reader is None:
        return None
    try:
        return found.end(), reader(found)
    except ValueError:
        return found.end(), None
