"""Lays prompts inside a hold: each is heard whole or not at all, and none lengthens the hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.document.problems import Finding
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from voiceroutine.plan.directions import Hold, Prompt

SPARE_MS = 500
"""A prompt ends this long before its hold does; a stock one before the next prompt, too."""
COUNT_SPARE_MS = 100
"""A counted second ends this long before the next beat: the next count, or the release. Counts go from onset to
onset, as steps do; half a second after "one" would silence them for every slow speaker."""
LEAST_RING_MS = 1_000
"""A bell is heard for this long before the next sound ends it."""

LengthOf: TypeAlias = Callable[[str], int]
"""From a cue's text to the length of its clip in ms."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A prompt with its length known."""

    prompt: Prompt
    length_ms: int
    """Of a bell, the least of it."""

    @property
    def at_ms(self) -> int:
        """From the beginning of the hold."""
        return self.prompt.at_ms

    @property
    def end_ms(self) -> int:
        """The first millisecond after it."""
        return self.at_ms + self.length_ms


def place_prompts(hold: Hold, length_of: LengthOf) -> tuple[tuple[Placed, ...], tuple[Finding, ...]]:
    """Return the prompts that are spoken in `hold`, by time, and what has no room.

    The script's own prompts go first, then the countdown (whole or not at all), then "halfway", and then those bells
    that mark the time and have room.
    """
    placed: list[Placed] = []
    findings: list[Finding] = []
    own = sorted((prompt for prompt in hold.prompts if prompt.stock is None), key=lambda prompt: prompt.at_ms)
    for prompt in own:
        it = Placed(prompt, LEAST_RING_MS if prompt.sound else length_of(prompt.text))
        if finding := _own_finding(hold, prompt, it, placed[-1] if placed else None):
            findings.append(finding)
        else:
            placed.append(it)
    for stock, spare_ms in (("countdown", COUNT_SPARE_MS), ("halfway", SPARE_MS)):
        group = [prompt for prompt in hold.prompts if prompt.stock == stock]
        timed = [Placed(prompt, length_of(prompt.text)) for prompt in group]
        if all(_fits(hold, it, placed, timed, spare_ms) for it in timed):
            placed.extend(timed)
        else:
            findings.append(_stock_finding(hold, stock, timed))
    bells = [Placed(prompt, LEAST_RING_MS) for prompt in hold.prompts if prompt.stock == "bell"]
    return tuple(sorted((*placed, *_with_room(hold, bells, placed)), key=lambda it: it.at_ms)), tuple(findings)


def _with_room(hold: Hold, bells: Iterable[Placed], placed: Iterable[Placed]) -> Iterator[Placed]:
    """Yield those of the bells, which come in order, that no cue or other bell is near."""
    others = sorted(placed, key=lambda it: it.at_ms)
    starts = [it.at_ms for it in others]
    for bell in bells:
        position = bisect_right(starts, bell.at_ms)
        before = others[position - 1].end_ms if position else 0
        after = starts[position] if position < len(starts) else hold.length_ms
        if before <= bell.at_ms and bell.end_ms <= after:
            yield bell


def _own_finding(hold: Hold, prompt: Prompt, it: Placed, before: Placed | None) -> Finding | None:
    length, at, end = seconds(it.length_ms), seconds(it.at_ms), seconds(hold.length_ms)
    what = "bell" if prompt.sound else "cue"
    heard = "rings" if before and before.prompt.sound else "is spoken"
    if it.at_ms >= hold.length_ms:
        return Finding(
            code="prompt-past-end",
            severity="error",
            path=(*prompt.origin, "at"),
            message=f"this {what} comes at {at}, and the hold is over at {end}",
            hint="move it earlier, or hold longer",
        )
    if before and it.at_ms < before.end_ms:
        return Finding(
            code="prompt-overlap",
            severity="error",
            path=(*prompt.origin, "at"),
            message=f"this {what} begins at {at}, while the one before it {heard} until {seconds(before.end_ms)}",
            hint=f"let it begin at {seconds(before.end_ms + SPARE_MS)} or later",
        )
    if it.end_ms + SPARE_MS > hold.length_ms:
        return Finding(
            code="prompt-no-room",
            severity="warning",
            path=(*prompt.origin, "sound" if prompt.sound else "say"),
            message=f"this {what} has no room: it takes {length} from {at}, and the hold ends at {end}",
            hint="half a second must be left after it: move it earlier, shorten it, or hold longer",
        )
    return None


def _fits(hold: Hold, it: Placed, placed: Iterable[Placed], group: list[Placed], spare_ms: int) -> bool:
    """Return whether `it`, one of a stock prompt's cues, has room beside those `placed`."""
    beats = [other.at_ms for other in group if other.at_ms > it.at_ms] or [hold.length_ms]
    if it.at_ms < 0 or it.end_ms + spare_ms > min(beats):
        return False
    return all(other.end_ms + SPARE_MS <= it.at_ms or it.end_ms + SPARE_MS <= other.at_ms for other in placed)


def _stock_finding(hold: Hold, stock: str, timed: list[Placed]) -> Finding:
    spoken = ", ".join(f"{seconds(it.length_ms)} at {seconds(it.at_ms)}" for it in timed)
    return Finding(
        code="prompt-no-room",
        severity="warning",
        path=hold.origin,
        message=f"the {stock} is not spoken in this hold of {seconds(hold.length_ms)}: it would take {spoken}",
        hint="hold longer, move the cues in `during` away from it, or turn it off with `prompts`",
    )
