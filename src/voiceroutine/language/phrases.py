"""The stock phrases: what a session says without the script's writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict

from voiceroutine.language.forms import (
    FORMS,
    GENDERS,
    BySide,
    ChimeWords,
    Counted,
    DoseWords,
    EquipmentWords,
    Position,
    PositionWords,
    Side,
    SideForms,
)
from voiceroutine.language.markup import fill, recording_of
from voiceroutine.language.numbers import NumberWords
from voiceroutine.language.screening import ScreeningWords
from voiceroutine.language.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

Forms = Annotated[tuple[str, str], "the form for one, and the form for more"]

SHORTEST_IN_MINUTES_MS = 120_000
"""A shorter time than this is given in seconds where it is only about right."""


class Phrases(BaseModel):
    """The stock phrases of one language, and the methods that fill them in.

    To add a phrase, add a field here and its text to `phrases:` in each file of `data/`. What has a default may be
    missing in a script that words a language of its own: then it is not said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    disclaimer: str
    pain_rule: str = ""
    """What to feel, and what to stop for; spoken after the disclaimer."""
    opening_chapter: str
    closing_chapter: str
    closing: str

    left: str
    """What `{side}` stands for."""
    right: str
    side_forms: dict[Side, SideForms] = {}
    first_side: BySide
    one_side: BySide
    switch: BySide
    switch_other: str = ""
    """In place of `switch` where the setup's own sentences name the side at once."""

    start: str
    release: str
    finish: str
    """Ends reps that are not held."""
    halfway: str
    halfway_reps: str = ""
    """After the middle one of many reps."""
    count: str
    last_count: str
    last_rep: str = ""
    """Before the last rep in steps, in place of its number."""
    set_done: str
    set_next: str
    last_set: str = ""
    round_next: str = ""
    """Begins a round of a group, from the second on; without it, its number does."""
    last_round: str = ""
    alternating: str = ""
    """Follows the dose where the sides change with every rep."""
    ordinal_times: tuple[str, ...] = ()
    """For few long holds, in place of a number: the first, the second ..."""
    last_times: tuple[str, ...] = ()
    """The same for the last one; begins with the second."""

    times: Counted | tuple[()] = ()
    """How often: fills `{times}` of the dose."""
    sets: Counted | tuple[()] = ()
    reps: Counted | tuple[()] = ()
    rounds: Counted | tuple[()] = ()
    dose: DoseWords = DoseWords()
    hour: Forms
    minute: Forms
    second: Forms
    breaths: Counted | tuple[()] = ()
    """In place of a duration that is written in breaths."""
    conjunction: str = ""
    """The word before the last part of a duration; may be empty."""

    list_and: str = "{items}, {last}"
    list_or: str = "{items}, {last}"
    about: str = "{duration}"
    """A duration that is about right: fills `{duration}` of a script's texts."""
    stretches: Counted | tuple[()] = ()
    """Fills `{stretches}`."""
    nothing: str = ""
    """Fills `{equipment}` where none is needed."""

    progress: str = ""
    progress_half: str = ""
    progress_last: str = ""
    next: str = ""
    next_where: str = ""
    skip_offer: str = ""
    """Follows an `avoid_if` of one sentence."""
    chimes: ChimeWords = ChimeWords()

    positions: dict[Position, PositionWords] = {}
    down_to_floor: tuple[str, ...] = ()
    """The way down from any position that is up; each sentence has its time, in `plan.moves`."""
    up_from_floor: tuple[str, ...] = ()

    take: str = ""
    put_down: str = ""
    put_down_other: str = ""
    """For things that `equipment_names` lacks."""
    equipment_names: dict[str, EquipmentWords] = {}
    """By what a script writes, in lower case."""

    numbers: NumberWords
    """Fills `{number}`; not a phrase."""
    abbreviations: frozenset[str] = frozenset()
    """Words that are written with a full stop which does not end a sentence; not phrases."""
    screening: ScreeningWords | None = None
    """The question after the disclaimer; not a phrase. None where nobody has written it in the language."""

    def number(self, value: int, noun: str | None = None) -> str:
        """Return `value` in words, agreeing with `noun`; see `NumberWords.cardinal`."""
        return self.numbers.cardinal(value, noun)

    def counted(self, value: int) -> str:
        """Return the cue that counts a rep or a second: "Three."."""
        return capital(fill(self.count, number=self.number(value)))

    def with_noun(self, value: int, forms: Counted | tuple[()]) -> str:
        """Return a number with what is counted: `three sets`. Without forms it is the number alone."""
        if not forms:
            return self.number(value)
        form = forms[min(value, len(forms)) - 1]
        return fill(form, number=self.number(value, forms[0]))

    def duration(self, time_ms: int) -> str:
        """Return a length in words, rounded to the second: `one minute thirty seconds`. Below 500 ms it is empty."""
        minutes, seconds = divmod((time_ms + 500) // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, self.hour), (minutes, self.minute), (seconds, self.second))
        *most, last = [self.with_noun(value, forms) for value, forms in parts if value] or [""]
        return " ".join((*most, *([self.conjunction] if most and self.conjunction else []), last))

    def about_duration(self, time_ms: int) -> str:
        """Return a length as one says it: `about fourteen minutes`; below two minutes, to the nearest ten seconds."""
        step_ms = 60_000 if time_ms >= SHORTEST_IN_MINUTES_MS else 10_000
        rounded_ms = max(1, (time_ms + step_ms // 2) // step_ms) * step_ms
        return fill(self.about, duration=self.duration(rounded_ms))

    def side(self, side: Side) -> str:
        """Return what `{side}` stands for."""
        return self.left if side == "left" else self.right

    def of_side(self, phrase: BySide, side: Side) -> str:
        """Return a phrase about one side."""
        return fill(phrase.left if side == "left" else phrase.right, **self.side_words(side))

    def side_words(self, side: Side) -> dict[str, str]:
        """Return what the placeholders of a stretch with sides stand for."""
        other: Side = "right" if side == "left" else "left"
        return {**self._forms("side", side), **self._forms("other_side", other)}

    def _forms(self, name: str, side: Side) -> dict[str, str]:
        word, forms = self.side(side), self.side_forms.get(side, SideForms())
        found = {form: getattr(forms, form) or (word if form in GENDERS else "") for form in FORMS}
        return {name: word, **{f"{name}.{form}": text for form, text in found.items() if text}}

    def listed(self, items: Sequence[str]) -> str:
        """Return things as one names them: `a chair, a towel and a mat`."""
        *most, last = items
        return fill(self.list_and, items=", ".join(most), last=last) if most else last

    def equipment(self, things: Sequence[str]) -> str:
        """Return what is needed, each thing once: `a chair and a towel`. Unknown things are said as written."""
        names = (self.equipment_names.get(thing.lower()) for thing in things)
        called = dict.fromkeys(known.a if known else thing for known, thing in zip(names, things, strict=True))
        return self.listed([*called]) if called else self.nothing

    def sentences(self, text: str) -> list[str]:
        """Return the sentences of a text in this language; see `language.sentences`. A recorded one is one."""
        return [text] if recording_of(text) else sentences(text, self.abbreviations)


def capital(text: str) -> str:
    """Return `text` with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
