"""How far the dose of a stretch may shrink and grow, and in which steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from voiceroutine.script.stretch import Stretch

Field: TypeAlias = Literal["hold", "reps", "for_ms", "sets"]
FIELDS: tuple[tuple[Field, ...], ...] = (("hold",), ("reps", "for_ms"), ("sets",))
"""In the order in which they change. A stretch has reps or a time for them."""
MOST_GROWTH = 2
"""How many times its dose a stretch may have: hold times reps times sets."""
ROUND_FROM_MS, ROUND_MS = 20_000, 5_000
"""A time as long as this changes to the next multiple of 5 s: "for 25 seconds" is easier heard than "for 27"."""
LONG_FROM_MS, LONG_MS = 120_000, 30_000
_LIMITS = {"reps": 200, "sets": 20}
"""As in a script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The part of a dose that may change. Times are in ms; None for what the stretch does not have."""

    hold: int | None
    reps: int
    for_ms: int | None
    sets: int

    @classmethod
    def of(cls, stretch: Stretch) -> Amount:
        """Return the amount of `stretch`."""
        return cls(hold=stretch.hold, reps=stretch.reps, for_ms=stretch.for_ms, sets=stretch.sets)

    @property
    def whole(self) -> int:
        """All of it together: it can be compared with another amount of the same stretch."""
        return (self.for_ms or (self.hold or 1) * self.reps) * self.sets

    def applied(self, stretch: Stretch) -> Stretch:
        """Return `stretch` with it. What is said inside a hold keeps its share of it: halfway stays halfway."""
        if self == Amount.of(stretch):
            return stretch
        changed: dict[str, Any] = {"sets": self.sets, "reps": self.reps}
        if self.for_ms is not None:
            changed |= {"for_ms": self.for_ms, "reps": stretch.reps_in(self.for_ms)}
        if self.hold and stretch.hold and self.hold != stretch.hold:
            during = (
                cue.model_copy(update={"at": cue.at * self.hold // stretch.hold // 100 * 100}) for cue in stretch.during
            )
            changed |= {"hold": self.hold, "during": tuple(during)}
        return stretch.redosed(changed)


def shrinking(stretch: Stretch) -> Iterator[tuple[int, Amount]]:
    """Yield the amounts to which a stretch shrinks down to its `at_least`, step by step, each with its stage.

    A stage is a position in `FIELDS`: those of one stage are changed before those of the next.
    """
    amount = Amount.of(stretch)
    for stage, field in _changing(stretch):
        least: int | None = getattr(stretch.at_least, field, None)
        while least is not None and (now := getattr(amount, field)) > least:
            amount = _with(amount, field, max(least, _next(stretch, field, now, -1)))
            yield stage, amount


def growing(stretch: Stretch, usual: Callable[[Stretch], bool]) -> Iterator[tuple[int, Amount]]:
    """Yield the amounts to which a stretch grows, step by step, each with its stage; a stage as in `shrinking`.

    All of its dose grows to twice what it is at most, and never to one that is not `usual`: nobody wrote that.
    """
    amount, most = Amount.of(stretch), MOST_GROWTH * Amount.of(stretch).whole
    for stage, field in _changing(stretch):
        while (now := getattr(amount, field)) < _LIMITS.get(field, now + 1):
            grown = _with(amount, field, _next(stretch, field, now, 1))
            if grown.whole > most or not usual(grown.applied(stretch)):
                break
            amount = grown
            yield stage, amount


def _changing(stretch: Stretch) -> Iterator[tuple[int, Field]]:
    """Yield the fields that change the dose: of a stretch with `for`, the reps follow from that, and holds stay."""
    for stage, fields in enumerate(FIELDS):
        for field in fields:
            if getattr(stretch, field) is not None and (stretch.for_ms is None or field in ("for_ms", "sets")):
                yield stage, field


def _with(amount: Amount, field: Field, value: int) -> Amount:
    changed: dict[str, Any] = {field: value}
    return replace(amount, **changed)


def _next(stretch: Stretch, field: Field, now: int, way: Literal[-1, 1]) -> int:
    """Return the next value of a field, down or up: a whole number of reps or sets, of breaths, or a round time."""
    if field in ("reps", "sets"):
        return now + way
    breaths = stretch.breaths("hold" if field == "hold" else "for")
    written: int | None = getattr(stretch, field)
    if breaths and written:
        return max(1, now + way * (written // breaths))
    step_ms = LONG_MS if now >= LONG_FROM_MS else ROUND_MS if now >= ROUND_FROM_MS else 1_000
    if way > 0:
        return (now // step_ms + 1) * step_ms
    return max(1, (-(-now // step_ms) - 1) * step_ms)
