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
    masculine_articles: str = _NOTHING
    """A regular expression for words before a masculine noun, in languages whose `{side}` is the feminine form."""
    wrong_forms: dict[str, str] = {}
    """From another form of a side to a regular expression for texts in which a bare `{side}` stands in its place.
    `{side}` in the expression is any side's placeholder."""
    equipment: tuple[str, ...] = ()
    """Words for things that the listener needs, in lower case and in the singular."""
    no_equipment: str = _NOTHING
    """A regular expression for phrases that begin with such a word but mean something else: "balls of your feet"."""
    moves: str = _NOTHING
    """A regular expression for verbs that move the body, as a cue says them: "turn", "lean"."""
    lies_down: str = _NOTHING
    """A regular expression for phrases that send somebody down to the floor."""
    gets_up: str = _NOTHING
    """A regular expression for phrases that send somebody up from the floor."""
    balls: tuple[str, ...] = ()
    """What `equipment` calls balls that press on a spot, in lower case."""
    rollers: tuple[str, ...] = ()
    """The same for foam rollers."""
