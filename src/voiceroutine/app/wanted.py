"""What is looked for among the routines and the stretches: for which part of the body, with what, where, how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from voiceroutine.document.problems import did_you_mean
from voiceroutine.errors import ArgumentError
from voiceroutine.language.forms import POSITIONS
from voiceroutine.language.languages import label_key
from voiceroutine.script import trade
from voiceroutine.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

NOTHING = "none"
"""The word for no equipment at all."""
_OF_POSITION = {"chair": ("chair",), "wall": ("wall",)}
_ON_THE_FLOOR = ("mat", "exercise mat")


class Listed(Protocol):
    """What can be looked for."""

    @property
    def areas(self) -> tuple[str, ...]:
        """The parts of the body that it is for."""

    @property
    def equipment(self) -> tuple[str, ...]:
        """What it needs."""

    @property
    def positions(self) -> tuple[str, ...]:
        """How the body is in it."""

    @property
    def duration_ms(self) -> int:
        """How long it plays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for. What is left empty leaves everything in.

    >>> import voiceroutine
    >>> wanted = voiceroutine.Wanted(areas=("neck",), equipment=(), positions=("chair",), under_ms=120_000)
    >>> [stretch.key for stretch in voiceroutine.stretches(wanted=wanted)]
    ['jaw-release']
    """

    areas: tuple[str, ...] = ()
    """Parts of the body, of which one is enough. `back` is both the upper and the lower back."""
    equipment: tuple[str, ...] | None = None
    """What there is: nothing else may be needed. An empty tuple is nothing at all, and None is anything. What a wanted
    position is on, at or against (a chair, a wall, a mat) is there in any case."""
    positions: tuple[str, ...] = ()
    """The positions that the body may be in; all of a routine must be in one of them."""
    under_ms: int | None = None
    """How long it may play, at most."""

    @classmethod
    def written(
        cls,
        *,
        areas: Iterable[str] = (),
        equipment: str | None = None,
        positions: Iterable[str] = (),
        under: str | None = None,
    ) -> Wanted:
        """Return what a user writes: equipment as `none` or as `mat, pillow`, a length as `10m`.

        Raises:
            ArgumentError: The length is no duration.
        """
        things = [thing.strip() for thing in (equipment or "").split(",")]
        there = tuple(thing for thing in things if thing and thing.lower() != NOTHING)
        try:
            under_ms = None if under is None else parse_duration(under)
        except ValueError as error:
            raise ArgumentError(f"expected a duration {error}, and found `{under}`") from error
        return cls(
            areas=tuple(areas),
            equipment=None if equipment is None else there,
            positions=tuple(position.strip().lower() for position in positions),
            under_ms=under_ms,
        )

    @property
    def nothing(self) -> bool:
        """Whether nothing particular is looked for."""
        return self == Wanted()

    def admits(self, listed: Listed) -> bool:
        """Return whether something is what is looked for."""
        return (
            self._for_the_body(listed.areas)
            and self._with_what_there_is(listed.equipment)
            and self._in_position(listed.positions)
            and (self.under_ms is None or listed.duration_ms <= self.under_ms)
        )

    def require_known(self, areas: Collection[str]) -> None:
        """Make sure that every position exists, and that there is something for every area.

        Raises:
            ArgumentError: It is not so; the hint says what there is.
        """
        for position in self.positions:
            if position not in POSITIONS:
                meant = trade.POSITIONS.get(position)
                hint = (
                    f"write {meant}"
                    if meant
                    else did_you_mean(position, POSITIONS) or f"there are {', '.join(POSITIONS)}"
                )
                raise ArgumentError(f"there is no position `{position}`", hint)
        known = sorted({label_key(area) for area in areas})
        for area in self.areas:
            if not any(_means(area, other) for other in known):
                hint = did_you_mean(area, known) or f"there are {', '.join(known)}"
                raise ArgumentError(f"there is nothing for the area `{area}`", hint)

    def _for_the_body(self, areas: Iterable[str]) -> bool:
        return not self.areas or any(_means(wanted, area) for wanted in self.areas for area in areas)

    def _with_what_there_is(self, equipment: Iterable[str]) -> bool:
        if self.equipment is None:
            return True
        there = {label_key(thing) for thing in self.equipment}
        for position in self.positions:
            there.update(_OF_POSITION.get(position, () if position == "standing" else _ON_THE_FLOOR))
        return {label_key(thing) for thing in equipment} <= there

    def _in_position(self, positions: Collection[str]) -> bool:
        return not self.positions or bool(positions and set(positions) <= set(self.positions))


def _means(wanted: str, area: str) -> bool:
    """Return whether an area is meant: each word of what is wanted is in its name, one or many."""
    return _words(label_key(wanted)) <= _words(label_key(area))


def _words(label: str) -> set[str]:
    return {word.removesuffix("s") for word in label.split()}
