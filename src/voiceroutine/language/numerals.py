"""Numbers as they are written, in words: whole and decimal ones, fractions, ranges, times. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill

if TYPE_CHECKING:
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.language.reading import Reading

VULGAR = "½⅓⅔¼¾"
"""The fractions that are one character."""
_MOST_DIGITS = 12
"""Of a number in words; a longer one is a code of some kind."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numbers of one language. What it cannot read for certain is None."""

    phrases: Phrases
    data: Reading

    def words(self, values: tuple[str, ...], noun: str | None) -> str | None:
        """Read a number, a range (10-15), or numbers that follow each other (4-7-8)."""
        words = [self._value(value, noun) for value in values]
        if any(word is None for word in words):
            return None
        if len(values) == 2 and all(value.isdigit() for value in values) and int(values[0]) >= int(values[1]):
            return " ".join(map(str, words))
        if len(values) == 2:
            return fill(self.data.range, low=str(words[0]), high=str(words[1]))
        return " ".join(map(str, words))

    def _value(self, text: str, noun: str | None) -> str | None:
        """Read what stands between two dashes; `noun` is the form for one of what is counted."""
        text = re.sub(rf"(?<=\d)(?=[{VULGAR}])", " ", text)
        text = unicodedata.normalize("NFKC", text).replace("\N{FRACTION SLASH}", "/")
        whole, _, fraction = text.rpartition(" ")
        if whole:
            parts = self._value(whole, noun), self.data.fractions.get(fraction)
            return fill(self.data.mixed, number=parts[0], fraction=parts[1]) if parts[0] and parts[1] else None
        if ":" in text:
            return self._time(text)
        if "/" in text:
            return self._fraction(text)
        return self._decimal(text, noun)

    def _fraction(self, text: str) -> str | None:
        """Read a fraction: 3/4, and 3/10 as a part of ten."""
        if text in self.data.fractions:
            return self.data.fractions[text]
        numbers = text.split("/")
        words = [self._integer(number, None) for number in numbers]
        if any(word is None for word in words) or len(words) != 2:
            return None
        if int(numbers[0]) < int(numbers[1]) or int(numbers[1]) == 10:
            return fill(self.data.out_of, low=str(words[0]), high=str(words[1]))
        return " ".join(map(str, words))

    def _decimal(self, text: str, noun: str | None) -> str | None:
        """Read a decimal number, one with marks between its thousands, or a list."""
        mark, thousands = (".", ",") if self.data.mark == "." else (",", ".")
        if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+", text):
            text = text.replace(thousands, "")
        # many write the point in place of their own comma
        whole, point, digits = re.sub(rf"[{mark}.]", ".", text, count=1).partition(".")
        if "." in digits:
            return None
        if ("," in text and mark == ".") or "," in digits:  # a list
            words = [self._integer(number, None) for number in text.split(",")]
            return None if any(word is None for word in words) else ", ".join(map(str, words))
        said = self._integer(whole, noun if not point else None, zeros=bool(point))
        if said is None or not point:
            return said
        return " ".join((said, self.data.decimal, *(self.phrases.number(int(digit)) for digit in digits)))

    def _integer(self, text: str, noun: str | None, *, zeros: bool = False) -> str | None:
        """Read digits; not a code, such as 007."""
        if not text.isdigit() or len(text) > _MOST_DIGITS or (len(text) > 1 and text.startswith("0") and not zeros):
            return None
        return self.phrases.number(int(text), noun)

    def ordinal(self, text: str) -> str | None:
        """Read an ordinal number: the digits of 2nd."""
        return self.phrases.ordinal(int(text)) if self._integer(text, None) and int(text) else None

    def _time(self, text: str) -> str | None:
        """Read minutes and seconds: 1:30."""
        if not re.fullmatch(r"\d{1,2}(?::[0-5]\d){1,2}", text):
            return None
        hours, minutes, seconds = map(int, f"0:{text}".split(":")[-3:])
        return self.phrases.duration((hours * 3600 + minutes * 60 + seconds) * 1000) or None
