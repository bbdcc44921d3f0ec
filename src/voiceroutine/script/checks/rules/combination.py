"""A rep is held (`hold`), made of `steps`, or counted (`tempo`): keys that belong to different kinds contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault, names_side
from voiceroutine.script.overlays.merging import DOSE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.script.stretch import Stretch

CODE = "combination"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each key that has no meaning beside another."""
    for path, stretch in context.stretches:
        for key, message, hint in _contradictions(stretch):
            yield Fault(path=(*path, key), message=message, hint=hint, at_key=True)


def _contradictions(stretch: Stretch) -> Iterator[tuple[str, str, str]]:
    """Yield the key, the message and the hint of each contradiction."""
    given = [kind for kind in DOSE_KINDS if getattr(stretch, kind)]
    if len(given) > 1:
        message = f"`{given[1]}` and `{given[0]}` contradict: a rep is held, made of steps, or counted"
        hint = f"remove `{given[0]}` or `{given[1]}`; to hold within steps, write a step that lasts as long"
        yield given[1], message, hint
    elif stretch.rest is not None and not stretch.hold and not stretch.steps:
        message = "`rest` has no meaning for counted reps: they follow each other at their `tempo`"
        yield "rest", message, "write a longer `tempo`, or a `hold`"
    if stretch.alternate and len(stretch.sides) != 2:
        yield "alternate", "`alternate` needs two sides to change between", "write `sides: both`"
    elif (
        stretch.alternate and stretch.steps and not any(names_side(text) for step in stretch.steps for text in step.say)
    ):
        message = "`alternate` needs a step that names its side: nothing else says when to change"
        yield "alternate", message, "write `{side}` in the `say` of a step"
    if stretch.settle and not stretch.hold:
        message = "`settle` needs a `hold`: it is the time to arrive before the hold begins"
        yield "settle", message, "write a `hold`, or give the time as `ready`"
    if stretch.during and not stretch.hold:
        message = "`during` needs a `hold`: its cues are spoken inside the hold"
        yield "during", message, "write a `hold`, or put the cue into `steps`"
