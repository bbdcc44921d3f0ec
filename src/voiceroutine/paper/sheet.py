"""What stands on a handout: plain texts, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from voiceroutine.language.paper import PaperWords
    from voiceroutine.picture.shapes import Shape

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph with what it is for in front of it."""

    label: str
    text: str
    strong: bool = False
    """Whether it is a matter of safety."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A stretch on paper."""

    number: int
    name: str
    dose: str
    """In the notation of the trade."""
    dose_in_words: str = ""
    purpose: str = ""
    rows: tuple[Row, ...] = ()
    picture: tuple[Shape, ...] = ()
    picture_text: str = ""
    """What the picture shows, for whoever cannot see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHead:
    """What stands above the stretches of a group: its name, and how many rounds it has."""

    name: str
    rounds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The boxes to tick off."""

    caption: str
    """How often."""
    rows: int = 1
    """Boxes a day."""
    tall: bool = False
    """Whether a box has room for many marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All of a handout."""

    language: str
    """BCP 47."""
    words: PaperWords
    title: str
    clinic: str
    patient: str = ""
    facts: tuple[Row, ...] = ()
    intro: tuple[str, ...] = ()
    """The notice, and what the script says at the beginning."""
    boxes: tuple[Row, ...] = ()
    """What must be read before: when to stop, and when not to begin."""
    items: tuple[Exercise | GroupHead, ...] = ()
    closing: str = ""
    week: Week
    link: str = ""
    disclaimer: str
    made_with: str
    """The program and its version, in the file's properties."""

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The stretches, without the heads of groups."""
        return tuple(item for item in self.items if isinstance(item, Exercise))
