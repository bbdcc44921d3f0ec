"""What a rule is, and the regular expressions that several rules are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GAP = r"[ \u00a0\u202f]?"
"""An optional space, which may be a no-break space."""
DASH = rf"(?:{GAP}[-\u2013\u2212]{GAP})"
X = r"[x\u00d7]"
VULGAR = "½⅓⅔¼¾"
"""The fractions that are one character."""
VALUE = rf"(?:\d+ \d/\d|\d*[{VULGAR}]|\d+(?:[.,:/]\d+)*)"
"""A number as it is written: whole, decimal, a fraction, a time."""
BEFORE = rf"(?:(?<![\w:/#$€£+\u2212-])(?<!(?<!\.)[.,])|(?<=\d{X})|(?<=[^\W\d]/)|(?<=[°%]/))"
"""Precedes a number that is read: it is not part of a word, a code or a decimal, but may follow an ellipsis, the `x` of
`3x10`, or the slash of `90°/45°`."""
AFTER = rf"(?![\w{VULGAR}])(?![.,:/]\d)(?!['\u2019]\w)"
"""Follows a number that is read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to read a piece of a text."""

    pattern: re.Pattern[str]
    """Finds what the rule is about."""
    words: Callable[[re.Match[str]], str | None]
    """Returns the words for what was found, or None if it is to stay as it is. No later rule is then tried on it."""


def compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern` as all rules use it: regardless of case."""
    return re.compile(pattern, re.IGNORECASE)


def one_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words`, the longest first. For no words, it matches nowhere."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
