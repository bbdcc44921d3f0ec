"""A rep is held (`hold`), made of `steps`, or counted (`tempo`): keys that belong to different kinds contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.language.markup import names_side
from voiceroutine.script.checks.base import Context, Fault
from voiceroutine.script.overlays.merging import DOSE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.script.stretch import Stretch

CODE = "combination"
SEVERITY = "error"


_Contradiction: TypeAlias = tuple[str, str, str]


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each key that has no meaning beside another."""
    for path, stretch in context.stretches:
        for key, message, hint in _contradictions(stretch):
            yield Fault(path=(*path, key), message=message, hint=hint, at_key=True)
        for place, step in enumerate(stretch.steps):
            if step.say and step.sound and stretch.words is None:
                yield Fault(
                    path=(*path, "steps", place, "sound"),
                    message="`sound` would never be heard: it is heard in this step when its words are over",
                    hint="write `words: 3` in the stretch, or remove `say` or `sound`",
                    at_key=True,
                )


def _of_amount(stretch: Stretch) -> Iterator[_Contradiction]:
    if stretch.for_ms is None:
        return
    if "reps" in stretch.model_fields_set:
        message = "`for` and `reps` contradict: `for` is the time of as many reps as fit"
        yield "for", message, "remove one of the two"
    if not (stretch.hold or stretch.steps or stretch.tempo):
        message = "`for` needs a rep: it is the time of as many reps as fit"
        yield "for", message, "write `steps` or a `tempo`; to be in one position for as long, write `hold`"


def _of_words(stretch: Stretch) -> Iterator[_Contradiction]:
    if stretch.words is not None and not stretch.steps:
        message = "`words` needs `steps`: it says in how many reps they are said"
        yield "words", message, "write `steps`, or remove `words`"


def _of_alternate(stretch: Stretch) -> Iterator[_Contradiction]:
    texts = [text for step in stretch.steps for text in step.say or ()]
    if stretch.alternate and len(stretch.sides) != 2:
        yield "alternate", "`alternate` needs two sides to change between", "write `sides: both`"
    elif stretch.alternate and stretch.steps and not any(map(names_side, texts)):
        message = "`alternate` needs a step that names its side: nothing else says when to change"
        yield "alternate", message, "write `{side}` in the `say` of a step"


def _contradictions(stretch: Stretch) -> Iterator[_Contradiction]:
    """Yield the key, the message and the hint of each contradiction."""
    given = [kind for kind in DOSE_KINDS if getattr(stretch, kind)]
    if len(given) > 1:
        message = f"`{given[1]}` and `{given[0]}` contradict: a rep is held, made of steps, or counted"
        hint = f"remove `{given[0]}` or `{given[1]}`; to hold within steps, write a step that lasts as long"
        yield given[1], message, hint
    elif stretch.rest is not None and not stretch.hold and not stretch.steps:
        message = "`rest` has no meaning for counted reps: they follow each other at their `tempo`"
        yield "rest", message, "write a longer `tempo`, or a `hold`"
    yield from _of_amount(stretch)
    yield from _of_words(stretch)
    yield from _of_alternate(stretch)
    if stretch.settle and not stretch.hold:
        message = "`settle` needs a `hold`: it is the time to arrive before the hold begins"
        yield "settle", message, "write a `hold`, or give the time as `ready`"
    if stretch.during and not stretch.hold:
        message = "`during` needs a `hold`: its cues are spoken inside the hold"
        yield "during", message, "write a `hold`, or put the cue into `steps`"
