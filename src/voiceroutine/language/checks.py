"""The words of one language that `voiceroutine check` looks for in a script's texts."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

_NOTHING = "(?!)"
"""A regular expression that matches nowhere."""


class Checks(BaseModel):
    """Words and regular expressions for warnings; the expressions ignore case. By default, nothing is found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names_a_side: str = _NOTHING
    """A regular expression for the part of a text that says left or right."""
    equipment: tuple[str, ...] = ()
    """Words for things that the listener needs, in lower case and in the singular."""
    no_equipment: str = _NOTHING
    """A regular expression for phrases that begin with such a word but mean something else: "balls of your feet"."""
