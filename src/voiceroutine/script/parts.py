"""What every part of a script has in common, and the parts that stand by themselves."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from voiceroutine.script.quantities import Duck, Fade, Level
from voiceroutine.script.values import Name, given, keys_and_values, turned_off

OWN_BEDS = ("drone", "waves")
"""Music that needs no file."""

NotNull = BeforeValidator(given)


class Part(BaseModel):
    """A part of a script: unknown keys are errors, nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, value: object) -> object:
        return keys_and_values(value)


class Music(Part):
    """What plays under the voice."""

    file: Name = Field(
        description="A sound file, looked for from the script's folder; or `drone` or `waves`, which are our own. "
        "Of a file longer than 15 minutes, the beginning.",
        examples=["beds/rain.mp3"],
    )
    level: Level = Field(
        default=-20.0, description="How loud it is against the voice: `-40dB` to `-6dB`.", examples=["-20dB"]
    )
    duck: Duck = Field(
        default=8.0, description="How much softer yet while the voice speaks: `0dB` to `24dB`.", examples=["8dB"]
    )
    fade: Fade = Field(
        default=4_000,
        description="How long it comes at the session's beginning, and goes at its end (within the last chapter): "
        "`30s` at most.",
        examples=["4s"],
    )


def _music(value: object) -> object:
    if turned_off(value):
        return None
    return {"file": value} if isinstance(value, str) else given(value)


MusicOrOff = Annotated[Music | None, BeforeValidator(_music)]
"""Keys and values, the file alone, or None where the script says `off`."""
