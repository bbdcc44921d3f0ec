"""The stock phrases: what a session says without the script's writing it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from voiceroutine.language.markup import fill
from voiceroutine.language.numbers import NumberWords
from voiceroutine.language.sentences import sentences

Forms = Annotated[tuple[str, str], "the form for one, and the form for more"]


class Phrases(BaseModel):
    """The stock phrases of one language, and the methods that fill them in.

    To add a phrase, add a field here and its text to `phrases:` in each file of `data/`; a field with a default may be
    missing there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    """The word before the last part of a duration; may be empty."""

    numbers: NumberWords
    """Fills `{number}`; not a phrase."""
    abbreviations: frozenset[str] = frozenset()
    """Words that are written with a full stop which does not end a sentence; not phrases."""

    def number(self, value: int, noun: str | None = None) -> str:
        """Return `value` in words, agreeing with `noun`; see `NumberWords.cardinal`."""
        return self.numbers.cardinal(value, noun)

    def counted(self, value: int) -> str:
        """Return the cue that counts a rep or a second: "Three."."""
        text = fill(self.count, number=self.number(value))
        return text[:1].upper() + text[1:]

    def duration(self, time_ms: int) -> str:
        """Return a length in words, rounded to the second: `one minute thirty seconds`. Below 500 ms it is empty."""
        minutes, seconds = divmod((time_ms + 500) // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, self.hour), (minutes, self.minute), (seconds, self.second))
        *most, last = [self._with_unit(value, forms) for value, forms in parts if value] or [""]
        return " ".join((*most, *([self.conjunction] if most and self.conjunction else []), last))

    def _with_unit(self, value: int, forms: tuple[str, str]) -> str:
        one, more = forms
        return one if value == 1 else fill(more, number=self.number(value, one))

    def sentences(self, text: str) -> list[str]:
        """Return the sentences of a text in this language; see `language.sentences`."""
        return sentences(text, self.abbreviations)
