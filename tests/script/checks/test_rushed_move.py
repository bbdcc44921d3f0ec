"""Between two positions there is the time that the way takes."""

from __future__ import annotations

import itertools

import pytest

from tests.script.checks.warned import CAUTION, warned
from voiceroutine.language.forms import POSITIONS
from voiceroutine.plan import moves
from voiceroutine.script.checks.rules import rushed_move


def script(*stretches: str, top: str = "") -> str:
    body = "".join(f"  - name: A{n}\n    {CAUTION}\n    hold: 10s\n    {it}\n" for n, it in enumerate(stretches))
    return f"title: T\n{top}stretches:\n{body}"


def rushed(*stretches: str, top: str = "") -> list[str]:
    return warned("rushed-move", script(*stretches, top=top))


def test_the_times_are_those_that_the_session_gives() -> None:
    assert sum(moves.DOWN_TO_FLOOR_MS) == rushed_move.TO_FLOOR_MS
    assert sum(moves.UP_FROM_FLOOR_MS) == rushed_move.UP_FROM_FLOOR_MS
    assert rushed_move.CHANGE_MS == moves.CHANGE_MS
    assert frozenset(rushed_move.UP) == moves.UP


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(("standing", "chair", "floor", "back"), 2)))
def test_with_a_position_the_session_gives_the_time(before: str, after: str) -> None:
    assert {before, after} <= set(POSITIONS)
    assert rushed(f"position: {before}", f"position: {after}\n    ready: 0s") == []


def test_a_way_down_that_the_setup_says_needs_its_time() -> None:
    assert rushed("setup: Lie down on your back.") == [
        "6:12-20: there are 7.6 s to get into this position, and it takes 15 s"
    ]
    assert rushed("setup: [{say: Lie down on your back., wait: 15s}]") == []


def test_on_the_floor_no_way_down_is_left() -> None:
    assert rushed("position: floor", "setup: Lie down on your back.") == []


def test_a_way_up_that_the_setup_says_needs_its_time() -> None:
    (warning,) = rushed("position: floor", "setup: Slowly stand up.")
    assert warning.startswith("10:19-27: there are ")
    assert warning.endswith(", and it takes 25 s")
    assert rushed("position: chair", "setup: Slowly stand up.") == []


def test_it_is_found_in_another_language() -> None:
    (warning,) = rushed("setup: Leg dich auf den Rücken.", top="language: de\n")
    assert warning.startswith("7:12-35: ")


def test_a_position_without_words_for_the_way_needs_its_time() -> None:
    """A language of a script's own may leave them out."""
    context = rushed_move._needed_ms
    assert context(None, "back") == context("chair", "back") == 15_000
    assert context("back", "standing") == context("side", "chair") == 25_000
    assert context("chair", "standing") == context("back", "floor") == 6_000
    assert context("back", "back") == context("back", None) == 0
