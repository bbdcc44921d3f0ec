"""Finds the form of a routine that lasts as long as is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.plan.fit.ladder import Ladder
from voiceroutine.plan.fit.pauses import DOUBLE, HALF, WHOLE
from voiceroutine.plan.fit.telling import told
from voiceroutine.units import GRID_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.document.nodes import Path
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch

    Measure: TypeAlias = Callable[[Routine], int]
    """Returns how long a routine lasts, in ms."""
    Form: TypeAlias = tuple[int, int, int]
    """A place on a ladder, a factor of the pauses, and how many steps are undone: the arguments of `Ladder.form`."""

TOLERANCE_MS = 999
"""A fitted session is as long as was asked, and by less than this longer: its length reads as what was asked."""
_CLOSE_MS = 10 * GRID_MS
"""Nothing is gained by coming closer."""
_TEXT_MS = 2_000
"""A text and the pause after it take longer."""
_SLACK_MS = 500
"""A form that is longer than asked by this is good enough. What is left is room for rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A routine that lasts as long as was asked."""

    routine: Routine
    duration_ms: int
    """As `measure` has it: what was asked, or up to `TOLERANCE_MS` more."""
    on_paper: Routine
    """The same doses, with all the words and the pauses that are written."""
    changes: tuple[str, ...] = ()
    """What is different from the routine as it is written, each in a line for a person."""
    dropped: frozenset[Path] = frozenset()
    """The paths, in the routine as it is written, of the stretches that are left out."""


class UnreachableError(Exception):
    """No form of a routine lasts as long as is asked.

    Attributes:
        shorter_ms: The nearest length below that one, that a form has; None if there is none.
        longer_ms: The nearest above it.
    """

    def __init__(self, shorter_ms: int | None, longer_ms: int | None) -> None:
        super().__init__(shorter_ms, longer_ms)
        self.shorter_ms = shorter_ms
        self.longer_ms = longer_ms


def fitted(
    routine: Routine, target_ms: int, measure: Measure, usual: Callable[[Stretch], bool] = lambda _: True
) -> Fitted:
    """Return the form of `routine` that lasts `target_ms`, or less than a second more.

    First the pauses and rests change, from half to double. If that is not enough, the session says less; then optional
    stretches are left out; then holds, reps and sets change, in this order. A longer target never gives a smaller dose.

    Args:
        routine: As it is written.
        target_ms: How long it is to last.
        measure: Returns how long a routine lasts; always the same for the same routine.
        usual: Whether somebody would write a dose; none grows beyond that.

    Raises:
        UnreachableError: It cannot be.
    """
    fitter = Fitter(Ladder(routine, usual), measure)
    return fitter.at(fitter.place(target_ms), target_ms)


class Fitter:
    """Fits one routine. A form is measured once."""

    def __init__(self, ladder: Ladder, measure: Measure) -> None:
        self.ladder = ladder
        self._measure = measure
        self._measured: dict[Form, int] = {}

    def measured(self, place: int, factor: int, spared: int = 0) -> int:
        """Return how long a form of the ladder lasts; arguments as `Ladder.form`."""
        key = (place, factor, spared)
        if key not in self._measured:
            self._measured[key] = self._measure(self.ladder.form(*key))
        return self._measured[key]

    def place(self, target_ms: int) -> int:
        """Return the place on the ladder nearest to what is written whose pauses can make it last `target_ms`.

        Where none can, it is the place beside it, or the end of the ladder.
        """
        if self.measured(0, HALF) > target_ms + TOLERANCE_MS:
            return -_first(-self.ladder.lowest, lambda number: self.measured(-number, HALF) <= target_ms + TOLERANCE_MS)
        if self.measured(0, DOUBLE) < target_ms:
            return _first(self.ladder.highest, lambda number: self.measured(number, DOUBLE) >= target_ms)
        return 0

    def at(self, place: int, target_ms: int) -> Fitted:
        """Return the form at a place, with the pauses that make it last `target_ms`.

        Raises:
            UnreachableError: No pauses do.
        """
        spared = self._spared(place, target_ms)
        factor = self._factor(place, target_ms, spared)
        duration_ms = self.measured(place, factor, spared)
        if not 0 <= duration_ms - target_ms <= TOLERANCE_MS:
            raise self._unreachable(place, target_ms)
        return self._fitted(place, factor, spared)

    def nearest(self, place: int, target_ms: int) -> Fitted:
        """Return the form nearest to `target_ms` at a place that does not reach it, and at the one beside it."""
        forms = [form for form in self._around(place, target_ms) if form]
        return self._fitted(*min(forms, key=lambda form: abs(self.measured(*form) - target_ms)))

    def _fitted(self, place: int, factor: int, spared: int) -> Fitted:
        changed = self.ladder.changed(place, spared)
        return Fitted(
            routine=self.ladder.form(place, factor, spared),
            duration_ms=self.measured(place, factor, spared),
            on_paper=self.ladder.on_paper(place),
            changes=told(self.ladder.routine, changed, factor),
            dropped=changed.dropped,
        )

    def _unreachable(self, place: int, target_ms: int) -> UnreachableError:
        below, above = self._around(place, target_ms)
        return UnreachableError(self.measured(*below) if below else None, self.measured(*above) if above else None)

    def _around(self, place: int, target_ms: int) -> tuple[Form | None, Form | None]:
        """Return the nearest forms below and above `target_ms`, at a place that does not reach it and the one beside.

        One of them is None at an end of the ladder.
        """
        if self.measured(place, HALF) > target_ms:
            return self._longest(place - 1) if place > self.ladder.lowest else None, (place, HALF, 0)
        return self._longest(place), (place + 1, HALF, 0) if place < self.ladder.highest else None

    def _longest(self, place: int) -> Form:
        return place, DOUBLE, self.ladder.sparable(place)

    def _spared(self, place: int, target_ms: int) -> int:
        """Return how many steps to a place can be undone, all the same.

        Beside words that are not said, the pauses may be half; a stretch is left out to keep words and pauses.
        """
        sparable = self.ladder.sparable(place)
        factor = WHOLE if self.ladder.drops_last(place) else HALF
        spare_ms = target_ms - self.measured(place, factor) if sparable else 0
        few, many = 0, min(sparable, max(0, spare_ms) // _TEXT_MS) + 1
        if self.ladder.drops_last(place):  # of which many change nothing until the level of guidance is another
            many = sparable + 1
        while many - few > 1:
            middle = (few + many) // 2
            fits = self.measured(place, factor, middle) <= target_ms + _SLACK_MS
            few, many = (middle, many) if fits else (few, middle)
        return few

    def _factor(self, place: int, target_ms: int, spared: int) -> int:
        """Return the factor of the pauses that comes nearest to `target_ms`, and not below it if one does not."""
        found = [(WHOLE, self.measured(place, WHOLE, spared))]
        if 0 <= found[0][1] - target_ms <= (_SLACK_MS if place == 0 else _CLOSE_MS):
            return WHOLE
        low, high = (HALF, WHOLE) if found[0][1] > target_ms else (WHOLE, DOUBLE)
        low_ms, high_ms = self.measured(place, low, spared), self.measured(place, high, spared)
        found += [(low, low_ms), (high, high_ms)]
        steps = 0
        while high - low > 1 and low_ms < target_ms < high_ms:
            # nearly in proportion, but for pauses at their least: halving in between makes sure that it ends
            steps += 1
            halves = steps % 3 == 0
            share = (high - low) // 2 if halves else (target_ms - low_ms) * (high - low) // (high_ms - low_ms)
            factor = min(high - 1, max(low + 1, low + share))
            now_ms = self.measured(place, factor, spared)
            found.append((factor, now_ms))
            if 0 <= now_ms - target_ms <= _CLOSE_MS:
                break
            low, low_ms, high, high_ms = (
                (factor, now_ms, high, high_ms) if now_ms < target_ms else (low, low_ms, factor, now_ms)
            )
        return min(found, key=lambda it: (it[1] < target_ms, abs(it[1] - target_ms), abs(it[0] - WHOLE)))[0]


def _first(count: int, reaches: Callable[[int], bool]) -> int:
    """Return the first number from 1 to `count` that reaches something, or `count`; they reach more and more.

    Where that is not quite so, a target that is easier to reach still gives a number that is not higher: both searches
    go the same way until one of them stops before the other.
    """
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high
