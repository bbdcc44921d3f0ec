"""Tells what was changed to fit a routine to a length: a line for each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.markup import shown
from voiceroutine.plan.fit.doses import Amount
from voiceroutine.plan.fit.pauses import WHOLE
from voiceroutine.script.dose.printing import write_time
from voiceroutine.script.group import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.plan.fit.ladder import Changed, Words
    from voiceroutine.script.model import Routine

_UNSAID: dict[Words, str] = {
    "purpose": "what it is for",
    "easier": "how to make it easier",
    "setup": "the setup",
    "feel": "what to feel",
}
_OF_BRIEF: tuple[Words, ...] = ("purpose", "easier", "setup")


def told(routine: Routine, changed: Changed, factor: int) -> tuple[str, ...]:
    """Return what is different from `routine`, in the order in which it was changed."""
    return (*_pauses(factor), *_guidance(routine, changed), *_stretches(routine, changed))


def _pauses(factor: int) -> Iterator[str]:
    percent = round(factor * 100 / WHOLE)
    if factor != WHOLE:
        size = f"{percent} % as long" if percent != 100 else f"a little {'longer' if factor > WHOLE else 'shorter'}"
        yield f"Pauses and rests: {size}"


def _guidance(routine: Routine, changed: Changed) -> Iterator[str]:
    if changed.guidance != routine.guidance:
        yield f"Guidance: {changed.guidance}, not {routine.guidance}"
    for key, words in _UNSAID.items():
        if key in _OF_BRIEF and changed.guidance != "full":
            continue
        if key == "feel" and changed.guidance == "minimal":
            continue
        saying = [(path, shown(it.name)) for path, it, _ in written(routine.items) if getattr(it, key)]
        names = [name for path, name in saying if key in changed.unsaid.get(path, ())]
        if names:
            yield f"Not said: {words} ({'every stretch' if len(names) == len(saying) > 1 else ', '.join(names)})"


def _stretches(routine: Routine, changed: Changed) -> Iterator[str]:
    for path, stretch, _ in written(routine.items):
        amount, before = changed.amounts.get(path), Amount.of(stretch)
        if path in changed.dropped:
            yield f"{shown(stretch.name)}: left out"
        elif amount and amount != before:
            yield f"{shown(stretch.name)}: {', '.join(_amount(amount, before))}"


def _amount(amount: Amount, before: Amount) -> Iterator[str]:
    if amount.hold and before.hold and amount.hold != before.hold:
        yield f"hold {write_time(amount.hold)}, not {write_time(before.hold)}"
    if amount.for_ms and before.for_ms and amount.for_ms != before.for_ms:
        yield f"for {write_time(amount.for_ms)}, not {write_time(before.for_ms)}"
    for count, was, word in ((amount.reps, before.reps, "rep"), (amount.sets, before.sets, "set")):
        if count != was:
            yield f"{count} {word}{'' if count == 1 else 's'}, not {was}"
