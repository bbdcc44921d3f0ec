"""Written numbers in words: whole and decimal numbers, fractions, ranges, times. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill
from voiceroutine.language.reading.rule import VULGAR

if TYPE_CHECKING:
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.language.reading.data import Reading

_MOST_DIGITS = 12
"""The longest number that is read in words; a longer one is a code of some kind."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """Reads the numbers of one language. The methods return None for what they cannot read with certainty."""

    phrases: Phrases
    data: Reading

    def words(self, values: tuple[str, ...], noun: str | None) -> str | None:
        """Return the words for a number, a range (10-15), or a sequence (4-7-8).

        Args:
            values: The numbers as they are written, those between the dashes.
            noun: The form for one of what is counted, with which the numbers agree.
        """
        words = [self._value(value, noun) for value in values]
        if any(word is None for word in words):
            return None
        if len(values) == 2 and all(value.isdigit() for value in values) and int(values[0]) >= int(values[1]):
            return " ".join(map(str, words))
        if len(values) == 2:
            return fill(self.data.range, low=str(words[0]), high=str(words[1]))
        return " ".join(map(str, words))

    def ordinal(self, text: str) -> str | None:
        """Return the words for an ordinal number: the digits of 2nd."""
        return self.phrases.numbers.ordinal(int(text)) if self._integer(text, None) and int(text) else None

    def _value(self, text: str, noun: str | None) -> str | None:
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
        """Return the words for a fraction: 3/4; or for a score: 3/10 is "three out of ten"."""
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
        """Return the words for a number with or without a decimal mark, or for a list (4,7,8)."""
        mark, thousands = (".", ",") if self.data.mark == "." else (",", ".")
        if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+", text):
            text = text.replace(thousands, "")
        # Where the decimal mark is a comma, many people type a point.
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
        """Return the words for digits, unless they are a code like 007; `zeros` allows them in front."""
        if not text.isdigit() or len(text) > _MOST_DIGITS or (len(text) > 1 and text.startswith("0") and not zeros):
            return None
        return self.phrases.number(int(text), noun)

    def _time(self, text: str) -> str | None:
        """Return the words for minutes and seconds, or hours too: 1:30, 1:02:03."""
        if not re.fullmatch(r"\d{1,2}(?::[0-5]\d){1,2}", text):
            return None
        hours, minutes, seconds = map(int, f"0:{text}".split(":")[-3:])
        return self.phrases.duration((hours * 3600 + minutes * 60 + seconds) * 1000) or None
