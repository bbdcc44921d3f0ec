"""Bells: at the beginning, at the end, in steps, in holds, and those that mark the time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.scripts import chapter, timeline
from tests.plan.test_rhythm import BOX
from voiceroutine.chimes import CHIMES, rings_on
from voiceroutine.language.languages import phrases_for
from voiceroutine.plan.director import direct
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.timeline import Chapter, Event, Timeline
from voiceroutine.script.model import Routine


def bells(laid: Chapter) -> list[Event]:
    return [e for e in laid.events if e.chime and rings_on(e.chime)]


def test_the_bell_comes_after_everything_that_opens_the_session_and_at_its_end() -> None:
    laid = timeline(
        {"name": "A", "hold": "20s", "position": "chair"}, bell="bowl", opening="Sit down.", notice="Hello."
    )
    opening, _, closing = laid.chapters
    (first,), (last,) = bells(opening), bells(closing)
    assert opening.events[0].role == "disclaimer"
    assert first.start_ms > max(e.end_ms for e in opening.events if e.kind == "speech")
    assert first.length_ms == CHIMES["bowl"].length_ms
    assert last.start_ms > max(e.end_ms for e in closing.events if e.kind == "speech")
    assert "end" not in {e.chime for e in closing.events}
    assert closing.length_ms - last.end_ms >= 900


@pytest.mark.parametrize(("bell", "rung"), [("off", 0), ({"start": "no"}, 1), ({"end": "no"}, 1), ("on", 2)])
def test_the_bell_can_be_left_out(bell: object, rung: int) -> None:
    laid = timeline({"name": "A", "hold": "20s"}, bell=bell, chimes="false")
    assert sum(len(bells(chapter)) for chapter in laid.chapters) == rung


def bells_in_hold(bell: object, **stretch: Any) -> list[int]:
    laid = timeline({"name": "A", "settle": "0", **stretch}, bell=bell).chapters[1]
    hold = next(e for e in laid.events if e.kind == "hold")
    return [e.start_ms - hold.start_ms for e in bells(laid)]


def test_a_bell_marks_the_time_in_a_hold_and_no_halfway_does() -> None:
    assert bells_in_hold({"every": "1m"}, hold="4m30s") == [60_000, 120_000, 180_000, 240_000]
    assert bells_in_hold({"every": "1m"}, hold="60s") == []
    assert bells_in_hold("bowl", hold="4m30s") == []
    laid = timeline({"name": "A", "hold": "2m"}, bell={"every": "1m"}).chapters[1]
    assert "Halfway." not in {e.text for e in laid.events}
    assert [e.text for e in laid.events if e.role == "count"] == ["Three.", "Two.", "One."]
    assert laid.findings == ()


def test_a_bell_that_marks_the_time_gives_way_to_words() -> None:
    said = [{"at": "59.5s", "say": "Let it go."}, {"at": "2m0.5s", "say": "Let it go."}]
    assert bells_in_hold({"every": "1m"}, hold="4m", during=said) == [180_000]
    assert bells_in_hold({"every": "20s"}, hold="61s") == [20_000, 40_000], "the countdown has begun at 58 s"


def test_a_bell_marks_the_time_in_steps_that_have_a_length() -> None:
    laid = timeline({"name": "A", "for": "3m", "steps": BOX}, bell={"every": "50s"}).chapters[1]
    first = next(e.start_ms for e in laid.events if e.text == "In.")
    # at 100 s "In." begins, and at 50 and 150 s it is quiet
    assert [e.start_ms - first for e in bells(laid)] == [50_000, 100_450, 150_000]
    counted = timeline({"name": "A", "reps": "11", "steps": BOX}, bell={"every": "50s"}).chapters[1]
    assert bells(counted) == []


@pytest.mark.parametrize("words", ["0", "3", None])
@pytest.mark.parametrize("sound", ["bell", "bowl", "click.wav"])
def test_no_bell_marks_the_time_among_steps_with_sounds_of_their_own(words: str | None, sound: str) -> None:
    box = [BOX[0], {**BOX[1], "sound": sound}, *BOX[2:]]
    fading = {"words": words} if words else {}
    with_bell, without = (
        timeline({"name": "A", "for": "5m", "steps": box, **fading}, bell=bell).chapters[1]
        for bell in ({"every": "1m"}, "off")
    )
    assert with_bell.events == without.events
    later = timeline({"name": "A", "for": "5m", "steps": box}, {"name": "B", "hold": "90s"}, bell={"every": "1m"})
    assert len(bells(later.chapters[2])) == 1, "in other stretches it marks the time as before"


def test_a_bell_without_room_waits_for_the_next_step() -> None:
    steps = [{"say": "In.", "for": "1s"}, {"for": "9s"}]
    laid = timeline({"name": "A", "for": "1m", "steps": steps}, bell={"every": "20s"}).chapters[1]
    first = next(e.start_ms for e in laid.events if e.text == "In.")
    assert [e.start_ms - first for e in bells(laid)] == [21_000, 41_000]


def test_a_bell_rings_until_the_next_sound() -> None:
    laid = chapter(hold="30s", during=[{"at": "4s", "sound": "bell"}, {"at": "6s", "say": "Let it go."}])
    hold = next(e for e in laid.events if e.kind == "hold")
    (bell,) = bells(laid)
    assert (bell.start_ms - hold.start_ms, bell.length_ms) == (4_000, 2_000)
    long = chapter(steps=[{"sound": "bell", "for": "2s"}, {"for": "10s"}])
    assert [e.length_ms for e in bells(long)] == [CHIMES["bowl"].length_ms]


def test_a_file_rings_as_long_as_it_lasts_and_not_beyond_its_chapter() -> None:
    script = Routine.model_validate(
        {"title": "T", "bell": "a/gong.wav", "stretches": [{"name": "A", "steps": [{"sound": "bell", "for": "12s"}]}]}
    )
    plans = direct(script, phrases_for("en"))
    short, unknown = (lay_out("T", plans, lambda _: 500, rings_ms=ms) for ms in ({"gong.wav": 3_000}, {}))
    assert [e.length_ms for c in short.chapters for e in bells(c)] == [3_000] * 3
    assert [e.length_ms for c in unknown.chapters for e in bells(c)] == [7_000 + pad for pad in pads(unknown, short)]
    assert short.duration_ms == unknown.duration_ms


def pads(unknown: Timeline, short: Timeline) -> list[int]:
    """Return how much longer than seven seconds there is room for each bell."""
    rooms = []
    for laid in unknown.chapters:
        (bell,) = bells(laid)
        after = [e.start_ms for e in laid.events if e.sounds and e.start_ms > bell.start_ms]
        rooms.append(min([*after, laid.length_ms]) - bell.start_ms - 7_000)
    assert len(rooms) == len(short.chapters)
    return rooms


@pytest.mark.parametrize(("at", "wakes"), [("10s", True), ("22s", False)])
def test_a_bell_counts_as_a_sound_for_headphones_that_sleep(at: str, wakes: bool) -> None:
    laid = chapter(hold="27.5s", during=[{"at": at, "sound": "bell"}], prompts={"halfway": "off", "countdown": "0"})
    release = [e for e in laid.events if e.chime in ("wake", "release")]
    assert [e.chime for e in release if e.start_ms > bells(laid)[0].start_ms] == (["release"] if wakes else [])


steps = st.lists(
    st.fixed_dictionaries(
        {"for": st.sampled_from(["1.5s", "4s", "9.123s"])},
        optional={"say": st.sampled_from(["In.", ["Breathe in.", "In."]]), "sound": st.sampled_from(["bell", "g.wav"])},
    ),
    min_size=1,
    max_size=4,
)
paced = st.fixed_dictionaries(
    {"name": st.just("A"), "steps": steps},
    optional={
        "for": st.sampled_from(["40s", "2m"]),
        "words": st.sampled_from(["0", "1", "3"]),
        "rest": st.sampled_from(["0", "2s"]),
        "sets": st.sampled_from(["1", "2"]),
        "sides": st.sampled_from([["left", "right"]]),
        "after": st.sampled_from(["0", "3s"]),
        "release": st.sampled_from(["", "And stop."]),
    },
)
during = st.one_of(
    st.fixed_dictionaries({"at": st.sampled_from(["0", "12s", "30s"]), "say": st.just("Let it go.")}),
    st.fixed_dictionaries({"at": st.sampled_from(["0.2s", "11s", "33s"]), "sound": st.just("bell")}),
)
held = st.fixed_dictionaries(
    {"name": st.just("B"), "hold": st.sampled_from(["8s", "35s", "95s"])},
    optional={"during": st.lists(during, max_size=3), "after": st.sampled_from(["0", "3s"]), "for": st.just("2m")},
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(paced, held), min_size=1, max_size=3),
    st.sampled_from(["off", "bowl", {"every": "20s"}, {"every": "5s", "sound": "g.wav", "start": "no"}]),
)
def test_sounds_never_overlap_and_silences_tile(routine: list[dict[str, Any]], bell: object) -> None:
    laid = timeline(*routine, bell=bell)
    for one in laid.chapters:
        sounds = [e for e in one.events if e.sounds]
        assert all(e.length_ms > 0 for e in one.events)
        assert all(a.end_ms <= b.start_ms for a, b in pairwise(sounds))
        assert all(e.end_ms <= one.length_ms for e in sounds)
        quiet = [e for e in one.events if not e.sounds]
        holds = [e for e in quiet if e.kind == "hold"]
        speech = [e for e in sounds if e.kind == "speech"]
        outside = [e for e in speech if not any(hold.start_ms <= e.start_ms < hold.end_ms for hold in holds)]
        placed = sorted([*quiet, *outside], key=lambda e: e.start_ms)
        assert placed[0].start_ms == 0
        assert all(a.end_ms == b.start_ms for a, b in pairwise(placed))
        assert placed[-1].end_ms == one.length_ms
