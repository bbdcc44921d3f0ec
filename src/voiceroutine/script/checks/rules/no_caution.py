"""A stretch says when to stop: whoever listens has nobody else to tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "no-caution"
SEVERITY = "warning"


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each stretch without a `caution`."""
    for path, stretch in context.stretches:
        if not stretch.caution:
            yield Fault(
                path=(*path, "name"),
                message="this stretch does not say when to stop",
                hint="add what is special to it, or at least `caution: Stop if it hurts, or if you feel dizzy.`",
                missing="caution",
            )
