"""The stock phrases that have a shape of their own: pairs by side, the dose, positions, equipment, chimes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Side = Literal["left", "right"]
Position = Literal["standing", "chair", "wall", "floor", "hands-and-knees", "half-kneeling", "back", "front", "side"]
"""How the body is for a stretch. The first three are up, the others are down on the floor."""
POSITIONS: tuple[Position, ...] = get_args(Position)
GENDERS = ("masculine", "feminine", "neuter")
FORMS = (*GENDERS, "noun", "toward")
"""The further forms of a side, which a text writes as `{side.masculine}` and so on."""
SIDE_PLACEHOLDERS = tuple(
    f"{which}{form}" for which in ("side", "other_side") for form in ("", *(f".{f}" for f in FORMS))
)
"""What a cue of a stretch with sides may name."""
SESSION_PLACEHOLDERS = ("title", "duration", "equipment", "stretches")
"""What any text may name: they are filled with what is true of the session, in an overlay too."""

Counted = tuple[str, str] | tuple[str, str, str]
"""The form for one, where there is one the form for two, and the form for more, which names `{number}`."""


class Words(BaseModel):
    """A part of the phrases."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class BySide(Words):
    """A phrase about one side, for each side. One text for both may name `{side}`."""

    left: str
    right: str

    @model_validator(mode="before")
    @classmethod
    def _one_text(cls, value: Any) -> Any:
        return {"left": value, "right": value} if isinstance(value, str) else value


class SideForms(Words):
    """The further forms of a side's name. A gender that is left out is the form of `{side}`."""

    masculine: str = ""
    feminine: str = ""
    neuter: str = ""
    noun: str = ""
    """`the left side`."""
    toward: str = ""
    """`to the left`."""


class DoseWords(Words):
    """The dose of a stretch in one sentence. A kind of dose that is left out is not announced.

    `{times}`, `{sets}` and `{reps}` are counted nouns, `{duration}` is a hold's length.
    """

    hold: str = ""
    hold_each_side: str = ""
    reps: str = ""
    reps_each_side: str = ""
    reps_hold: str = ""
    reps_hold_each_side: str = ""
    sets_hold: str = ""
    sets_hold_each_side: str = ""
    sets_reps: str = ""
    sets_reps_each_side: str = ""
    sets_reps_hold: str = ""
    sets_reps_hold_each_side: str = ""


class PositionWords(Words):
    """What is said about a position."""

    where: str = ""
    """Fills `{where}` of `next_where`: `on the chair`."""
    go: str
    """Said on the way there."""
    from_: Annotated[dict[Position, str], Field(alias="from")] = {}
    """Said in place of `go` by whoever comes from the position named."""


class EquipmentWords(Words):
    """What a thing is called."""

    a: str
    """Fills `{equipment}`: `a towel`."""
    the: str
    """Fills `{the}` of `take` and `put_down`: `your towel`."""
    fixed: bool = False
    """Whether it is neither taken nor put down."""
    put_down: str | None = None
    """A sentence of its own for putting it down; empty where it is taken once, and then stays where it lies."""


class ChimeWords(Words):
    """What a chime means, said once: right before it sounds for the first time."""

    hold: str = ""
    side: str = ""
