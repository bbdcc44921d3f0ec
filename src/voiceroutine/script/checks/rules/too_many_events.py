"""A session must not be made of more cues and silences than can be laid out at once.

This is counted from the doses alone: laying out millions of them would fill the memory before anything is heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.script.stretch import Stretch

CODE = "too-many-events"
SEVERITY = "error"

MOST_EVENTS = 60_000
"""A day of reps that are counted every three seconds has 57 600: a cue and a silence each."""
_AROUND_A_SET = 8
"""The cues and silences of a set beside its reps, and as many of a side."""
_AROUND_A_HOLD = 6
"""Beside its prompts: number, start, the hold, its chimes, release and rest; some fall away."""


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault where the doses of all stretches together are more than can be laid out."""
    bell = context.routine.bell if context.routine else None
    every_ms = bell.every if bell else None
    done = zip(context.stretches, context.times, strict=True)
    count = sum(times * _events(stretch, every_ms) for (_, stretch), times in done)
    if count > MOST_EVENTS:
        routine = context.routine is not None
        yield Fault(
            path=("stretches",) if routine else (),
            message=f"the doses here add up to about {count:,} cues and silences; {MOST_EVENTS:,} are possible",
            hint="check `rounds`, `sets`, `reps`, `for`, `steps` and `during`",
            at_key=routine,
        )


def _events(stretch: Stretch, every_ms: int | None) -> int:
    """Return about how many cues, bells and silences the dose of a stretch has."""
    rep = _AROUND_A_HOLD + len(stretch.during) if stretch.hold else 2 * (len(stretch.steps) or 1)
    rung_ms = stretch.reps * stretch.hold if stretch.hold else stretch.for_ms or 0
    bells = rung_ms // every_ms if every_ms else 0
    in_set = stretch.reps * rep + bells + _AROUND_A_SET
    return max(1, len(stretch.sides)) * (stretch.sets * in_set + _AROUND_A_SET)
