"""A stretch is done once on each side, so `sides` may name a side only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "combination"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each stretch whose `sides` repeat one."""
    for path, stretch in context.stretches:
        if len(set(stretch.sides)) < len(stretch.sides):
            message, hint = "`sides` names the same side twice", "write `sides: [left, right]`"
            yield Fault(path=(*path, "sides"), message=message, hint=hint, at_key=True)
