"""A hold's clock must not run while the body still moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.language.markup import shown
from voiceroutine.script.checks.base import Fault, WarningContext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.script.stretch import Stretch

CODE = "no-settle"
SEVERITY = "warning"

LONG_HOLD_MS = 10_000
"""From here on it takes longer to arrive: a stretch is gone into slowly. The times in the hint are our choice."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each hold that begins with a movement, and at once."""
    for path, stretch in context.stretches:
        if not stretch.hold or stretch.settle:
            continue
        for where, text in _starts(stretch):
            if found := re.search(context.words.moves, shown(text), re.IGNORECASE):
                time = "3s" if stretch.hold >= LONG_HOLD_MS else "1s"
                yield Fault(
                    path=(*path, *where),
                    message=f"`{found.group()}` is a movement, and the hold's clock runs from the end of this cue",
                    hint=f"add `settle: {time}`: time to arrive before the hold begins",
                    word=found.group(),
                )
                break


def _starts(stretch: Stretch) -> Iterator[tuple[Path, str]]:
    return ((where, text) for where, text in stretch.texts() if where[0] == "start")
