"""Which letters can be printed, how wide texts are, and where their lines end. All lengths are in millimetres."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fpdf import FPDF

    from voiceroutine.paper.style import Emphasis, Style

PAGES_SIGN = "\N{CURRENCY SIGN}"
"""Stands for each digit of the number of pages until it is known: about as wide, and in no text, where it is replaced.
"""
_MISSING = "\N{BLACK SQUARE}"
"""In place of a letter that the font lacks."""
_SPACES = re.compile(r"[^\S\u00a0]+")
"""But for the one at which no line is broken."""
_LARGE = 1_000
"""Points: the size at which widths are measured."""
_LONGEST_REMEMBERED = 40


class Lettering:
    """What the font can do."""

    def __init__(self, pdf: FPDF, letters: Collection[int]) -> None:
        self._pdf = pdf
        self._letters = letters
        self._widths: dict[tuple[str, Emphasis], float] = {}
        self.missing: set[str] = set()
        """The letters of what was printed that the font lacks."""

    def writable(self, text: str) -> str:
        """Return `text` on one line, with what the font lacks as its plain form, or as a square."""
        plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text).replace(PAGES_SIGN, _MISSING)).strip(" ")
        if all(ord(letter) in self._letters for letter in plain):
            return plain
        return "".join(self._letter(letter) for letter in plain)

    def _letter(self, letter: str) -> str:
        if ord(letter) in self._letters:
            return letter
        if unicodedata.category(letter) in ("Cf", "Cc", "Mn"):  # joiners, marks that a letter before them has taken
            return ""
        bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
        if bare and all(ord(part) in self._letters for part in bare):
            return bare
        self.missing.add(letter)
        return _MISSING

    def lines(self, text: str, style: Style, width: float) -> list[str]:
        """Return a text in lines of at most `width`; a word that is wider goes over several."""
        space = self._width_of(" ", style)
        lines: list[str] = []
        room = 0.0
        for word in self.writable(text).split(" "):
            needed = self._width_of(word, style)
            if lines and space + needed <= room:
                lines[-1] += f" {word}"
                room -= space + needed
                continue
            for part in self._parts(word, style, width):
                lines.append(part)
                room = width - self._width_of(part, style)
        return lines or [""]

    def _parts(self, word: str, style: Style, width: float) -> Iterator[str]:
        """Yield a word, or the parts of one that is wider than a line."""
        while self._width_of(word, style) > width and len(word) > 1:
            fits = bisect_right(range(1, len(word)), width, key=lambda size: self._width_of(word[:size], style)) or 1
            after_slash = word.rfind("/", 0, fits) + 1  # where the parts of a link are apart
            fits = after_slash if after_slash > fits // 2 else fits
            yield word[:fits]
            word = word[fits:]
        yield word

    def _width_of(self, text: str, style: Style) -> float:
        """Return the width of writable text; that of a word is remembered, for most come often."""
        key = (text, style.emphasis)
        found = self._widths.get(key)
        if found is None:
            self._pdf.set_font("sans", style.emphasis, _LARGE)
            found = float(self._pdf.get_string_width(text))
            if len(text) <= _LONGEST_REMEMBERED:
                self._widths[key] = found
        return found * style.size / _LARGE

    def text_width(self, text: str, style: Style) -> float:
        """Return how wide a text is on one line."""
        return self._width_of(self.writable(text), style)
