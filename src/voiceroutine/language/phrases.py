"""The stock words of a session in one language: read from data, filled in here."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict

from voiceroutine.document.nodes import plain
from voiceroutine.document.reader import read_text
from voiceroutine.language.markup import fill
from voiceroutine.language.reading import Reading
from voiceroutine.language.tags import SPACED_ENDS, UNSPACED_ENDS, comparable, primary

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SENTENCE_END = re.compile(rf"(?:(?<=[{SPACED_ENDS}])\s+|(?<=[{UNSPACED_ENDS}])\s*(?=\w))(?![^{{}}]*\}})")
"""But not within a respelling."""
_TITLES = frozenset(
    ("dr", "prof", "mr", "mrs", "ms", "st", "fr", "hr", "sr", "sra", "dra", "dott", "mme", "mevr", "dhr")
)

Forms = Annotated[tuple[str, str], "the form for one, and the form for more"]


class Phrases(BaseModel):
    """Everything a session says that its script does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tag: str
    """The script's language, as BCP 47 has it: a region can have number words of its own."""
    language: str
    """Without the region."""
    disclaimer: str
    opening_chapter: str
    closing_chapter: str
    closing: str
    left: str
    right: str
    start: str
    release: str
    finish: str
    """Ends reps that are not held."""
    halfway: str
    count: str
    last_count: str
    first_side: str
    one_side: str
    switch: str
    set_done: str
    set_next: str
    dose_once: str
    dose_once_each_side: str
    dose_reps: str
    dose_reps_each_side: str
    dose_sets: str
    hour: Forms
    minute: Forms
    second: Forms
    conjunction: str = ""
    """The word before the last part of a duration; empty for none."""
    agreement: dict[str, dict[str, str]] = {}
    """How a number's word changes before a noun: by the word for one that stands there, from regular expressions to
    what takes their place."""
    reading: Reading | None = None
    """How numbers and abbreviations in texts are read; None leaves them to the engine."""
    names_a_side: str
    """A regular expression for texts that say left or right."""
    equipment: tuple[str, ...]
    """Words for things that a listener must have at hand."""
    no_equipment: str = "(?!)"
    """A regular expression for what begins like one of them and is none: "the balls of your feet"."""

    def number(self, value: int, noun: str | None = None) -> str:
        """Return `value` in words: `twelve`.

        Args:
            value: What is counted.
            noun: The form for one of what is counted, with which the number agrees: `una hora`.
        """
        return self._agreeing(self._in_words(value, "cardinal"), noun)

    def ordinal(self, value: int) -> str:
        """Return `value` as an ordinal number: `twelfth`."""
        return self._in_words(value, "ordinal")

    def _in_words(self, value: int, kind: str) -> str:
        from num2words import CONVERTER_CLASSES, num2words

        _, *rest = comparable(self.tag).split("-")
        wanted = (f"{primary(self.tag)}_{'_'.join(rest).upper()}", self.language)
        known = next((name for name in wanted if name in CONVERTER_CLASSES), None)
        return str(num2words(value, lang=known, to=kind)) if known else str(value)

    def _agreeing(self, words: str, noun: str | None) -> str:
        for pattern, ending in self.agreement.get((noun or "").split(" ", 1)[0], {}).items():
            words = re.sub(pattern, ending, words)
        return words

    def sentences(self, text: str) -> list[str]:
        """Return the sentences of a text. What may go on after a full stop is one with what follows it."""
        found, start = [], 0
        for end in _SENTENCE_END.finditer(text):
            if not self._goes_on(text[: end.start()], text[end.end() :]):
                found.append(text[start : end.start()])
                start = end.end()
        return [*found, text[start:]]

    def _goes_on(self, before: str, after: str) -> bool:
        """Return whether a sentence may go on after the full stop that `before` ends with."""
        if not before.endswith("."):
            return False
        word = re.split(r"[\s(/]", before)[-1].strip(".").lower()
        doubtful = after[:1].islower() or after[:1].isdigit() or len(word) == 1 or word[-1:].isdigit()
        return doubtful or word in _TITLES or (self.reading is not None and word in self.reading.shortened)

    def duration(self, time_ms: int) -> str:
        """Return a length in words: `one minute thirty seconds`, rounded to the second; empty below half a second."""
        minutes, seconds = divmod((time_ms + 500) // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, self.hour), (minutes, self.minute), (seconds, self.second))
        *most, last = [self._counted(value, forms) for value, forms in parts if value] or [""]
        return " ".join((*most, *([self.conjunction] if most and self.conjunction else []), last))

    def _counted(self, value: int, forms: tuple[str, str]) -> str:
        one, more = forms
        return one if value == 1 else fill(more, number=self.number(value, one))

    def counted(self, value: int) -> str:
        """Return the cue that counts a rep or a second, such as "Three."."""
        text = fill(self.count, number=self.number(value))
        return text[:1].upper() + text[1:]


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are stock words in."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")))


@cache
def phrases_for(language: str) -> Phrases:
    """Return the stock words of `language` (BCP 47), one of `languages()`; a region has its own number words."""
    name = primary(language)
    words = plain(read_text((_folder() / f"{name}.yaml").read_bytes(), f"{name}.yaml"))
    return Phrases.model_validate({"tag": language, "language": name, **words} if isinstance(words, dict) else words)


def _folder() -> Traversable:
    return resources.files("voiceroutine.language") / "data"
