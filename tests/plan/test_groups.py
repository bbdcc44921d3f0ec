"""Groups: their stretches come in order, once in each round, with a rest between rounds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.scripts import timeline
from voiceroutine.plan.timeline import Chapter

SQUATS = {"name": "Chair squats", "reps": "3", "setup": "Stand up tall.", "caution": "Stop if it hurts."}
RAISES = {"name": "Calf raises", "reps": "3", "avoid_if": "Leave it out with a torn calf.", "position": "standing"}


def of(**group: Any) -> dict[str, Any]:
    return {"group": "Leg circuit", "stretches": [SQUATS, RAISES], **group}


def said(chapter: Chapter) -> list[str]:
    return [event.text or "" for event in chapter.events if event.kind == "speech"]


def rests(chapter: Chapter) -> list[int]:
    return [event.length_ms for event in chapter.events if event.kind == "rest"]


def test_each_round_has_a_chapter_for_each_stretch_and_says_which_round_it_is() -> None:
    chapters = timeline(of(rounds="3", rest="20s")).chapters[1:-1]
    names = ("Chair squats", "Calf raises")
    assert [chapter.title for chapter in chapters] == [f"{name} {number}/3" for number in (1, 2, 3) for name in names]
    first, _, second, _, third, _ = chapters
    assert said(first)[:3] == ["Leg circuit.", "Three rounds.", "Chair squats. Three times."]
    assert said(second)[:2] == ["Round two.", "Chair squats."]
    assert said(third)[:2] == ["The last round.", "Chair squats."]


def test_what_was_explained_in_the_first_round_is_not_explained_again() -> None:
    first, second, third, fourth = timeline(of(rounds="2")).chapters[1:-1]
    assert {"Stand up tall.", "Stop if it hurts."} <= {*said(first)}
    assert not {"Stand up tall.", "Stop if it hurts."} & {*said(third)}
    assert "Leave it out with a torn calf." in said(second)
    assert "Leave it out with a torn calf." not in said(fourth)


def test_a_rest_lies_between_rounds_and_none_after_the_last() -> None:
    chapters = timeline(of(rounds="3", rest="12s")).chapters[1:-1]
    assert [rests(chapter) for chapter in chapters] == [[], [12_000], [], [12_000], [], []]
    assert said(chapters[1])[-1] == "Rest now."
    assert said(timeline(of(rounds="2", rest="2s")).chapters[2])[-1] != "Rest now."


def test_a_group_is_one_of_what_is_counted() -> None:
    three = timeline(SQUATS, of(rounds="2"), RAISES)
    progress = [text for chapter in three.chapters for text in said(chapter) if "Number" in text or "last one." in text]
    assert progress.count("Number two of three.") == 1
    assert [text for text in progress if text.startswith("Number")] == ["Number two of three."]


@pytest.mark.parametrize(("rounds", "offered"), [("1", False), ("2", True)])
def test_the_last_stretch_of_a_round_has_a_next_one_where_another_round_follows(rounds: str, offered: bool) -> None:
    laid = timeline(SQUATS, of(rounds=rounds))
    first = laid.chapters[3]
    assert "Leave it out with a torn calf." in said(first)
    assert ("If that is you, rest until the next one." in said(first)) == offered


@pytest.mark.parametrize("group", [{"rounds": "3", "stretches": [RAISES]}, {"stretches": [SQUATS, RAISES]}])
def test_a_group_at_the_end_is_not_nearly_there(group: dict[str, Any]) -> None:
    laid = timeline(SQUATS, RAISES, of(**group))
    assert [e.text for chapter in laid.chapters[3:] for e in chapter.events if e.role == "progress"] == [
        "Number three of three."
    ]


def test_a_group_of_one_stretch_done_once_is_the_last_one() -> None:
    laid = timeline(SQUATS, of(stretches=[RAISES]))
    assert "Nearly there. This is the last one." in said(laid.chapters[2])


def test_a_group_of_one_round_is_its_stretches_under_a_name() -> None:
    first, second = timeline(of(), opening="").chapters[1:-1]
    assert [first.title, second.title] == ["Chair squats", "Calf raises"]
    assert said(first)[:2] == ["Leg circuit.", "Chair squats. Three times."]
    assert rests(second) == []


def test_announcements_can_be_left_out_for_all_stretches_of_a_group() -> None:
    first, second = timeline(of(announce="none")).chapters[1:-1]
    assert said(first)[0] == "Leg circuit."
    assert not [text for text in (*said(first), *said(second)) if "squats" in text or "raises" in text]


LUNGE = {"name": "Low lunge", "hold": "5s", "setup": "Step your {side} foot back.", "start": "Sink down."}
FLOW = {"name": "Arms up", "hold": "5s", "start": "Breathe in, and lift your arms."}


@pytest.mark.parametrize("where", ["group", "script"])
def test_a_stretch_is_named_in_a_repeated_round_where_its_setup_is_not_said_again(where: str) -> None:
    none: dict[str, Any] = {"announce": "none"}
    group = of(rounds="2", stretches=[{**LUNGE, "sides": "both"}, FLOW], **(none if where == "group" else {}))
    lunge, flow, lunge_again, flow_again = timeline(group, **(none if where == "script" else {})).chapters[1:-1]
    assert said(lunge)[:3] == ["Leg circuit.", "Two rounds.", "Step your left foot back."]
    assert said(lunge_again)[:3] == ["The last round.", "Low lunge.", "The left side first."]
    # a start without a setup says in every round what it said in the first
    assert said(flow)[0] == said(flow_again)[0] == "Breathe in, and lift your arms."


def test_a_stretch_that_says_so_itself_is_named_in_no_round() -> None:
    silent = {**LUNGE, "announce": "none"}
    chapters = timeline(of(rounds="2", announce="none", stretches=[silent])).chapters[1:-1]
    assert not [text for chapter in chapters for text in said(chapter) if "lunge" in text]


def test_a_stretch_is_named_where_guidance_leaves_its_setup_out() -> None:
    first = timeline(of(announce="none", stretches=[LUNGE, FLOW]), guidance="brief").chapters[1]
    assert said(first)[:2] == ["Leg circuit.", "Low lunge."]


def test_every_event_of_a_round_says_which_round_it_belongs_to() -> None:
    chapters = timeline(SQUATS, of(rounds="2")).chapters[1:-1]
    turns = [{(event.turn.round, event.turn.rounds) for event in chapter.events[:-1]} for chapter in chapters]
    # a chime that wakes headphones belongs to no stretch
    assert [turn - {(None, None)} for turn in turns] == [set(), {(1, 2)}, {(1, 2)}, {(2, 2)}, {(2, 2)}]


@given(
    rounds=st.integers(1, 5),
    rest_s=st.integers(0, 40),
    stretches=st.lists(st.sampled_from([SQUATS, RAISES]), min_size=1, max_size=4),
    around=st.integers(0, 2),
)
def test_rounds_tile_the_session(rounds: int, rest_s: int, stretches: list[dict[str, str]], around: int) -> None:
    group = {"group": "Some circuit", "rounds": str(rounds), "rest": f"{rest_s}s", "stretches": stretches}
    laid = timeline(*[SQUATS] * around, group, *[RAISES] * around)
    chapters = laid.chapters[1 + around : len(laid.chapters) - 1 - around]
    assert len(chapters) == rounds * len(stretches)
    assert [chapter.title.rpartition(" ")[0] if rounds > 1 else chapter.title for chapter in chapters] == [
        stretch["name"] for stretch in stretches
    ] * rounds
    assert sum(map(sum, map(rests, chapters))) == (rounds - 1) * rest_s * 1000
    # the rounds between the first and the last are alike: one word of their beginning differs
    lengths = [chapter.length_ms for chapter in chapters]
    assert all(len(set(lengths[place :: len(stretches)][1:-1])) <= 1 for place in range(len(stretches)))
