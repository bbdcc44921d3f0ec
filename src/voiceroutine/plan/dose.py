"""The dose of a stretch: its sides, sets and reps, held, in steps or counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from voiceroutine.language.markup import fill, names_side
from voiceroutine.language.phrases import capital
from voiceroutine.plan.bells import marks, time_bell
from voiceroutine.plan.directions import COUNT_GAP_MS, Beat, Direction, Hold, Ring, Say, Silence, during
from voiceroutine.plan.hold_prompts import counts_down, prompts_in
from voiceroutine.plan.introduction import CHIME_PAUSE_MS
from voiceroutine.plan.teller import BREATH_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.plan.introduction import Introduction
    from voiceroutine.plan.timeline import Side
    from voiceroutine.script.model import Routine
    from voiceroutine.script.parts import Prompts
    from voiceroutine.script.stretch import Stretch

Sides: TypeAlias = "tuple[Side | None, ...]"
"""The sides that a set is done on: one, or both where they alternate; None where a stretch has none."""

LONG_HOLD_MS = 20_000
"""The shortest hold whose beginning and end are chimed. Few holds as long are not numbered, but the first and so on."""
MOST_LONG_HOLDS = 4
FEWEST_FOR_HALF = 6
"""Reps of which the middle is worth a word."""
APART_MS = 1_000
"""At least this lies between a countdown and a rep's number, or other words do: else the numbers are one row."""


@dataclass(frozen=True, slots=True)
class Dose:
    """Yields the directions of a stretch's dose."""

    introduction: Introduction

    def directions(self) -> Iterator[Direction]:
        """Yield the whole dose: one side after the other, or with sides that change with every rep."""
        sides: Sides = self.stretch.sides or (None,)
        if self.stretch.alternate:
            yield from self._sets(sides)
            return
        for position, side in enumerate(sides):
            if position:
                yield from during(self._change_sides(side), side=side)
            yield from self._sets((side,))

    @property
    def stretch(self) -> Stretch:
        """The stretch."""
        return self.introduction.stretch

    @property
    def _path(self) -> Path:
        return self.introduction.path

    @property
    def _routine(self) -> Routine:
        return self.introduction.teller.routine

    @property
    def _phrases(self) -> Phrases:
        return self.introduction.teller.phrases

    def _change_sides(self, side: Side | None) -> Iterator[Direction]:
        introduction, phrases = self.introduction, self._phrases
        if side is None:
            return
        explained = tuple(introduction.explained("side"))
        if explained:
            yield Silence("pause", BREATH_MS)
            yield from explained
        elif "side" in introduction.teller.routine.chimes:
            yield Silence("pause", CHIME_PAUSE_MS, chime="side")
        else:
            yield Silence("pause", BREATH_MS)
        again = introduction.setup_names_side
        text = phrases.switch_other if again and phrases.switch_other else phrases.of_side(phrases.switch, side)
        yield Say(text, "side", (*self._path, "sides"))
        if again:
            yield Silence("pause", BREATH_MS)
            yield from introduction.setup(side, of_side=True)
        yield Silence("ready", self.stretch.switch, (*self._path, "switch"))

    def _sets(self, sides: Sides) -> Iterator[Direction]:
        sets = self.stretch.sets
        for number in range(1, sets + 1):
            if number > 1:
                yield from during(self._between_sets(number), set=number, sets=sets, side=sides[0])
            yield from during(self._set(number, sides), set=number, sets=sets)

    def _between_sets(self, number: int) -> Iterator[Direction]:
        phrases, origin = self._phrases, (*self._path, "sets")
        yield Silence("pause", BREATH_MS)
        yield Say(phrases.set_done, "set", origin)
        yield Silence("rest", self.stretch.set_rest, (*self._path, "set_rest"))
        last = number == self.stretch.sets and phrases.last_set
        yield Say(last or capital(fill(phrases.set_next, number=phrases.number(number))), "set", origin)
        # whoever rests has left the position
        yield Silence("pause", BREATH_MS)
        yield Silence("ready", self.stretch.ready, (*self._path, "ready"))

    def _set(self, number: int, sides: Sides) -> Iterator[Direction]:
        if self.stretch.hold:
            yield from self._held_reps(self.stretch.hold, sides)
            return
        first = {"side": sides[0]}
        if start := self._cue("start", self._phrases.start, number - 1, sides[0]):
            yield from during((start, Silence("pause", BREATH_MS)), **first)
        yield from self._stepped_reps(sides) if self.stretch.steps else self._counted_reps(sides)
        if finish := self._cue("release", self._phrases.finish, number - 1, sides[-1]):
            yield from during((finish,), side=sides[-1])

    def _reps(self, sides: Sides) -> Iterator[tuple[int, Side | None]]:
        """Yield the number of each rep, from 1, and its side: every number comes once for each of `sides`."""
        yield from ((rep, side) for rep in range(1, self.stretch.reps + 1) for side in sides)

    @staticmethod
    def _turn(rep: int, side: Side | None, sides: Sides) -> int:
        """Return how many reps come before one, those on the other side included."""
        return (rep - 1) * len(sides) + sides.index(side)

    def _cue(self, key: Literal["start", "release"], stock: str, turn: int, side: Side | None) -> Say | None:
        """Return the cue that begins or ends reps: the stretch's, whose wordings take turns, or the stock one."""
        wordings: tuple[str, ...] | None = getattr(self.stretch, key)
        if wordings == ():
            return None
        if wordings is None or self.introduction.teller.minimal:
            return Say(stock, key, (*self._path, key)) if stock else None
        return self._wording(wordings, key, turn, side)

    def _wording(
        self, wordings: tuple[str, ...], key: Literal["start", "again", "release"], turn: int, side: Side | None
    ) -> Say:
        place = turn % len(wordings)
        origin = (*self._path, key, place) if len(wordings) > 1 else (*self._path, key)
        return self.introduction.teller.say(wordings[place], "start" if key == "again" else key, origin, side)

    def _held_reps(self, hold_ms: int, sides: Sides) -> Iterator[Direction]:
        stretch = self.stretch
        chimed = "hold" in self.introduction.teller.routine.chimes and hold_ms >= LONG_HOLD_MS

        def held(rep: int, side: Side | None) -> Iterator[Direction]:
            prompts = tuple(prompts_in(hold_ms, side, self._wanted, self.introduction))
            hold = Hold(hold_ms, prompts, (*self._path, "hold"), chimed)
            number = self._rep_number(rep, hold_ms) if side == sides[0] else None
            cue = self._begin(rep, side, numbered=number is not None)
            if number:
                yield number
            if number and cue:
                yield Silence("pause", COUNT_GAP_MS)
            if side and (rep, side) != (1, sides[0]) and self._must_name_side(rep):
                yield Say(self._phrases.of_side(self._phrases.switch, side), "side", (*self._path, "alternate"))
                yield Silence("pause", COUNT_GAP_MS)
            if cue:
                yield cue
            yield Silence("ready", stretch.settle, (*self._path, "settle"))
            yield hold
            if release := self._cue("release", self._phrases.release, rep - 1, side):
                yield release
            if (rep, side) != (stretch.reps, sides[-1]):
                yield from self._half(rep) if side == sides[-1] else ()
                yield Silence("rest", stretch.rest_ms, (*self._path, "rest"))

        for rep, side in self._reps(sides):
            yield from during(held(rep, side), rep=rep, reps=stretch.reps, side=side)

    def _must_name_side(self, rep: int) -> bool:
        """Return whether the sides change with every rep, and the cue that begins a held rep does not name its side."""
        _, wordings, turn = self._beginning(rep)
        named = bool(wordings) and names_side(wordings[turn % len(wordings)])
        return self.stretch.alternate and (self.introduction.teller.minimal or not named)

    def _beginning(self, rep: int) -> tuple[Literal["start", "again"], tuple[str, ...], int]:
        """Return the stretch's cue that begins a held rep: its key, its wordings, and how many had their turn before.

        Where sides alternate, "and lift that foot again" is the wrong foot: it gives way to a `start` that names it.
        """
        start, again = self.stretch.start or (), self.stretch.again
        if rep == 1 or again is None:
            return "start", start, rep - 1
        if self.stretch.alternate and again and not names_side(again[(rep - 2) % len(again)]):
            naming = [place for place, text in enumerate(start) if names_side(text)]
            if naming:
                return "start", start, naming[(rep - 1) % len(naming)]
        return "again", again, rep - 2

    def _begin(self, rep: int, side: Side | None, *, numbered: bool) -> Say | None:
        """Return the cue that begins a held rep."""
        if rep > 1 and numbered and self.introduction.teller.minimal:
            return None
        key, wordings, turn = self._beginning(rep)
        if key == "start" or self.introduction.teller.minimal:
            return self._cue("start", self._phrases.start, turn, side)
        return self._wording(wordings, "again", turn, side) if wordings else None

    def _rep_number(self, rep: int, hold_ms: int) -> Say | None:
        """Return what says which held rep it is: its number or, of few long ones, "First time."."""
        phrases, reps, origin = self._phrases, self.stretch.reps, (*self._path, "reps")
        if not self._numbered:
            return None
        if hold_ms >= LONG_HOLD_MS and reps <= MOST_LONG_HOLDS:
            ordinals, place = (phrases.last_times, rep - 2) if rep == reps else (phrases.ordinal_times, rep - 1)
            if place < len(ordinals):
                return Say(ordinals[place], "count", origin)
        if (
            rep > 1
            and counts_down(self._wanted, hold_ms)
            and self.stretch.release == ()
            and self.stretch.rest_ms < APART_MS
        ):
            return None
        template = phrases.last_count if rep == reps else phrases.count
        return Say(capital(fill(template, number=phrases.number(rep))), "count", origin)

    def _half(self, rep: int) -> Iterator[Direction]:
        """Yield a word after the middle one of many reps."""
        if self._is_half(rep):
            yield Silence("pause", BREATH_MS)
            yield Say(self._phrases.halfway_reps, "progress", (*self._path, "reps"))

    def _is_half(self, rep: int) -> bool:
        reps = self.stretch.reps
        return self._numbered and reps >= FEWEST_FOR_HALF and rep * 2 == reps and bool(self._phrases.halfway_reps)

    def _stepped_reps(self, sides: Sides) -> Iterator[Direction]:
        stretch = self.stretch

        def stepped(rep: int, side: Side | None) -> Iterator[Direction]:
            numbered = self._numbered and self._has_words(rep)
            if numbered and side == sides[0] and (rep == 1 or stretch.rest_ms):
                yield self._step_number(rep)
                yield Silence("pause", COUNT_GAP_MS)
            leads_on = self._numbered and self._has_words(rep + 1) and side == sides[-1] and not stretch.rest_ms
            at_ms = self._turn(rep, side, sides) * (stretch.rep_ms + stretch.rest_ms)
            for place, step in enumerate(stretch.steps):
                last = place == len(stretch.steps) - 1 and rep < stretch.reps
                number = self._step_number(rep + 1) if leads_on and last else None
                yield from self._step(rep, place, side, number, at_ms)
                at_ms += step.for_ms
            if (rep, side) != (stretch.reps, sides[-1]) and stretch.rest_ms:
                yield from self._half(rep) if numbered and side == sides[-1] else ()
                yield Silence("rest", stretch.rest_ms, (*self._path, "rest"))

        for rep, side in self._reps(sides):
            yield from during(stepped(rep, side), rep=rep, reps=stretch.reps, side=side)

    def _has_words(self, rep: int) -> bool:
        """Return whether the steps of a rep are said; later ones have their sounds alone."""
        return self.stretch.words is None or rep <= self.stretch.words

    def _step(self, rep: int, place: int, side: Side | None, number: Say | None, at_ms: int) -> Iterator[Direction]:
        """Yield a step, `at_ms` after the beginning of the first rep: its words or its sound, or nothing."""
        step, origin = self.stretch.steps[place], (*self._path, "steps", place)
        cue = None
        if step.say and self._has_words(rep):
            turn = (rep - 1) % len(step.say)
            where = (*origin, "say", turn) if len(step.say) > 1 else (*origin, "say")
            cue = self.introduction.teller.say(step.say[turn], "start", where, side)
        elif step.sound:
            yield Ring(self._routine.sound(step.sound), (*origin, "sound"))
        due = marks(self._routine, self.stretch, at_ms, step.for_ms)
        yield Beat(cue, step.for_ms, number, None if cue else origin, time_bell(self._routine), due)

    def _step_number(self, rep: int) -> Say:
        """Return what says that a rep in steps is coming; where it has no room, its number does."""
        phrases, origin = self._phrases, (*self._path, "steps")
        number = Say(phrases.counted(rep), "count", origin)
        if rep == self.stretch.reps and phrases.last_rep:
            return Say(phrases.last_rep, "count", origin, or_else=number)
        if self._is_half(rep - 1) and not self.stretch.rest_ms:
            return Say(f"{phrases.halfway_reps} {number.text}", "count", origin, or_else=number)
        return number

    @property
    def _numbered(self) -> bool:
        """Whether reps are numbered. Those that are counted by their time are only where the script says so."""
        asked = self.stretch.for_ms is None or "numbers" in self._wanted.model_fields_set
        return asked and self.stretch.reps > 1 and self._wanted.numbers

    @property
    def _wanted(self) -> Prompts:
        """The prompts in force."""
        return self._routine.prompts.overlaid(self.stretch.prompts)

    def _counted_reps(self, sides: Sides) -> Iterator[Direction]:
        for rep, side in self._reps(sides):
            tempo_ms = self.stretch.paced_ms
            cue = self._count(rep, side, first=side == sides[0], last=side == sides[-1])
            due = marks(self._routine, self.stretch, self._turn(rep, side, sides) * tempo_ms, tempo_ms)
            beat = Beat(cue, tempo_ms, bell=time_bell(self._routine), bells_ms=due)
            yield from during((beat,), rep=rep, reps=self.stretch.reps, side=side)

    def _count(self, rep: int, side: Side | None, *, first: bool, last: bool) -> Say:
        """Return the cue of a counted rep. Where the sides change with every rep, it names the side."""
        phrases, reps, origin = self._phrases, self.stretch.reps, (*self._path, "tempo")
        named = f"{capital(phrases.side(side))}." if side and self.stretch.alternate else ""
        said = " ".join(text for text in (phrases.counted(rep) if first else "", named) if text)
        plain = Say(said, "count", origin)
        if first and rep == reps and self._numbered:
            text = capital(fill(phrases.last_count, number=phrases.number(rep)))
            return Say(f"{text} {named}".rstrip(), "count", origin, or_else=plain)
        if last and self._is_half(rep):
            return Say(f"{said} {phrases.halfway_reps}", "count", origin, or_else=plain)
        return plain
