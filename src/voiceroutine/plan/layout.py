"""From directions and clip lengths to chapters with every start and length, by the laws of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from voiceroutine.plan.directions import COUNT_GAP_MS, Beat, ChapterPlan, Hold, Say
from voiceroutine.plan.prompts import LengthOf, place_prompts
from voiceroutine.plan.timeline import Chapter, Event, Timeline
from voiceroutine.script.problems import Finding
from voiceroutine.timecode import seconds, up_to_grid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.plan.timeline import Kind

SLEEP_MS = 10_000
"""Silence after which Bluetooth headphones may have gone to sleep."""
CHIME_LEAD_MS = 900
"""From the onset of the wake-up chime to the onset of the cue: within the 500 to 1000 ms they take to wake."""
CHIME_MS = 480
"""The wake-up chime's length; the sound is made to it."""


def lay_out(title: str, plans: Iterable[ChapterPlan], length_of: LengthOf, *, chimes: bool = True) -> Timeline:
    """Return the timeline of a session.

    Args:
        title: The session's.
        plans: Its chapters.
        length_of: Gives the length in ms (above 0) of the clip of a cue.
        chimes: Whether a chime goes ahead of a cue after ten seconds of silence.
    """
    laid: list[Chapter] = []
    queue = list(plans)
    for position, plan in enumerate(queue):
        laid.append(lay_out_chapter(plan, length_of, chimes=chimes, followed=position + 1 < len(queue)))
    return Timeline(title=title, chapters=tuple(laid))


def lay_out_chapter(plan: ChapterPlan, length_of: LengthOf, *, chimes: bool = True, followed: bool = True) -> Chapter:
    """Return one chapter. It depends on nothing outside itself but on whether a cue follows it at once."""
    layout = _Layout(length_of, chimes)
    for direction in plan.directions:
        if isinstance(direction, Say):
            layout.say(direction.text)
        elif isinstance(direction, Hold):
            layout.hold(direction)
        elif isinstance(direction, Beat):
            layout.beat(direction)
        else:
            layout.silence(direction.kind, direction.length_ms)
    length_ms = up_to_grid(layout.now_ms)
    layout.silence("pause", length_ms - layout.now_ms)
    if followed:
        layout.wake()
    events = tuple(sorted(_joined(layout.events), key=lambda event: event.start_ms))
    return Chapter(title=plan.title, length_ms=length_ms, events=events, findings=_each_once(layout.findings))


def _each_once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return each finding once for its line: a dose is laid out again for every rep and side.

    An error's message may differ from rep to rep, since numbers are of different lengths; two warnings of one hold
    differ in what is left out.
    """
    keyed = {(it.path, it.code, it.message if it.severity == "warning" else ""): it for it in findings}
    return tuple(keyed.values())


def _joined(events: list[Event]) -> list[Event]:
    """Join pauses that follow each other."""
    joined: list[Event] = []
    for event in events:
        last = joined[-1] if joined else None
        if last and last.kind == event.kind == "pause" and last.end_ms == event.start_ms:
            joined[-1] = Event(kind="pause", start_ms=last.start_ms, length_ms=last.length_ms + event.length_ms)
        else:
            joined.append(event)
    return joined


@dataclass(slots=True)
class _Layout:
    """A chapter in the making."""

    length_of: LengthOf
    chimes: bool
    now_ms: int = 0
    events: list[Event] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    quiet_from_ms: int = 0
    """When the last sound ended."""

    def say(self, text: str) -> None:
        self.wake()
        length_ms = self.length_of(text)
        self._add("speech", length_ms, text)
        self.quiet_from_ms = self.now_ms

    def silence(self, kind: Kind, length_ms: int) -> None:
        if length_ms > 0:
            self._add(kind, length_ms)

    def hold(self, hold: Hold) -> None:
        start_ms = self.now_ms
        placed, findings = place_prompts(hold, self.length_of)
        self.findings.extend(findings)
        self._add("hold", hold.length_ms)
        end_ms = self.now_ms
        for prompt in placed:
            self.now_ms = start_ms + prompt.at_ms
            self.say(prompt.text)
        self.now_ms = end_ms

    def beat(self, beat: Beat) -> None:
        start_ms = self.now_ms
        for cue in beat.cues:
            if cue is not beat.cues[0]:
                self.silence("pause", COUNT_GAP_MS)
            self.say(cue.text)
        used_ms = self.now_ms - start_ms
        if used_ms > beat.length_ms:
            self.findings.append(_too_long(beat, used_ms))
        else:
            self.silence("pause", beat.length_ms - used_ms)

    def wake(self) -> None:
        """Put the chime ahead of a cue that is about to begin, if the silence before it was long."""
        if self.chimes and self.now_ms - self.quiet_from_ms >= SLEEP_MS:
            self.events.append(Event(kind="chime", start_ms=self.now_ms - CHIME_LEAD_MS, length_ms=CHIME_MS))

    def _add(self, kind: Kind, length_ms: int, text: str | None = None) -> None:
        self.events.append(Event(kind=kind, start_ms=self.now_ms, length_ms=length_ms, text=text))
        self.now_ms += length_ms


def _too_long(beat: Beat, used_ms: int) -> Finding:
    last = beat.cues[-1].origin
    counted = last[-1] == "tempo"
    what = "the spoken count" if counted else "this cue with its number" if len(beat.cues) > 1 else "this cue"
    where = "tempo" if counted else "step"
    return Finding(
        code="tempo-too-short" if counted else "step-too-short",
        severity="error",
        path=last,
        message=f"{what} takes {seconds(used_ms)}, and its {where} is {seconds(beat.length_ms)}",
        hint=f"give the {where} {seconds(-(-used_ms // 500) * 500)} or more" + ("" if counted else ", or say less"),
    )
