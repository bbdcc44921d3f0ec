"""A body takes time: no stretch asks for a position that there was no time to come into.

The session gives the time by itself where `position` is written and the language has words for the way. What is found
here is the rest: a way that a script words itself in a `setup`, and a language whose words for it are missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.language.forms import POSITIONS
from voiceroutine.language.markup import shown
from voiceroutine.script.checks.base import Fault, WarningContext
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.checks import Checks
    from voiceroutine.language.forms import Position
    from voiceroutine.script.stretch import Stretch

CODE = "rushed-move"
SEVERITY = "warning"

UP = POSITIONS[:3]
"""The positions that are not on the floor."""
TO_FLOOR_MS = 15_000
UP_FROM_FLOOR_MS = 25_000
CHANGE_MS = 6_000
"""Between two positions that are both up, or both on the floor. The three times are our choice; the session gives them
where it says the way itself."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each stretch that leaves less time than the way into its position takes."""
    at: Position | None = None
    times_ms = context.session.time_to_get_ready_ms
    found: set[Path] = set()
    for occurrence, given_ms in zip(context.routine.occurrences, times_ms, strict=True):
        path, stretch = occurrence.path, occurrence.stretch
        position, where, word = _way(stretch, at, context.words)
        needed_ms = _needed_ms(at, position)
        if given_ms < needed_ms and path not in found:
            found.add(path)
            yield Fault(
                path=(*path, *where),
                message=f"there are {seconds(given_ms)} to get into this position, and it takes {seconds(needed_ms)}",
                hint=f"write `position: {position}`, and the session says the way and gives the time"
                if stretch.position is None
                else "write a longer `ready`, or word the way in the script's `phrases`: then it has its time",
                word=word,
            )
        at = position or at


def _way(stretch: Stretch, at: Position | None, words: Checks) -> tuple[Position | None, Path, str | None]:
    """Return where a stretch sends the body, the path of what says so, and the words that do."""
    if stretch.position is not None:
        return stretch.position, ("position",), None
    for place, action in enumerate(stretch.setup):
        where = ("setup",) if action.wait_ms is None else ("setup", place)
        if at not in (*UP, None) and (found := re.search(words.gets_up, shown(action.say), re.IGNORECASE)):
            return "standing", where, found.group()
        if at in (*UP, None) and (found := re.search(words.lies_down, shown(action.say), re.IGNORECASE)):
            return "floor", where, found.group()
    return None, (), None


def _needed_ms(at: Position | None, position: Position | None) -> int:
    """Return how long the way takes. Whoever is nowhere yet is taken to be up."""
    if position is None or position == at:
        return 0
    if position in UP:
        return CHANGE_MS if at is None or at in UP else UP_FROM_FLOOR_MS
    return TO_FLOOR_MS if at is None or at in UP else CHANGE_MS
