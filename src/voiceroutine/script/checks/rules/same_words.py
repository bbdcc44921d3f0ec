"""The same words again and again sound like a machine."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from voiceroutine.language.markup import shown
from voiceroutine.script.checks.base import Fault, WarningContext

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "same-words"
SEVERITY = "warning"

MOST_TIMES = 6
"""In one stretch. Our choice."""
ENOUGH_WORDINGS = 3
"""Of one cue, taking turns: nobody minds how often each of them comes round."""
_OTHERWISE = f"more than {MOST_TIMES} times sound like a machine: say it less often"
_IN_TURN: dict[str | int, str] = {
    "start": "write other words in `again`: a list takes turns",
    "again": "write a list in `again`: its wordings take turns",
    "release": "write a list in `release`: its wordings take turns",
    "hold": "make fewer of it with `prompts`, as in `prompts: {halfway: off}`",
    "steps": "write a list in the step's `say`: its wordings take turns; or say it in fewer reps: `words: 3`",
}


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each cue that is spoken more than six times in one stretch.

    Numbers may come as often as they like, and so may cues that take turns with at least two others.
    """
    cues = [cue for cue in context.session.cues if cue.stretch is not None and not cue.counts]
    turns = Counter(path[:-1] for path in {cue.path for cue in cues} if path and isinstance(path[-1], int))
    cues = [cue for cue in cues if turns[cue.path[:-1]] < ENOUGH_WORDINGS]
    said = Counter((cue.stretch, cue.text) for cue in cues)
    often = {key: times for key, times in said.items() if times > MOST_TIMES}
    for cue in cues:
        if times := often.pop((cue.stretch, cue.text), 0):
            yield Fault(
                path=cue.path,
                message=f"this stretch says `{shown(cue.text)}` {times} times",
                hint=next((_IN_TURN[key] for key in cue.path if key in _IN_TURN), _OTHERWISE),
            )
