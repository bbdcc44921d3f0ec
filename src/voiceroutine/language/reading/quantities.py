"""Three rules for numbers: with a unit (`30 s`), ordinal ones (`2nd`), and all others (`10-15`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from voiceroutine.language.reading.rule import AFTER, BEFORE, DASH, GAP, VALUE, Rule, X, compiled, one_of
from voiceroutine.language.sentences import begins_sentence

if TYPE_CHECKING:
    from voiceroutine.language.reading.data import Reading
    from voiceroutine.language.reading.numerals import Numerals
    from voiceroutine.language.reading.units import Unit, Units

_Words = Callable[[re.Match[str], tuple[str, ...]], str | None]
"""From a match and its numbers, as they are written, to words."""

_VALUES = rf"{BEFORE}(?P<values>{VALUE}(?:{DASH}{VALUE})*)"
"""One number, or several with dashes between them."""
_TAIL = r"(?P<tail>-(?=[^\W\d_])|\s?/\s?(?=[^\W\d_])|(?P<slash>(?<!\d)/(?=\d)))?"
"""What joins a number to the next word or number: `10-minute`, `10 reps/side`, `90°/45°`."""
_TIME_OF_DAY = re.compile(r"\d\d?:\d\d")
_DATE = re.compile(r"\d+\.\d+")


def measured(numerals: Numerals, units: Units, data: Reading) -> Rule:
    """Return the rule for numbers with a unit: `30 s`, `10-15 reps`, `3x`."""

    def words(match: re.Match[str], values: tuple[str, ...]) -> str | None:
        unit = units.find(match["unit"])
        if unit is None:
            return None
        said = with_unit(match, values, unit)
        return f"{said}." if said and keeps_dot(match, unit) else said

    def with_unit(match: re.Match[str], values: tuple[str, ...], unit: Unit) -> str | None:
        if any(":" in value for value in values):  # a time, which names its units itself: `1:30 min`
            is_time = match["unit"].lower() in (*data.minute, *data.second)
            return numerals.words(values, None) if is_time else None
        if unit != units.times and is_attributive(match):
            number = numerals.words(values, unit.one)
            return f"{number} {unit.noun}" if number else None
        return units.counted(values, unit)

    def is_attributive(match: re.Match[str]) -> bool:
        """Return whether the unit describes a noun that follows, and is singular: `a 30 s hold`, `30-second`."""
        if data.attributive is None:
            return False
        if match.string[match.end("values") : match.start("unit")] == "-":
            return True
        return re.search(data.attributive, match.string[: match.start()], re.IGNORECASE) is not None

    def keeps_dot(match: re.Match[str], unit: Unit) -> bool:
        """Return whether the full stop after the unit ends the sentence, and not just the unit's abbreviation."""
        after = match.string[match.end() :]
        ends = unit.is_written_out(match["unit"].lower()) or not after.strip() or begins_sentence(after)
        return bool(match["dot"]) and ends

    unit = rf"(?:{GAP}|-)(?P<unit>{units.pattern})(?:(?<={X})(?=\d)|(?!\w))(?P<dot>\.?)"
    return _rule(unit, words, data)


def ordinal(numerals: Numerals, data: Reading) -> Rule:
    """Return the rule for ordinal numbers that are written with an ending: `2nd`."""

    def words(_: re.Match[str], values: tuple[str, ...]) -> str | None:
        return numerals.ordinal(values[0]) if len(values) == 1 else None

    return _rule(rf"(?:{one_of(data.ordinals)}){AFTER}", words, data)


def alone(numerals: Numerals, data: Reading) -> Rule:
    """Return the rule for numbers without a unit; times of day, dates and German ordinals (`2.`) are left alone."""
    oclock = compiled(rf"{GAP}(?:{one_of(data.oclock)})(?!\w)")
    clock_after = compiled(data.clock_after)

    def words(match: re.Match[str], values: tuple[str, ...]) -> str | None:
        before, after = match.string[: match.start()], match.string[match.end() :]
        at_oclock = oclock.match(after) or clock_after.search(before)
        if at_oclock and _TIME_OF_DAY.fullmatch(values[-1]):
            return None
        return None if has_ordinal_dot(values[-1], before, after) else numerals.words(values, None)

    def has_ordinal_dot(value: str, before: str, after: str) -> bool:
        if data.ordinal_dot is None:
            return False
        if _DATE.fullmatch(value) and after.startswith("."):  # `3.5.`
            return True
        not_ordinal = re.search(data.ordinal_dot, before, re.IGNORECASE)
        return re.match(r"\.\s[^\W\d_]", after) is not None and not not_ordinal

    return _rule(AFTER, words, data)


def _rule(pattern: str, words: _Words, data: Reading) -> Rule:
    """Return a rule for numbers that `pattern` follows, and for what joins them to the next word or number."""

    def with_tail(match: re.Match[str]) -> str | None:
        said = words(match, tuple(re.split(DASH, match["values"])))
        if said is None or not match["tail"]:
            return said
        if match["slash"]:
            return f"{said}, "
        return f"{said} {data.per} " if "/" in match["tail"] else f"{said} "

    return Rule(compiled(rf"{_VALUES}{pattern}{_TAIL}"), with_tail)
