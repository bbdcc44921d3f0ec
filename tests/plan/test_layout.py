"""The laws of time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.scripts import chapter, rows, timeline
from voiceroutine.language.forms import POSITIONS
from voiceroutine.plan.timeline import Chapter, Event, Timeline
from voiceroutine.plan.timeline_json import as_json


def speech_in_hold(**stretch: Any) -> list[tuple[int, str | None]]:
    laid = chapter(**stretch)
    hold = next(e for e in laid.events if e.kind == "hold")
    inside = [e for e in laid.events if e.kind == "speech" and hold.start_ms <= e.start_ms < hold.end_ms]
    return [(e.start_ms - hold.start_ms, e.text) for e in inside]


def test_a_hold_of_twenty_seconds_has_halfway_and_a_counted_end() -> None:
    assert speech_in_hold(hold="20s") == [
        (10_000, "Halfway."),
        (17_000, "Three."),
        (18_000, "Two."),
        (19_000, "One."),
    ]


def test_a_shorter_hold_has_no_prompts() -> None:
    assert speech_in_hold(hold="19.9s") == []


def test_prompts_do_as_the_stretch_says() -> None:
    assert speech_in_hold(hold="8s", prompts={"halfway": "8s", "countdown": "2"}) == [
        (4_000, "Halfway."),
        (6_000, "Two."),
        (7_000, "One."),
    ]
    assert speech_in_hold(hold="30s", prompts={"halfway": "off", "countdown": "0"}) == []


def test_prompts_never_lengthen_a_hold() -> None:
    laid = chapter(hold="20s", during=[{"at": "2s", "say": "Let it go."}])
    hold = next(e for e in laid.events if e.kind == "hold")
    release = next(e for e in laid.events if e.text == "Let go slowly.")
    assert hold.length_ms == 20_000
    assert release.start_ms == hold.end_ms


def test_a_cue_during_a_hold_is_spoken_at_its_time() -> None:
    assert speech_in_hold(hold="10s", during=[{"at": "3s", "say": "Let it go."}]) == [(3_000, "Let it go.")]


def test_a_prompt_needs_half_a_second_after_it() -> None:
    assert speech_in_hold(hold="10s", during=[{"at": "8.5s", "say": "Let it go."}]) == [(8_500, "Let it go.")]
    laid = chapter(hold="10s", during=[{"at": "8.501s", "say": "Let it go."}])
    assert [(m.code, m.severity, m.path) for m in laid.findings] == [
        ("prompt-no-room", "warning", ("stretches", 0, "during", 0, "say"))
    ]
    assert all(e.text != "Let it go." for e in laid.events)


def test_a_cue_past_the_end_of_its_hold_is_an_error() -> None:
    laid = chapter(hold="10s", during=[{"at": "10s", "say": "Let it go."}])
    assert [(m.code, m.severity) for m in laid.findings] == [("prompt-past-end", "error")]


def test_two_cues_that_would_overlap_are_an_error() -> None:
    laid = chapter(hold="10s", during=[{"at": "2s", "say": "Let it go."}, {"at": "2.5s", "say": "And again."}])
    assert [(m.code, m.path) for m in laid.findings] == [("prompt-overlap", ("stretches", 0, "during", 1, "at"))]


def test_halfway_gives_way_to_a_cue_of_the_script() -> None:
    laid = chapter(hold="20s", during=[{"at": "9.5s", "say": "Let it go."}])
    assert "Halfway." not in [e.text for e in laid.events]
    assert [m.message for m in laid.findings] == [
        "the halfway is not spoken in this hold of 20 s: it would take 0.4 s at 10 s"
    ]


def test_the_countdown_is_spoken_whole_or_not_at_all() -> None:
    laid = chapter(hold="20s", during=[{"at": "18.2s", "say": "Let it go."}])
    assert not {"Three.", "Two."} & {e.text for e in laid.events}


def test_a_counted_second_has_room_until_the_next_beat_at_any_pace() -> None:
    slow = {"Three.": 890, "Two.": 600, "One.": 900}
    laid = timeline({"name": "A", "hold": "20s"}, length=lambda text: slow.get(text, 400)).chapters[1]
    assert set(slow) <= {e.text for e in laid.events}
    slow["One."] = 901
    laid = timeline({"name": "A", "hold": "20s"}, length=lambda text: slow.get(text, 400)).chapters[1]
    assert not set(slow) & {e.text for e in laid.events}
    assert [m.code for m in laid.findings] == ["prompt-no-room"]


def test_a_cue_longer_than_its_step_is_an_error_with_both_lengths() -> None:
    laid = chapter(steps=[{"say": "Arch up.", "for": "0.9s"}])
    assert [(m.code, m.severity, m.message) for m in laid.findings] == [
        ("step-too-short", "error", "this cue takes 1 s, and its step is 0.9 s")
    ]


def test_a_count_longer_than_its_tempo_is_an_error() -> None:
    laid = chapter(reps="3", tempo="0.3s")
    assert [(m.code, m.path) for m in laid.findings] == [("tempo-too-short", ("stretches", 0, "tempo"))]


@pytest.mark.parametrize(("rest", "chimed"), [("9.9s", False), ("10s", True)])
def test_a_chime_goes_ahead_of_a_cue_after_ten_seconds_of_silence(rest: str, chimed: bool) -> None:
    laid = chapter(reps="2", hold="5s", rest=rest)
    second = next(e for e in laid.events if e.text == "Two, and the last one.")
    chimes = [e for e in laid.events if e.kind == "chime"]
    assert [second.start_ms - e.start_ms for e in chimes] == ([900] if chimed else [])
    assert all(e.chime == "wake" for e in chimes)


def chimes(laid: Chapter) -> list[str]:
    """Return the chimes of a chapter, without the one that is heard where it is explained."""
    hold = next(e for e in laid.events if e.kind == "hold")
    return [f"{e.start_ms} {e.chime}" for e in laid.events if e.kind == "chime" and e.start_ms >= hold.start_ms]


def test_a_long_hold_is_chimed_at_its_beginning_and_its_end_around_its_prompts() -> None:
    laid = chapter(hold="25s")
    hold = next(e for e in laid.events if e.kind == "hold")
    prompts = [e.start_ms - hold.start_ms for e in laid.events if e.text in ("Halfway.", "Three.", "Two.", "One.")]
    assert prompts == [12_500, 22_000, 23_000, 24_000]
    at = {e.chime: e.start_ms - hold.start_ms for e in laid.events if e.kind == "chime"}
    assert at == {"hold": 120, "wake": 11_600, "release": 24_670}


def test_a_hold_below_twenty_seconds_is_not_chimed() -> None:
    assert [e.chime for e in chapter(hold="19s").events if e.kind == "chime"] == ["wake"]


def test_the_chime_that_ends_a_silent_hold_wakes_headphones_itself() -> None:
    laid = chapter(hold="30s", prompts={"halfway": "off", "countdown": "0"})
    hold = next(e for e in laid.events if e.kind == "hold")
    assert chimes(laid) == [f"{hold.start_ms + 120} hold", f"{hold.end_ms - 900} release"]


def test_chimes_of_a_hold_give_way_to_its_prompts() -> None:
    laid = chapter(hold="20s", prompts={"halfway": "off", "countdown": "0"}, during=[{"at": "0.3s", "say": "Sit."}])
    assert [text.split()[1] for text in chimes(laid)] == ["release"]
    late = chapter(hold="20s", prompts={"halfway": "off", "countdown": "0"}, during=[{"at": "18.9s", "say": "Sit."}])
    assert [text.split()[1] for text in chimes(late)] == ["hold", "wake", "release"]


def test_a_change_of_side_is_chimed_before_it_is_said() -> None:
    laid = chapter(hold="5s", sides=["left", "right"])
    say = next(e for e in laid.events if e.text and e.text.startswith("Now the right side"))
    chime = next(e for e in laid.events if e.kind == "chime")
    assert (chime.chime, say.start_ms - chime.end_ms) == ("side", 400)


def test_a_session_ends_with_a_chime_and_a_silence() -> None:
    last = timeline({"name": "A", "hold": "5s"}).chapters[-1]
    chime = last.events[-1]
    assert chime.chime == "end"
    assert last.length_ms - chime.end_ms >= 500


@pytest.mark.parametrize("wanted", [["end"], ["side", "end"], ["hold"], ["wake"]])
def test_only_the_chimes_that_are_listed_sound(wanted: list[str]) -> None:
    laid = timeline({"name": "A", "hold": "25s", "sides": ["left", "right"], "after": "12s"}, chimes=wanted)
    names = {str(e.chime) for _, e in laid.events() if e.kind == "chime"}
    assert names == ({"hold", "release"} if wanted == ["hold"] else set(wanted))


@pytest.mark.parametrize("bed", [{"music": "drone"}, {"keep_awake": "true"}])
def test_nothing_need_be_woken_where_something_plays(bed: dict[str, Any]) -> None:
    laid = timeline({"name": "A", "hold": "15s"}, **bed)
    assert [e.chime for _, e in laid.events() if e.kind == "chime"] == ["end"]


def test_a_chime_wakes_for_the_next_chapter_too_but_not_for_nothing() -> None:
    laid = timeline(
        {"name": "A", "hold": "5s", "after": "12s"}, {"name": "B", "hold": "5s", "after": "12s"}, closing=""
    )
    first, second, last = laid.chapters[1:]
    assert [first.length_ms - e.start_ms for e in first.events if e.kind == "chime"] == [900]
    assert not [e for e in second.events if e.kind == "chime"], "the end is chimed itself"
    assert [e.chime for e in last.events if e.kind == "chime"] == ["end"]


def test_chimes_can_be_turned_off() -> None:
    laid = timeline({"name": "A", "hold": "40s"}, chimes="false")
    assert not [e for _, e in laid.events() if e.kind == "chime"]


def test_chapters_end_on_the_frame_grid() -> None:
    assert all(c.length_ms % 24 == 0 for c in timeline({"name": "A"}, {"name": "B", "hold": "1.001s"}).chapters)


def test_events_are_timed_from_the_sessions_beginning() -> None:
    laid = timeline({"name": "A"})
    start_ms = laid.chapters[0].length_ms
    assert next(e.start_ms for position, e in laid.events() if position == 1) == start_ms
    assert as_json(laid)["chapters"][1]["start_ms"] == start_ms
    assert rows(laid.chapters[1])[0].startswith("0 speech")


durations = st.floats(0.1, 40, allow_nan=False).map(lambda s: f"{s:.3f}")
stretches = st.fixed_dictionaries(
    {"name": st.sampled_from(["Chin tuck", "A"])},
    optional={
        "hold": durations,
        "reps": st.integers(1, 12).map(str),
        "sets": st.integers(1, 3).map(str),
        "rest": durations,
        "after": durations,
        "ready": durations,
        "sides": st.sampled_from([["left"], ["right", "left"]]),
        "setup": st.sampled_from(["Sit tall.", ["Sit down.", {"say": "Lean back.", "wait": "3s"}]]),
        "position": st.sampled_from(POSITIONS),
        "equipment": st.lists(st.sampled_from(["towel", "mat", "foam roller", "pillow", "whatnot"]), max_size=2),
        "settle": durations,
        "release": st.sampled_from(["", "Come back.", ["Come back.", "And back."]]),
        "again": st.just(["Once more.", "And again."]),
        "during": st.lists(st.fixed_dictionaries({"at": durations, "say": st.just("Let it go.")}), max_size=3),
    },
)


def silences(laid: Timeline) -> list[Event]:
    return [e for _, e in laid.events() if e.kind in ("hold", "rest", "ready", "pause")]


@settings(deadline=None, max_examples=150)
@given(st.lists(stretches, min_size=1, max_size=4), st.booleans())
def test_any_routine_is_laid_out_without_gap_or_overlap(routine: list[dict[str, Any]], chimes: bool) -> None:
    laid = timeline(*routine, chimes=str(chimes))
    events = [e for _, e in laid.events()]
    assert all(e.length_ms > 0 for e in events)
    sounds = sorted((e for e in events if e.kind in ("speech", "chime")), key=lambda e: e.start_ms)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(sounds)), "two sounds overlap"
    quiet = silences(laid)
    # a chime that wakes may begin in one silence and end in the next
    inside = [s for s in sounds if any(q.start_ms <= s.start_ms < q.end_ms for q in quiet)]
    assert all(any(q.start_ms < s.end_ms <= q.end_ms for q in quiet) for s in inside)
    tiles = sorted([*quiet, *(s for s in sounds if s not in inside)], key=lambda e: e.start_ms)
    assert tiles[0].start_ms == 0
    assert all(a.end_ms == b.start_ms for a, b in pairwise(tiles)), "a gap, or an overlap outside a silence"
    assert tiles[-1].end_ms == laid.duration_ms == sum(c.length_ms for c in laid.chapters)
