"""Fit a script to the length that it asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from voiceroutine.app.reporter import SilentReporter
from voiceroutine.app.speech import prepare, start_voice
from voiceroutine.document.nodes import Entry, Mapping, Sequence
from voiceroutine.document.problems import FaultyScriptError, Problem
from voiceroutine.plan.director import direct
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.fit.ladder import Ladder
from voiceroutine.plan.fit.pauses import DOUBLE, HALF, WHOLE
from voiceroutine.plan.fit.search import Fitted, Fitter, UnreachableError
from voiceroutine.plan.memory import Memory
from voiceroutine.script.checks.rules.unusual_dose import is_usual
from voiceroutine.script.wording import language_of, phrases_of
from voiceroutine.units import clock

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Callable, Collection
    from typing import TypeAlias

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.document.nodes import Node, Path
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.loader import Script
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch
    from voiceroutine.voice.clips import Clips

    Measure: TypeAlias = Callable[[Routine], int]

_MOST_PASSES = 5
"""How often the estimates are corrected by what was spoken. Two are usual."""

_ESTIMATE_OFF_PERCENT = 8
"""How far an estimated length may be from what was asked before it is said that the session cannot have it: a voice can
speak faster or slower than is estimated. The two routines that were measured are up to 7 % off."""

_COUNT_SPARE_MS = 400
"""A number of more syllables must fit into its tempo as well; how long it takes is an estimate."""


@dataclass(frozen=True, slots=True)
class FittedScript:
    """A script whose session lasts as long as it asks for."""

    script: Script
    on_paper: Script
    """With the same doses, and all the words and the pauses that are written."""
    changes: tuple[str, ...] = ()
    """What is different from the script as it is written, each in a line for a person."""
    length_ms: int | None = None
    """How long its session lasts, if it is fitted to a length; None where that is not reached by estimate."""


def fit(script: Script, voice: str | None = None, reporter: Reporter | None = None) -> FittedScript:
    """Return `script`, fitted to its `length` if it has one, by the clips of its voice.

    Which form is tried is decided by estimates, which are then corrected by what that form takes when it is spoken. So
    hardly more is spoken than what the session says, and the result does not depend on what was spoken before.

    Raises:
        FaultyScriptError: It cannot have that length.
        VoiceError: The voice cannot say it.
    """
    target_ms = script.routine.length
    if target_ms is None:
        return FittedScript(script, script)
    if reporter:
        reporter.progress("fitting it to its length", 0.0)
    clips = start_voice(script, direct(script.routine, phrases_of(script.routine)), voice, SilentReporter())
    ladder = _ladder(script.routine)
    memory = Memory()  # most stretches are alike in the forms that are tried
    spoken = Fitter(ladder, _Spoken(script, clips, memory).duration_ms)
    try:
        found = _with(script, _spoken_fit(spoken, Fitter(ladder, _guess(script, memory)), target_ms))
        return replace(found, length_ms=target_ms)
    except UnreachableError as error:
        raise FaultyScriptError([_problem(script, spoken, error)]) from None


def fit_by_estimate(script: Script, memory: Memory | None = None) -> FittedScript:
    """Return `script`, fitted to its `length` by the estimated lengths of its cues.

    Where the estimates do not reach it, but those of the clips may, it is the form that comes nearest.

    Args:
        script: It need not ask for a length.
        memory: Of sessions that were planned before, if there were any.

    Raises:
        FaultyScriptError: It cannot have that length.
    """
    target_ms = script.routine.length
    if target_ms is None:
        return FittedScript(script, script)
    guessed = Fitter(_ladder(script.routine), _guess(script, memory or Memory()))
    place = guessed.place(target_ms)
    try:
        return replace(_with(script, guessed.at(place, target_ms)), length_ms=target_ms)
    except UnreachableError as error:
        nearest = guessed.nearest(place, target_ms)
        if abs(nearest.duration_ms - target_ms) * 100 > _ESTIMATE_OFF_PERCENT * target_ms:
            raise FaultyScriptError([_problem(script, guessed, error, about="about ")]) from None
        return _with(script, nearest)


def _ladder(routine: Routine) -> Ladder:
    words, every_ms = language_of(routine).checks, routine.bell.every if routine.bell else None

    phrases = phrases_of(routine)

    def usual(stretch: Stretch) -> bool:
        counted = not (stretch.hold or stretch.steps)
        needs_ms = estimated_ms(phrases.counted(stretch.reps), routine.pace) + _COUNT_SPARE_MS if counted else 0
        return is_usual(stretch, words, every_ms) and needs_ms <= stretch.paced_ms

    return Ladder(routine, usual)


def _spoken_fit(spoken: Fitter, guessed: Fitter, target_ms: int) -> Fitted:
    """Return the form that lasts `target_ms` by the lengths of what is spoken.

    Raises:
        UnreachableError: None does.
    """
    place, off_ms = 0, 0
    for _ in range(_MOST_PASSES):
        before, place = place, guessed.place(target_ms - off_ms)
        off_ms = spoken.measured(place, WHOLE) - guessed.measured(place, WHOLE)
        if place == before:
            break
    try:
        return spoken.at(place, target_ms)
    except UnreachableError:  # seldom: it is between two forms, or the estimates go to and fro
        return spoken.at(spoken.place(target_ms), target_ms)


def _guess(script: Script, memory: Memory) -> Measure:
    """Return what tells about how long a routine lasts. It depends on nothing but its texts."""
    rings_ms, phrases = _rings_ms(script), phrases_of(script.routine)

    def duration_ms(routine: Routine) -> int:
        length_of = partial(estimated_ms, pace=routine.pace)
        plans = direct(routine, phrases, memory)
        return memory.guesses.lay_out("", plans, length_of, wake=routine.wakes, rings_ms=rings_ms).duration_ms

    return duration_ms


def _rings_ms(script: Script) -> abc.Mapping[str, int]:
    """Return the lengths of the script's bells that are files."""
    from voiceroutine.app.bells import bells_for

    return bells_for(script).lengths_ms


class _Spoken:
    """Tells how long the forms of a script last, by their clips."""

    def __init__(self, script: Script, clips: Clips, memory: Memory) -> None:
        self._script = script
        self._clips = clips
        self._memory = memory
        self._phrases = phrases_of(script.routine)
        self._rings_ms = _rings_ms(script)

    def duration_ms(self, routine: Routine) -> int:
        plans = direct(routine, self._phrases, self._memory)
        for plan in plans:
            prepare(self._script, plan, self._clips)
        return self._laid_out(plans, wake=routine.wakes).duration_ms

    def _laid_out(self, plans: tuple[ChapterPlan, ...], *, wake: bool) -> Timeline:
        return self._memory.layouts.lay_out("", plans, self._clips.length_ms, wake=wake, rings_ms=self._rings_ms)


def _with(script: Script, fitted: Fitted) -> FittedScript:
    document = _without(script.document, fitted.dropped)
    spoken, on_paper = (
        replace(script, routine=routine, document=document) for routine in (fitted.routine, fitted.on_paper)
    )
    return FittedScript(spoken, on_paper, fitted.changes)


def _without(document: Mapping, dropped: Collection[Path]) -> Mapping:
    """Return a document without the stretches that are left out, so that the others' paths still lead to them."""
    entry = document.entries.get("stretches")
    if not dropped or entry is None or not isinstance(entry.value, Sequence):
        return document
    kept: list[Node] = []
    for place, node in enumerate(entry.value.items):
        path: Path = ("stretches", place)
        inner = node.entries.get("stretches") if isinstance(node, Mapping) else None
        if path in dropped:
            continue
        if isinstance(node, Mapping) and inner and isinstance(inner.value, Sequence):
            members = inner.value.items
            inside = tuple(it for at, it in enumerate(members) if (*path, "stretches", at) not in dropped)
            if not inside:
                continue
            whole = Entry(inner.key_span, Sequence(inside, inner.value.span))
            node = Mapping({**node.entries, "stretches": whole}, node.span)
        kept.append(node)
    stretches = Entry(entry.key_span, Sequence(tuple(kept), entry.value.span))
    return Mapping({**document.entries, "stretches": stretches}, document.span)


def _problem(script: Script, fitter: Fitter, error: UnreachableError, about: str = "") -> Problem:
    """Return what to tell of a length that cannot be: what can. `about` stands before lengths that are estimates."""
    shortest_ms = fitter.measured(fitter.ladder.lowest, HALF)
    longest_ms = fitter.measured(fitter.ladder.highest, DOUBLE)
    asked_ms = script.routine.length or 0
    bounds = f"from {about}{clock(shortest_ms)} to {about}{clock(longest_ms)}"
    message = f"this session can last {bounds}, and not {clock(asked_ms)}"
    if error.shorter_ms is None:
        length = _round_length(shortest_ms, longest_ms, up=True)
        hint = f"write `{length}`, or give its stretches an `at_least`, mark some as `optional`, or leave some out"
    elif error.longer_ms is None:
        length = _round_length(shortest_ms, longest_ms, up=False)
        hint = f"write `{length}`, or add stretches, sets or reps: no dose becomes more than twice what it is"
    else:
        longer = asked_ms > fitter.measured(0, WHOLE)
        step = "the next larger dose takes too long" if longer else "what can be left out is too long"
        nearest = f"{about}{clock(error.shorter_ms)} and {about}{clock(error.longer_ms)}"
        message = f"{step} for {clock(asked_ms)}: the nearest lengths are {nearest}"
        hint = "ask for one of the two"
    return Problem(code="length", message=message, span=script.span_of(("length",)), hint=hint)


def _round_length(shortest_ms: int, longest_ms: int, *, up: bool) -> str:
    """Return the shortest length in whole minutes, or the longest; in seconds, where no minute lies between the two."""
    for unit_s in (60, 1):
        shortest, longest = -(-shortest_ms // (unit_s * 1000)), longest_ms // (unit_s * 1000)
        if shortest <= longest:
            break
    minutes, seconds = divmod((shortest if up else longest) * unit_s, 60)
    return f"{minutes}m{seconds}s" if seconds else f"{minutes}m"
