"""Directions: what is said and waited for, in order, before any length is known."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from voiceroutine.plan.timeline import NO_TURN, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.plan.timeline import Role

COUNT_GAP_MS = 300
"""Between a rep's number and its cue."""


@dataclass(frozen=True, slots=True)
class Say:
    """A cue."""

    text: str
    role: Role
    origin: Path
    """The field of the routine that asks for it."""
    turn: Turn = NO_TURN
    or_else: Say | None = None
    """What is said in its place where it has no room in its beat; shorter."""

    def wordings(self) -> Iterator[Say]:
        """Yield it, and what may be said in its place."""
        yield self
        if self.or_else:
            yield from self.or_else.wordings()


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence of a given length."""

    kind: Literal["rest", "ready", "pause"]
    length_ms: int
    origin: Path | None = None
    """The field of the routine that gives its length; None where we do."""
    chime: str | None = None
    """The name of the chime that sounds in it."""
    turn: Turn = NO_TURN


@dataclass(frozen=True, slots=True)
class Ring:
    """A bell that begins now. It takes no time: it rings on under what follows, until the next sound."""

    sound: str
    """The name of a bell, one of `chimes.BELLS`, or of a sound file."""
    origin: Path
    turn: Turn = NO_TURN


@dataclass(frozen=True, slots=True)
class Prompt:
    """A cue or a bell to be laid inside a hold."""

    at_ms: int
    """From the beginning of the hold."""
    text: str
    """Empty for a bell."""
    origin: Path
    stock: Literal["halfway", "countdown", "bell"] | None = None
    """Which of the stock prompts it is; None for one that the script wrote."""
    sound: str | None = None
    """The name of a bell, as in `Ring`."""

    @property
    def role(self) -> Role:
        """A second that is counted down is a count."""
        return "count" if self.stock == "countdown" else "prompt"


@dataclass(frozen=True, slots=True)
class Hold:
    """A held position, with the prompts that are wanted in it."""

    length_ms: int
    prompts: tuple[Prompt, ...]
    origin: Path
    chimed: bool = False
    """Whether its beginning and its end are chimed, where the prompts leave room."""
    turn: Turn = NO_TURN


@dataclass(frozen=True, slots=True)
class Beat:
    """A step of a paced rep, or a counted rep. Its cue must be over when the next beat begins."""

    cue: Say | None
    """None where it is silent, or has a bell before it."""
    length_ms: int
    """From the onset of the cue to the onset of what follows."""
    number: Say | None = None
    """What says that the next rep is coming, at the end, so that every step lasts from cue to cue."""
    origin: Path | None = None
    """The field of the routine that asks for it, where it has no cue."""
    bell: str | None = None
    """The name of the bell that marks the time in it, as in `Ring`."""
    bells_ms: tuple[int, ...] = ()
    """When it is due, from the onset of the beat."""
    turn: Turn = NO_TURN


Direction: TypeAlias = "Say | Silence | Hold | Beat | Ring"


def during(directions: Iterable[Direction], **where: Any) -> Iterator[Direction]:
    """Yield `directions` with the fields of their `Turn` set that `where` names, such as `side` or `rep`."""
    before, turn = NO_TURN, replace(NO_TURN, **where)
    for direction in directions:
        if direction.turn is not before:  # those that follow each other mostly share it
            before, turn = direction.turn, replace(direction.turn, **where)
        yield _at(direction, turn)


_FIELDS: dict[type[Direction], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Say, Silence, Ring, Hold, Beat)
}


def _at(direction: Direction, turn: Turn) -> Direction:
    """Return a direction with another turn. `replace` takes twice as long, and a session has thousands of these."""
    kind = type(direction)
    return kind(**{name: getattr(direction, name) for name in _FIELDS[kind]} | {"turn": turn})


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """The directions of one chapter."""

    title: str
    directions: tuple[Direction, ...]

    def texts(self) -> Iterator[str]:
        """Yield everything that may be said in it, in order, repeats included."""
        yield from (text for text, _ in self.cues())

    def cues(self) -> Iterator[tuple[str, Path]]:
        """Yield the same, each with the field of the routine that asks for it."""
        for direction in self.directions:
            if isinstance(direction, Hold):
                yield from ((prompt.text, prompt.origin) for prompt in direction.prompts if prompt.text)
            elif not isinstance(direction, Silence | Ring):
                said = (direction.cue, direction.number) if isinstance(direction, Beat) else (direction,)
                yield from ((it.text, it.origin) for say in said if say for it in say.wordings())

    def fitted_texts(self) -> Iterator[str]:
        """Yield what must fit into a given time: all that is said in holds and beats."""
        timed = (direction for direction in self.directions if isinstance(direction, Hold | Beat))
        yield from ChapterPlan(self.title, tuple(timed)).texts()
