"""The units of a language, by the ways to write them, and numbers with their unit in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill
from voiceroutine.language.reading.rule import VULGAR, one_of

if TYPE_CHECKING:
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.language.reading.data import Reading
    from voiceroutine.language.reading.numerals import Numerals


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in words."""

    one: str
    """`one minute`."""
    more: str
    """`{number} minutes`."""

    @property
    def noun(self) -> str:
        """`minute`, without the number."""
        return re.split("[ ']", self.one, maxsplit=1)[-1]

    def is_written_out(self, written: str) -> bool:
        """Return whether `written`, in lower case, is one of its words, and not an abbreviation."""
        return written in f"{self.one} {self.more}".lower().split()


class Units:
    """All units of a language."""

    def __init__(self, numerals: Numerals, phrases: Phrases, data: Reading) -> None:
        self._numerals = numerals
        self._units: dict[str, Unit] = {}
        for (one, more), written in (
            (phrases.second, data.second),
            (phrases.minute, data.minute),
            (phrases.hour, data.hour),
            (data.times[:2], ("x", "\N{MULTIPLICATION SIGN}", *data.times[2:])),
            *((unit[:2], unit[2:]) for unit in data.units),
        ):
            self._units |= {word.lower(): Unit(one, more) for word in written}
        self.times = self._units["x"]
        """The unit of `2x`."""
        self.pattern = one_of(self._units)
        """A regular expression for a unit as it is written."""

    def find(self, written: str) -> Unit | None:
        """Return the unit that is written so, in any case, or None.

        A regular expression that ignores case takes a dotless i for an i; such a match is no unit.
        """
        return self._units.get(written.lower())

    def counted(self, values: tuple[str, ...], unit: Unit | None) -> str | None:
        """Return numbers with their unit in words; None if a number cannot be read, or without a unit.

        Args:
            values: As they are written: one number, or those between dashes.
            unit: What is counted.
        """
        if unit is None:
            return None
        if values == ("1",):
            return unit.one
        words = self._numerals.words(values, unit.one)
        if words and len(values) == 1 and re.fullmatch(rf"\d+/\d+|[{VULGAR}]", values[0]):
            return f"{words} {unit.noun}"
        return fill(unit.more, number=words) if words else None
