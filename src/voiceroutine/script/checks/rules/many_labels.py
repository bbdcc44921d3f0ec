"""A stretch must not have more areas or equipment than anybody would read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "too-many-labels"
SEVERITY = "error"

MOST_LABELS = 50


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each list of areas or equipment with more than fifty items."""
    for path, stretch in context.stretches:
        for key, labels in (("areas", stretch.areas), ("equipment", stretch.equipment)):
            if len(labels) > MOST_LABELS:
                yield Fault(
                    path=(*path, key),
                    message=f"these are {len(labels):,} items; {MOST_LABELS} are possible",
                    hint="name those that matter most",
                    at_key=True,
                )
