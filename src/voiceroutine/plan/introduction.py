"""What is said of a stretch before its dose: where it is, how much of it, how to get into it, and what to stop for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from voiceroutine.language.markup import fill, names_side, words_of
from voiceroutine.language.phrases import capital
from voiceroutine.language.sentences import ends_sentence
from voiceroutine.plan.directions import Direction, Say, Silence, during
from voiceroutine.plan.moves import change
from voiceroutine.plan.opening import ended
from voiceroutine.plan.teller import BREATH_MS, SENTENCE_MS, TO_ACT_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.plan.moves import Scene
    from voiceroutine.plan.teller import Teller
    from voiceroutine.plan.timeline import Role, Side
    from voiceroutine.script.choices import Announce
    from voiceroutine.script.group import Group, Occurrence
    from voiceroutine.script.stretch import Stretch

FEWEST_FOR_HALF = 4
"""Stretches of a session in which the middle is worth a word."""
CHIME_PAUSE_MS = 1_400
"""A silence with room for a chime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Introduces one stretch."""

    teller: Teller
    occurrence: Occurrence
    place: int
    """Its position in the order in which stretches are done, from 0."""
    scene: Scene
    chimes: frozenset[Literal["hold", "side"]]
    """Those that sound for the first time in this stretch, and are explained."""

    @property
    def stretch(self) -> Stretch:
        """The stretch."""
        return self.occurrence.stretch

    @property
    def path(self) -> Path:
        """The path of the stretch in the routine."""
        return self.occurrence.path

    @property
    def name(self) -> str:
        """What the stretch is called."""
        return self.teller.text(self.stretch.name)

    def directions(self, side: Side | None) -> Iterator[Direction]:
        """Yield everything up to the dose, on the side that comes first."""
        if self.occurrence.group and self.occurrence.first:
            yield from self._round(self.occurrence.group)
        yield from self._announcement()
        yield from self._avoid_if() if not self.occurrence.repeated else ()
        yield from during(self._instructions(side), side=side)
        yield from self.explained("hold")
        yield Silence("ready", self.stretch.ready, (*self.path, "ready"))

    def setup(self, side: Side | None, *, of_side: bool = False) -> Iterator[Direction]:
        """Yield the setup, each action with its time; `of_side` is what must be said again on the other side."""
        teller, setup, path = self.teller, self.stretch.setup, (*self.path, "setup")
        for place, action in enumerate(setup):
            if action.wait_ms is None:
                texts, origin, silence = teller.phrases.sentences(action.say), path, Silence("pause", TO_ACT_MS)
            else:
                texts, origin = [action.say], (*path, place)
                silence = Silence("ready", action.wait_ms, origin)
            for text in texts:
                if names_side(text) or not of_side:
                    yield teller.say(text, "setup", origin, side)
                    yield silence

    @property
    def setup_names_side(self) -> bool:
        """Whether the setup is said, and names the side."""
        return self._explains and any(names_side(text) for text in self.stretch.setup_texts)

    def explained(self, chime: Literal["hold", "side"]) -> Iterator[Direction]:
        """Yield what a chime means, and the chime, where it sounds for the first time."""
        text = getattr(self.teller.phrases.chimes, chime)
        if chime in self.chimes and text:
            yield Say(text, "chime-explanation", ("chimes",))
            yield Silence("pause", CHIME_PAUSE_MS, chime=chime)

    @property
    def _explains(self) -> bool:
        """Whether everything is said: with full guidance, and in the first round of a group."""
        return self.teller.full and not self.occurrence.repeated

    def _round(self, group: Group) -> Iterator[Direction]:
        """Yield what begins a round of a group: its name and how many rounds it has, or which round it is."""
        phrases, path, number = self.teller.phrases, self.path[:2], self.occurrence.round
        if number > 1:
            last = number == group.rounds and phrases.last_round
            text = last or fill(phrases.round_next, number=phrases.number(number)) or phrases.counted(number)
            yield Say(capital(text), "round", (*path, "rounds"))
            yield Silence("pause", SENTENCE_MS)
            return
        name = self.teller.text(group.name)
        rounds = f"{capital(phrases.with_noun(group.rounds, phrases.rounds))}." if group.rounds > 1 else ""
        yield Say(self._next(name) if self._follows else ended(name), "announcement", (*path, "group"))
        yield Silence("pause", BREATH_MS)
        yield from self._progress()
        if rounds:
            yield Say(rounds, "round", (*path, "rounds"))
            yield Silence("pause", SENTENCE_MS)

    @property
    def _follows(self) -> bool:
        """Whether something comes before, and the language has words for what is next."""
        return bool(self.place and self.teller.phrases.next)

    @property
    def _ends_all(self) -> bool:
        """Whether no other stretch comes after, and no other round."""
        occurrence = self.occurrence
        last = occurrence.last and occurrence.round == occurrence.rounds
        return last and occurrence.item == len(self.teller.routine.items) - 1

    def _announcement(self) -> Iterator[Direction]:
        teller, path, group = self.teller, self.path, self.occurrence.group
        announce = self._announced()
        dose = teller.dose(self.stretch) if announce == "full" and not self.occurrence.repeated else ""
        # the first one of a round follows the round's own announcement
        follows = self._follows and not (group and self.occurrence.first)
        if announce != "none":
            text = self._next(self.name) if follows else ended(self.name)
            yield Say(text if follows or not dose else f"{text} {dose}", "announcement", (*path, "name"))
            yield Silence("pause", BREATH_MS)
            yield from self._progress() if not group else ()
        if self.place:
            yield from change(self.scene, teller.phrases, path)
        if follows and dose:
            yield Say(dose, "dose", (*path, "name"))
            yield Silence("pause", SENTENCE_MS)

    def _announced(self) -> Announce:
        """Return how the stretch is announced: in a group, by its name at least where its setup is not said.

        Else whoever cannot see would hear nothing of the position that comes next. A stretch's own `announce` holds
        in any case.
        """
        group = self.occurrence.group
        announce = (group and group.announce) or self.teller.routine.announce
        if group and announce == "none" and self.stretch.setup and not self._explains:
            announce = "name"
        return self.stretch.announce or announce

    def _next(self, name: str) -> str:
        """Return the announcement of what is not the first one."""
        phrases, scene = self.teller.phrases, self.scene
        where = phrases.positions[scene.position].where if scene.moves and scene.position in phrases.positions else ""
        template = phrases.next_where if where and phrases.next_where else phrases.next
        if ends_sentence(name) and template.endswith("{name}."):
            template = template[:-1]
        return fill(template, where=where, name=name)

    def _progress(self) -> Iterator[Direction]:
        phrases, done, group = self.teller.phrases, self.occurrence.item, self.occurrence.group
        total = len(self.teller.routine.items)
        if not self.teller.routine.progress or self.teller.minimal or not done:
            return
        # "nearly there" is not true of a group, which can be most of the session
        if done == total - 1 and (group is None or group.rounds * len(group.stretches) == 1):
            text = phrases.progress_last
        elif done * 2 == total and total >= FEWEST_FOR_HALF:
            text = phrases.progress_half
        else:
            text = fill(phrases.progress, number=phrases.number(done + 1), total=phrases.number(total))
        if text:
            yield Say(capital(text), "progress", ("progress",))
            yield Silence("pause", BREATH_MS)

    def _avoid_if(self) -> Iterator[Direction]:
        teller, origin = self.teller, (*self.path, "avoid_if")
        sentences = teller.phrases.sentences(self.stretch.avoid_if) if self.stretch.avoid_if else []
        alone = len(teller.phrases.sentences(words_of(self.stretch.avoid_if))) == 1
        if sentences and alone and teller.phrases.skip_offer and not self._ends_all:
            sentences.append(teller.phrases.skip_offer)
        for sentence in sentences:
            yield teller.say(sentence, "avoid-if", origin)
            yield Silence("pause", TO_ACT_MS)

    def _instructions(self, side: Side | None) -> Iterator[Direction]:
        stretch, full, repeated = self.stretch, self._explains, self.occurrence.repeated
        yield from self._spoken("purpose", side) if full else ()
        yield from self.setup(side) if full else ()
        yield from self._spoken("feel", side) if not (self.teller.minimal or repeated) else ()
        yield from self._spoken("easier", side) if full else ()
        yield from self._spoken("caution", side) if not repeated else ()
        if side and not self.setup_names_side:
            phrases = self.teller.phrases
            named = phrases.first_side if len(stretch.sides) > 1 else phrases.one_side
            yield Say(phrases.of_side(named, side), "side", (*self.path, "sides"))

    def _spoken(self, key: Literal["purpose", "feel", "easier", "caution"], side: Side | None) -> Iterator[Direction]:
        text: str = getattr(self.stretch, key)
        if text:
            role: Role = key
            yield self.teller.say(text, role, (*self.path, key), side)
            yield Silence("pause", TO_ACT_MS)
