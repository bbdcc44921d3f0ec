"""The stock phrases that a script can replace for its own session."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Protocol

from pydantic import Field

from voiceroutine.language.languages import Language, language_for, languages
from voiceroutine.language.numbers import NumberWords
from voiceroutine.language.phrases import Phrases
from voiceroutine.language.tags import primary
from voiceroutine.script.parts import Part
from voiceroutine.script.values import Disclaimer, Phrase, PhraseForms, phrase, phrase_forms

_ByNumber = Annotated[Phrase, phrase("number")]
_BySide = Annotated[Phrase, phrase("side")]
_ByDuration = Annotated[Phrase, phrase("duration")]
_Forms = Annotated[PhraseForms, phrase_forms("number")]


def _field(description: str, example: str) -> Any:
    return Field(default=None, description=description, examples=[example])


class Wording(Part):
    """A script's own words in place of the stock phrases."""

    opening_chapter: Annotated[Phrase, phrase()] = _field("The first chapter's title.", "Opening")
    closing_chapter: Annotated[Phrase, phrase()] = _field("The last chapter's title.", "Closing")
    closing: Annotated[Phrase, phrase()] = _field("Ends a session without a `closing`.", "That's the end.")
    left: Annotated[Phrase, phrase()] = _field("What `{side}` stands for on the left.", "left")
    right: Annotated[Phrase, phrase()] = _field("What `{side}` stands for on the right.", "right")
    start: Annotated[Phrase, phrase()] = _field("Begins a rep or a hold.", "Start now.")
    release: Annotated[Phrase, phrase()] = _field("Ends a hold.", "And release.")
    finish: Annotated[Phrase, phrase()] = _field("Ends reps that are not held.", "And relax.")
    halfway: Annotated[Phrase, phrase()] = _field("Said in the middle of a long hold.", "Halfway.")
    count: Annotated[Phrase, phrase("number", needed=True)] = _field("Counts reps and seconds.", '"{number}."')
    last_count: _ByNumber = _field("Counts the last held rep.", '"{number}, and the last one."')
    first_side: _BySide = _field("Names the side to begin with.", '"The {side} side first."')
    one_side: _BySide = _field("Names the side where there is only one.", '"On the {side} side."')
    switch: _BySide = _field("Changes sides.", '"Now the {side} side."')
    set_done: Annotated[Phrase, phrase()] = _field("Begins the rest between sets.", "And rest.")
    set_next: _ByNumber = _field("Begins the next set.", '"Set number {number}."')
    dose_once: _ByDuration = _field("Announces one hold.", '"{duration}."')
    dose_once_each_side: _ByDuration = _field("Announces a hold on both sides.", '"{duration} on each side."')
    dose_reps: _ByNumber = _field("Announces reps.", '"{number} times."')
    dose_reps_each_side: _ByNumber = _field("Announces reps on both sides.", '"{number} times on each side."')
    dose_sets: _ByNumber = _field("Announces sets.", '"{number} sets."')
    hour: _Forms = _field("In durations: singular and plural.", '\n  - one hour\n  - "{number} hours"')
    minute: _Forms = _field("In durations: singular and plural.", '\n  - one minute\n  - "{number} minutes"')
    second: _Forms = _field("In durations: singular and plural.", '\n  - one second\n  - "{number} seconds"')
    conjunction: Annotated[Phrase, phrase()] = _field("Before the last part of a duration; can be omitted.", "and")
    disclaimer: Disclaimer = _field(
        "Opens the session; only in a language without stock phrases, where it is required, in full.",
        "Before we start. This is general education and demonstration. It is not medical advice, ...",
    )

    def given(self) -> dict[str, Any]:
        """Return the phrases that the script words itself."""
        return self.model_dump(exclude_none=True)

    def missing(self) -> tuple[str, ...]:
        """Return the keys that are still missing for a language without stock phrases."""
        return tuple(key for key in type(self).model_fields if key not in self.given() and key != "conjunction")


class Worded(Protocol):
    """What has a language and words of its own in it: a routine."""

    @property
    def language(self) -> str:
        """The language's tag."""

    @property
    def phrases(self) -> Wording:
        """The phrases that it words itself."""


def language_of(routine: Worded) -> Language:
    """Return a routine's language, with the phrases that the script words itself in place of the stock ones.

    A stock disclaimer is never replaced. A language without stock phrases has only those of the script, and neither
    reads numbers nor checks texts.
    """
    own = routine.phrases.given()
    if primary(routine.language) in languages():
        stock = language_for(routine.language)
        own["disclaimer"] = stock.phrases.disclaimer
        return replace(stock, phrases=stock.phrases.model_copy(update=own))
    numbers = NumberWords(tag=routine.language)
    return Language(tag=routine.language, phrases=Phrases.model_validate({"numbers": numbers, **own}))


def phrases_of(routine: Worded) -> Phrases:
    """Return the phrases of a routine's language; see `language_of`."""
    return language_of(routine).phrases
