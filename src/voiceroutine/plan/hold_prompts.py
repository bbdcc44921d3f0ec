"""What is to be heard inside a hold: the script's own cues and bells, stock prompts, the bell that marks the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.plan.bells import marks_in_hold, time_bell
from voiceroutine.plan.directions import Prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.plan.introduction import Introduction
    from voiceroutine.plan.timeline import Side
    from voiceroutine.script.parts import Prompts


def counts_down(wanted: Prompts, hold_ms: int) -> bool:
    """Return whether the last seconds of a hold are counted."""
    return wanted.countdown > 0 and hold_ms >= wanted.countdown_from_ms


def prompts_in(hold_ms: int, side: Side | None, wanted: Prompts, introduction: Introduction) -> Iterator[Prompt]:
    """Yield what is wanted in a hold, whether it has room or not.

    Args:
        hold_ms: How long it is.
        side: Fills the cues' placeholders.
        wanted: The prompts in force.
        introduction: Of the stretch.
    """
    teller, path = introduction.teller, introduction.path
    routine, phrases = teller.routine, teller.phrases
    for place, cue in enumerate(introduction.stretch.during):
        where = (*path, "during", place)
        if cue.sound:
            yield Prompt(cue.at, "", where, sound=routine.sound(cue.sound))
        elif cue.say and not teller.minimal:
            yield Prompt(cue.at, teller.text(cue.say, side), where)
    due = marks_in_hold(routine, hold_ms)  # which need no "halfway"
    if wanted.halfway is not None and hold_ms >= wanted.halfway and not due:
        yield Prompt(hold_ms // 2, phrases.halfway, (*path, "hold"), "halfway")
    if counts_down(wanted, hold_ms):
        for second in range(wanted.countdown, 0, -1):
            yield Prompt(hold_ms - second * 1_000, phrases.counted(second), (*path, "hold"), "countdown")
    yield from (Prompt(at_ms, "", ("bell", "every"), "bell", time_bell(routine)) for at_ms in due)
