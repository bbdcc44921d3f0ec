"""A dose far outside what is usual is probably a slip, and may do harm.

What is usual, in flexibility: holds of 10 to 30 s (30 to 60 s for older people), about 60 s in all for each exercise
(Garber CE et al., Med Sci Sports Exerc 2011;43(7):1334-59, doi:10.1249/MSS.0b013e318213fefb). In strength: 8 to 12
reps, or up to 20 that are light, in 2 to 4 sets (ACSM). A ball: 15 to 30 s a spot (Starlanyl D, Tennis ball pressure).
A foam roller: 1 to 3 sets of 30 to 120 s (the review PMC8998857). How far outside is our choice.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.script.checks.base import Fault, WarningContext
from voiceroutine.script.checks.rules.long_hold import LONGEST_HOLD_MS
from voiceroutine.script.checks.rules.many_reps import MOST_REPS, SLOW_REP_MS
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from voiceroutine.language.checks import Checks
    from voiceroutine.script.stretch import Stretch

CODE = "unusual-dose"
SEVERITY = "warning"

LONGEST_USUAL_HOLD_MS = 90_000
SHORTEST_SINGLE_HOLD_MS = 5_000
FEW_HOLDS = 2
"""Many short holds are strength, not stretching."""
LONGEST_ON_A_SPOT_MS = 45_000
LONGEST_ROLLING_MS = 120_000
LONGEST_TOTAL_MS = 180_000
"""On each side, of holds of `STRETCHING_MS` or more: three times what is recommended, and three planks of a minute."""
STRETCHING_MS = 10_000
MOST_USUAL_REPS = 30
MOST_SETS = 5
SHORTEST_SET_REST_MS = 10_000

_Oddity: TypeAlias = tuple[str, str, str]
"""The key, the message and the hint."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each figure of a dose that is far outside what is usual: of a hold's, the gravest."""
    for path, stretch in context.stretches:
        every_ms = context.routine.bell.every if context.routine.bell else None
        for key, message, hint in _of_dose(stretch, context.words, every_ms):
            yield Fault(path=(*path, key), message=message, hint=hint)


def is_usual(stretch: Stretch, words: Checks, every_ms: int | None) -> bool:
    """Return whether no warning is about the dose of a stretch, in a language with `words` and a bell `every_ms`."""
    too_much = (stretch.hold or 0) > LONGEST_HOLD_MS or (stretch.reps > MOST_REPS and stretch.for_ms is None)
    return not too_much and next(_of_dose(stretch, words, every_ms), None) is None


def _of_dose(stretch: Stretch, words: Checks, every_ms: int | None) -> Iterator[_Oddity]:
    found = [next(_of_hold(stretch, words, every_ms), None), _of_reps(stretch), *_of_sets(stretch)]
    yield from filter(None, found)


def _of_hold(stretch: Stretch, words: Checks, every_ms: int | None) -> Iterator[_Oddity]:
    hold_ms = stretch.hold
    if not hold_ms or hold_ms > LONGEST_HOLD_MS:  # there is `long-hold` for it
        return
    yield from _of_one_hold(stretch, hold_ms, words, every_ms)
    times = stretch.reps * stretch.sets
    if times > 1 and hold_ms >= STRETCHING_MS and times * hold_ms > LONGEST_TOTAL_MS:
        side = " on each side" if len(stretch.sides) > 1 else ""
        hint = "about 60 s in all are recommended for a stretch, as two to four reps"
        yield stretch.amount, f"this is held {times} times, {seconds(times * hold_ms)} in all{side}", hint
    if times <= FEW_HOLDS and hold_ms < SHORTEST_SINGLE_HOLD_MS:
        hint = "a stretch is held for 10 to 30 s, or done many times"
        yield "hold", f"this is held for no more than {seconds(hold_ms)}", hint


def _of_one_hold(stretch: Stretch, hold_ms: int, words: Checks, every_ms: int | None) -> Iterator[_Oddity]:
    alone_ms = _longest_without_a_word(stretch, hold_ms)
    guided_ms = min(alone_ms, every_ms or alone_ms)  # the bell that marks the time is no word, but is meant so
    if _uses(stretch, words.rollers):
        if hold_ms > LONGEST_ROLLING_MS:
            hint = "30 to 120 s in one go are usual: divide it into `reps`"
            yield "hold", f"this is rolled for {seconds(hold_ms)}", hint
    elif _uses(stretch, words.balls) and alone_ms > LONGEST_ON_A_SPOT_MS:
        hint = "15 to 30 s a spot are usual: shorten it, or go to another spot with a cue in `during`"
        yield "hold", f"a ball presses on one spot for {seconds(alone_ms)}", hint
    elif guided_ms > LONGEST_USUAL_HOLD_MS:
        hint = "10 to 30 s are usual, and up to 60 s for older people; a long hold has cues in `during`"
        yield "hold", f"this hold lasts {seconds(hold_ms)}", hint


def _longest_without_a_word(stretch: Stretch, hold_ms: int) -> int:
    """Return the longest part of a hold in which the script says nothing."""
    marks = [0, *sorted(cue.at for cue in stretch.during), hold_ms]
    return max(after - before for before, after in pairwise(marks))


def _uses(stretch: Stretch, things: Collection[str]) -> bool:
    return any(thing.lower() in things for thing in stretch.equipment)


def _of_reps(stretch: Stretch) -> _Oddity | None:
    breathing = stretch.steps and stretch.rep_ms >= SLOW_REP_MS
    held = stretch.hold and stretch.hold >= STRETCHING_MS  # its total says it
    if breathing or held or not MOST_USUAL_REPS < stretch.reps <= MOST_REPS:  # there is `many-reps` for more
        return None
    return stretch.amount, f"these are {stretch.reps} reps in a row", "8 to 12 are usual, or up to 20 that are light"


def _of_sets(stretch: Stretch) -> Iterator[_Oddity]:
    if stretch.sets > MOST_SETS:
        yield "sets", f"these are {stretch.sets} sets", "two to four are usual"
    if stretch.sets > 1 and stretch.set_rest < SHORTEST_SET_REST_MS:
        hint = "15 to 60 s are usual for light work"
        yield "set_rest", f"the rest between the sets is {seconds(stretch.set_rest)}", hint
