"""What a sheet holds, once its lines are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voiceroutine.script.dose.notation import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something on a sheet that was read otherwise than it stands there, or was not read."""

    line: int
    """From 1."""
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


@dataclass(slots=True, kw_only=True)
class Exercise:
    """One exercise of a sheet."""

    line: int
    written: str
    """The line as it stands on the sheet."""
    name: str
    parts: list[Part] = field(default_factory=list)
    """The parts of its dose, from all its lines."""
    lines: list[tuple[int, str]] = field(default_factory=list)
    """The lines below that belong to it, and its own: their numbers, and what they say after bullets."""
    notes: list[str] = field(default_factory=list)
    """Sentences that belong to it: how it is done."""
    unread: list[Remark] = field(default_factory=list)
    """What could not be read, and what was read otherwise than it stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A line that is no exercise: a heading, a date, advice."""

    line: int
    written: str


@dataclass(slots=True, kw_only=True)
class Contents:
    """What a sheet holds."""

    title: str = ""
    frequency: list[str] = field(default_factory=list)
    """How often all of it is to be done, in words."""
    items: list[Exercise | Comment] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    """What is on the sheet and belongs to no exercise."""

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises, in order."""
        return [item for item in self.items if isinstance(item, Exercise)]
