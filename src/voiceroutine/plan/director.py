"""From a routine to directions: the words and the dose of each stretch, in the order they are heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from voiceroutine.language.markup import fill, shown
from voiceroutine.language.sentences import ends_sentence
from voiceroutine.plan.directions import COUNT_GAP_MS, Beat, ChapterPlan, Direction, Hold, Prompt, Say, Silence, during

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.plan.timeline import Role
    from voiceroutine.script.model import Prompts, Routine, Stretch

_CueKey: TypeAlias = Literal["setup", "caution", "start", "again", "release"]
"""A field of a stretch that is spoken as it stands."""

BREATH_MS = 600
"""Between two cues that belong together: about what a speaker leaves between two sentences."""
AFTER_DISCLAIMER_MS = 1_200
BEFORE_FIRST_STRETCH_MS = 2_000
AT_THE_END_MS = 1_500
"""Silence after the last word, so that a player does not cut it off."""
SIDE_CHIME_PAUSE_MS = 1_400
END_CHIME_PAUSE_MS = 3_300
"""Silences with room for a chime."""
CHIMED_HOLD_MS = 20_000
"""The shortest hold whose beginning and end are chimed: more would be a slot machine."""


def direct(routine: Routine, phrases: Phrases) -> tuple[ChapterPlan, ...]:
    """Return the chapters of a session: the opening, each stretch, the closing.

    The opening begins with the disclaimer, whatever the routine says.
    """
    chapters = [ChapterPlan(shown(phrases.opening_chapter), tuple(_opening(routine, phrases)))]
    for place, stretch in enumerate(routine.stretches):
        director = _Director(routine, stretch, phrases, ("stretches", place))
        directions = tuple(during(director.directions(), stretch=place))
        chapters.append(ChapterPlan(shown(stretch.name), directions))
    closing = phrases.closing if routine.closing is None else routine.closing
    last = (*((Say(closing, "closing", ("closing",)),) if closing else ()), *_end(routine, spoken=bool(closing)))
    if last:
        chapters.append(ChapterPlan(shown(phrases.closing_chapter), last))
    return tuple(chapters)


def _opening(routine: Routine, phrases: Phrases) -> Iterator[Direction]:
    yield Say(phrases.disclaimer, "disclaimer", ())
    yield Silence("pause", AFTER_DISCLAIMER_MS)
    yield Say(_ended(routine.title), "title", ("title",))
    if routine.opening:
        yield Silence("pause", BREATH_MS)
        yield Say(routine.opening, "opening", ("opening",))
    yield Silence("pause", BEFORE_FIRST_STRETCH_MS)


def _end(routine: Routine, *, spoken: bool) -> Iterator[Direction]:
    if "end" in routine.chimes:
        yield Silence("pause", END_CHIME_PAUSE_MS, chime="end")
    elif spoken:
        yield Silence("pause", AT_THE_END_MS)


def _ended(text: str) -> str:
    """Return `text` with an end that the voice can hear."""
    return text if ends_sentence(text) or text.endswith(":") else f"{text}."


@dataclass(frozen=True, slots=True)
class _Director:
    """Writes the directions of one stretch."""

    routine: Routine
    stretch: Stretch
    phrases: Phrases
    path: Path

    def directions(self) -> Iterator[Direction]:
        sides = self.stretch.sides or (None,)
        yield Say(f"{_ended(self.stretch.name)} {self._dose()}".rstrip(), "announcement", (*self.path, "name"))
        yield Silence("pause", BREATH_MS)
        yield from during(self._into_position(sides[0]), side=sides[0])
        for position, side in enumerate(sides):
            if position:
                yield from during(self._change_sides(side), side=side)
            yield from during(self._sets(side), side=side)
        yield Silence("pause", self.stretch.after, (*self.path, "after"))

    def _change_sides(self, side: str | None) -> Iterator[Direction]:
        chimed = "side" in self.routine.chimes
        yield Silence("pause", SIDE_CHIME_PAUSE_MS, chime="side") if chimed else Silence("pause", BREATH_MS)
        yield Say(self._change_to(side), "side", (*self.path, "sides"))
        yield Silence("ready", self.stretch.switch, (*self.path, "switch"))

    def _sets(self, side: str | None) -> Iterator[Direction]:
        sets = self.stretch.sets
        for number in range(1, sets + 1):
            if number > 1:
                yield from during(self._between_sets(number), set=number, sets=sets)
            yield from during(self._set(side), set=number, sets=sets)

    def _dose(self) -> str:
        """Return the dose as it is announced, such as `Eight times`."""
        stretch, phrases = self.stretch, self.phrases
        both = len(stretch.sides) > 1
        if stretch.reps > 1:
            number = phrases.number(stretch.reps)
            text = fill(phrases.dose_reps_each_side if both else phrases.dose_reps, number=number)
        elif stretch.hold and (duration := phrases.duration(stretch.hold)):
            text = fill(phrases.dose_once_each_side if both else phrases.dose_once, duration=duration)
        else:
            text = ""
        sets = fill(phrases.dose_sets, number=phrases.number(stretch.sets)) if stretch.sets > 1 else ""
        return " ".join(_sentence(part) for part in (sets, text) if part)

    def _into_position(self, side: str | None) -> Iterator[Direction]:
        stretch = self.stretch
        brief = self.routine.guidance == "brief"
        if stretch.setup and not brief:
            yield self._say("setup", stretch.setup, side)
            yield Silence("pause", BREATH_MS)
        if stretch.caution:
            yield self._say("caution", stretch.caution, side)
        if side and ("{side}" not in stretch.setup or brief):
            if stretch.caution:
                yield Silence("pause", BREATH_MS)
            named = self.phrases.first_side if len(stretch.sides) > 1 else self.phrases.one_side
            yield Say(fill(named, side=self._word(side)), "side", (*self.path, "sides"))
        yield Silence("ready", stretch.ready, (*self.path, "ready"))

    def _change_to(self, side: str | None) -> str:
        """Return the cue for the other side: with the sentences of the setup that depend on it."""
        texts = [fill(self.phrases.switch, side=self._word(side))]
        if self.routine.guidance == "full":
            sentences = self.phrases.sentences(self.stretch.setup)
            texts.extend(self._fill(text, side) for text in sentences if "{side}" in text or "{other_side}" in text)
        return " ".join(texts)

    def _between_sets(self, number: int) -> Iterator[Direction]:
        yield Silence("pause", BREATH_MS)
        yield Say(self.phrases.set_done, "set", (*self.path, "sets"))
        yield Silence("rest", self.stretch.set_rest, (*self.path, "set_rest"))
        next_set = fill(self.phrases.set_next, number=self.phrases.number(number))
        yield Say(_sentence(next_set), "set", (*self.path, "sets"))
        # whoever rests has left the position
        yield Silence("pause", BREATH_MS)
        yield Silence("ready", self.stretch.ready, (*self.path, "ready"))

    def _set(self, side: str | None) -> Iterator[Direction]:
        if self.stretch.hold:
            yield from self._held_reps(self.stretch.hold, side)
            return
        start = self.phrases.start if self.stretch.start is None else self.stretch.start
        if start:
            yield self._say("start", start, side)
            yield Silence("pause", BREATH_MS)
        yield from self._stepped_reps(side) if self.stretch.steps else self._counted_reps()
        finish = self.phrases.finish if self.stretch.release is None else self.stretch.release
        if finish:
            yield self._say("release", finish, side)

    def _held_reps(self, hold_ms: int, side: str | None) -> Iterator[Direction]:
        stretch, phrases = self.stretch, self.phrases
        start = phrases.start if stretch.start is None else stretch.start
        again = start if stretch.again is None else stretch.again
        release = phrases.release if stretch.release is None else stretch.release
        chimed = "hold" in self.routine.chimes and hold_ms >= CHIMED_HOLD_MS
        hold = Hold(hold_ms, self._prompts(hold_ms, side), (*self.path, "hold"), chimed)

        def held(rep: int) -> Iterator[Direction]:
            if self._numbered:
                yield Say(self._rep_number(rep), "count", (*self.path, "reps"))
            if cue := start if rep == 1 else again:
                if self._numbered:
                    yield Silence("pause", COUNT_GAP_MS)
                yield self._say("start" if rep == 1 or stretch.again is None else "again", cue, side)
            yield hold
            if release:
                yield self._say("release", release, side)
            if rep < stretch.reps:
                yield Silence("rest", stretch.rest_ms, (*self.path, "rest"))

        for rep in range(1, stretch.reps + 1):
            yield from during(held(rep), rep=rep, reps=stretch.reps)

    def _rep_number(self, rep: int) -> str:
        last = rep == self.stretch.reps and self.stretch.reps > 2
        template = self.phrases.last_count if last else self.phrases.count
        return _sentence(fill(template, number=self.phrases.number(rep)))

    def _stepped_reps(self, side: str | None) -> Iterator[Direction]:
        stretch = self.stretch

        def stepped(rep: int) -> Iterator[Direction]:
            if self._numbered and (rep == 1 or stretch.rest_ms):
                yield self._step_number(rep)
                yield Silence("pause", COUNT_GAP_MS)
            leads_on = self._numbered and rep < stretch.reps and not stretch.rest_ms
            for place, step in enumerate(stretch.steps):
                cue = Say(self._fill(step.say, side), "start", (*self.path, "steps", place, "say"))
                last = place == len(stretch.steps) - 1
                yield Beat(cue, step.for_ms, self._step_number(rep + 1) if last and leads_on else None)
            if rep < stretch.reps:
                yield Silence("rest", stretch.rest_ms, (*self.path, "rest"))

        for rep in range(1, stretch.reps + 1):
            yield from during(stepped(rep), rep=rep, reps=stretch.reps)

    def _step_number(self, rep: int) -> Say:
        return Say(self.phrases.counted(rep), "count", (*self.path, "steps"))

    @property
    def _numbered(self) -> bool:
        return self.stretch.reps > 1 and self._wanted.numbers

    @property
    def _wanted(self) -> Prompts:
        """The prompts in force."""
        return self.routine.prompts.overlaid(self.stretch.prompts)

    def _counted_reps(self) -> Iterator[Direction]:
        for rep in range(1, self.stretch.reps + 1):
            count = Say(self.phrases.counted(rep), "count", (*self.path, "tempo"))
            yield from during((Beat(count, self.stretch.paced_ms),), rep=rep, reps=self.stretch.reps)

    def _prompts(self, hold_ms: int, side: str | None) -> tuple[Prompt, ...]:
        wanted = self._wanted
        hold_path = (*self.path, "hold")
        prompts = [
            Prompt(cue.at, self._fill(cue.say, side), (*self.path, "during", place))
            for place, cue in enumerate(self.stretch.during)
        ]
        if wanted.halfway is not None and hold_ms >= wanted.halfway:
            prompts.append(Prompt(hold_ms // 2, self.phrases.halfway, hold_path, "halfway"))
        if hold_ms >= wanted.countdown_from_ms:
            prompts.extend(
                Prompt(hold_ms - second * 1_000, self.phrases.counted(second), hold_path, "countdown")
                for second in range(wanted.countdown, 0, -1)
            )
        return tuple(prompts)

    def _say(self, key: _CueKey, text: str, side: str | None) -> Say:
        role: Role = "start" if key == "again" else key
        return Say(self._fill(text, side), role, (*self.path, key))

    def _fill(self, text: str, side: str | None) -> str:
        if side is None:
            return text
        other = "right" if side == "left" else "left"
        return fill(text, side=self._word(side), other_side=self._word(other))

    def _word(self, side: str | None) -> str:
        return self.phrases.left if side == "left" else self.phrases.right


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
