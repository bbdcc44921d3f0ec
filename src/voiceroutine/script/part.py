"""What every part of a script's model is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator

from voiceroutine.script.values import keys_and_values


class Part(BaseModel):
    """A part of a script: unknown keys are errors, nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, value: object) -> object:
        return keys_and_values(value)
