"""What is printed on a handout beside the script's own words: labels, and doses and frequencies as one writes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from voiceroutine.language.forms import BySide


class Written(BaseModel):
    """A part of what is printed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DoseNotation(Written):
    """A dose in the notation of the trade. The English one is what a script's `dose` reads.

    `{time}` is a time as `5 s`; `3 x 10` and `30 s x 3` are the same in every language.
    """

    decimal: str = "."
    """Between the seconds and their parts."""
    reps: tuple[str, str] = ("{count} rep", "{count} reps")
    """For one, and for more."""
    sets: tuple[str, str] = ("{count} set", "{count} sets")
    sets_of: str = "{count} sets of {time}"
    lasting: str = "for {time}"
    """As many reps as there is time for; `dose` has no word for it, and a script writes `for`."""
    hold: str = "hold {time}"
    rest: str = "rest {time}"
    rest_between_sets: str = "rest {time} between sets"
    rest_between_reps: str = "rest {time} between reps"
    each_side: str = "each side"
    right_and_left: str = "right and left"
    left: str = "left"
    right: str = "right"
    alternating: str = "alternating"
    tempo: str = "tempo {time}"


class OftenWords(Written):
    """How often, in words: `{times}` is a counted noun of the phrases (`twice`), `{number}` a number in figures."""

    hour: str
    day: str
    week: str
    month: str
    every_hour: str
    every_hours: str
    every_other_day: str
    morning_and_evening: str
    morning: str
    afternoon: str
    evening: str
    night: str
    bedtime: str


class RowLabels(Written):
    """What stands before the words of a stretch, by what they are for."""

    avoid_if: str
    setup: str
    start: str
    during: str
    release: str
    feel: str
    easier: str
    caution: str


class PaperWords(Written):
    """The words of a handout in one language."""

    patient: str
    date: str
    length: str
    often: str
    needs: str
    fitted: str
    """Before the doses that were changed so that the session has its length."""
    instead_of: str
    """Names `{dose}`: the one that is written."""
    left_out: str
    """Of a stretch."""
    before: str
    """Above the questions of the screening."""
    stop: str
    """Above the rule for pain."""
    rows: RowLabels
    other_side: BySide
    """Follows the words of a stretch that is done on both sides, which are those of the first one."""
    rest_between_rounds: str
    """Names `{time}`."""
    closing: str
    week: str
    days: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    """From Monday, shortened."""
    listen: str
    """Beside the code with the link."""
    disclaimer: str
    page: str
    """Names `{number}` and `{total}`."""
    picture_of: str
    """Names `{name}`: what the drawing of a stretch shows, for whoever cannot see it."""
    often_words: OftenWords | None = None
    """None where a script's own words are the language's: in English."""
    dose: DoseNotation = DoseNotation()
