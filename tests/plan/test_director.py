"""What is said and waited for, by timelines worked out by hand. A word takes 0.4 s, a sentence a second."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plan.scripts import chapter, rows, timeline
from voiceroutine.language.languages import phrases_for
from voiceroutine.plan.director import direct
from voiceroutine.script.model import Routine


def test_a_stretch_with_a_hold_alone_is_announced_begun_held_and_released() -> None:
    assert rows(chapter(hold="10s")) == [
        "0 speech 1000 Test stretch. Ten seconds.",
        "1000 pause 600",
        "1600 ready 4000",
        "5600 speech 400 Start now.",
        "6000 hold 10000",
        "15100 chime 480",
        "16000 speech 1000 Let go slowly.",
        "17000 pause 16",
    ]


def test_held_reps_are_counted_in_words_with_rests_between() -> None:
    laid = chapter(reps="3", hold="5s", rest="2s", start="Lean over now.", again="And lean.", release="Come back.")
    assert rows(laid)[3:] == [
        "5600 speech 400 One.",
        "6000 pause 300",
        "6300 speech 1000 Lean over now.",
        "7300 hold 5000",
        "12300 speech 1000 Come back.",
        "13300 rest 2000",
        "15300 speech 400 Two.",
        "15700 pause 300",
        "16000 speech 1000 And lean.",
        "17000 hold 5000",
        "22000 speech 1000 Come back.",
        "23000 rest 2000",
        "25000 speech 1000 " + laid.events[15].text,  # type: ignore[operator]
        "26000 pause 300",
        "26300 speech 1000 And lean.",
        "27300 hold 5000",
        "32300 speech 1000 Come back.",
        "33300 pause 12",
    ]
    assert (laid.events[15].text or "").startswith("Three")


STEPS = [{"say": "Arch up.", "for": "3"}, {"say": "Let it sink.", "for": "2.5s"}]


def test_steps_go_from_onset_to_onset_and_a_number_comes_at_the_end_of_the_last() -> None:
    assert rows(chapter(reps="3", steps=STEPS))[3:] == [
        "5600 speech 400 Start now.",
        "6000 pause 600",
        "6600 speech 400 One.",
        "7000 pause 300",
        "7300 speech 1000 Arch up.",
        "8300 pause 2000",
        "10300 speech 1000 Let it sink.",
        "11300 pause 800",
        "12100 speech 400 Two.",
        "12500 pause 300",
        "12800 speech 1000 Arch up.",
        "13800 pause 2000",
        "15800 speech 1000 Let it sink.",
        "16800 pause 200",
        "17000 speech 1000 This is the last one.",
        "18000 pause 300",
        "18300 speech 1000 Arch up.",
        "19300 pause 2000",
        "21300 speech 1000 Let it sink.",
        "22300 pause 1500",
        "23800 speech 1000 That's it. Relax.",
        "24800 pause 16",
    ]


def test_the_number_of_a_rep_in_steps_follows_the_rest() -> None:
    laid = chapter(reps="2", steps=STEPS, rest="4s")
    assert rows(laid)[11:16] == [
        "12800 rest 4000",
        "16800 speech 1000 This is the last one.",
        "17800 pause 300",
        "18100 speech 1000 Arch up.",
        "19100 pause 2000",
    ]


def test_the_numbers_of_reps_are_left_out_where_one_has_no_room() -> None:
    def length_of(text: str) -> int:
        return 1_201 if text in ("Three.", "This is the last one.") else 400

    laid = timeline({"name": "A", "reps": "3", "steps": [{"say": "Up and down.", "for": "2s"}]}, length=length_of)
    assert [e.text for e in laid.chapters[1].events if e.text][1:] == [
        "Start now.",
        *["Up and down."] * 3,
        "That's it. Relax.",
    ]
    (finding,) = laid.findings
    assert (finding.code, finding.severity, finding.path) == ("prompt-no-room", "warning", ("stretches", 0, "steps"))
    assert "give it 2.5 s" in (finding.hint or "")
    assert not timeline(
        {"name": "A", "reps": "3", "steps": [{"say": "Up and down.", "for": "2.001s"}]}, length=length_of
    ).findings


@pytest.mark.parametrize("dose", [{"hold": "5s"}, {"steps": STEPS}])
def test_the_numbers_of_reps_can_be_turned_off(dose: dict[str, Any]) -> None:
    texts = [e.text for e in chapter(reps="3", prompts={"numbers": "false"}, **dose).events if e.text]
    assert not {"One.", "Two.", "Three.", "Three, and the last one."} & set(texts)
    assert (texts[0] or "").startswith("Test stretch. Three times")


def test_reps_without_hold_or_steps_are_counted_at_the_tempo() -> None:
    counts = [e for e in chapter(reps="4", tempo="2s").events if e.kind == "speech"][2:-1]
    assert [(e.start_ms, e.text) for e in counts] == [
        (6600, "One."),
        (8600, "Two."),
        (10600, "Three."),
        (12600, "Four, and the last one."),
    ]


@pytest.mark.parametrize(
    ("language", "setup", "said"),
    [
        (
            "en",
            "Sit tall, e.g. on a chair, and hold it with your {side} hand. Keep approx. 2 in. of room.",
            "Sit tall, e.g. on a chair, and hold it with your right hand.",
        ),
        ("en", "Breathe. Place the no. 2 block at your {side} foot.", "Place the no. 2 block at your right foot."),
        ("en", "Hold it for 10 sec. with the {side} hand. Relax.", "Hold it for 10 sec. with the right hand."),
        ("en", "Sit. Ask Dr. Jones about the {side} knee.", "Ask Dr. Jones about the right knee."),
        ("de", "Atme. Dreh den {side} Fuß auf ca. 90° aus, d. h. nach z. B. Osten.",
         "Dreh den rechten Fuß auf ca. 90° aus, d. h. nach z. B. Osten."),
        ("de", "Atme. Heb den 2. Zeh am {side} Fuß.", "Heb den 2. Zeh am rechten Fuß."),
    ],
)  # fmt: skip
def test_a_sentence_about_a_side_is_said_whole_on_the_other_side(language: str, setup: str, said: str) -> None:
    routine = Routine.model_validate(
        {"title": "T", "language": language, "stretches": [{"name": "A", "sides": ["left", "right"], "setup": setup}]}
    )
    phrases = phrases_for(language)
    texts = list(direct(routine, phrases)[1].texts())
    assert texts[texts.index(phrases.switch_other) + 1] == said


def test_the_whole_dose_is_done_once_for_each_side() -> None:
    laid = chapter(
        sides=["left", "right"],
        setup="Sit tall. Hold the seat with your {side} hand. Keep breathing.",
        start="Lean to the {other_side} now.",
        hold="5s",
        switch="6s",
    )
    assert [e.text or f"{e.kind} {e.length_ms}" for e in laid.events if e.kind not in ("pause", "chime")] == [
        "Test stretch. Five seconds on each side.",
        "Sit tall.",
        "Hold the seat with your left hand.",
        "Keep breathing.",
        "ready 4000",
        "Lean to the right now.",
        "hold 5000",
        "Let go slowly.",
        "This sound means, change sides.",
        "Now the other side.",
        "Hold the seat with your right hand.",
        "ready 6000",
        "Lean to the left now.",
        "hold 5000",
        "Let go slowly.",
    ]


def test_a_setup_that_names_no_side_is_followed_by_the_first_side() -> None:
    texts = [e.text for e in chapter(sides=["right", "left"], hold="5s").events if e.text]
    assert texts[1] == "The right side first."
    assert "Now the left side." in texts


def test_sets_have_their_rest_between_them() -> None:
    laid = chapter(sets="2", reps="2", tempo="2s", set_rest="9s")
    said = [e.text or f"{e.kind} {e.length_ms}" for e in laid.events if e.kind != "pause"]
    assert said[0] == "Test stretch. Two sets of two."
    assert said[6:10] == ["Rest now.", "rest 9000", "The last set.", "ready 4000"]


def test_brief_guidance_leaves_out_the_setup_and_keeps_the_caution() -> None:
    stretch = {"name": "A", "setup": "Sit down here.", "caution": "Stop if it hurts.", "hold": "5s"}
    texts = [e.text for e in timeline(stretch, guidance="brief").chapters[1].events if e.text]
    assert "Stop if it hurts." in texts
    assert "Sit down here." not in texts


def test_an_empty_start_or_release_says_nothing() -> None:
    assert [e.text for e in chapter(hold="5s", start="", release="").events if e.text] == [
        "Test stretch. Five seconds."
    ]


def test_an_empty_closing_leaves_the_chime_and_without_one_its_chapter_out() -> None:
    laid = timeline({"name": "A"}, closing="")
    assert [c.title for c in laid.chapters] == ["Opening", "A", "Closing"]
    assert rows(laid.chapters[-1]) == ["0 pause 3312", "400 chime 2400"]
    assert [c.title for c in timeline({"name": "A"}, closing="", chimes="false").chapters] == ["Opening", "A"]
    assert [c.title for c in timeline({"name": "A"}).chapters] == ["Opening", "A", "Closing"]


def test_the_opening_is_the_disclaimer_the_title_and_the_scripts_own_words() -> None:
    laid = timeline({"name": "A"}, opening="Find a chair. Sit down.", screening="false")
    texts = [e.text for e in laid.chapters[0].events if e.text]
    assert texts[0].startswith("Before we start.")
    assert texts[1].startswith("A stretch or a mild ache is fine.")
    assert texts[2:] == ["Test.", "Find a chair.", "Sit down."]


def test_one_side_alone_is_named_and_not_called_the_first() -> None:
    texts = [e.text for e in chapter(sides=["left"], hold="5s").events if e.text]
    assert texts == ["Test stretch. Five seconds.", "Only the left side.", "Start now.", "Let go slowly."]
    texts = [e.text for e in chapter(sides=["left"], hold="5s", setup="Raise your {side} arm.").events if e.text]
    assert texts[:2] == ["Test stretch. Five seconds.", "Raise your left arm."]


def test_a_hold_shorter_than_half_a_second_is_not_announced() -> None:
    assert chapter(hold="0.4s").events[0].text == "Test stretch."
    assert chapter(hold="2.5s").events[0].text == "Test stretch. Three seconds."


def test_a_stretchs_prompts_keep_what_they_do_not_say_of_the_routines() -> None:
    laid = timeline({"name": "A", "hold": "30s", "prompts": {"halfway": "off"}}, prompts={"countdown": "0"})
    assert not {"Halfway.", "One."} & {e.text for _, e in laid.events()}
