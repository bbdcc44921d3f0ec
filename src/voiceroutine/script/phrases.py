"""The stock words of a session in one language: read from data, filled in here."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict

from voiceroutine.script.nodes import plain
from voiceroutine.script.reader import read_text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Forms = Annotated[tuple[str, str], "the form for one, and the form for more"]


class Phrases(BaseModel):
    """Everything a session says that its script does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
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
    names_a_side: str
    """A regular expression for texts that say left or right."""
    equipment: tuple[str, ...]
    """Words for things that a listener must have at hand."""

    def number(self, value: int) -> str:
        """Return `value` in words: `twelve`."""
        from num2words import num2words

        return str(num2words(value, lang=self.language))

    def duration(self, time_ms: int) -> str:
        """Return a length in words: `one minute thirty seconds`, rounded to the second; empty below half a second."""
        minutes, seconds = divmod((time_ms + 500) // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, self.hour), (minutes, self.minute), (seconds, self.second))
        return " ".join(self._counted(value, forms) for value, forms in parts if value)

    def _counted(self, value: int, forms: tuple[str, str]) -> str:
        one, more = forms
        return one if value == 1 else more.format(number=self.number(value))

    def counted(self, value: int) -> str:
        """Return the cue that counts a rep or a second, such as "Three."."""
        return self.count.format(number=self.number(value)).capitalize()


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are stock words in."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")))


@cache
def phrases_for(language: str) -> Phrases:
    """Return the stock words of `language` (BCP 47; the region does not matter), one of `languages()`."""
    name = language.split("-")[0].lower()
    words = plain(read_text((_folder() / f"{name}.yaml").read_bytes(), f"{name}.yaml"))
    return Phrases.model_validate({"language": name, **words} if isinstance(words, dict) else words)


def _folder() -> Traversable:
    return resources.files("voiceroutine") / "phrases"
