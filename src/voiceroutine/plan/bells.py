"""The bells: at the beginning and at the end of a session, and those that mark the time in a stretch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.chimes import BELL
from voiceroutine.plan.directions import Ring, Silence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from voiceroutine.plan.directions import Direction
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch

RINGS_FOR_MS = 7_000
"""How long the session waits for a bell at its beginning and at its end. The bowl has died away by then."""


def struck(routine: Routine, when: Literal["start", "end"]) -> Iterator[Direction]:
    """Yield the bell at the beginning or at the end, if there is one."""
    if routine.bell and getattr(routine.bell, when):
        yield Ring(routine.sound(BELL), ("bell", when))
        yield Silence("pause", RINGS_FOR_MS)


def time_bell(routine: Routine) -> str | None:
    """Return the name of the bell that marks the time."""
    return routine.sound(BELL) if routine.bell and routine.bell.every else None


def marks(routine: Routine, stretch: Stretch, start_ms: int, length_ms: int) -> tuple[int, ...]:
    """Return when the bell that marks the time is due in a step or a counted rep, from its beginning.

    Args:
        routine: Has the bell.
        stretch: It rings in one with a `for`, unless a step has a sound of its own: a bell off their rhythm is taken
            for one of them.
        start_ms: When the step begins, from the beginning of the first rep.
        length_ms: Of the step.
    """
    every_ms = routine.bell.every if routine.bell else None
    if not every_ms or stretch.for_ms is None or any(step.sound for step in stretch.steps):
        return ()
    first = max(1, -(-start_ms // every_ms))
    end = -(-(start_ms + length_ms) // every_ms)
    return tuple(number * every_ms - start_ms for number in range(first, end))


def marks_in_hold(routine: Routine, hold_ms: int) -> range:
    """Return when the bell that marks the time is due in a hold, from its beginning."""
    every_ms = routine.bell.every if routine.bell else None
    return range(every_ms, hold_ms, every_ms) if every_ms else range(0)
