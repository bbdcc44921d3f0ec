"""More than fifty reps without a break tire most people.

Slow steps for a given time are paced breathing, which may last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "many-reps"
SEVERITY = "warning"

MOST_REPS = 50
SLOW_REP_MS = 6_000


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each stretch with more than fifty reps in a set."""
    for path, stretch in context.stretches:
        paced = stretch.for_ms is not None and stretch.steps and stretch.rep_ms >= SLOW_REP_MS
        if stretch.reps > MOST_REPS and not paced:
            yield Fault(
                path=(*path, stretch.amount),
                message=f"these are {stretch.reps} reps without a break",
                hint=f"divide more than {MOST_REPS} into `sets` with a `set_rest`",
            )
