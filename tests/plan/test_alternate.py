"""Sides that change with every rep: each side has its reps, its holds and its words, in turn."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.scripts import chapter, timeline
from voiceroutine.plan.timeline import Chapter, Event
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.library import Shelf, bundled_folder

KINDS: dict[str, dict[str, Any]] = {
    "held": {"hold": "5s", "rest": "2s", "start": "Lean to the {side}."},
    "held, with a start that names no side": {"hold": "5s", "rest": "2s", "start": "Lean over now."},
    "in steps": {"steps": [{"say": "Reach {side.toward}.", "for": "3s"}, {"say": "And back.", "for": "2s"}]},
    "in steps, with a rest": {"steps": [{"say": "Reach {side.toward}.", "for": "3s"}], "rest": "4s"},
    "counted": {"tempo": "3s"},
}


ALTERNATING = {"sides": "both", "alternate": "true", "hold": "5s", "reps": "5"}


def alternating(reps: int = 3, **dose: Any) -> Chapter:
    return chapter(sides="both", alternate="true", reps=str(reps), **dose)


def texts(laid: Chapter, *roles: str) -> list[str]:
    return [event.text or "" for event in laid.events if event.role in roles]


def of_side(laid: Chapter, side: str) -> list[Event]:
    return [event for event in laid.events if event.turn.side == side and event.turn.rep]


def test_the_dose_says_that_sides_change() -> None:
    assert texts(alternating(tempo="3s"), "announcement") == [
        "Test stretch. Three times on each side. Change sides every time."
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_sides_change_with_every_rep(kind: str) -> None:
    turns = [(event.turn.rep, event.turn.side) for event in alternating(**KINDS[kind]).events if event.turn.rep]
    assert [turn for turn, _ in groupby(turns)] == [(rep, side) for rep in (1, 2, 3) for side in ("left", "right")]


def test_a_number_comes_once_for_both_sides() -> None:
    laid = alternating(**KINDS["held"])
    assert texts(laid, "count", "start", "side")[1:] == [
        *("One.", "Lean to the left.", "Lean to the right."),
        *("Two.", "Lean to the left.", "Lean to the right."),
        *("Three, and the last one.", "Lean to the left.", "Lean to the right."),
    ]


def test_a_side_that_the_cue_does_not_name_is_said_before_it() -> None:
    laid = alternating(2, **KINDS["held, with a start that names no side"])
    assert texts(laid, "count", "start", "side") == [
        *("The left side first.", "One.", "Lean over now.", "Now the right side.", "Lean over now."),
        *("Two, and the last one.", "Now the left side.", "Lean over now.", "Now the right side.", "Lean over now."),
    ]


LIFT = {"hold": "5s", "rest": "2s", "start": "Lift your {other_side} foot.", "again": "And lift that foot again."}


def test_a_start_that_names_the_side_is_said_again_in_place_of_an_again_that_does_not() -> None:
    assert texts(alternating(2, **LIFT), "count", "start", "side") == [
        *("The left side first.", "One.", "Lift your right foot.", "Lift your left foot."),
        *("Two, and the last one.", "Lift your right foot.", "Lift your left foot."),
    ]


def test_each_wording_that_names_the_side_is_kept_and_the_others_are_not() -> None:
    starts = ["Lift your {other_side} foot.", "Lift it."]
    laid = alternating(4, **{**LIFT, "start": starts, "again": ["Again.", "The {other_side} foot.", "Once more."]})
    lift, again = "Lift your right foot.", "The right foot."
    assert [text for text in texts(laid, "start", "side") if "right foot" in text] == [lift, lift, again, lift]
    assert not {"Again.", "Once more.", "Lift it.", "Now the left side."} & {*texts(laid, "start", "side")}


def test_the_side_is_said_where_neither_start_nor_again_names_it() -> None:
    laid = alternating(2, hold="5s", start="Lean over.", again="And lean.")
    assert texts(laid, "start", "side")[-4:] == [
        *("Now the left side.", "And lean."),
        *("Now the right side.", "And lean."),
    ]


def test_one_side_after_the_other_keeps_its_again() -> None:
    laid = chapter(sides="both", reps="2", **LIFT)
    assert texts(laid, "start") == ["Lift your right foot.", LIFT["again"], "Lift your left foot.", LIFT["again"]]


@pytest.mark.parametrize("key", ["bird-dog", "one-leg-stand"])
def test_a_bundled_stretch_that_alternates_names_what_moves_in_every_rep(key: str) -> None:
    stretch = load_stretch(Shelf(bundled_folder(), "bundled").stretches()[key])
    laid = timeline({**stretch.model_dump(by_alias=True, include={"name", "start", "again"}), **ALTERNATING})
    for event in laid.chapters[1].events:
        if event.role == "start":
            moves = "left" if (event.turn.side == "left") == (key == "bird-dog") else "right"
            assert moves in (event.text or "").split(",")[0]


def test_a_counted_rep_names_its_side() -> None:
    assert texts(alternating(2, tempo="4s"), "count") == [
        "One. Left.",
        "Right.",
        "Two, and the last one. Left.",
        "Right.",
    ]


def test_no_chime_and_no_time_to_change_sides_comes_between() -> None:
    laid = alternating(**KINDS["held"])
    assert "side" not in [event.chime for event in laid.events]
    assert [event.length_ms for event in laid.events if event.kind == "ready"] == [4_000]
    assert [event.length_ms for event in laid.events if event.kind == "rest"] == [2_000] * 5


@given(kind=st.sampled_from(sorted(KINDS)), reps=st.integers(1, 9), sets=st.integers(1, 3))
def test_both_sides_have_the_same(kind: str, reps: int, sets: int) -> None:
    laid = alternating(reps, sets=str(sets), **KINDS[kind])
    left, right = (of_side(laid, side) for side in ("left", "right"))
    for name in ("hold", "rest"):
        lengths = [[event.length_ms for event in side if event.kind == name] for side in (left, right)]
        # the last rep of a set has no rest after it
        assert lengths[0][: len(lengths[1])] == lengths[1]
    assert {(event.turn.set, event.turn.rep) for event in left} == {(event.turn.set, event.turn.rep) for event in right}
