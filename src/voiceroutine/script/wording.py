"""The stock phrases that a script can replace for its own session."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Protocol

from voiceroutine.language.languages import Language, language_for, languages
from voiceroutine.language.numbers import NumberWords
from voiceroutine.language.phrases import Phrases
from voiceroutine.language.tags import primary
from voiceroutine.script.parts import Part
from voiceroutine.script.phrase_parts import (
    ChimeWording,
    DoseWording,
    EquipmentWordings,
    PositionWordings,
    Sentence,
    SidesWording,
    optional,
)
from voiceroutine.script.phrase_values import (
    CountedForms,
    Disclaimer,
    Phrase,
    PhraseForms,
    PhrasePair,
    Sentences,
    phrase,
    phrase_forms,
)

_ByNumber = Annotated[Phrase, phrase("number")]
_Forms = Annotated[PhraseForms, phrase_forms("number")]


def _lines(description: str, *lines: str) -> Any:
    return optional(description, "".join(f"\n  {line}" for line in lines))


class Wording(Part):
    """A script's own words in place of the stock phrases."""

    opening_chapter: Sentence = optional("The first chapter's title.", "Opening")
    closing_chapter: Sentence = optional("The last chapter's title.", "Closing")
    closing: Sentence = optional("Ends a session without a `closing`.", "That's the end.")
    left: Sentence = optional("What `{side}` stands for on the left.", "left")
    right: Sentence = optional("What `{side}` stands for on the right.", "right")
    side_forms: SidesWording | None = _lines(
        "Other forms of a side, for `{side.noun}` and so on.",
        "left: {noun: the left side}",
        "right: {noun: the right side}",
    )
    first_side: PhrasePair = optional("Names the side to begin with.", '"The {side} side first."')
    one_side: PhrasePair = optional("Names the side where there is only one.", '"Only the {side} side."')
    switch: PhrasePair = _lines(
        "Changes sides: one text, or one for each side.", "left: Now the left side.", "right: Now the right side."
    )
    switch_other: Sentence = optional("In place of `switch` before a setup that names the side.", "Now the other side.")
    start: Sentence = optional("Begins a rep or a hold.", "Start now.")
    release: Sentence = optional("Ends a hold.", "Let go slowly.")
    finish: Sentence = optional("Ends reps that are not held.", "That's it. Relax.")
    halfway: Sentence = optional("Said in the middle of a long hold.", "Halfway.")
    halfway_reps: Sentence = optional("Said in the middle of six reps or more.", "That's half of them.")
    count: Annotated[Phrase, phrase("number", needed=True)] = optional("Counts reps and seconds.", '"{number}."')
    last_count: _ByNumber = optional("Counts the last rep.", '"{number}, and the last one."')
    last_rep: Sentence = optional("Announces the last rep made of steps.", "This is the last one.")
    ordinal_times: Sentences = _lines(
        "In place of the number of two to four holds of 20 s or more.", "- First time.", "- Second time."
    )
    last_times: Sentences = _lines(
        "The same for the last of them, from the second on.", "- Second, and last.", "- Third, and last."
    )
    set_done: Sentence = optional("Begins the rest between sets.", "Rest now.")
    set_next: _ByNumber = optional("Begins the next set.", '"Set number {number}."')
    last_set: Sentence = optional("Begins the last set.", "The last set.")
    round_next: _ByNumber = optional("Begins the next round of a group.", '"Round {number}."')
    last_round: Sentence = optional("Begins the last round.", "The last round.")
    rounds: CountedForms = _lines("How many rounds a group has.", "- one round", '- "{number} rounds"')
    alternating: Sentence = optional("Follows the dose where sides alternate.", "Change sides every time.")
    times: CountedForms = _lines(
        "Fills `{times}`: for one, for two if it differs, for more.", "- once", "- twice", '- "{number} times"'
    )
    sets: CountedForms = _lines("Fills `{sets}`.", "- one set", '- "{number} sets"')
    reps: CountedForms = _lines("Fills `{reps}`.", "- one", '- "{number}"')
    dose: DoseWording | None = _lines(
        "The sentences that announce a dose.", 'hold: "{duration}."', 'reps_hold: "{times}, {duration} each."'
    )
    hour: _Forms = _lines("In durations: singular and plural.", "- one hour", '- "{number} hours"')
    minute: _Forms = _lines("In durations: singular and plural.", "- one minute", '- "{number} minutes"')
    second: _Forms = _lines("In durations: singular and plural.", "- one second", '- "{number} seconds"')
    breaths: CountedForms = _lines(
        "The same for a duration that is written in breaths.", "- one breath", '- "{number} breaths"'
    )
    conjunction: Sentence = optional("Before the last part of a duration.", "and")
    about: Annotated[Phrase, phrase("duration", needed=True)] = optional(
        "Fills `{duration}` of a text.", '"about {duration}"'
    )
    stretches: CountedForms = _lines("Fills `{stretches}`.", "- one stretch", '- "{number} stretches"')
    list_and: Annotated[Phrase, phrase("items", "last")] = optional("Joins a list.", '"{items} and {last}"')
    list_or: Annotated[Phrase, phrase("items", "last")] = optional("Joins what is asked.", '"{items}, or {last}"')
    nothing: Sentence = optional("Fills `{equipment}` where none is needed.", "nothing else")
    next: Annotated[Phrase, phrase("name", needed=True)] = optional("Announces a stretch.", '"Up next: {name}."')
    next_where: Annotated[Phrase, phrase("name", "where", needed=True)] = optional(
        "The same in another position.", '"Up next, {where}: {name}."'
    )
    progress: Annotated[Phrase, phrase("number", "total")] = optional(
        "Says which stretch this is.", '"Number {number} of {total}."'
    )
    progress_half: Sentence = optional("The same in the middle.", "That's half of the stretches.")
    progress_last: Sentence = optional("The same at the last one.", "This is the last one.")
    skip_offer: Sentence = optional(
        "Follows an `avoid_if` of one sentence, but not in the last stretch.",
        "If that is you, rest until the next one.",
    )
    chimes: ChimeWording | None = _lines("What the chimes mean.", "side: This sound means, change sides.")
    positions: PositionWordings = _lines(
        "What is said about a change of position.", "chair:", "  where: on the chair", "  go: Sit down on your chair."
    )
    down_to_floor: Sentences = _lines("The way down to the floor, with 15 s.", "- Come down to the floor, slowly.")
    up_from_floor: Sentences = _lines(
        "The way up from the floor, with 25 s in all.",
        "- Push up to your hands and knees.",
        "- Put one foot in front, and stand up slowly.",
    )
    take: Annotated[Phrase, phrase("the", needed=True)] = optional("Takes equipment.", '"Take {the}."')
    put_down: Annotated[Phrase, phrase("the", needed=True)] = optional("Puts it down.", '"Put {the} aside."')
    put_down_other: Sentence = optional(
        "Puts down what `equipment_names` lacks.", "Put down what you have in your hands."
    )
    equipment_names: EquipmentWordings = _lines(
        "What equipment is called.", "yoga block:", "  a: a yoga block", "  the: your block"
    )
    disclaimer: Disclaimer = optional(
        "Opens the session; only in a language without stock phrases, where it is required, in full.",
        "Before we start. This is general education and demonstration only. It is not medical advice, ...",
    )
    pain_rule: Disclaimer = optional(
        "Follows the disclaimer; only in a language without stock phrases.",
        "A stretch or a mild ache is fine. Stop for sharp, spreading or growing pain, dizziness, tingling or numbness.",
    )

    def given(self) -> dict[str, Any]:
        """Return the phrases that the script words itself."""
        return self.model_dump(exclude_none=True, by_alias=True)

    def missing(self) -> tuple[str, ...]:
        """Return the keys that are still missing for a language without stock phrases."""
        required = (key for key, field in Phrases.model_fields.items() if field.is_required())
        return tuple(key for key in required if key in type(self).model_fields and key not in self.given())


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

    A stock disclaimer is never replaced, nor is the rule for pain. A language without stock phrases has only those of
    the script, and neither reads numbers nor checks texts.
    """
    own = routine.phrases.given()
    if primary(routine.language) in languages():
        stock = language_for(routine.language)
        if not own:
            return stock
        own |= {"disclaimer": stock.phrases.disclaimer, "pain_rule": stock.phrases.pain_rule}
        worded = Phrases.model_validate(_merged(stock.phrases.model_dump(by_alias=True), own))
        return replace(stock, phrases=worded)
    numbers = NumberWords(tag=routine.language)
    return Language(tag=routine.language, phrases=Phrases.model_validate({"numbers": numbers, **own}))


def _merged(stock: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the stock phrases with a script's own in place, in phrases with keys of their own key by key."""
    merged = dict(stock)
    for key, value in own.items():
        below = stock.get(key)
        merged[key] = _merged(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged


def phrases_of(routine: Worded) -> Phrases:
    """Return the phrases of a routine's language; see `language_of`."""
    return language_of(routine).phrases
