"""The pauses and rests of a routine, all longer or shorter by one factor: the first thing that is fitted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from voiceroutine.plan.director import ANNOUNCED_REST_MS
from voiceroutine.plan.moves import CHANGE_MS, UP
from voiceroutine.script.checks.rules.unusual_dose import SHORTEST_SET_REST_MS
from voiceroutine.script.group import Group, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.document.nodes import Path
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch

WHOLE = 1_000_000
"""A factor is a whole number of millionths, so that it is the same on every machine."""
HALF, DOUBLE = WHOLE // 2, WHOLE * 2


@dataclass(frozen=True, slots=True)
class Pause:
    """How far one pause may change, in ms."""

    natural_ms: int
    """As it is written."""
    least_ms: int
    """Not above `natural_ms`."""

    def scaled(self, factor: int) -> int:
        """Return the pause times `factor` millionths, and not below its least."""
        return max(self.least_ms, self.natural_ms * factor // WHOLE)


def with_pauses(routine: Routine, factor: int) -> Routine:
    """Return `routine` with its pauses and rests times `factor` millionths, from half to double."""
    if factor == WHOLE:
        return routine
    moves = _before_moves(routine)
    items = tuple(_item(item, ("stretches", place), moves, factor) for place, item in enumerate(routine.items))
    return routine.model_copy(update={"items": items})


def _item(item: Stretch | Group, path: Path, moves: frozenset[Path], factor: int) -> Stretch | Group:
    if not isinstance(item, Group):
        return _stretch(item, factor, moves=path in moves)
    inside = tuple(
        _stretch(member, factor, moves=(*path, "stretches", place) in moves)
        for place, member in enumerate(item.stretches)
    )
    rest = _at_least(item.rest, item.rest if path in moves else ANNOUNCED_REST_MS).scaled(factor)
    if item.rest < ANNOUNCED_REST_MS:  # a longer one is announced
        rest = min(rest, ANNOUNCED_REST_MS - 1)
    return item.model_copy(update={"stretches": inside, "rest": rest})


def _stretch(stretch: Stretch, factor: int, *, moves: bool) -> Stretch:
    """Return a stretch; `moves` tells that the body must go elsewhere after it, for which no time is taken away."""
    # who lies or kneels needs longer to turn to the other side
    turning_ms = 0 if stretch.position is None or stretch.position in UP else CHANGE_MS
    changed: dict[str, Any] = {
        "after": _at_least(stretch.after, stretch.after if moves else 0).scaled(factor),
        "switch": _at_least(stretch.switch, turning_ms).scaled(factor),
        "set_rest": _at_least(stretch.set_rest, SHORTEST_SET_REST_MS).scaled(factor),
    }
    # the rests of a stretch with `for` are part of that time
    if stretch.for_ms is None and stretch.rest_ms:
        changed["rest"] = _at_least(stretch.rest_ms, 0).scaled(factor)
    return stretch.model_copy(update=changed)


def _at_least(natural_ms: int, least_ms: int) -> Pause:
    return Pause(natural_ms, min(natural_ms, least_ms))


def _before_moves(routine: Routine) -> frozenset[Path]:
    """Return the paths of what is followed by another position: of stretches, and of groups between their rounds."""
    placed = [(path, stretch) for path, stretch, _ in written(routine.items)]
    found = {before[0] for before, after in pairwise(_positioned(placed)) if before[1] != after[1]}
    for path, group in routine.groups:
        inside = _positioned((path, stretch) for stretch in group.stretches)
        if inside and inside[0][1] != inside[-1][1]:
            found.add(path)
    return frozenset(found)


def _positioned(placed: Iterable[tuple[Path, Stretch]]) -> list[tuple[Path, str | None]]:
    """Return each path with the position in which the body is after it."""
    at: str | None = None
    found: list[tuple[Path, str | None]] = []
    for path, stretch in placed:
        at = stretch.position or at
        found.append((path, at))
    return found
