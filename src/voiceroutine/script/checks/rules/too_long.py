"""The work alone must not take longer than a session may.

This is checked before anything is laid out, because laying out a session of weeks would take minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault
from voiceroutine.units import LONGEST_DURATION_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "too-long"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault where the reps of all stretches take longer than a day."""
    if context.routine is None:
        return
    work_ms = sum(
        times * it.rep_ms * it.reps * it.sets * max(1, len(it.sides))
        for (_, it), times in zip(context.stretches, context.times, strict=True)
    )
    if work_ms > LONGEST_DURATION_MS:
        yield Fault(
            path=("stretches",),
            message=f"the stretches of this session take {work_ms // 3_600_000} hours",
            hint="a session can last a day at most; check `rounds`, `reps`, `sets` and `hold`",
            at_key=True,
        )
