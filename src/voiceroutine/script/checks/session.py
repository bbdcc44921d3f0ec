"""What is heard in a session, as plain data for the rules of warnings: the rules do not know the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from voiceroutine.document.nodes import Path


class Heard(NamedTuple):
    """One cue of a session. A long session has thousands, and a tuple is made in a third of a dataclass's time."""

    text: str
    """With its placeholders filled, and with respellings."""
    path: Path
    """The field of the routine that asks for it."""
    stretch: int | None
    """The position of its stretch in the order in which they are done, from 0; None in the opening and the closing."""
    start_ms: int
    """From the beginning of the session."""
    end_ms: int
    counts: bool
    """Whether it counts reps or seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that is laid out; the lengths of cues that nobody has spoken yet are estimated."""

    duration_ms: int
    cues: tuple[Heard, ...]
    """In order."""
    time_to_get_ready_ms: tuple[int, ...]
    """Of each stretch in the order in which they are done, all silence from its announcement to its first rep."""
