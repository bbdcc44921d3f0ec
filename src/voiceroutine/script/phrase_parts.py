"""The stock phrases that have keys of their own: the dose, chimes, positions, equipment and the forms of a side."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from voiceroutine.language.forms import POSITIONS, Position
from voiceroutine.language.markup import fault
from voiceroutine.script.parts import Part
from voiceroutine.script.phrase_values import Phrase, phrase
from voiceroutine.script.values import TEXT, Cue, Described, Flag, refused, wrong_type

Sentence = Annotated[Phrase, phrase()]
_ByDuration = Annotated[Phrase, phrase("duration")]
_ByTimes = Annotated[Phrase, phrase("times")]
_ByTimesAndDuration = Annotated[Phrase, phrase("times", "duration")]
_BySets = Annotated[Phrase, phrase("sets", "duration")]
_BySetsAndReps = Annotated[Phrase, phrase("sets", "reps")]
_ByAll = Annotated[Phrase, phrase("sets", "reps", "duration")]


def optional(description: str, example: str) -> Any:
    """Return the field of a phrase that may be left out."""
    return Field(default=None, description=description, examples=[example])


class DoseWording(Part):
    """The sentences that announce a dose."""

    hold: _ByDuration = optional("One hold.", '"{duration}."')
    hold_each_side: _ByDuration = optional("One hold on each side.", '"{duration} on each side."')
    reps: _ByTimes = optional("Reps that are not held.", '"{times}."')
    reps_each_side: _ByTimes = optional("The same on each side.", '"{times} on each side."')
    reps_hold: _ByTimesAndDuration = optional("Held reps.", '"{times}, {duration} each."')
    reps_hold_each_side: _ByTimesAndDuration = optional(
        "The same on each side.", '"{times} on each side, {duration} each."'
    )
    sets_hold: _BySets = optional("Sets of one hold.", '"{sets} of {duration}."')
    sets_hold_each_side: _BySets = optional("The same on each side.", '"{sets} of {duration} on each side."')
    sets_reps: _BySetsAndReps = optional("Sets of reps that are not held.", '"{sets} of {reps}."')
    sets_reps_each_side: _BySetsAndReps = optional("The same on each side.", '"{sets} of {reps} on each side."')
    sets_reps_hold: _ByAll = optional("Sets of held reps.", '"{sets} of {reps}, {duration} each."')
    sets_reps_hold_each_side: _ByAll = optional(
        "The same on each side.", '"{sets} of {reps} on each side, {duration} each."'
    )


class ChimeWording(Part):
    """What each chime means, said before it sounds for the first time."""

    hold: Sentence = optional("The chimes of a hold.", "This sound begins a hold, and ends it.")
    side: Sentence = optional("The chime for a change of sides.", "This sound means, change sides.")


class SideWording(Part):
    """Further forms of a side's name."""

    masculine: Sentence = optional("`{side.masculine}`.", "izquierdo")
    feminine: Sentence = optional("`{side.feminine}`.", "izquierda")
    neuter: Sentence = optional("`{side.neuter}`.", "linkes")
    noun: Sentence = optional("`{side.noun}`.", "the left side")
    toward: Sentence = optional("`{side.toward}`.", "to the left")


class SidesWording(Part):
    """The forms of both sides."""

    left: SideWording | None = Field(
        default=None, description="Those of the left side.", examples=["{noun: the left side}"]
    )
    right: SideWording | None = Field(
        default=None, description="Those of the right side.", examples=["{noun: the right side}"]
    )


def _from_positions(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise wrong_type("positions and what is said", value)
    for position, text in value.items():
        _known_position(position)
        if not isinstance(text, str) or not text.strip():
            raise refused("no-value", f"nothing is said for `{position}`")
        if wrong := fault(text, ()):
            raise refused("placeholder", wrong)
    return value


def _known_position(position: object) -> None:
    if position not in POSITIONS:
        raise refused("choice", f"`{str(position)[:40]}` is no position; there are {', '.join(POSITIONS)}")


_TEXTS = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}


class PositionWording(Part):
    """What is said about one position."""

    where: Sentence = optional("Fills `{where}` of `next_where`.", "on the chair")
    go: Sentence = optional("Said on the way there.", "Sit down on your chair.")
    from_: Annotated[
        dict[str, str] | None,
        BeforeValidator(_from_positions),
        WithJsonSchema(_TEXTS),
        Described("keys and values"),
    ] = Field(
        default=None,
        alias="from",
        description="Said in place of `go` on the way from the position named.",
        examples=["{wall: Take a step away from the wall.}"],
    )


class EquipmentWording(Part):
    """What a thing is called."""

    a: Annotated[str, phrase(), TEXT] = Field(description="Fills `{equipment}`.", examples=["a yoga block"])
    the: Annotated[str, phrase(), TEXT] = Field(description="Fills `{the}`.", examples=["your block"])
    fixed: Flag = Field(
        default=False, description="Whether it is neither taken nor put down, as a wall.", examples=["true"]
    )
    put_down: Cue | None = Field(
        default=None,
        description="A sentence of its own for putting it down; if empty, it is taken once and stays where it lies.",
        examples=["Roll off the roller, and push it away."],
    )


def _positions(value: object) -> object:
    if isinstance(value, dict):
        for position in value:
            _known_position(position)
        return value
    raise wrong_type("positions and their words", value)


def _equipment(value: object) -> object:
    if isinstance(value, dict):
        return {str(thing).lower(): words for thing, words in value.items()}
    raise wrong_type("things and their words", value)


PositionWordings = Annotated[
    dict[Position, PositionWording] | None, BeforeValidator(_positions), Described("keys and values")
]
EquipmentWordings = Annotated[
    dict[str, EquipmentWording] | None, BeforeValidator(_equipment), Described("keys and values")
]
