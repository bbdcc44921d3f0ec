"""No script can replace the disclaimer or the rule for pain of a language that has them; elsewhere it must be whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.problems import width
from voiceroutine.script.checks.base import Context, Fault
from voiceroutine.script.checks.rules.unknown_language import has_stock_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "disclaimer"
SEVERITY = "error"

_SAFETY = {"disclaimer": "disclaimer", "pain_rule": "rule for pain"}

SHORTEST_DISCLAIMER = 200
"""Characters, wide ones counted twice, because one of them says about as much as two others. The stock disclaimers have
397 to 495. Nobody says the nine things of a disclaimer in less than half of that, so a shorter one omits something."""


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault where a disclaimer is written that must not be, or that is too short."""
    routine = context.routine
    if routine is None:
        return
    if has_stock_phrases(routine):
        for key, name in _SAFETY.items():
            if getattr(routine.phrases, key):
                yield Fault(
                    path=("phrases", key),
                    message=f"a script in `{routine.language}` cannot replace the {name}",
                    hint="remove yours; `notice` is spoken right after it",
                    at_key=True,
                )
    elif routine.phrases.disclaimer and (length := width(routine.phrases.disclaimer)) < SHORTEST_DISCLAIMER:
        yield Fault(
            path=("phrases", "disclaimer"),
            message=f"this disclaimer has {length} characters, and one that says everything has at least "
            f"{SHORTEST_DISCLAIMER}",
            hint="`voiceroutine explain disclaimer` lists what it must say",
        )
