"""From directions and clip lengths to chapters with every start and length, by the laws of time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from voiceroutine.chimes import CHIMES, LONGEST_BELL_MS, rings_on
from voiceroutine.document.problems import Finding
from voiceroutine.plan.directions import COUNT_GAP_MS, Beat, ChapterPlan, Hold, Ring, Say, Silence
from voiceroutine.plan.prompts import COUNT_SPARE_MS, LEAST_RING_MS, LengthOf, place_prompts
from voiceroutine.plan.timeline import NO_TURN, Chapter, Event, Timeline
from voiceroutine.units import seconds, up_to_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


NO_FILES: Mapping[str, int] = MappingProxyType({})
"""Of a session without sound files."""


def lay_out(
    title: str,
    plans: Sequence[ChapterPlan],
    length_of: LengthOf,
    *,
    wake: bool = True,
    rings_ms: Mapping[str, int] = NO_FILES,
) -> Timeline:
    """Return the timeline of a session.

    Args:
        title: The session's.
        plans: Its chapters.
        length_of: Gives the length in ms (above 0) of the clip of a cue.
        wake: Whether a chime goes ahead of a cue after ten seconds of silence.
        rings_ms: How long each sound file rings that is a bell. One that is not named rings as long as any may. The
            length of the session does not depend on it.
    """
    laid = [
        lay_out_chapter(plan, length_of, wake=wake, after=after, rings_ms=rings_ms)
        for plan, after in zip_longest(plans, plans[1:])
    ]
    return Timeline(title=title, chapters=tuple(laid))


def lay_out_chapter(
    plan: ChapterPlan,
    length_of: LengthOf,
    *,
    wake: bool = True,
    after: ChapterPlan | None = None,
    rings_ms: Mapping[str, int] = NO_FILES,
) -> Chapter:
    """Return one chapter. It depends on nothing outside itself but on whether a cue follows it at once."""
    layout = _Layout(length_of, wake, rings_ms)
    for direction in layout.without_crowded_numbers(plan.directions):
        if isinstance(direction, Say):
            layout.bell_waits &= direction.role in ("count", "progress")  # else the reps are over
            layout.say(direction)
        elif isinstance(direction, Hold):
            layout.hold(direction)
        elif isinstance(direction, Beat):
            layout.beat(direction)
        elif isinstance(direction, Ring):
            layout.ring(direction.sound, layout.now_ms, direction.turn, direction.origin)
        else:
            layout.silence(direction)
    length_ms = up_to_grid(layout.now_ms)
    layout.silence(Silence("pause", length_ms - layout.now_ms))
    if after and isinstance(after.directions[0], Say):
        layout.wake_up()
    joined = sorted(_joined(layout.events), key=lambda event: event.start_ms)
    events = tuple(reversed([*_bounded(reversed(joined), length_ms)]))
    # of one place's, the longest: what is long enough for it is enough for all of them
    longest = {
        cue.origin: (cue, beat_ms, used_ms) for used_ms, cue, beat_ms in sorted(layout.too_long, key=itemgetter(0))
    }
    findings = [*layout.findings, *(_too_long(*it) for it in longest.values())]
    return Chapter(title=plan.title, length_ms=length_ms, events=events, findings=_each_once(findings))


def _each_once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return each finding once: a dose is laid out again for every rep and side."""
    return tuple({(it.path, it.code, it.message): it for it in findings}.values())


def _joined(events: list[Event]) -> list[Event]:
    """Join pauses that follow each other."""
    joined: list[Event] = []
    for event in events:
        last = joined[-1] if joined else None
        both = last and last.kind == event.kind == "pause" and not (_is_step(last) or _is_step(event))
        if last and both and last.end_ms == event.start_ms:
            joined[-1] = replace(last, length_ms=last.length_ms + event.length_ms)
        else:
            joined.append(event)
    return joined


def _is_step(silence: Event) -> bool:
    """Return whether a silence is a step of a rep, which is a thing of its own."""
    return silence.origin is not None and "steps" in silence.origin


def _bounded(events: Iterable[Event], end_ms: int) -> Iterator[Event]:
    """Yield events, which come from the last to the first; bells end where the next sound begins, or at `end_ms`."""
    for event in events:
        if event.chime and rings_on(event.chime):
            event = replace(event, length_ms=min(event.length_ms, end_ms - event.start_ms))
        yield event
        end_ms = event.start_ms if event.sounds else end_ms


@dataclass(slots=True)
class _Layout:
    """A chapter in the making."""

    length_of: LengthOf
    wake: bool
    rings_ms: Mapping[str, int]
    now_ms: int = 0
    events: list[Event] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    too_long: list[tuple[int, Say, int]] = field(default_factory=list)
    """The lengths in ms of cues that are longer than their beats, the cues, and the lengths of the beats."""
    quiet_from_ms: int = 0
    """When the last sound ended."""
    bell_waits: bool = False
    """Whether a bell had no room in the beat before."""

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
            if it.prompt.sound:
                self.ring(it.prompt.sound, self.now_ms, hold.turn, it.prompt.origin)
            else:
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
                sounds_ms = self._cue_ms(it) + min(self.length_of(say.text) for say in it.number.wordings())
                lack_ms = sounds_ms + COUNT_SPARE_MS + COUNT_GAP_MS - it.length_ms
                if lack_ms > lacks_ms:
                    worst, lacks_ms = (it, it.number), lack_ms
        if worst is None:
            return directions
        beat, number = worst
        if self._cue_ms(beat) <= beat.length_ms:
            self.findings.append(_no_room_for_numbers(number, beat.length_ms, lacks_ms))
        return [
            replace(it, number=None) if isinstance(it, Beat) else it
            for it in directions
            if not (isinstance(it, Say) and it.origin == number.origin)
        ]

    def _cue_ms(self, beat: Beat) -> int:
        return self.length_of(beat.cue.text) if beat.cue else 0

    def beat(self, beat: Beat) -> None:
        start_ms, end_ms = self.now_ms, self.now_ms + beat.length_ms
        if beat.cue:
            self.say(replace(self._that_fits(beat.cue, beat.length_ms - COUNT_GAP_MS), turn=beat.turn))
            if self.now_ms > end_ms:
                self.too_long.append((self.now_ms - start_ms, beat.cue, beat.length_ms))
                return
        if beat.number is None:
            self._mark_time(beat, start_ms, end_ms)
            self.silence(Silence("pause", end_ms - self.now_ms, beat.origin, turn=beat.turn))
            return
        number = self._that_fits(beat.number, end_ms - self.now_ms - COUNT_SPARE_MS - COUNT_GAP_MS)
        at_ms = end_ms - self.length_of(number.text) - COUNT_GAP_MS
        self._mark_time(beat, start_ms, at_ms)
        self.silence(Silence("pause", at_ms - self.now_ms, beat.origin, turn=beat.turn))
        self.say(replace(number, turn=beat.turn))
        self.silence(Silence("pause", COUNT_GAP_MS, turn=beat.turn))

    def _mark_time(self, beat: Beat, start_ms: int, end_ms: int) -> None:
        """Ring the bells that are due in a beat, between its cue and `end_ms`; one without room waits for the next."""
        due = [start_ms] * self.bell_waits + [start_ms + due_ms for due_ms in beat.bells_ms]
        self.bell_waits = False
        free_ms = self.now_ms + _CLEAR_MS if beat.cue else self.now_ms
        for due_ms in due if beat.bell else ():
            at_ms = max(due_ms, free_ms)
            if at_ms + LEAST_RING_MS <= end_ms:
                self.ring(str(beat.bell), at_ms, beat.turn)
                free_ms, self.bell_waits = at_ms + LEAST_RING_MS, False
            else:
                self.bell_waits = True

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

    def ring(self, sound: str, at_ms: int, turn: Turn, origin: Path | None = None) -> None:
        """Begin a bell. What sounds next ends it."""
        length_ms = CHIMES[sound].length_ms if sound in CHIMES else self.rings_ms.get(sound, LONGEST_BELL_MS)
        event = Event(kind="chime", start_ms=at_ms, length_ms=length_ms, chime=sound, turn=turn, origin=origin)
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


def _too_long(cue: Say, beat_ms: int, used_ms: int) -> Finding:
    counted = cue.origin[-1] == "tempo"
    what = "the spoken count" if counted else "this cue"
    where = "tempo" if counted else "step"
    return Finding(
        code="tempo-too-short" if counted else "step-too-short",
        severity="error",
        path=cue.origin,
        message=f"{what} takes {seconds(used_ms)}, and its {where} is {seconds(beat_ms)}",
        hint=f"give the {where} {seconds(-(-used_ms // 500) * 500)} or more" + ("" if counted else ", or say less"),
    )
