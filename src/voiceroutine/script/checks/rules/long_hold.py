"""Few people hold a stretch for more than three minutes.

A hold with a cue as late as that is meant so: nobody writes one by mistake. So is one in which a bell marks the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "long-hold"
SEVERITY = "warning"

LONGEST_HOLD_MS = 180_000


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each hold of more than three minutes that is not guided to its end."""
    rings = context.routine.bell and context.routine.bell.every
    for path, stretch in context.stretches:
        guided = rings or any(cue.at > LONGEST_HOLD_MS for cue in stretch.during)
        if stretch.hold and stretch.hold > LONGEST_HOLD_MS and not guided:
            yield Fault(
                path=(*path, "hold"),
                message=f"this hold lasts {seconds(stretch.hold)}",
                hint="few people hold a stretch for more than three minutes; did you mean seconds?",
            )
