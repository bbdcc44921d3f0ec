"""The rule for the levels of the spine: `C5-C6`, `L5/S1`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.language.reading.rule import Rule, compiled

if TYPE_CHECKING:
    from voiceroutine.language.numbers import NumberWords

_HIGHEST = {"C": 8, "T": 12, "D": 12, "L": 5, "S": 5}
"""The highest number of each letter, for vertebrae and nerves: there are eight cervical nerves. `D` (dorsal) is another
name for `T` (thoracic)."""


def spine(numbers: NumberWords) -> Rule:
    """Return the rule; it leaves alone what cannot be a level, like `T99`."""

    def words(match: re.Match[str]) -> str | None:
        levels = re.findall(r"([CTDLS]?)(\d+)", match[0])
        letter = ""
        for given, number in levels:
            letter = given or letter
            if not 1 <= int(number) <= _HIGHEST[letter]:
                return None
        return ", ".join(f"{given} {numbers.cardinal(int(number))}".strip() for given, number in levels)

    return Rule(compiled(r"(?<![\w/-])(?-i:[CTDLS])\d{1,2}(?:\s?[-\u2013/]\s?(?-i:[CTDLS])?\d{1,2})*(?!\w)"), words)
