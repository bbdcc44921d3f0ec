"""Two short rules: for how often (`x3`), and for a range with a unit on both numbers (`30s-45s`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill
from voiceroutine.language.reading.rule import AFTER, BEFORE, DASH, GAP, VALUE, Rule, X, compiled

if TYPE_CHECKING:
    import re

    from voiceroutine.language.reading.data import Reading
    from voiceroutine.language.reading.units import Units


def repeats(units: Units) -> Rule:
    """Return the rule for `x3`; `3x` is a number with a unit."""

    def words(match: re.Match[str]) -> str | None:
        return units.counted((match["times"],), units.times)

    return Rule(compiled(rf"(?<!\w){X}(?P<times>\d+)(?!\w)"), words)


def unit_range(units: Units, data: Reading) -> Rule:
    """Return the rule for `30s-45s`."""

    def words(match: re.Match[str]) -> str | None:
        low = units.counted((match["low"],), units.find(match["low_unit"]))
        high = units.counted((match["high"],), units.find(match["high_unit"]))
        return fill(data.range, low=low, high=high) if low and high else None

    low = rf"(?P<low>{VALUE}){GAP}(?P<low_unit>{units.pattern})"
    high = rf"(?P<high>{VALUE}){GAP}(?P<high_unit>{units.pattern})"
    return Rule(compiled(rf"{BEFORE}{low}{DASH}{high}{AFTER}"), words)
