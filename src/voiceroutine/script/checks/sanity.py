"""What is allowed and probably a slip: warnings, each with its reason. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.problems import Finding
from voiceroutine.language.markup import shown
from voiceroutine.script.checks.contradictions import cues
from voiceroutine.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.checks import Checks
    from voiceroutine.script.model import Routine, Stretch

LONGEST_HOLD_MS = 180_000
MOST_REPS = 50
LONGEST_WORK_MS = 120_000
"""Reps without any rest between them."""
SLOW_REP_MS = 10_000
"""Reps in steps as slow as this are paced breathing, or a flow: no muscle works all along."""
LONGEST_SESSION_MS = 2 * 3_600_000


def doubts(routine: Routine, words: Checks) -> Iterator[Finding]:
    """Yield what a therapist would ask about."""
    listed = " ".join(item.lower() for stretch in routine.stretches for item in stretch.equipment)
    wanted = "word the `opening` anew, or add `equipment: [{thing}]` to the stretch that needs it"
    yield from _equipment((), [(("opening",), routine.opening)], listed, words, wanted)
    for place, stretch in enumerate(routine.stretches):
        path = ("stretches", place)
        yield from _dose(stretch, path)
        yield from _unnamed_sides(stretch, path, words)
        yield from _equipment(path, cues(stretch), listed, words, "add `equipment: [{thing}]` to the stretch")


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
    guided = any(cue.at > LONGEST_HOLD_MS for cue in stretch.during)  # which nobody writes by a slip
    if stretch.hold and stretch.hold > LONGEST_HOLD_MS and not guided:
        message = f"this hold is {seconds(stretch.hold)} long"
        yield _doubt(
            "long-hold", (*path, "hold"), message, "few people hold for over three minutes; were seconds meant?"
        )
    if stretch.reps > MOST_REPS:
        message = f"these are {stretch.reps} reps in one go"
        yield _doubt("many-reps", (*path, "reps"), message, f"over {MOST_REPS}, make them `sets` with a `set_rest`")
    breathing = stretch.steps and stretch.rep_ms >= SLOW_REP_MS
    work_ms = stretch.rep_ms * stretch.reps
    if stretch.reps > 1 and stretch.rest_ms == 0 and work_ms > LONGEST_WORK_MS and not breathing:
        message = f"{stretch.reps} reps go on for {seconds(work_ms)} without a rest"
        hint = "add `rest`" if stretch.hold or stretch.steps else "make them `sets`, with a `set_rest`"
        yield _doubt("no-rest", (*path, "reps"), message, f"muscles tire: {hint}")


def _unnamed_sides(stretch: Stretch, path: Path, words: Checks) -> Iterator[Finding]:
    if stretch.sides:
        return
    for where, text in cues(stretch):
        if found := re.search(words.names_a_side, shown(text), re.IGNORECASE):
            message = f"this cue says `{found.group()}`, and the stretch is done on one side only"
            hint = "add `sides: [left, right]`, and write `{side}` for the word"
            yield _doubt("one-side", (*path, *where), message, hint, found.group())
            return


def _equipment(
    path: Path, texts: Iterable[tuple[Path, str]], listed: str, words: Checks, hint: str
) -> Iterator[Finding]:
    told: set[str] = set()
    things = "|".join(map(re.escape, sorted(words.equipment, key=len, reverse=True))) or "(?!)"
    for where, text in texts:
        for named in re.finditer(rf"(?!{words.no_equipment})\b({things})s?\b", shown(text), re.IGNORECASE):
            thing = named[1].lower()
            if thing in told or re.search(rf"\b{re.escape(thing)}s?\b", listed):
                continue
            told.add(thing)
            message = f"this cue speaks of a {thing}, and no `equipment` lists one"
            yield _doubt("unlisted-equipment", (*path, *where), message, hint.format(thing=thing), thing)
