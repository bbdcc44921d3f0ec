"""Breathing and meditation: steps without words, words that fade, a length in place of reps, breaths."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.scripts import chapter, timeline
from voiceroutine.language.languages import languages, phrases_for
from voiceroutine.plan.teller import Teller
from voiceroutine.plan.timeline import Chapter, Event
from voiceroutine.plan.timeline_json import as_json, from_json
from voiceroutine.script.model import Routine
from voiceroutine.script.stretch import Stretch
from voiceroutine.session.rhythm import rhythm

BOX: list[dict[str, Any]] = [
    {"say": "In.", "for": "4s"},
    {"say": "Pause.", "for": "4s"},
    {"say": "Out.", "for": "4s"},
    {"say": "Pause.", "for": "4s"},
]


def steps_of(laid: Chapter) -> list[tuple[int, int, str]]:
    """Return when each step begins, from the first one's beginning, with its rep and what is heard."""
    of_steps = [e for e in laid.events if e.origin and "steps" in e.origin and e.role != "count"]
    begun: dict[int, Event] = {}
    for event in of_steps:
        if event.sounds or event.start_ms not in begun:
            begun[event.start_ms] = event
    first = min(begun)
    return [(at - first, e.turn.rep or 0, e.text or e.chime or "") for at, e in sorted(begun.items())]


def end_of_reps(laid: Chapter) -> int:
    return next(e.start_ms for e in laid.events if e.role == "release")


def test_fifteen_reps_of_box_breathing_begin_to_the_millisecond() -> None:
    laid = chapter(steps=BOX, reps="15", prompts={"numbers": "false"})
    words = ("In.", "Pause.", "Out.", "Pause.")
    assert steps_of(laid) == [(place * 4_000, place // 4 + 1, words[place % 4]) for place in range(60)]
    first = next(e for e in laid.events if e.text == "In.")
    assert end_of_reps(laid) - first.start_ms == 15 * 16_000


def test_a_step_without_words_is_silent_for_exactly_its_time() -> None:
    laid = chapter(steps=[{"say": "In.", "for": "4s"}, {"for": "7s"}, {"for": "8.5s"}], reps="2", start="")
    silent = [e for e in laid.events if e.origin and e.origin[-2:-1] == ("steps",)]
    assert [(e.kind, e.length_ms, e.turn.rep) for e in silent if e.length_ms == 7_000] == [
        ("pause", 7_000, 1),
        ("pause", 7_000, 2),
    ]
    assert [at for at, _, _ in steps_of(laid)] == [0, 4_000, 11_000, 19_500, 23_500, 30_500]


def test_the_next_reps_number_has_its_place_at_the_end_of_a_silent_step() -> None:
    laid = chapter(steps=[{"say": "In.", "for": "4s"}, {"for": "6s"}], reps="2")
    last = next(e for e in laid.events if e.text == "This is the last one.")
    second = [e.start_ms for e in laid.events if e.text == "In."][1]
    assert last.end_ms == second - 300


def test_words_fade_and_the_sounds_go_on_at_the_same_times() -> None:
    steps = [{"say": "In.", "sound": "bell", "for": "4s"}, {"say": "Out.", "for": "6s"}]
    heard = [text for _, _, text in steps_of(chapter(steps=steps, reps="4", words="2"))]
    assert heard == ["In.", "Out.", "In.", "Out.", "bowl", "", "bowl", ""]
    onsets = [at for at, _, _ in steps_of(chapter(steps=steps, reps="4", words="2"))]
    assert onsets == [at for at, _, _ in steps_of(chapter(steps=steps, reps="4", words="4"))]


def test_numbers_fade_with_the_words() -> None:
    laid = chapter(steps=[{"say": "In.", "for": "4s"}], reps="8", words="3")
    assert [e.text for e in laid.events if e.role == "count"] == ["One.", "Two.", "Three."]
    silent = chapter(steps=[{"say": "In.", "sound": "bowl", "for": "4s"}], reps="3", words="0")
    assert [e.text for e in silent.events if e.role in ("count", "start")] == ["Start now."]


def test_words_come_again_in_each_set() -> None:
    laid = chapter(steps=[{"say": "In.", "for": "4s"}], reps="3", sets="2", words="1")
    assert [(e.turn.set, e.turn.rep) for e in laid.events if e.text == "In."] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("stretch", "reps"),
    [
        ({"for": "5m", "steps": BOX}, 18),
        ({"for": "16s", "steps": BOX}, 1),
        ({"for": "31.9s", "steps": BOX}, 1),
        ({"for": "36s", "steps": BOX, "rest": "4s"}, 2),
        ({"for": "1m", "tempo": "7s"}, 8),
        ({"for": "50s", "hold": "10s"}, 3),
        ({"for": "55s", "hold": "10s"}, 4),
        ({"for": "55s", "hold": "10s", "settle": "2s"}, 3),
        ({"for": "10 breaths", "hold": "1 breath", "rest": "0"}, 10),
    ],
)
def test_for_is_as_many_whole_reps_as_fit(stretch: dict[str, Any], reps: int) -> None:
    laid = chapter(**stretch)
    assert {e.turn.reps for e in laid.events if e.turn.reps} == {reps}


step_times = st.integers(1_500, 30_000)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(step_times, min_size=1, max_size=5),
    st.integers(1, 400_000),
    st.integers(0, 9_000),
    st.sampled_from(["1", "2"]),
    st.sampled_from(["", "0", "2"]),
)
def test_steps_for_a_time_are_never_longer_and_less_than_a_rep_shorter(
    times_ms: list[int], more_ms: int, rest_ms: int, sets: str, words: str
) -> None:
    for_ms = sum(times_ms) + more_ms
    steps = [{"say": "In.", "for": f"{time_ms / 1000:.3f}"} for time_ms in times_ms]
    fade = {"words": words} if words else {}
    laid = chapter(**{"for": f"{for_ms / 1000:.3f}"}, steps=steps, rest=f"{rest_ms / 1000:.3f}", sets=sets, **fade)
    for number in range(1, int(sets) + 1):
        inside = [e for e in laid.events if e.turn.set == number and e.turn.rep]
        took_ms = max(e.end_ms for e in inside) - min(e.start_ms for e in inside)
        assert took_ms <= for_ms < took_ms + sum(times_ms) + rest_ms


def test_a_length_is_announced_in_place_of_the_number_of_reps() -> None:
    texts = [e.text for e in chapter(**{"for": "5m"}, steps=BOX).events if e.kind == "speech"]
    assert texts[0] == "Test stretch. Five minutes."
    assert "One." not in texts
    each = chapter(**{"for": "5m"}, steps=BOX, sides=["left", "right"], sets="2")
    assert each.events[0].text == "Test stretch. Two sets of five minutes on each side."
    steps = [{"say": "To the {side}.", "for": "5s"}]
    turns = chapter(**{"for": "1m"}, steps=steps, sides=["left", "right"], alternate="true")
    assert (turns.events[0].text or "").startswith("Test stretch. One minute. ")
    assert {e.turn.reps for e in turns.events if e.turn.reps} == {6}
    asked = chapter(**{"for": "5m"}, steps=BOX, prompts={"numbers": "true"})
    assert {"One.", "This is the last one."} <= {e.text for e in asked.events}


@pytest.mark.parametrize(
    ("tag", "one", "five"),
    [
        ("de", "Ein Atemzug.", "Fünf Atemzüge."),
        ("en", "One breath.", "Five breaths."),
        ("es", "Una respiración.", "Cinco respiraciones."),
        ("fr", "Une respiration.", "Cinq respirations."),
        ("it", "Un respiro.", "Cinque respiri."),
        ("nl", "Één ademhaling.", "Vijf ademhalingen."),
        ("pt", "Uma respiração.", "Cinco respirações."),
    ],
)
def test_what_is_written_in_breaths_is_announced_in_breaths(tag: str, one: str, five: str) -> None:
    routine = Routine.model_validate({"title": "T", "stretches": [{"name": "A", "hold": "20s"}]})
    teller = Teller(routine, phrases_for(tag), {})
    written = [Stretch.model_validate({"name": "A", "hold": hold}) for hold in ("1 breath", "5 breaths", "1.5 breaths")]
    assert [teller.dose(stretch) for stretch in written[:2]] == [one, five]
    assert teller.dose(written[2]) == teller.dose(Stretch.model_validate({"name": "A", "hold": "9s"}))
    assert tag in languages()


def test_a_breath_is_as_long_as_the_script_says() -> None:
    laid = timeline({"name": "A", "hold": "3 breaths"}, breath="8s")
    assert next(e.length_ms for _, e in laid.events() if e.kind == "hold") == 24_000
    usual = timeline({"name": "A", "hold": "3 breaths"})
    assert next(e.length_ms for _, e in usual.events() if e.kind == "hold") == 18_000


def test_the_times_to_get_ready_end_where_silent_steps_begin() -> None:
    from voiceroutine.plan.account import account_of

    laid = timeline({"name": "A", "start": "", "ready": "4s", "steps": [{"for": "30s"}]})
    assert account_of(laid, 1).time_to_get_ready_ms[0] < 10_000


def test_a_session_with_bells_and_silent_steps_is_read_back_from_json_and_drawn() -> None:
    laid = timeline({"name": "A", "for": "1m", "words": "1", "steps": [{"say": "In.", "sound": "x.wav", "for": "6s"}]})
    assert from_json(as_json(laid)) == laid
    assert {block.tone for blocks in rhythm(laid) for block in blocks} >= {"hold", "speech"}
