"""The values of a stretch's keys that are words from a list: its sides, its position, how it is announced."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, WithJsonSchema

from voiceroutine.language.forms import POSITIONS, Position, Side
from voiceroutine.script.values import Described, Name, one_of_words, sequence

AsList = BeforeValidator(sequence)
Codes = Annotated[tuple[Name, ...], AsList]
"""Codes of warnings."""
SideName = Annotated[Side, one_of_words("left", "right"), WithJsonSchema({"enum": ["left", "right"]})]


def _sides(value: object) -> object:
    if not isinstance(value, str):
        return sequence(value)
    word = value.strip().lower()
    return ["left", "right"] if word == "both" else [word]


def _write_sides(sides: tuple[str, ...]) -> str:
    return f"[{', '.join(sides)}]" if sides else ""


Sides = Annotated[
    tuple[SideName, ...],
    BeforeValidator(_sides),
    WithJsonSchema(
        {"anyOf": [{"enum": ["left", "right", "both"]}, {"type": "array", "items": {"enum": ["left", "right"]}}]}
    ),
    Described("`left`, `right`, `both` or a list", _write_sides),
]
"""The sides, in the order in which they are done."""
PositionName = Annotated[
    Position,
    one_of_words(*POSITIONS),
    WithJsonSchema({"enum": list(POSITIONS)}),
    Described("a position"),
]
Announce = Annotated[
    Literal["full", "name", "none"],
    one_of_words("full", "name", "none"),
    WithJsonSchema({"enum": ["full", "name", "none"]}),
    Described("`full`, `name` or `none`"),
]
"""How much of a stretch is announced: its name and its dose, its name, nothing."""
