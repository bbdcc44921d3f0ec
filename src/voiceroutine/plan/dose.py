"""The dose of a stretch: its sides, sets and reps, held, in steps or counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from voiceroutine.language.markup import fill
from voiceroutine.language.phrases import capital
from voiceroutine.plan.bells import marks, marks_in_hold, time_bell
from voiceroutine.plan.directions import COUNT_GAP_MS, Beat, Direction, Hold, Prompt, Ring, Say, Silence, during
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
        """Yield the whole dose, side by side."""
        sides: tuple[Side | None, ...] = self.stretch.sides or (None,)
        for position, side in enumerate(sides):
            if position:
                yield from during(self._change_sides(side), side=side)
            yield from during(self._sets(side), side=side)

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

    def _sets(self, side: Side | None) -> Iterator[Direction]:
        sets = self.stretch.sets
        for number in range(1, sets + 1):
            if number > 1:
                yield from during(self._between_sets(number), set=number, sets=sets)
            yield from during(self._set(number, side), set=number, sets=sets)

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

    def _set(self, number: int, side: Side | None) -> Iterator[Direction]:
        if self.stretch.hold:
            yield from self._held_reps(self.stretch.hold, side)
            return
        if start := self._cue("start", self._phrases.start, number - 1, side):
            yield start
            yield Silence("pause", BREATH_MS)
        yield from self._stepped_reps(side) if self.stretch.steps else self._counted_reps()
        if finish := self._cue("release", self._phrases.finish, number - 1, side):
            yield finish

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

    def _held_reps(self, hold_ms: int, side: Side | None) -> Iterator[Direction]:
        stretch = self.stretch
        chimed = "hold" in self.introduction.teller.routine.chimes and hold_ms >= LONG_HOLD_MS
        hold = Hold(hold_ms, self._prompts(hold_ms, side), (*self._path, "hold"), chimed)

        def held(rep: int) -> Iterator[Direction]:
            number = self._rep_number(rep, hold_ms)
            cue = self._begin(rep, side, numbered=number is not None)
            if number:
                yield number
            if number and cue:
                yield Silence("pause", COUNT_GAP_MS)
            if cue:
                yield cue
            yield Silence("ready", stretch.settle, (*self._path, "settle"))
            yield hold
            if release := self._cue("release", self._phrases.release, rep - 1, side):
                yield release
            if rep < stretch.reps:
                yield from self._half(rep)
                yield Silence("rest", stretch.rest_ms, (*self._path, "rest"))

        for rep in range(1, stretch.reps + 1):
            yield from during(held(rep), rep=rep, reps=stretch.reps)

    def _begin(self, rep: int, side: Side | None, *, numbered: bool) -> Say | None:
        """Return the cue that begins a held rep."""
        if rep == 1:
            return self._cue("start", self._phrases.start, 0, side)
        if self.introduction.teller.minimal:
            return None if numbered else self._cue("start", self._phrases.start, 0, side)
        again = self.stretch.again
        if again is None:
            return self._cue("start", self._phrases.start, rep - 1, side)
        return self._wording(again, "again", rep - 2, side) if again else None

    def _rep_number(self, rep: int, hold_ms: int) -> Say | None:
        """Return what says which held rep it is: its number or, of few long ones, "First time."."""
        phrases, reps, origin = self._phrases, self.stretch.reps, (*self._path, "reps")
        if not self._numbered:
            return None
        if hold_ms >= LONG_HOLD_MS and reps <= MOST_LONG_HOLDS:
            ordinals, place = (phrases.last_times, rep - 2) if rep == reps else (phrases.ordinal_times, rep - 1)
            if place < len(ordinals):
                return Say(ordinals[place], "count", origin)
        if rep > 1 and self._counts_down(hold_ms) and self.stretch.release == () and self.stretch.rest_ms < APART_MS:
            return None
        template = phrases.last_count if rep == reps else phrases.count
        return Say(capital(fill(template, number=phrases.number(rep))), "count", origin)

    def _counts_down(self, hold_ms: int) -> bool:
        return self._wanted.countdown > 0 and hold_ms >= self._wanted.countdown_from_ms

    def _half(self, rep: int) -> Iterator[Direction]:
        """Yield a word after the middle one of many reps."""
        if self._is_half(rep):
            yield Silence("pause", BREATH_MS)
            yield Say(self._phrases.halfway_reps, "progress", (*self._path, "reps"))

    def _is_half(self, rep: int) -> bool:
        reps = self.stretch.reps
        return self._numbered and reps >= FEWEST_FOR_HALF and rep * 2 == reps and bool(self._phrases.halfway_reps)

    def _stepped_reps(self, side: Side | None) -> Iterator[Direction]:
        stretch = self.stretch

        def stepped(rep: int) -> Iterator[Direction]:
            numbered = self._numbered and self._has_words(rep)
            if numbered and (rep == 1 or stretch.rest_ms):
                yield self._step_number(rep)
                yield Silence("pause", COUNT_GAP_MS)
            leads_on = self._numbered and self._has_words(rep + 1) and rep < stretch.reps and not stretch.rest_ms
            at_ms = (rep - 1) * (stretch.rep_ms + stretch.rest_ms)
            for place, step in enumerate(stretch.steps):
                number = self._step_number(rep + 1) if leads_on and place == len(stretch.steps) - 1 else None
                yield from self._step(rep, place, side, number, at_ms)
                at_ms += step.for_ms
            if rep < stretch.reps and stretch.rest_ms:
                yield from self._half(rep) if numbered else ()
                yield Silence("rest", stretch.rest_ms, (*self._path, "rest"))

        for rep in range(1, stretch.reps + 1):
            yield from during(stepped(rep), rep=rep, reps=stretch.reps)

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
        silent = None if cue else origin
        if step.sound:  # it is bell enough
            yield Beat(cue, step.for_ms, number, silent)
        else:
            due = marks(self._routine, self.stretch, at_ms, step.for_ms)
            yield Beat(cue, step.for_ms, number, silent, time_bell(self._routine), due)

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

    def _counted_reps(self) -> Iterator[Direction]:
        phrases, reps, origin = self._phrases, self.stretch.reps, (*self._path, "tempo")
        for rep in range(1, reps + 1):
            count = number = Say(phrases.counted(rep), "count", origin)
            if rep == reps and self._numbered:
                text = capital(fill(phrases.last_count, number=phrases.number(rep)))
                count = Say(text, "count", origin, or_else=number)
            elif self._is_half(rep):
                count = Say(f"{number.text} {phrases.halfway_reps}", "count", origin, or_else=number)
            due = marks(self._routine, self.stretch, (rep - 1) * self.stretch.paced_ms, self.stretch.paced_ms)
            beat = Beat(count, self.stretch.paced_ms, bell=time_bell(self._routine), bells_ms=due)
            yield from during((beat,), rep=rep, reps=reps)

    def _prompts(self, hold_ms: int, side: Side | None) -> tuple[Prompt, ...]:
        wanted, origin = self._wanted, (*self._path, "hold")
        prompts = [*self._own_prompts(side)]
        due = marks_in_hold(self._routine, hold_ms)  # which need no "halfway"
        if wanted.halfway is not None and hold_ms >= wanted.halfway and not due:
            prompts.append(Prompt(hold_ms // 2, self._phrases.halfway, origin, "halfway"))
        if self._counts_down(hold_ms):
            prompts.extend(
                Prompt(hold_ms - second * 1_000, self._phrases.counted(second), origin, "countdown")
                for second in range(wanted.countdown, 0, -1)
            )
        prompts.extend(Prompt(at_ms, "", ("bell", "every"), "bell", time_bell(self._routine)) for at_ms in due)
        return tuple(prompts)

    def _own_prompts(self, side: Side | None) -> Iterator[Prompt]:
        teller = self.introduction.teller
        for place, cue in enumerate(self.stretch.during):
            where = (*self._path, "during", place)
            if cue.sound:
                yield Prompt(cue.at, "", where, sound=self._routine.sound(cue.sound))
            elif cue.say and not teller.minimal:
                yield Prompt(cue.at, teller.text(cue.say, side), where)
