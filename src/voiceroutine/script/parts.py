"""What every part of a script has in common, and the parts that are made of no other part."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from voiceroutine.script.quantities import Duck, Duration, Fade, Level, PositiveDuration, Reps, Sets
from voiceroutine.script.values import (
    Described,
    Name,
    NonEmptyCue,
    given,
    keys_and_values,
    one_of_words,
    sequence,
    turned_off,
)

OWN_BEDS = ("drone", "waves")
"""Music that needs no file."""

NotNull = BeforeValidator(given)


class Part(BaseModel):
    """A part of a script: unknown keys are errors, and nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, value: object) -> object:
        return keys_and_values(value)


def field_keys(part: type[BaseModel]) -> dict[str, Any]:
    """Return the keys of `part`, as they are written in a script, with their fields."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


def example_of(key: str, field: Any) -> str:
    """Return the example of a field as lines of a script; a value in block style begins with a line break."""
    value = field.examples[0]
    return f"{key}:{value}" if value.startswith("\n") else f"{key}: {value}"


class Step(Part):
    """One part of a paced rep."""

    say: NonEmptyCue = Field(description="What the voice says when the step begins.", examples=["Arch up."])
    for_ms: PositiveDuration = Field(
        alias="for",
        description="The time from the beginning of this step's cue to the beginning of the next one's. "
        "The next rep's number comes at the end of the last step.",
        examples=["3s"],
    )


class During(Part):
    """A cue spoken inside a hold."""

    at: Duration = Field(description="When, counted from the beginning of the hold.", examples=["10s"])
    say: NonEmptyCue = Field(description="What the voice says.", examples=["Let the shoulder drop."])


class AtLeast(Part):
    """How far a dose may shrink when a session is made to fit a length."""

    hold: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None, description="The shortest hold.", examples=["15s"]
    )
    reps: Annotated[Reps | None, NotNull] = Field(default=None, description="The fewest reps.", examples=["2"])
    sets: Annotated[Sets | None, NotNull] = Field(default=None, description="The fewest sets.", examples=["1"])


class Music(Part):
    """What plays under the voice."""

    file: Name = Field(
        description="A sound file, by its path from the script's folder; or `drone` or `waves`, which are bundled. "
        "Of a file longer than 15 minutes, the first 15 are used.",
        examples=["beds/rain.mp3"],
    )
    level: Level = Field(
        default=-20.0, description="Its level relative to the voice: `-40dB` to `-6dB`.", examples=["-20dB"]
    )
    duck: Duck = Field(
        default=8.0, description="How much softer it is while the voice speaks: `0dB` to `24dB`.", examples=["8dB"]
    )
    fade: Fade = Field(
        default=4_000,
        description="How long it fades in at the beginning of the session, and out at its end (within the last "
        "chapter): at most `30s`.",
        examples=["4s"],
    )


def _music(value: object) -> object:
    if turned_off(value):
        return None
    return {"file": value} if isinstance(value, str) else given(value)


def _write_music(value: Music | None) -> str:
    return "off" if value is None else value.file


MusicOrOff = Annotated[
    Music | None, BeforeValidator(_music), Described("text, keys and values, or `off`", _write_music)
]
"""Keys and values, the file alone, or None where the script says `off`."""


Side = Annotated[Literal["left", "right"], one_of_words("left", "right"), WithJsonSchema({"enum": ["left", "right"]})]


def _sides(value: object) -> object:
    if not isinstance(value, str):
        return sequence(value)
    words = value.strip().lower()
    return ["left", "right"] if words == "both" else [words]


def _write_sides(sides: tuple[str, ...]) -> str:
    return f"[{', '.join(sides)}]" if sides else ""


Sides = Annotated[
    tuple[Side, ...],
    BeforeValidator(_sides),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["left", "right", "both"]},
                {"type": "array", "items": {"enum": ["left", "right"]}},
            ]
        }
    ),
    Described("`left`, `right`, `both` or a list", _write_sides),
]
"""The sides, in the order in which they are done."""
