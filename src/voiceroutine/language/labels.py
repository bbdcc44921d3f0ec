"""What the areas and the equipment of the bundled stretches are called in one language."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Labels(BaseModel):
    """The names by their keys, which are what the bundled stretches write: `lower back`, `foam roller`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    areas: dict[str, str] = {}
    """As a heading: `Unterer Rücken`. A script in the language writes them in any case."""
    equipment: dict[str, str] = {}
    """In lower case, these are keys of `equipment_names`."""

    def keys_by_name(self) -> dict[str, str]:
        """Return the key of each name, in lower case."""
        return {name.lower(): key for key, name in (*self.areas.items(), *self.equipment.items())}
