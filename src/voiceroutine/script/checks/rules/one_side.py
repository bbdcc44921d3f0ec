"""A cue that says left or right, in a stretch without `sides`, leaves the other side of the body out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.language.markup import shown
from voiceroutine.script.checks.base import Fault, WarningContext, cues

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "one-side"
SEVERITY = "warning"


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for the first cue that names a side, in each stretch without `sides`."""
    for path, stretch in context.stretches:
        for where, text in () if stretch.sides else cues(stretch):
            if found := re.search(context.words.names_a_side, shown(text), re.IGNORECASE):
                yield Fault(
                    path=(*path, *where),
                    message=f"this cue says `{found.group()}`, and the stretch is done on one side only",
                    hint="add `sides: [left, right]`, and write `{side}` in place of the word",
                    word=found.group(),
                )
                break
