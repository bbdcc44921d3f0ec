"""What is allowed and probably a slip: warnings, each with its reason. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.script.contradictions import cues
from voiceroutine.script.markup import shown
from voiceroutine.script.problems import Finding
from voiceroutine.timecode import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.script.model import Routine, Stretch
    from voiceroutine.script.nodes import Path
    from voiceroutine.script.phrases import Phrases

LONGEST_HOLD_MS = 180_000
MOST_REPS = 50
LONGEST_WORK_MS = 120_000
"""Reps without any rest between them."""
LONGEST_SESSION_MS = 2 * 3_600_000


def doubts(routine: Routine, phrases: Phrases) -> Iterator[Finding]:
    """Yield what a therapist would ask about."""
    listed = " ".join(item.lower() for stretch in routine.stretches for item in stretch.equipment)
    yield from _equipment((), [(("opening",), routine.opening)], listed, phrases)
    for place, stretch in enumerate(routine.stretches):
        path = ("stretches", place)
        yield from _dose(stretch, path)
        yield from _unnamed_sides(stretch, path, phrases)
        yield from _equipment(path, list(cues(stretch)), listed, phrases)


def long_session(duration_ms: int) -> Iterator[Finding]:
    """Yield a warning where a session goes on for more than two hours."""
    if duration_ms > LONGEST_SESSION_MS:
        yield _doubt(
            "long-session",
            ("stretches",),
            f"this session goes on for {duration_ms / 3_600_000:.1f} hours",
            "two hours are long for anybody; a slip in `reps`, `hold` or `rest`?",
        )


def _doubt(code: str, path: Path, message: str, hint: str, word: str | None = None) -> Finding:
    return Finding(code=code, message=message, path=path, hint=hint, severity="warning", word=word)


def _dose(stretch: Stretch, path: Path) -> Iterator[Finding]:
    if stretch.hold and stretch.hold > LONGEST_HOLD_MS:
        message = f"this hold is {seconds(stretch.hold)} long"
        yield _doubt(
            "long-hold", (*path, "hold"), message, "few people hold for over three minutes; were seconds meant?"
        )
    if stretch.reps > MOST_REPS:
        message = f"these are {stretch.reps} reps in one go"
        yield _doubt("many-reps", (*path, "reps"), message, f"over {MOST_REPS}, make them `sets` with a `set_rest`")
    rep_ms = stretch.hold or sum(step.for_ms for step in stretch.steps) or stretch.paced_ms
    if stretch.reps > 1 and stretch.rest_ms == 0 and rep_ms * stretch.reps > LONGEST_WORK_MS:
        message = f"{stretch.reps} reps go on for {seconds(rep_ms * stretch.reps)} without a rest"
        hint = "add `rest`" if stretch.hold or stretch.steps else "make them `sets`, with a `set_rest`"
        yield _doubt("no-rest", (*path, "reps"), message, f"muscles tire: {hint}")


def _unnamed_sides(stretch: Stretch, path: Path, phrases: Phrases) -> Iterator[Finding]:
    if stretch.sides:
        return
    for where, text in cues(stretch):
        if found := re.search(phrases.names_a_side, shown(text), re.IGNORECASE):
            message = f"this cue says `{found.group()}`, and the stretch is done on one side only"
            hint = "add `sides: [left, right]`, and write `{side}` for the word"
            yield _doubt("one-side", (*path, *where), message, hint, found.group())
            return


def _equipment(path: Path, texts: list[tuple[Path, str]], listed: str, phrases: Phrases) -> Iterator[Finding]:
    told: set[str] = set()
    for where, text in texts:
        for thing in phrases.equipment:
            named = re.search(rf"\b{re.escape(thing)}s?\b", shown(text), re.IGNORECASE)
            if thing.lower() in listed or thing in told or not named:
                continue
            told.add(thing)
            message = f"this cue speaks of a {thing}, and no `equipment` lists one"
            yield _doubt(
                "unlisted-equipment", (*path, *where), message, f"add `equipment: [{thing}]` to the stretch", thing
            )
