"""Muscles tire in more than two minutes of reps without any rest between them.

Reps in steps that take ten seconds or more are paced breathing or a flow, in which no muscle works all the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "no-rest"
SEVERITY = "warning"

LONGEST_WORK_MS = 120_000
SLOW_REP_MS = 10_000


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each stretch whose reps follow each other for more than two minutes."""
    for path, stretch in context.stretches:
        breathing = stretch.steps and stretch.rep_ms >= SLOW_REP_MS
        work_ms = stretch.rep_ms * stretch.reps
        if stretch.reps > 1 and stretch.rest_ms == 0 and work_ms > LONGEST_WORK_MS and not breathing:
            add = "add `rest`" if stretch.hold or stretch.steps else "divide them into `sets` with a `set_rest`"
            yield Fault(
                path=(*path, stretch.amount),
                message=f"{stretch.reps} reps take {seconds(work_ms)} without a rest",
                hint=f"muscles tire: {add}",
            )
