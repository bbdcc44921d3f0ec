"""Where the body is, and what is in the hands: what is said and waited for between two stretches.

Law 7: no stretch asks for a position that there was no time to come into. The words are a language's; the times are
here, one table for all languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill
from voiceroutine.language.phrases import capital
from voiceroutine.plan.directions import Direction, Say, Silence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.forms import EquipmentWords, Position
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.script.group import Occurrence
    from voiceroutine.script.stretch import Stretch

UP: frozenset[Position] = frozenset({"standing", "chair", "wall"})
"""The positions that are not on the floor."""
ON_THE_KNEES: frozenset[Position] = frozenset({"hands-and-knees", "half-kneeling"})
"""Those to which the first sentence of a language's way up leads, or that lie beyond it."""
LYING: frozenset[Position] = frozenset({"back", "front", "side"})
CHANGE_MS = 6_000
"""From chair to standing, to a wall, and between two positions on the floor."""
DOWN_TO_FLOOR_MS = (15_000,)
"""After each sentence of the way down."""
ON_THE_FLOOR_MS = 4_000
"""From sitting on the floor into the position itself."""
UP_FROM_FLOOR_MS = (8_000, 5_000, 12_000)
"""After each sentence of the way up: to the hands and knees, a breath there, and up with one foot in front."""
TAKE_MS = 3_000
PUT_DOWN_MS = 2_000
PUT_AWAY_MS = 5_000
"""After a thing that has its own sentence: one that the body leans on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What changes between the stretch before and this one."""

    before: Position | None
    """Where the body is; None where nothing has said so."""
    position: Position | None
    """Where it must go; None where it stays as it is."""
    put_down: tuple[str, ...] = ()
    """What is in the hands and no longer needed, as the script calls it."""
    take: tuple[str, ...] = ()
    own_way_up: bool = False
    """Whether the script words the way up from the floor itself: then all of it is said, from wherever it is."""

    @property
    def moves(self) -> bool:
        """Whether the body must go somewhere."""
        return self.position is not None and self.position != self.before


def scenes(occurrences: Sequence[Occurrence], phrases: Phrases, *, own_way_up: bool = False) -> tuple[Scene, ...]:
    """Return what changes before each stretch; `own_way_up` is as in `Scene`."""
    found: list[Scene] = []
    at: Position | None = None
    held: list[str] = []
    for stretch in (occurrence.stretch for occurrence in occurrences):
        put_down = tuple(thing for thing in held if not _needed(thing, stretch) and not _stays(thing, phrases))
        held = [thing for thing in held if thing not in put_down]
        things = dict.fromkeys(thing.lower() for thing in stretch.equipment)
        take = tuple(thing for thing in things if thing not in held and not _fixed(thing, phrases))
        held += take
        found.append(Scene(before=at, position=stretch.position, put_down=put_down, take=take, own_way_up=own_way_up))
        at = stretch.position or at
    return tuple(found)


def _needed(thing: str, stretch: Stretch) -> bool:
    return thing in {item.lower() for item in stretch.equipment}


def _fixed(thing: str, phrases: Phrases) -> bool:
    known = phrases.equipment_names.get(thing)
    return known is not None and known.fixed


def _stays(thing: str, phrases: Phrases) -> bool:
    known = phrases.equipment_names.get(thing)
    return known is not None and known.put_down == ""


def change(scene: Scene, phrases: Phrases, path: Path) -> Iterator[Direction]:
    """Yield what is put down, the way to the stretch at `path`, and what is taken.

    Things are taken at the end of the way, but before lying down: they may be out of reach from there.
    """
    yield from _put_down(scene, phrases, (*path, "equipment"))
    way = tuple(go(scene, phrases, path))
    if scene.position in LYING and way:
        yield from (*way[:-2], *_take(scene, phrases, (*path, "equipment")), *way[-2:])
    else:
        yield from (*way, *_take(scene, phrases, (*path, "equipment")))


def go(scene: Scene, phrases: Phrases, path: Path) -> Iterator[Direction]:
    """Yield the way into the position of the stretch at `path`, each sentence with the time that it takes."""
    if scene.position is None or not scene.moves:
        return
    for text, wait_ms in _way(scene, scene.position, phrases):
        yield Say(text, "position", (*path, "position"))
        yield Silence("ready", wait_ms, (*path, "position"))


def _way(scene: Scene, position: Position, phrases: Phrases) -> list[tuple[str, int]]:
    before = scene.before
    words = phrases.positions.get(position)
    if words is None:
        return []
    if position in UP:
        if before is None or before in UP:
            return [(words.from_.get(before, words.go) if before else words.go, CHANGE_MS)]
        way = _way_up(scene, phrases)
        return way if way and position == "standing" else _joined_up(way, words.go, CHANGE_MS, UP_FROM_FLOOR_MS)
    if before is not None and before not in UP:
        return [(words.from_.get(before, words.go), CHANGE_MS)]
    return _joined_up(_timed(phrases.down_to_floor, DOWN_TO_FLOOR_MS), words.go, ON_THE_FLOOR_MS, DOWN_TO_FLOOR_MS)


def _way_up(scene: Scene, phrases: Phrases) -> list[tuple[str, int]]:
    """Return the way up from the floor. Nobody on hands and knees is told to get there, and it takes as long."""
    way = _timed(phrases.up_from_floor, UP_FROM_FLOOR_MS)
    if scene.own_way_up or scene.before not in ON_THE_KNEES or len(way) == 1:
        return way
    # the time goes to standing up: nobody waits longer on sore wrists
    return [*way[1:-1], *((text, wait_ms + way[0][1]) for text, wait_ms in way[-1:])]


def _joined_up(way: list[tuple[str, int]], text: str, wait_ms: int, times_ms: Sequence[int]) -> list[tuple[str, int]]:
    """Return a way with its last sentence, which has all of the time where nothing is said before it."""
    return [*way, (text, wait_ms if way else wait_ms + sum(times_ms))]


def _timed(texts: Sequence[str], times_ms: Sequence[int]) -> list[tuple[str, int]]:
    """Return each sentence with its time; the last one has what is left."""
    if not texts:
        return []
    timed = [(text, wait_ms or 0) for text, wait_ms in zip_longest(texts, times_ms[: len(texts)])]
    text, wait_ms = timed[-1]
    return [*timed[:-1], (text, wait_ms + sum(times_ms[len(texts) :]))]


def _put_down(scene: Scene, phrases: Phrases, origin: Path) -> Iterator[Direction]:
    known = _known(scene.put_down, phrases)
    for thing in known:
        if thing.put_down:
            yield Say(thing.put_down, "equipment", origin)
            yield Silence("ready", PUT_AWAY_MS, origin)
    others = [thing for thing in known if thing.put_down is None]
    if others and phrases.put_down:
        yield _handled(phrases.put_down, others, phrases, origin)
        yield Silence("ready", PUT_DOWN_MS, origin)
    if len(known) < len(scene.put_down) and phrases.put_down_other:
        yield Say(phrases.put_down_other, "equipment", origin)
        yield Silence("ready", PUT_DOWN_MS, origin)


def _take(scene: Scene, phrases: Phrases, origin: Path) -> Iterator[Direction]:
    known = _known(scene.take, phrases)
    if known and phrases.take:
        yield _handled(phrases.take, known, phrases, origin)
        yield Silence("ready", TAKE_MS, origin)


def _known(things: Sequence[str], phrases: Phrases) -> list[EquipmentWords]:
    return [phrases.equipment_names[thing] for thing in things if thing in phrases.equipment_names]


def _handled(template: str, things: Sequence[EquipmentWords], phrases: Phrases, origin: Path) -> Say:
    names = phrases.listed([*dict.fromkeys(thing.the for thing in things)])
    return Say(capital(fill(template, the=names)), "equipment", origin)
