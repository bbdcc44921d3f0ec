"""Everything that may change in a routine to fit a length, in order: a ladder from its shortest form to its longest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from voiceroutine.plan.fit.doses import Amount, growing, shrinking
from voiceroutine.plan.fit.pauses import WHOLE, with_pauses
from voiceroutine.script.group import Group, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from voiceroutine.document.nodes import Path
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch

Words: TypeAlias = Literal["purpose", "easier", "setup", "feel"]
Guidance: TypeAlias = Literal["full", "brief", "minimal"]
_BRIEF: tuple[Words, ...] = ("purpose", "easier", "setup")
"""What brief guidance leaves out, from what is missed least."""
MOST_PLACES = 120
"""Each way. In a routine of so many stretches that there are more steps, several are taken at a time."""
_MINIMAL: tuple[Words, ...] = ("feel",)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A step: a text of a stretch is not said."""

    path: Path
    words: Words


@dataclass(frozen=True, slots=True)
class Guided:
    """A step: all of the guidance is shorter."""

    guidance: Guidance


@dataclass(frozen=True, slots=True)
class Dropped:
    """A step: an optional stretch is left out."""

    path: Path


@dataclass(frozen=True, slots=True)
class Dosed:
    """A step: a stretch has another dose."""

    path: Path
    amount: Amount


Step: TypeAlias = "Unsaid | Guided | Dropped | Dosed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What is different in a place on the ladder."""

    guidance: Guidance
    unsaid: dict[Path, tuple[Words, ...]]
    """The texts of each stretch that are not said."""
    dropped: frozenset[Path]
    amounts: dict[Path, Amount]


@dataclass(frozen=True)
class Ladder:
    """The forms of a routine. Place 0 is as it is written, -1 the first step to a shorter one, 1 to a longer one."""

    routine: Routine
    usual: Callable[[Stretch], bool] = field(default=lambda _: True)
    """Whether a dose is one that somebody would write. None grows beyond that."""

    @cached_property
    def shorter(self) -> tuple[Step, ...]:
        """The steps to the shortest form."""
        doses = self._in_turn(lambda stretch: shrinking(stretch))
        return (*self._guidance(), *self._drops(), *doses)

    @cached_property
    def longer(self) -> tuple[Step, ...]:
        """The steps to the longest form."""
        return tuple(self._in_turn(lambda stretch: growing(stretch, self.usual)))

    @property
    def lowest(self) -> int:
        """The place of the shortest form: 0 or less."""
        return -len(self.shorter) // _stride(self.shorter)

    @property
    def highest(self) -> int:
        """The place of the longest form: 0 or more."""
        return -(-len(self.longer) // _stride(self.longer))

    @cached_property
    def _stretches(self) -> tuple[tuple[Path, Stretch], ...]:
        return tuple((path, stretch) for path, stretch, _ in written(self.routine.items))

    def _guidance(self) -> Iterator[Step]:
        """Yield the steps to less guidance. The last stretch loses its words first: the first ones set the tone."""
        levels: tuple[tuple[Guidance, tuple[Words, ...], Guidance], ...] = (
            ("full", _BRIEF, "brief"),
            ("brief", _MINIMAL, "minimal"),
        )
        now = self.routine.guidance
        for before, words, after in levels:
            if now != before:
                continue
            for key in words:
                yield from (Unsaid(path, key) for path, stretch in reversed(self._stretches) if getattr(stretch, key))
            yield Guided(after)
            now = after

    def _drops(self) -> Iterator[Step]:
        """Yield the optional stretches, the last one first: what comes first is what a routine is for. One stays."""
        optional = [path for path, stretch in self._stretches if stretch.optional]
        if len(optional) == len(self._stretches):
            optional = optional[1:]
        yield from map(Dropped, reversed(optional))

    def _in_turn(self, amounts: Callable[[Stretch], Iterable[tuple[int, Amount]]]) -> Iterator[Step]:
        """Yield the steps of all doses stage by stage; in each, every stretch changes by the same share of its way."""
        ranked: list[tuple[int, float, int, Step]] = []
        for place, (path, stretch) in enumerate(self._stretches):
            stages: dict[int, list[Amount]] = {}
            for stage, amount in amounts(stretch):
                stages.setdefault(stage, []).append(amount)
            for stage, found in stages.items():
                ranked += (
                    (stage, number / len(found), place, Dosed(path, amount)) for number, amount in enumerate(found, 1)
                )
        yield from (step for *_, step in sorted(ranked, key=lambda it: it[:3]))

    def sparable(self, place: int) -> int:
        """Return how many steps to a place can be undone, all the same: steps to less guidance.

        A long text that is not said may save so much time that shorter ones can be said again, and so may a stretch
        that is left out.
        """
        steps = self._taken(place) if place < 0 else ()
        if steps and isinstance(steps[-1], Dropped):
            return _guiding(steps)
        return len(steps) - 1 if steps and all(isinstance(step, Unsaid) for step in steps) else 0

    def drops_last(self, place: int) -> bool:
        """Return whether the last step to a place leaves a stretch out."""
        return place < 0 and isinstance(self._taken(place)[-1], Dropped)

    def _taken(self, place: int) -> tuple[Step, ...]:
        steps = self.shorter if place < 0 else self.longer
        return steps[: abs(place) * _stride(steps)]

    def _left(self, place: int, spared: int) -> tuple[Step, ...]:
        """Return the steps to a place without those that are undone: the first texts, or the last of all guidance."""
        steps = self._taken(place)
        if not spared or not isinstance(steps[-1], Dropped):
            return steps[spared:]
        guiding = _guiding(steps)
        return (*steps[: guiding - spared], *steps[guiding:])

    def changed(self, place: int, spared: int = 0) -> Changed:
        """Return what is different at a place, to which some steps are undone: at most `sparable`."""
        unsaid: dict[Path, tuple[Words, ...]] = {}
        dropped: set[Path] = set()
        amounts: dict[Path, Amount] = {}
        guidance: Guidance = self.routine.guidance
        for step in self._left(place, spared):
            if isinstance(step, Unsaid):
                unsaid[step.path] = (*unsaid.get(step.path, ()), step.words)
            elif isinstance(step, Guided):
                guidance = step.guidance
            elif isinstance(step, Dropped):
                dropped.add(step.path)
            else:
                amounts[step.path] = step.amount
        return Changed(guidance=guidance, unsaid=unsaid, dropped=frozenset(dropped), amounts=amounts)

    def form(self, place: int, factor: int = WHOLE, spared: int = 0) -> Routine:
        """Return the routine at a place, with its pauses times `factor` millionths; `spared` as for `changed`."""
        if place == 0:
            return with_pauses(self.routine, factor)
        changed = self.changed(place, spared)
        items = tuple(_items(self.routine, changed))
        return with_pauses(self.routine.model_copy(update={"items": items, "guidance": changed.guidance}), factor)

    def on_paper(self, place: int) -> Routine:
        """Return the routine with the doses of a place, and with all its words and its own pauses."""
        changed = replace(self.changed(place), unsaid={})
        return self.routine.model_copy(update={"items": tuple(_items(self.routine, changed))})


def _guiding(steps: Sequence[Step]) -> int:
    """Return how many of the first steps are to less guidance."""
    return sum(isinstance(step, (Unsaid, Guided)) for step in steps)


def _stride(steps: Sequence[Step]) -> int:
    """Return how many steps lie between two places."""
    return max(1, -(-len(steps) // MOST_PLACES))


def _items(routine: Routine, changed: Changed) -> Iterator[Stretch | Group]:
    for place, item in enumerate(routine.items):
        path: Path = ("stretches", place)
        if not isinstance(item, Group):
            if path not in changed.dropped:
                yield _stretch(item, path, changed)
            continue
        paths = [(*path, "stretches", inside) for inside in range(len(item.stretches))]
        members = tuple(
            _stretch(member, where, changed)
            for where, member in zip(paths, item.stretches, strict=True)
            if where not in changed.dropped
        )
        if members:
            yield item.model_copy(update={"stretches": members})


def _stretch(stretch: Stretch, path: Path, changed: Changed) -> Stretch:
    unsaid: dict[str, Any] = {key: () if key == "setup" else "" for key in changed.unsaid.get(path, ())}
    if unsaid:
        stretch = stretch.model_copy(update=unsaid)
    amount = changed.amounts.get(path)
    return amount.applied(stretch) if amount else stretch
