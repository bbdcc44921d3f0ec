"""Which stretches of two routines are the same one, by their keys, and which of them have moved. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from voiceroutine.script.group import Group
from voiceroutine.script.overlays.items import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch

_PartT = TypeVar("_PartT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[_PartT]):
    """A stretch or a group at its place in a routine."""

    part: _PartT
    key: str
    """What it is called: its key in the library, or its name as a key."""
    group: str = ""
    """The key of its group, and for another group of the same key its number; empty outside of groups."""
    place: int
    """Among the stretches as they are written, or among the groups; from 0."""
    turns: tuple[int, ...] = ()
    """The positions of a stretch among all that is done: one for each round of its group."""

    @property
    def path(self) -> str:
        """What scripts call it: `sun-salutation/mountain`."""
        return f"{self.group}/{self.key}" if self.group else self.key


Pairs: TypeAlias = "tuple[tuple[Placed[_PartT] | None, Placed[_PartT] | None], ...]"
"""What each part was in the earlier routine, and what it is in the later one; None where one lacks it."""


def placed_groups(routine: Routine) -> tuple[Placed[Group], ...]:
    """Return the groups of a routine."""
    seen: Counter[str] = Counter()
    found: list[Placed[Group]] = []
    for place, (_, group) in enumerate(routine.groups):
        key = slug(group.name)
        seen[key] += 1
        found.append(Placed(part=group, key=key if seen[key] == 1 else f"{key} {seen[key]}", place=place))
    return tuple(found)


def placed_stretches(routine: Routine, keys: Sequence[str]) -> tuple[Placed[Stretch], ...]:
    """Return the stretches of a routine.

    Args:
        routine: Has them.
        keys: What each is called, in the order in which they are written.
    """
    groups = iter(placed_groups(routine))
    found: list[Placed[Stretch]] = []
    done = 0
    for item in routine.items:
        grouped = isinstance(item, Group)
        members = item.stretches if isinstance(item, Group) else (item,)
        rounds = item.rounds if isinstance(item, Group) else 1
        group = next(groups).key if grouped else ""
        for number, stretch in enumerate(members):
            turns = tuple(done + number + turn * len(members) for turn in range(rounds))
            place = len(found)
            found.append(Placed(part=stretch, key=keys[place], group=group, place=place, turns=turns))
        done += rounds * len(members)
    return tuple(found)


def match(
    before: Sequence[Placed[_PartT]],
    after: Sequence[Placed[_PartT]],
    ways: Sequence[Callable[[Placed[_PartT]], Hashable]],
) -> Pairs[_PartT]:
    """Return everything in two routines, in the order of the later one, with what it was in the earlier one.

    What the later one lacks follows what it followed before. Where several are the same by their keys, the first
    belongs to the first.

    Args:
        before: Of the earlier routine.
        after: Of the later one.
        ways: What makes two the same; what the first way does not match is left to the next.
    """
    partner: dict[int, int] = {}
    for way in ways:
        waiting: dict[Hashable, list[int]] = {}
        taken = set(partner.values())
        for old in before:
            if old.place not in taken:
                waiting.setdefault(way(old), []).append(old.place)
        for new in after:
            if new.place not in partner and (places := waiting.get(way(new))):
                partner[new.place] = places.pop(0)
    found: list[tuple[Placed[_PartT] | None, Placed[_PartT] | None]] = [
        (before[partner[new.place]] if new.place in partner else None, new) for new in after
    ]
    matched = set(partner.values())
    for old in before:
        if old.place not in matched:
            ahead = (n + 1 for n, (was, _) in enumerate(found) if was and was.place == old.place - 1)
            found.insert(next(ahead, 0 if old.place == 0 else len(found)), (old, None))
    return tuple(found)


def by_key() -> tuple[Callable[[Placed[Stretch]], Hashable], ...]:
    """Return what makes two stretches the same: path and content, then the path, the key alone, the name."""
    return (
        lambda it: (it.path, it.part.model_dump_json()),
        lambda it: it.path,
        lambda it: it.key,
        lambda it: slug(it.part.name),
    )


def moved(places: Sequence[int]) -> frozenset[int]:
    """Return which of the places, all different, are out of order: as few as can be.

    >>> sorted(moved([1, 2, 0, 3]))
    [0]
    """
    return frozenset(places) - frozenset(_longest_rising(places))


def _longest_rising(numbers: Sequence[int]) -> Iterator[int]:
    """Yield a longest rising subsequence, backwards (by patience sorting)."""
    tops: list[int] = []
    below: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        below[number] = tops[pile - 1] if pile else None
        if pile == len(tops):
            tops.append(number)
        else:
            tops[pile] = number
    last: int | None = tops[-1] if tops else None
    while last is not None:
        yield last
        last = below[last]
