"""Whole numbers in words, in one language."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from voiceroutine.language.tags import comparable, primary


class NumberWords(BaseModel):
    """The number words of a language or, where it has its own, of a region."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tag: str
    """BCP 47: `pt-BR`."""
    agreement: dict[str, dict[str, str]] = {}
    """How a number changes before a noun. The key is the first word of the noun's form for one (`una` of `una hora`);
    the value maps regular expressions to their replacements."""

    def cardinal(self, value: int, noun: str | None = None) -> str:
        """Return `value` in words: `twelve`. In digits if num2words does not know the language.

        Args:
            value: What is counted.
            noun: The form for one of the noun that follows and that the number agrees with: `una hora`.
        """
        words = _in_words(self.tag, value, "cardinal")
        for pattern, replacement in self.agreement.get((noun or "").split(" ", 1)[0], {}).items():
            words = re.sub(pattern, replacement, words)
        return words

    def ordinal(self, value: int) -> str:
        """Return `value` as an ordinal number: `twelfth`."""
        return _in_words(self.tag, value, "ordinal")


@lru_cache(maxsize=4_096)  # the same few numbers are asked for in every rep
def _in_words(tag: str, value: int, kind: str) -> str:
    from num2words import CONVERTER_CLASSES, num2words

    language = primary(tag)
    _, *region = comparable(tag).split("-")
    wanted = (f"{language}_{'_'.join(region).upper()}", language)
    known = next((name for name in wanted if name in CONVERTER_CLASSES), None)
    try:
        return str(num2words(value, lang=known, to=kind)) if known else str(value)
    except (ArithmeticError, LookupError, NotImplementedError, TypeError, ValueError):
        # it has no words for numbers that are too large, and says so in a different way in each language
        return str(value)
