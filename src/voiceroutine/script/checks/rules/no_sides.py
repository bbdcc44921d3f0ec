"""A cue can name a side only if its stretch has sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.markup import names_side
from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "no-sides"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each cue that names a side in a stretch without `sides`."""
    for path, stretch in context.stretches:
        for where, text in () if stretch.sides else stretch.texts():
            if names_side(text):
                yield Fault(
                    path=(*path, *where),
                    message="this cue names a `{side}`, and the stretch has no `sides`",
                    hint="add `sides: [left, right]`, or write the side itself",
                )
