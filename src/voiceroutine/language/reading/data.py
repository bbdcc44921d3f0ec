"""How a language writes numbers, units and abbreviations, and how it reads them: the `reading:` of a data file."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict


class Reading(BaseModel):
    """What the rules need to know about one language. Placeholders are in braces; regular expressions ignore case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mark: str
    """The decimal mark, `.` or `,`; the other one separates thousands."""
    decimal: str
    """The decimal mark in words."""
    range: str
    """`10-15` in words, with `{low}` and `{high}`."""
    out_of: str
    """`3/10` in words, with `{low}` and `{high}`."""
    mixed: str
    """`1 1/2` in words, with `{number}` and `{fraction}`."""
    fractions: dict[str, str]
    """From `1/2` to its words."""
    per: str
    """The slash between a unit and a word in words: `10 reps/side`."""
    second: tuple[str, ...]
    """How a second is written after a number; its words are among the phrases. The same for minutes and hours."""
    minute: tuple[str, ...]
    hour: tuple[str, ...]
    times: tuple[str, ...]
    """`2x`: the form for one, the form for more with `{number}`, and ways to write it other than `x`."""
    units: tuple[tuple[str, ...], ...]
    """Each: the form for one, the form for more with `{number}`, and the ways to write it."""
    abbreviations: dict[str, str]
    """From abbreviations to their words. One that contains a capital is case-sensitive. A space in one is optional. One
    that ends in `1` is read before any number: `No. 1`."""
    sentence_ends: tuple[str, ...] = ()
    """The abbreviations that may end a sentence, which then keeps its full stop."""
    titles: tuple[str, ...] = ()
    """Words that are written with a full stop before a name (`dr`), in lower case and without it; the engine reads
    them."""
    oclock: tuple[str, ...] = ()
    """What follows a time of day; the engine reads those times."""
    clock_after: str = "(?!)"
    """A regular expression for what precedes a time of day: "at 9:30"."""
    ordinals: tuple[str, ...] = ()
    """The endings of ordinal numbers, where these do not change with the noun."""
    ordinal_dot: str | None = None
    """Where a full stop makes a number an ordinal: a regular expression for what precedes a number if it does not."""
    attributive: str | None = None
    """A regular expression for what precedes a unit in the singular: "a 30 s hold"."""

    @cached_property
    def shortened(self) -> frozenset[str]:
        """The words that may be written with a full stop at the end, in lower case and without it."""
        written = (*self.second, *self.minute, *self.hour, *(word for unit in self.units for word in unit[2:]))
        known = (*written, *self.abbreviations, *self.titles)
        return frozenset(re.split(r"\s", word.removesuffix("1").strip())[-1].strip(".").lower() for word in known)
