"""From directions and clip lengths to chapters with every start and length, by the laws of time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from voiceroutine.chimes import CHIMES
from voiceroutine.document.problems import Finding
from voiceroutine.plan.directions import COUNT_GAP_MS, Beat, ChapterPlan, Hold, Say, Silence
from voiceroutine.plan.prompts import COUNT_SPARE_MS, LengthOf, place_prompts
from voiceroutine.plan.timeline import NO_TURN, Chapter, Event, Timeline
from voiceroutine.units import seconds, up_to_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voiceroutine.document.nodes import Path
    from voiceroutine.plan.directions import Direction
    from voiceroutine.plan.timeline import Kind, Role, Turn

SLEEP_MS = 10_000
"""Silence after which Bluetooth headphones may have gone to sleep."""
CHIME_LEAD_MS = 900
"""From the onset of the wake-up chime to the onset of the cue: within the 500 to 1000 ms they take to wake."""
CHIME_AFTER_MS = 400
"""From the beginning of a silence to the chime in it."""
_HOLD_CHIME_AFTER_MS = 120
_CLEAR_MS = 50
"""Between a chime and what sounds beside it, or the end of its hold."""


def lay_out(title: str, plans: Sequence[ChapterPlan], length_of: LengthOf, *, wake: bool = True) -> Timeline:
    """Return the timeline of a session.

    Args:
        title: The session's.
        plans: Its chapters.
        length_of: Gives the length in ms (above 0) of the clip of a cue.
        wake: Whether a chime goes ahead of a cue after ten seconds of silence.
    """
    laid = [lay_out_chapter(plan, length_of, wake=wake, after=after) for plan, after in zip_longest(plans, plans[1:])]
    return Timeline(title=title, chapters=tuple(laid))


def lay_out_chapter(
    plan: ChapterPlan, length_of: LengthOf, *, wake: bool = True, after: ChapterPlan | None = None
) -> Chapter:
    """Return one chapter. It depends on nothing outside itself but on whether a cue follows it at once."""
    layout = _Layout(length_of, wake)
    for direction in layout.without_crowded_numbers(plan.directions):
        if isinstance(direction, Say):
            layout.say(direction)
        elif isinstance(direction, Hold):
            layout.hold(direction)
        elif isinstance(direction, Beat):
            layout.beat(direction)
        else:
            layout.silence(direction)
    length_ms = up_to_grid(layout.now_ms)
    layout.silence(Silence("pause", length_ms - layout.now_ms))
    if after and isinstance(after.directions[0], Say):
        layout.wake_up()
    events = tuple(sorted(_joined(layout.events), key=lambda event: event.start_ms))
    # of one place's, the longest: what is long enough for it is enough for all of them
    longest = {beat.cue.origin: (used_ms, beat) for used_ms, beat in sorted(layout.too_long, key=lambda it: it[0])}
    findings = [*layout.findings, *(_too_long(beat, used_ms) for used_ms, beat in longest.values())]
    return Chapter(title=plan.title, length_ms=length_ms, events=events, findings=_each_once(findings))


def _each_once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return each finding once: a dose is laid out again for every rep and side."""
    return tuple({(it.path, it.code, it.message): it for it in findings}.values())


def _joined(events: list[Event]) -> list[Event]:
    """Join pauses that follow each other."""
    joined: list[Event] = []
    for event in events:
        last = joined[-1] if joined else None
        if last and last.kind == event.kind == "pause" and last.end_ms == event.start_ms:
            joined[-1] = replace(last, length_ms=last.length_ms + event.length_ms)
        else:
            joined.append(event)
    return joined


@dataclass(slots=True)
class _Layout:
    """A chapter in the making."""

    length_of: LengthOf
    wake: bool
    now_ms: int = 0
    events: list[Event] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    too_long: list[tuple[int, Beat]] = field(default_factory=list)
    """Cues that are longer than their beats, with their lengths in ms."""
    quiet_from_ms: int = 0
    """When the last sound ended."""

    def say(self, cue: Say) -> None:
        self.wake_up()
        self._add("speech", self.length_of(cue.text), cue.turn, cue.origin, cue.text, cue.role)
        self.quiet_from_ms = self.now_ms

    def silence(self, silence: Silence) -> None:
        if silence.chime:
            self._chime(silence.chime, self.now_ms + CHIME_AFTER_MS, silence.turn)
        if silence.length_ms > 0:
            self._add(silence.kind, silence.length_ms, silence.turn, silence.origin)

    def hold(self, hold: Hold) -> None:
        start_ms = self.now_ms
        placed, findings = place_prompts(hold, self.length_of)
        self.findings.extend(findings)
        self._add("hold", hold.length_ms, hold.turn, hold.origin)
        end_ms = self.now_ms
        if hold.chimed:
            at_ms = start_ms + _HOLD_CHIME_AFTER_MS
            first_ms = start_ms + min((prompt.at_ms for prompt in placed), default=hold.length_ms)
            if at_ms + CHIMES["hold"].length_ms + _CLEAR_MS <= first_ms:
                self._chime("hold", at_ms, hold.turn)
        for it in placed:
            self.now_ms = start_ms + it.at_ms
            self.say(Say(it.prompt.text, it.prompt.role, it.prompt.origin, hold.turn))
        self.now_ms = end_ms
        if hold.chimed:
            self._chime_release(end_ms, hold.turn)

    def without_crowded_numbers(self, directions: Sequence[Direction]) -> Sequence[Direction]:
        """Return the directions; without any numbers of reps in steps if one of them has no room in its step."""
        worst: tuple[Beat, Say] | None = None
        lacks_ms = 0
        for it in directions:
            if isinstance(it, Beat) and it.number:
                sounds_ms = self.length_of(it.cue.text) + min(self.length_of(say.text) for say in it.number.wordings())
                lack_ms = sounds_ms + COUNT_SPARE_MS + COUNT_GAP_MS - it.length_ms
                if lack_ms > lacks_ms:
                    worst, lacks_ms = (it, it.number), lack_ms
        if worst is None:
            return directions
        beat, number = worst
        if self.length_of(beat.cue.text) <= beat.length_ms:
            self.findings.append(_no_room_for_numbers(number, beat.length_ms, lacks_ms))
        return [
            replace(it, number=None) if isinstance(it, Beat) else it
            for it in directions
            if not (isinstance(it, Say) and it.origin == number.origin)
        ]

    def beat(self, beat: Beat) -> None:
        start_ms = self.now_ms
        self.say(replace(self._that_fits(beat.cue, beat.length_ms - COUNT_GAP_MS), turn=beat.turn))
        used_ms = self.now_ms - start_ms
        if used_ms > beat.length_ms:
            self.too_long.append((used_ms, beat))
            return
        left_ms = beat.length_ms - used_ms
        if beat.number:
            number = self._that_fits(beat.number, left_ms - COUNT_SPARE_MS - COUNT_GAP_MS)
            number_ms = self.length_of(number.text) + COUNT_GAP_MS
            self.silence(Silence("pause", left_ms - number_ms, turn=beat.turn))
            self.say(replace(number, turn=beat.turn))
            left_ms = COUNT_GAP_MS
        self.silence(Silence("pause", left_ms, turn=beat.turn))

    def _that_fits(self, cue: Say, room_ms: int) -> Say:
        """Return the first of a cue's wordings that fits, or its last one."""
        *_, last = wordings = tuple(cue.wordings())
        return next((it for it in wordings if self.length_of(it.text) <= room_ms), last)

    def wake_up(self) -> None:
        """Put the chime ahead of a cue that is about to begin, if the silence before it was long."""
        if self.wake and self.now_ms - self.quiet_from_ms >= SLEEP_MS:
            self._chime("wake", self.now_ms - CHIME_LEAD_MS, NO_TURN)

    def _chime_release(self, end_ms: int, turn: Turn) -> None:
        """Chime the end of a hold, where its prompts leave room; after a long silence it wakes headphones, too."""
        slept = end_ms - self.quiet_from_ms >= SLEEP_MS
        at_ms = end_ms - (CHIME_LEAD_MS if slept else CHIMES["release"].length_ms + _CLEAR_MS)
        if at_ms >= self.quiet_from_ms + _CLEAR_MS:
            self._chime("release", at_ms, turn)

    def _chime(self, name: str, at_ms: int, turn: Turn) -> None:
        event = Event(kind="chime", start_ms=at_ms, length_ms=CHIMES[name].length_ms, chime=name, turn=turn)
        self.events.append(event)
        self.quiet_from_ms = event.end_ms

    def _add(
        self,
        kind: Kind,
        length_ms: int,
        turn: Turn,
        origin: Path | None,
        text: str | None = None,
        role: Role | None = None,
    ) -> None:
        event = Event(
            kind=kind,
            start_ms=self.now_ms,
            length_ms=length_ms,
            text=text,
            role=role,
            turn=turn,
            origin=origin,
        )
        self.events.append(event)
        self.now_ms += length_ms


def _no_room_for_numbers(number: Say, step_ms: int, lacks_ms: int) -> Finding:
    return Finding(
        code="prompt-no-room",
        severity="warning",
        path=number.origin,
        message=f"the reps' numbers are not spoken: they come at the end of the last step, which is {seconds(step_ms)}",
        hint=f"give it {seconds(-(-(step_ms + lacks_ms) // 500) * 500)}, say less in it, or turn them off with "
        "`prompts: {numbers: false}`",
    )


def _too_long(beat: Beat, used_ms: int) -> Finding:
    origin = beat.cue.origin
    counted = origin[-1] == "tempo"
    what = "the spoken count" if counted else "this cue"
    where = "tempo" if counted else "step"
    return Finding(
        code="tempo-too-short" if counted else "step-too-short",
        severity="error",
        path=origin,
        message=f"{what} takes {seconds(used_ms)}, and its {where} is {seconds(beat.length_ms)}",
        hint=f"give the {where} {seconds(-(-used_ms // 500) * 500)} or more" + ("" if counted else ", or say less"),
    )
