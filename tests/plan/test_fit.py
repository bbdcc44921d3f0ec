"""A routine is fitted to a length by rule: pauses, then words, then optional stretches, then doses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceroutine.language.languages import phrases_for
from voiceroutine.plan.director import direct
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.fit.ladder import MOST_PLACES, Dosed, Dropped, Guided, Ladder, Unsaid
from voiceroutine.plan.fit.pauses import DOUBLE, HALF
from voiceroutine.plan.fit.search import TOLERANCE_MS, Fitted, Fitter, UnreachableError, fitted
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.group import written
from voiceroutine.script.loader import load_script
from voiceroutine.script.model import Routine
from voiceroutine.script.stretch import Stretch
from voiceroutine.units import clock

PHRASES = phrases_for("en")


def measure(routine: Routine) -> int:
    length_of = partial(estimated_ms, pace=routine.pace)
    return lay_out("", direct(routine, PHRASES), length_of, wake=routine.wakes).duration_ms


def routine(*stretches: Mapping[str, object], **keys: object) -> Routine:
    return Routine.model_validate({"title": "Evening", **keys, "stretches": [dict(it) for it in stretches]})


def fit(of: Routine, target_ms: int) -> Fitted:
    return fitted(of, target_ms, measure)


LEAN = {
    "name": "Lean",
    "purpose": "This loosens the side of the neck.",
    "setup": "Sit tall. Look ahead.",
    "feel": "You should feel a stretch at the side.",
    "caution": "Stop if it hurts.",
    "avoid_if": "Leave this out after an operation.",
    "sides": "both",
    "hold": "30s",
    "reps": "2",
    "at_least": {"hold": "15s", "reps": "1"},
}
SQUEEZE = {"name": "Squeeze", "hold": "5s", "reps": "10", "sets": "2", "at_least": {"reps": "6", "sets": "1"}}
BREATHE = {"name": "Breathe", "for": "3m", "steps": [{"say": "In.", "for": "4s"}, {"say": "Out.", "for": "6s"}]}
TUCK = {"name": "Tuck", "reps": "8", "tempo": "4s", "optional": "true"}
CIRCLE = {"group": "Circle", "rounds": "2", "stretches": [{**TUCK, "name": "Roll"}, {**LEAN, "name": "Tilt"}]}


@cache
def evening() -> Routine:
    return routine(LEAN, SQUEEZE, TUCK, CIRCLE, {**BREATHE, "at_least": {"for": "1m"}})


@cache
def fitter() -> Fitter:
    """Return the fitter of that routine: `fitted`, but for remembering what was measured for other targets."""
    return Fitter(Ladder(evening()), measure)


def fit_evening(target_ms: int) -> Fitted:
    return fitter().at(fitter().place(target_ms), target_ms)


@cache
def bounds() -> tuple[int, int]:
    ladder = fitter().ladder
    return fitter().measured(ladder.lowest, HALF), fitter().measured(ladder.highest, DOUBLE)


def by_name(of: Routine) -> dict[str, Stretch]:
    return {stretch.name: stretch for stretch in of.stretches}


def amount(stretch: Stretch) -> int:
    return (stretch.for_ms or (stretch.hold or 1) * stretch.reps) * stretch.sets


def attempt(fitter: Fitter, target_ms: int) -> Fitted | UnreachableError:
    try:
        return fitter.at(fitter.place(target_ms), target_ms)
    except UnreachableError as error:
        return error


def outcome(target_ms: int) -> Fitted | UnreachableError:
    return attempt(fitter(), target_ms)


@given(st.integers(60_000, 60 * 60_000))
@settings(max_examples=60, deadline=None)
def test_it_is_at_most_a_second_longer_and_never_shorter_or_the_bounds_are_told_and_true(target_ms: int) -> None:
    shortest, longest = bounds()
    found = outcome(target_ms)
    if isinstance(found, Fitted):
        assert found.duration_ms == measure(found.routine)
        assert 0 <= found.duration_ms - target_ms <= TOLERANCE_MS
        assert shortest - TOLERANCE_MS <= target_ms <= longest
        return
    assert (found.shorter_ms is None) == (target_ms < shortest)
    assert (found.longer_ms is None) == (target_ms > longest)
    assert found.shorter_ms is None or found.shorter_ms < target_ms
    assert found.longer_ms is None or found.longer_ms > target_ms + TOLERANCE_MS
    for told in (found.shorter_ms, found.longer_ms):
        if told is not None:
            assert 0 <= fit_evening(told).duration_ms - told <= TOLERANCE_MS


def test_the_form_that_comes_nearest_is_one_of_those_that_are_told() -> None:
    ladder = Ladder(routine({**LEAN, "hold": "60s", "optional": "true"}, SQUEEZE))
    fitter = Fitter(ladder, measure)
    shortest, longest = fitter.measured(ladder.lowest, HALF), fitter.measured(ladder.highest, DOUBLE)
    assert fitter.nearest(fitter.place(1_000), 1_000).duration_ms == shortest
    assert fitter.nearest(fitter.place(9 * longest), 9 * longest).duration_ms == longest
    between = next(
        target for target in range(shortest, longest, 5_000) if isinstance(attempt(fitter, target), UnreachableError)
    )
    error = attempt(fitter, between)
    assert isinstance(error, UnreachableError)
    told = [it for it in (error.shorter_ms, error.longer_ms) if it]
    found = fitter.nearest(fitter.place(between), between)
    assert found.duration_ms == min(told, key=lambda it: abs(it - between)) == measure(found.routine)


@given(st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_nothing_goes_beyond_its_bounds(share: float) -> None:
    shortest, longest = bounds()
    try:
        found = fit_evening(shortest + round((longest - shortest) * share))
    except UnreachableError:
        return
    before = by_name(evening())
    for name, stretch in by_name(found.routine).items():
        was = before[name]
        assert stretch.sides == was.sides
        assert stretch.alternate == was.alternate
        assert amount(stretch) <= 2 * amount(was)
        least = was.at_least
        for key in ("hold", "reps", "sets", "for_ms"):
            now, written_value = getattr(stretch, key), getattr(was, key)
            if key == "reps" and was.for_ms is not None:
                continue
            lowest = getattr(least, key, None) if least else None
            assert now is written_value or now >= min(written_value, lowest or written_value)
        for key in ("after", "switch", "set_rest", "rest_ms"):
            assert getattr(was, key) // 2 <= getattr(stretch, key) <= 2 * getattr(was, key)
        assert (stretch.caution, stretch.avoid_if) == (was.caution, was.avoid_if)
    kept = [stretch.name for stretch in found.routine.stretches]
    assert kept == [name for name in before if name in kept]
    assert all(before[name].optional for name in before if name not in kept)


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_longer_target_never_shortens_a_dose_nor_drops_a_stretch(one: float, other: float) -> None:
    shortest, longest = bounds()
    targets = sorted(shortest + round((longest - shortest) * share) for share in (one, other))
    try:
        short, long = (by_name(fit_evening(target).routine) for target in targets)
    except UnreachableError:
        return
    assert short.keys() <= long.keys()
    for name, stretch in short.items():
        for key in ("hold", "reps", "sets", "for_ms"):
            assert (getattr(stretch, key) or 0) <= (getattr(long[name], key) or 0)


def test_the_same_target_gives_the_same_routine() -> None:
    assert fit(evening(), 600_000) == fit(evening(), 600_000) == fit_evening(600_000)


def test_a_routine_that_is_as_long_already_does_not_change() -> None:
    assert fit(evening(), measure(evening())) == Fitted(
        routine=evening(), duration_ms=measure(evening()), on_paper=evening()
    )


def test_pauses_alone_change_while_they_suffice() -> None:
    found = fit(evening(), measure(evening()) - 20_000)
    assert [change.split(":")[0] for change in found.changes] == ["Pauses and rests"]
    assert by_name(found.routine).keys() == by_name(evening()).keys()
    assert all(amount(it) == amount(by_name(evening())[it.name]) for it in found.routine.stretches)


def test_words_go_before_stretches_and_stretches_before_doses() -> None:
    kinds = [type(step) for step in Ladder(evening()).shorter]
    order = [Unsaid, Guided, Unsaid, Guided, Dropped, Dosed]
    assert [kind for place, kind in enumerate(kinds) if not place or kinds[place - 1] is not kind] == order


def test_texts_are_said_again_where_a_longer_one_saves_enough() -> None:
    long = {**LEAN, "setup": "Sit tall, on the front of your chair, with both feet on the floor. " * 6}
    ladder = Ladder(routine(long, BREATHE))
    assert ladder.sparable(-2) == 1
    without_purpose = measure(ladder.form(-1, HALF))
    found = fit(ladder.routine, without_purpose - 3_000)
    assert [it.purpose == "" for it in found.routine.stretches] == [False, True]
    assert found.routine.stretches[0].setup == ()


def test_the_last_optional_stretch_is_dropped_first_and_one_stretch_stays() -> None:
    steps = Ladder(routine(TUCK, {**TUCK, "name": "Roll"}, {**TUCK, "name": "Nod"})).shorter
    assert [step.path for step in steps if isinstance(step, Dropped)] == [("stretches", 2), ("stretches", 1)]


def test_a_group_without_stretches_is_dropped() -> None:
    short = Ladder(routine(LEAN, {"group": "Circle", "stretches": [TUCK]}))
    assert [item.name for item in short.form(short.lowest).items] == ["Lean"]


def test_what_keeps_the_listener_safe_is_said_in_the_shortest_form() -> None:
    ladder = Ladder(routine(LEAN, notice="Recorded for patients of Hill Street."))
    said = [text for plan in direct(ladder.form(ladder.lowest, HALF), PHRASES) for text in plan.texts()]
    kept = (PHRASES.disclaimer, PHRASES.pain_rule, "Recorded for patients of Hill Street.", LEAN["caution"])
    assert {*kept, LEAN["avoid_if"]} <= {*said}


def test_no_time_is_taken_away_before_a_change_of_position() -> None:
    lying = {"name": "Bridge", "position": "back", "hold": "5s"}
    short = Ladder(routine({**LEAN, "position": "chair"}, lying, {**lying, "name": "Twist"})).form(0, HALF)
    assert [stretch.after for stretch in short.stretches] == [5_000, 2_500, 2_500]


def test_a_stretch_without_at_least_keeps_its_dose() -> None:
    short = Ladder(routine({"name": "Hang", "hold": "30s"}, {**SQUEEZE, "at_least": {"reps": "6"}}))
    hang, squeeze = short.form(short.lowest).stretches
    assert (hang.hold, squeeze.reps, squeeze.sets) == (30_000, 6, 2)


def test_no_dose_grows_to_one_that_nobody_would_write() -> None:
    long = Ladder(routine(LEAN), lambda stretch: (stretch.hold or 0) <= 45_000)
    assert long.form(long.highest).stretches[0].hold == 45_000


def test_a_cue_inside_a_hold_keeps_its_share_of_it() -> None:
    guided = {**LEAN, "during": [{"at": "15s", "say": "Halfway."}]}
    short = Ladder(routine(guided))
    stretch = short.form(short.lowest).stretches[0]
    assert (stretch.hold, stretch.during[0].at) == (15_000, 7_500)


def test_breaths_stay_whole() -> None:
    pose = {"name": "Mountain", "hold": "5 breaths", "at_least": {"hold": "20s"}}
    ladder = Ladder(routine(pose))
    holds = [ladder.form(-place).stretches[0].breaths("hold") for place in range(-ladder.lowest)][-2:]
    assert holds[-1] == 4
    assert ladder.form(ladder.highest).stretches[0].breaths("hold") == 10


def test_a_time_for_reps_changes_with_as_many_reps_as_fit_into_it() -> None:
    ladder = Ladder(routine(BREATHE))
    grown = ladder.form(ladder.highest).stretches[0]
    assert (grown.for_ms, grown.reps) == (360_000, 36)


@pytest.mark.parametrize("name", ["desk-break", "neck"])
def test_a_bundled_routine_tells_what_becomes_of_each_dose(name: str) -> None:
    of = load_script(name).routine
    ladder = Ladder(of)
    found = fit(of, measure(ladder.form(ladder.lowest, HALF)))
    before, after = by_name(of), by_name(found.routine)
    changed = [key for key, it in after.items() if amount(it) != amount(before[key])]
    assert changed == [key for key in after if any(line.startswith(f"{key}: ") for line in found.changes)]


def test_a_change_is_told_as_people_say_it() -> None:
    ladder = Ladder(routine(SQUEEZE, LEAN))
    found = Fitter(ladder, measure).at(ladder.lowest, measure(ladder.form(ladder.lowest)))
    assert found.changes == (
        "Guidance: minimal, not full",
        "Squeeze: 6 reps, not 10, 1 set, not 2",
        "Lean: hold 15 s, not 30 s, 1 rep, not 2",
    )


def test_a_hundred_stretches_are_measured_about_twenty_times() -> None:
    """The search halves what is left; it does not try one step after the other."""
    times = 0

    def counted(of: Routine) -> int:
        nonlocal times
        times += 1
        return sum(amount(it) for it in of.stretches) + sum(it.after for it in of.stretches)

    many = routine(*({**LEAN, "name": f"Lean {number}"} for number in range(100)))
    fitted(many, counted(many) * 3 // 4, counted)
    assert times <= 40
    assert len([*written(many.items)]) == 100


def test_the_ends_of_a_long_ladder_are_its_ends() -> None:
    many = routine(*({**LEAN, "name": f"Lean {number}"} for number in range(130)))
    ladder = Ladder(many)
    assert len(ladder.shorter) > 2 * MOST_PLACES >= -2 * ladder.lowest
    assert {(it.hold, it.reps) for it in ladder.form(ladder.lowest).stretches} == {(15_000, 1)}
    assert {(it.hold, it.reps) for it in ladder.form(ladder.highest).stretches} == {(60_000, 2)}


@given(st.integers(120, 1_500))
@settings(max_examples=60, deadline=None)
def test_a_length_in_seconds_reads_as_what_was_asked(seconds: int) -> None:
    try:
        found = fit_evening(seconds * 1_000)
    except UnreachableError:
        return
    assert clock(found.duration_ms) == clock(seconds * 1_000)
