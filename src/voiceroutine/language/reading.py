"""How numbers, units and abbreviations in a text are read aloud, by a language's data. Pure.

What it does not know for certain stays as it is: the engine has rules of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from voiceroutine.language.markup import fill
from voiceroutine.language.numerals import VULGAR, Numerals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from voiceroutine.language.phrases import Phrases

_LEVELS = {"C": 8, "T": 12, "D": 12, "L": 5, "S": 5}
"""The nerves of the spine, and its vertebrae: the letters and their highest numbers."""

_GAP = r"[ \u00a0\u202f]?"
_DASH = rf"(?:{_GAP}[-\u2013\u2212]{_GAP})"
_X = r"[x\u00d7]"
_VALUE = rf"(?:\d+ \d/\d|\d*[{VULGAR}]|\d+(?:[.,:/]\d+)*)"
# not in a word, a code or a decimal; but after an ellipsis, the `x` of `3x10`, and the stroke of `90°/45°`
_BEFORE = rf"(?:(?<![\w:/#$€£+\u2212-])(?<!(?<!\.)[.,])|(?<=\d{_X})|(?<=[^\W\d]/)|(?<=[°%]/))"
_AFTER = rf"(?![\w{VULGAR}])(?![.,:/]\d)(?!['\u2019]\w)"


class Reading(BaseModel):
    """How one language reads them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mark: str
    """What stands before a decimal fraction, `.` or `,`; the other one parts thousands."""
    decimal: str
    """That mark, spoken."""
    range: str
    """10-15, with {low} and {high}."""
    out_of: str
    """3/10, with {low} and {high}."""
    mixed: str
    """1 1/2, with {number} and {fraction}."""
    fractions: dict[str, str]
    per: str
    """The stroke between a unit and a word: 10 reps/side."""
    second: tuple[str, ...]
    """How it is written; so for the minute and the hour."""
    minute: tuple[str, ...]
    hour: tuple[str, ...]
    times: tuple[str, ...]
    """`2x`: the form for one, the form for more, and other ways to write it than `x`."""
    units: tuple[tuple[str, ...], ...]
    """As `times`."""
    abbreviations: dict[str, str]
    """With a large letter in it, only so; else in large or small letters. A space may be left out. One that ends in 1
    is read so before any number: `No. 1`."""
    sentence_ends: tuple[str, ...] = ()
    """Those of the abbreviations that may end a sentence, which then keeps its full stop."""
    oclock: tuple[str, ...] = ()
    """What follows a time of day, which is left to the engine."""
    clock_after: str = "(?!)"
    """A regular expression for what stands before one: "at 9:30"."""
    ordinals: tuple[str, ...] = ()
    """The endings of ordinal numbers, where they have no gender."""
    ordinal_dot: str | None = None
    """Set where a full stop makes a number an ordinal one: a regular expression for what stands before it if not."""
    attributive: str | None = None
    """A regular expression for what stands before a unit in the singular: "a 30 s hold"."""

    @cached_property
    def shortened(self) -> frozenset[str]:
        """The words that may be written with a full stop at their end, in small letters, without it."""
        written = (*self.second, *self.minute, *self.hour, *(word for unit in self.units for word in unit[2:]))
        known = (*written, *self.abbreviations)
        return frozenset(re.split(r"\s", word.removesuffix("1").strip())[-1].strip(".").lower() for word in known)


def reader(phrases: Phrases) -> Callable[[str], str]:
    """Return a function that puts the numbers, units and abbreviations of a text into words.

    Where the language has no data, the text stays as it is.
    """
    if phrases.reading is None:
        return str
    return _Reader(phrases, phrases.reading).read


@dataclass(frozen=True, slots=True)
class _Unit:
    one: str
    more: str


class _Reader:
    def __init__(self, phrases: Phrases, data: Reading) -> None:
        self._phrases = phrases
        self._data = data
        self._numerals = Numerals(phrases, data)
        self._units: dict[str, _Unit] = {}
        for (one, more), written in (
            (phrases.second, data.second),
            (phrases.minute, data.minute),
            (phrases.hour, data.hour),
            (data.times[:2], ("x", "\N{MULTIPLICATION SIGN}", *data.times[2:])),
            *((unit[:2], unit[2:]) for unit in data.units),
        ):
            self._units |= {word.lower(): _Unit(one, more) for word in written}
        self._enders = {_key(word).lower() for word in data.sentence_ends}
        self._words = {_key(word.removesuffix("1")): spoken for word, spoken in data.abbreviations.items()}
        self._ways: dict[str, Callable[[re.Match[str]], str | None]] = {
            "level": self._level,
            "word": self._word,
            "clock": self._clock,
            "count": self._count,
            "pair": self._pair,
            "number": self._number,
        }
        self._pattern = self._compiled()

    def _compiled(self) -> re.Pattern[str]:
        units = _one_of(self._units)
        alternatives = {
            "level": r"(?<![\w/-])(?-i:[CTDLS])\d{1,2}(?:\s?[-\u2013/]\s?(?-i:[CTDLS])?\d{1,2})*(?!\w)",
            "word": "|".join(map(_abbreviation, sorted(self._data.abbreviations, key=len, reverse=True))),
            "clock": rf"{_BEFORE}(?:(?P<h>\d\d?)h(?P<hm>[0-5]\d)(?:m|min)?"
            rf"|(?P<m>\d\d?){_GAP}m(?:in)?{_GAP}(?P<s>[0-5]?\d){_GAP}s(?:ec)?){_AFTER}",
            "count": rf"(?<!\w){_X}(?P<times>\d+)(?!\w)",
            "pair": rf"{_BEFORE}(?P<low>{_VALUE}){_GAP}(?P<low_unit>{units}){_DASH}"
            rf"(?P<high>{_VALUE}){_GAP}(?P<high_unit>{units}){_AFTER}",
            "number": rf"{_BEFORE}(?P<values>{_VALUE}(?:{_DASH}{_VALUE})*)"
            rf"(?:(?:{_GAP}|-)(?P<unit>{units})(?:(?<={_X})(?=\d)|(?!\w))(?P<dot>\.?)"
            rf"|(?P<ordinal>{_one_of(self._data.ordinals)}){_AFTER}|{_AFTER})"
            r"(?P<tail>-(?=[^\W\d_])|\s?/\s?(?=[^\W\d_])|(?P<stroke>(?<!\d)/(?=\d)))?",
        }
        return re.compile("|".join(f"(?P<{name}>{it})" for name, it in alternatives.items()), re.IGNORECASE)

    def read(self, text: str) -> str:
        return self._pattern.sub(self._said, text)

    def _said(self, match: re.Match[str]) -> str:
        said = next(read(match) for kind, read in self._ways.items() if match[kind] is not None)
        if said is None:
            return match[0]
        joined = match.string[match.end() : match.end() + 1].isalnum() and not said.endswith(" ")
        return f"{said} " if joined else said

    def _level(self, match: re.Match[str]) -> str | None:
        """Read the name of a part of the spine: C5-C6."""
        levels = re.findall(r"([CTDLS]?)(\d+)", match[0])
        letter = ""
        for given, number in levels:
            letter = given or letter
            if not 1 <= int(number) <= _LEVELS[letter]:
                return None
        return ", ".join(f"{given} {self._phrases.number(int(number))}".strip() for given, number in levels)

    def _word(self, match: re.Match[str]) -> str | None:
        written = match[0]
        exact = _key(written)
        spoken = self._words.get(exact) or self._words.get(exact.lower())
        if spoken is None:  # a letter that only looks like one of its own, such as a dotless i
            return None
        if written[0].isupper() and exact not in self._words:
            if not re.search(r"(?:^|[.!?:])\W*$", match.string[: match.start()]):
                return None  # amid a sentence it is a name: Max.
            spoken = spoken[0].upper() + spoken[1:]
        after = match.string[match.end() :]
        if written.endswith(".") and (not after.strip() or (exact.lower() in self._enders and _new_sentence(after))):
            spoken += "."
        return spoken

    def _clock(self, match: re.Match[str]) -> str:
        hours, minutes, seconds = (int(match[name] or 0) for name in ("h", "m", "s"))
        return self._phrases.duration((hours * 3600 + (minutes + int(match["hm"] or 0)) * 60 + seconds) * 1000)

    def _count(self, match: re.Match[str]) -> str | None:
        return self._counted((match["times"],), self._units["x"])

    def _pair(self, match: re.Match[str]) -> str | None:
        low = self._counted((match["low"],), self._units.get(match["low_unit"].lower()))
        high = self._counted((match["high"],), self._units.get(match["high_unit"].lower()))
        return fill(self._data.range, low=low, high=high) if low and high else None

    def _number(self, match: re.Match[str]) -> str | None:
        after = match.string[match.end() :]
        values = tuple(re.split(_DASH, match["values"]))
        said = self._measured(match, values, after) if match["unit"] else self._alone(match, values, after)
        if said is None:
            return None
        if match["stroke"]:
            return f"{said}, "
        if match["tail"]:
            return f"{said} {self._data.per} " if "/" in match["tail"] else f"{said} "
        return said

    def _measured(self, match: re.Match[str], values: tuple[str, ...], after: str) -> str | None:
        """Read a number with its unit."""
        written = match["unit"].lower()
        unit = self._units.get(written)
        if unit is None:
            return None
        if any(":" in value for value in values):
            is_time = written in (*self._data.minute, *self._data.second)
            said = self._numerals.words(values, None) if is_time else None
        elif unit != self._units["x"] and self._is_attributive(match):
            words = self._numerals.words(values, unit.one)
            said = f"{words} {_noun(unit.one)}" if words else None
        else:
            said = self._counted(values, unit)
        whole_word = written in f"{unit.one} {unit.more}".lower().split()
        keeps_dot = match["dot"] and (whole_word or not after.strip() or _new_sentence(after))
        return f"{said}." if said and keeps_dot else said

    def _is_attributive(self, match: re.Match[str]) -> bool:
        """Return whether it is said of a noun after it: a 30-second hold."""
        before = match.string[: match.start()]
        attributive = self._data.attributive
        hyphen = match.string[match.end("values") : match.start("unit")] == "-"
        return attributive is not None and (hyphen or re.search(attributive, before, re.IGNORECASE) is not None)

    def _alone(self, match: re.Match[str], values: tuple[str, ...], after: str) -> str | None:
        """Read a number without a unit."""
        if match["ordinal"]:
            return self._numerals.ordinal(*values) if len(values) == 1 else None
        oclock = rf"{_GAP}(?:{_one_of(self._data.oclock)})(?!\w)"
        before = match.string[: match.start()]
        if re.fullmatch(r"\d\d?:\d\d", values[-1]) and (
            re.match(oclock, after, re.IGNORECASE) or re.search(self._data.clock_after, before, re.IGNORECASE)
        ):
            return None
        dot = self._data.ordinal_dot
        if dot and re.fullmatch(r"\d+\.\d+", values[-1]) and after.startswith("."):
            return None  # a date: 3.5.
        if dot and re.match(r"\.\s[^\W\d_]", after) and not re.search(dot, before, re.IGNORECASE):
            return None
        return self._numerals.words(values, None)

    def _counted(self, values: tuple[str, ...], unit: _Unit | None) -> str | None:
        if unit is None:
            return None
        if values == ("1",):
            return unit.one
        words = self._numerals.words(values, unit.one)
        if words and _is_fraction(values[-1]) and len(values) == 1:
            return f"{words} {_noun(unit.one)}"
        return fill(unit.more, number=words) if words else None


def _one_of(words: Iterable[str]) -> str:
    """Return a regular expression for the words, the longest first; for none, one that is found nowhere."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _abbreviation(word: str) -> str:
    body = re.escape(word.removesuffix("1")).replace(r"\ ", _GAP)
    right = r"(?=\d)" if word.endswith("1") else r"(?!\w)" if word[-1].isalnum() else ""
    return rf"(?<!\w)(?-i:{body}){right}" if word != word.lower() else rf"(?<!\w){body}{right}"


def _key(word: str) -> str:
    return re.sub(r"[ \u00a0\u202f]", "", word)


def _noun(one: str) -> str:
    """Return `minute` of `one minute`."""
    return re.split("[ ']", one, maxsplit=1)[-1]


def _is_fraction(text: str) -> bool:
    return re.fullmatch(rf"\d+/\d+|[{VULGAR}]", text) is not None


def _new_sentence(after: str) -> bool:
    found = re.match(r"\s+([^\W_])", after)
    return found is not None and not found[1].islower()
