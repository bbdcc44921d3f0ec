"""A stretch that is counted by its time must have time for one rep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "for-too-short"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each `for` that is shorter than one rep."""
    for path, stretch in context.stretches:
        turns = len(stretch.sides) if stretch.alternate else 1  # a rep is done on both sides
        rep_ms = turns * (stretch.rep_ms + (stretch.settle if stretch.hold else 0)) + (turns - 1) * stretch.rest_ms
        if stretch.for_ms is not None and stretch.for_ms < rep_ms:
            yield Fault(
                path=(*path, "for"),
                message=f"one rep takes {seconds(rep_ms)}, and this is {seconds(stretch.for_ms)}",
                hint=f"write `for: {rep_ms / 1000:g}s` or more, or shorten the rep",
            )
