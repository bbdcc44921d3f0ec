"""What a good therapist says, and when, by timelines worked out by hand. A word takes 0.4 s, a sentence a second."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.scripts import chapter, rows, timeline
from voiceroutine.language.forms import POSITIONS, Position
from voiceroutine.language.languages import languages, phrases_for
from voiceroutine.plan.directions import Say, Silence
from voiceroutine.plan.director import direct
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.moves import UP, Scene, go
from voiceroutine.plan.timeline import Chapter, Timeline
from voiceroutine.script.model import Routine
from voiceroutine.script.wording import phrases_of

GUIDANCE = ("full", "brief", "minimal")


def texts(laid: Chapter) -> list[str]:
    return [e.text for e in laid.events if e.text]


def second(first: dict[str, Any], then: dict[str, Any], **routine: Any) -> list[str]:
    """Return what is said and waited for before the dose of the second of two stretches."""
    laid = timeline({"name": "A", **first}, {"name": "B", "ready": "0", **then}, **routine).chapters[2]
    found = [e.text or f"{e.kind} {e.length_ms}" for e in laid.events if e.kind != "chime"]
    return found[: found.index("Start now.")]


# Where the body is


def test_the_way_down_to_the_floor_is_said_and_has_its_time() -> None:
    laid = timeline(
        {"name": "A", "position": "chair"},
        {"name": "B", "position": "back", "ready": "0"},
    )
    assert rows(laid.chapters[2])[:14] == [
        "0 speech 1000 Up next, on your back: B.",
        "1000 pause 600",
        "1600 speech 1000 Nearly there. This is the last one.",
        "2600 pause 600",
        "3200 speech 1000 Come down to the floor, slowly, and hold on to something if you like.",
        "4200 ready 15000",
        "18300 chime 480",
        "19200 speech 1000 Lie down on your back.",
        "20200 ready 4000",
        "24200 speech 1000 Thirty seconds.",
        "25200 pause 800",
        "26000 speech 400 Start now.",
        "26400 hold 30000",
        "26520 chime 420",
    ]


def test_the_way_up_goes_by_hands_and_knees_and_takes_25_seconds() -> None:
    said = second({"position": "back"}, {"position": "chair"})
    assert said[4:12] == [
        "Roll to one side, and push up to your hands and knees.",
        "ready 8000",
        "Stay there for one breath.",
        "ready 5000",
        "Put one foot in front, hold on to something if you like, and stand up slowly.",
        "ready 12000",
        "Sit down on your chair.",
        "ready 6000",
    ]
    assert second({"position": "side"}, {"position": "standing"})[8:10] == [
        "Put one foot in front, hold on to something if you like, and stand up slowly.",
        "ready 12000",
    ]


@pytest.mark.parametrize("before", ["hands-and-knees", "half-kneeling"])
def test_nobody_on_hands_and_knees_is_told_to_get_there_and_the_way_up_takes_as_long(before: str) -> None:
    up = ["Stay there for one breath.", "ready 5000", "Put one foot in front, hold on to something if you like, and"]
    for position, then in (("standing", []), ("chair", ["Sit down on your chair.", "ready 6000"])):
        said = second({"position": before}, {"position": position})[4:]
        assert said[: 4 + len(then)] == [*up[:2], f"{up[2]} stand up slowly.", "ready 20000", *then]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("before", ["hands-and-knees", "back"])
def test_the_way_up_takes_25_seconds_in_every_language(language: str, before: Position) -> None:
    phrases = phrases_for(language)
    way = list(go(Scene(before=before, position="standing"), phrases, ()))
    said = [it.text for it in way if isinstance(it, Say)]
    assert said == [*phrases.up_from_floor[before == "hands-and-knees" :]]
    assert sum(it.length_ms for it in way if isinstance(it, Silence)) == 25_000


def test_the_script_s_own_way_up_is_said_in_full() -> None:
    own = ["Stay on your hands and knees.", "Stand up slowly."]
    stretches = [{"name": "A", "position": "hands-and-knees"}, {"name": "B", "position": "standing"}]
    routine = Routine.model_validate({"title": "T", "phrases": {"up_from_floor": own}, "stretches": stretches})
    assert [text for plan in direct(routine, phrases_of(routine)) for text in plan.texts() if text in own] == own


def test_between_two_positions_up_or_down_there_are_six_seconds() -> None:
    assert second({"position": "chair"}, {"position": "standing"})[4:6] == ["Stand up slowly.", "ready 6000"]
    assert second({"position": "chair"}, {"position": "wall"})[4:6] == [
        "Stand up slowly, and go to your wall.",
        "ready 6000",
    ]
    assert second({"position": "back"}, {"position": "front"})[4:6] == ["Roll onto your front.", "ready 6000"]


def test_nobody_is_sent_to_lie_on_a_side_before_it_is_said_which() -> None:
    assert second({"position": "back"}, {"position": "side"})[4:6] == [
        "The next one is lying on your side.",
        "ready 6000",
    ]


def test_a_stretch_without_a_position_changes_nothing() -> None:
    laid = timeline({"name": "A", "position": "back"}, {"name": "B"}, {"name": "C", "position": "back"})
    assert not [e for _, e in laid.events() if e.role == "position" and e.turn.stretch in (1, 2)]
    assert not [e for _, e in timeline({"name": "A"}, {"name": "B"}).events() if e.role == "position"]


def test_the_first_position_is_said_at_the_end_of_the_opening() -> None:
    laid = timeline({"name": "A", "position": "chair"}).chapters[0]
    assert [e.text or f"{e.kind} {e.length_ms}" for e in laid.events][-3:-1] == [
        "Sit down on your chair.",
        "ready 6000",
    ]
    laid = timeline({"name": "A", "position": "front"}).chapters[0]
    assert texts(laid)[-2:] == [
        "Come down to the floor, slowly, and hold on to something if you like.",
        "Lie down on your front.",
    ]


def test_what_is_needed_is_taken_and_what_is_not_is_put_down_first() -> None:
    towel = {"position": "chair", "equipment": ["chair", "towel", "strap"]}
    assert second(towel, {"position": "wall", "equipment": ["ball", "wall"]})[4:10] == [
        "Put your towel and your strap aside.",
        "ready 2000",
        "Stand up slowly, and go to your wall.",
        "ready 6000",
        "Take your ball.",
        "ready 3000",
    ]
    assert not [text for text in second(towel, {"equipment": ["towel", "strap"]}) if "Put" in text or "Take" in text]


def test_a_roller_is_left_before_lying_down_and_a_pillow_taken() -> None:
    roller = {"position": "floor", "equipment": ["foam roller"]}
    assert second(roller, {"position": "back", "equipment": ["pillow"]})[4:10] == [
        "Come off the foam roller to one side, and push it away.",
        "ready 5000",
        "Take your pillow.",
        "ready 3000",
        "Lie down on your back.",
        "ready 6000",
    ]
    pillow = {"position": "back", "equipment": ["pillow"]}
    assert not [text for text in second(pillow, {"position": "back"}) if "pillow" in text], "it stays where it lies"


def test_things_that_have_no_name_are_put_down_all_the_same() -> None:
    assert second({"equipment": ["gym ring"]}, {})[4] == "Put down what you have in your hands."


# The dose


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ({"hold": "30s"}, "Thirty seconds."),
        ({"hold": "5s", "reps": "8"}, "Eight times, five seconds each."),
        ({"hold": "30s", "reps": "2", "sides": ["left", "right"]}, "Twice on each side, thirty seconds each."),
        ({"hold": "5s", "reps": "10", "sets": "3"}, "Three sets of ten, five seconds each."),
        ({"hold": "1m", "sets": "3"}, "Three sets of one minute."),
        ({"reps": "12"}, "Twelve times."),
        ({"reps": "12", "sets": "2", "sides": ["left", "right"]}, "Two sets of twelve on each side."),
        ({"hold": "0.3s"}, ""),
    ],
)
def test_the_dose_is_said_whole(dose: dict[str, Any], said: str) -> None:
    assert texts(chapter(**dose))[0] == f"Test stretch. {said}".rstrip()


def test_few_long_holds_are_not_numbered_and_settle_comes_before_the_clock() -> None:
    dose = {"hold": "20s", "reps": "2", "settle": "4s", "rest": "3s", "ready": "4s", "after": "0"}
    laid = timeline({"name": "Test stretch", "start": "Lean over now.", **dose}, chimes="false").chapters[1]
    assert rows(laid)[3:] == [
        "5600 speech 1000 First time.",
        "6600 pause 300",
        "6900 speech 1000 Lean over now.",
        "7900 ready 4000",
        "11900 hold 20000",
        "21900 speech 400 Halfway.",
        "28900 speech 400 Three.",
        "29900 speech 400 Two.",
        "30900 speech 400 One.",
        "31900 speech 1000 Let go slowly.",
        "32900 rest 3000",
        "35900 speech 1000 Second, and last.",
        "36900 pause 300",
        "37200 speech 1000 Lean over now.",
        "38200 ready 4000",
        "42200 hold 20000",
        "52200 speech 400 Halfway.",
        "59200 speech 400 Three.",
        "60200 speech 400 Two.",
        "61200 speech 400 One.",
        "62200 speech 1000 Let go slowly.",
        "63200 pause 16",
    ]


def test_many_reps_have_a_word_in_the_middle_and_before_the_last() -> None:
    held = texts(chapter(hold="5s", reps="6"))
    assert held.index("That's half of them.") == held.index("Three.") + 3
    assert "Six, and the last one." in held
    stepped = texts(chapter(steps=[{"say": "Up we go.", "for": "5s"}], reps="6"))
    assert [text for text in stepped if text != "Up we go."][2:8] == [
        "One.",
        "Two.",
        "Three.",
        "That's half of them. Four.",
        "Five.",
        "This is the last one.",
    ]
    counted = texts(chapter(reps="6"))
    assert counted[2:8] == ["One.", "Two.", "Three. That's half of them.", "Four.", "Five.", "Six, and the last one."]


def test_the_last_of_counted_reps_is_a_number_where_more_has_no_room() -> None:
    assert texts(chapter(reps="3", tempo="1.2s"))[2:5] == ["One.", "Two.", "Three."]
    assert texts(chapter(reps="3", tempo="1.3s"))[4] == "Three, and the last one."


def test_wordings_take_turns() -> None:
    laid = texts(
        chapter(
            hold="5s", reps="4", start="Lean over.", again=["And lean.", "Once more."], release=["Let go.", "Ease off."]
        )
    )
    assert [text for text in laid if text in ("Lean over.", "And lean.", "Once more.")] == [
        "Lean over.",
        "And lean.",
        "Once more.",
        "And lean.",
    ]
    assert [text for text in laid if text in ("Let go.", "Ease off.")] == ["Let go.", "Ease off."] * 2


def test_each_wording_of_a_step_must_fit() -> None:
    steps = [{"say": ["Up.", "And slowly up again."], "for": "0.9s"}]
    laid = chapter(steps=steps, reps="2", prompts={"numbers": "false"})
    assert [(m.code, m.path) for m in laid.findings] == [("step-too-short", ("stretches", 0, "steps", 0, "say", 1))]


def test_no_number_of_a_rep_follows_a_countdown_at_once() -> None:
    laid = chapter(hold="20s", reps="6", release="", rest="0.5s", again="And lean.")
    numbers = [e for e in laid.events if e.role == "count" and e.origin and e.origin[-1] == "reps"]
    assert [e.text for e in numbers] == ["One."]
    laid = chapter(hold="20s", reps="6", release="", rest="1s", again="And lean.")
    assert "Two." in texts(laid)


# What comes before the dose

WORDS = {
    "purpose": "This one is for your neck.",
    "avoid_if": "Leave it out if you are dizzy.",
    "setup": ["Sit down here.", {"say": "Hold the seat.", "wait": "5s"}],
    "feel": "You should feel it.",
    "easier": "Lean less far.",
    "caution": "Stop if it hurts.",
}


def test_a_stretch_is_introduced_in_an_order_with_time_after_each_part() -> None:
    laid = timeline({"name": "Test stretch", "hold": "5s", "ready": "4s", **WORDS}, {"name": "B"}).chapters[1]
    assert [e.text or f"{e.kind} {e.length_ms}" for e in laid.events][:19] == [
        "Test stretch. Five seconds.",
        "pause 600",
        "Leave it out if you are dizzy.",
        "pause 1500",
        "If that is you, rest until the next one.",
        "pause 1500",
        "This one is for your neck.",
        "pause 1500",
        "Sit down here.",
        "ready 2000",
        "Hold the seat.",
        "ready 5000",
        "You should feel it.",
        "pause 1500",
        "Lean less far.",
        "pause 1500",
        "Stop if it hurts.",
        "pause 1500",
        "ready 4000",
    ]


def test_an_avoid_if_of_two_sentences_says_itself_what_to_do() -> None:
    laid = timeline({"name": "A", "avoid_if": "Leave it out. Breathe instead."}, {"name": "B"})
    assert "If that is you, rest until the next one." not in texts(laid.chapters[1])


@pytest.mark.parametrize("language", languages())
def test_nobody_rests_until_the_next_one_in_the_last_stretch(language: str) -> None:
    stretches = [{"name": name, "avoid_if": "Leave it out if you are dizzy."} for name in ("A", "B")]
    phrases = phrases_for(language)
    plans = direct(Routine.model_validate({"title": "T", "stretches": stretches, "language": language}), phrases)
    assert [phrases.skip_offer in plan.texts() for plan in plans] == [False, True, False, False]
    assert stretches[1]["avoid_if"] in plans[2].texts()


@pytest.mark.parametrize(
    ("guidance", "said"),
    [
        ("brief", ["Leave it out if you are dizzy.", "You should feel it.", "Stop if it hurts.", "Lean over now."]),
        ("minimal", ["Leave it out if you are dizzy.", "Stop if it hurts.", "Start now."]),
    ],
)
def test_less_guidance_keeps_the_cautions(guidance: str, said: list[str]) -> None:
    during = [{"at": "2s", "say": "Let it go."}]
    laid = timeline(
        {"name": "A", "hold": "9s", "start": "Lean over now.", **WORDS, "during": during}, guidance=guidance
    )
    assert texts(laid.chapters[1])[1:] == [*said, *(["Let it go."] if guidance == "brief" else []), "Let go slowly."]


def test_progress_is_said_from_the_second_stretch_on_and_can_be_turned_off() -> None:
    stretches: list[dict[str, Any]] = [{"name": name} for name in "ABCD"]
    laid = timeline(*stretches)
    assert [e.text for _, e in laid.events() if e.role == "progress"] == [
        "Number two of four.",
        "Good. That's half of the stretches.",
        "Nearly there. This is the last one.",
    ]
    turned_off: tuple[dict[str, Any], ...] = ({"progress": "false"}, {"guidance": "minimal"}, {"announce": "none"})
    for off in turned_off:
        assert not [e for _, e in timeline(*stretches, **off).events() if e.role == "progress"]
    three = timeline(*stretches[:3])
    assert next(e.text for _, e in three.events() if e.role == "progress") == "Number two of three."


def test_what_is_announced_can_be_less() -> None:
    assert texts(timeline({"name": "A"}, announce="name").chapters[1])[0] == "A."
    laid = timeline({"name": "A"}, {"name": "B", "announce": "none"})
    assert [e.text for _, e in laid.events() if e.role in ("announcement", "dose")] == ["A. Thirty seconds."]


def test_each_chime_is_explained_once_and_heard() -> None:
    both = {"hold": "25s", "sides": ["left", "right"]}
    laid = timeline({"name": "A", "hold": "5s"}, {"name": "B", **both}, {"name": "C", **both})
    events = [e for _, e in laid.events() if e.text or e.kind == "chime"]
    explained = [(e.text, after.chime) for e, after in pairwise(events) if e.role == "chime-explanation"]
    assert explained == [
        ("This sound begins a hold, and ends it.", "hold"),
        ("This sound means, change sides.", "side"),
    ]
    first = next(e for e in events if e.chime in ("hold", "release"))
    assert events[events.index(first) - 1].text == "This sound begins a hold, and ends it."
    fewer: tuple[dict[str, Any], ...] = ({"guidance": "brief"}, {"chimes": ["end", "wake"]})
    for less in fewer:
        laid = timeline({"name": "A", **both}, **less)
        assert not [e for _, e in laid.events() if e.role == "chime-explanation"]


def test_a_script_of_three_lines_sounds_right() -> None:
    laid = timeline({"name": "Calf stretch", "hold": "30s"})
    assert [text for c in laid.chapters[1:] for text in texts(c)] == [
        "Calf stretch. Thirty seconds.",
        "This sound begins a hold, and ends it.",
        "Start now.",
        "Halfway.",
        "Three.",
        "Two.",
        "One.",
        "Let go slowly.",
        "That's the end.",
        "Take a slow breath before you get up.",
    ]


# What a text can name


def test_texts_name_what_is_true_of_the_session() -> None:
    opening = "{title} takes {duration}, for {stretches}, with {equipment}."
    stretches: list[dict[str, Any]] = [
        {"name": "A", "equipment": ["chair", "towel"], "caution": "{stretches} to go."},
        {"name": "B"},
    ]
    laid = timeline(*stretches, opening=opening, closing="That was {duration}.")
    said = [e.text for _, e in laid.events() if e.text]
    assert "Test takes about three minutes, for two stretches, with a chair and a towel." in said
    assert {"two stretches to go.", "That was about three minutes."} <= set(said)
    nothing = timeline({"name": "B"}, opening="You need {equipment}.")
    assert "You need nothing else." in texts(nothing.chapters[0])


def test_the_duration_is_the_same_whoever_speaks() -> None:
    def said(length_ms: int) -> list[str]:
        return texts(timeline({"name": "A"}, opening="About {duration}.", length=lambda _: length_ms).chapters[0])

    assert said(300) == said(9_000)


# Any routine

positions = st.sampled_from(POSITIONS)
anything = st.fixed_dictionaries(
    {"name": st.sampled_from(["Chin tuck", "Is it you?"])},
    optional={
        "position": positions,
        "equipment": st.lists(st.sampled_from(["towel", "mat", "foam roller", "pillow", "whatnot"]), max_size=3),
        "hold": st.sampled_from(["3s", "20s", "25s"]),
        "reps": st.sampled_from(["1", "2", "6"]),
        "sets": st.sampled_from(["1", "2"]),
        "rest": st.sampled_from(["0", "0.5s", "2s"]),
        "release": st.sampled_from(["", "Come back."]),
        "start": st.sampled_from(["", "Lean over {duration}."]),
        "areas": st.lists(st.sampled_from(["neck", "hips", "elbow"]), max_size=2),
        "avoid_if": st.sampled_from(["", "Not with {equipment}.", "Leave it. Rest."]),
        "prompts": st.just({"countdown": "3", "halfway": "20s"}),
    },
)
routines = st.lists(anything, min_size=1, max_size=5)


def spoken(language: str, guidance: str, stretches: list[dict[str, Any]], **routine: Any) -> Timeline:
    script = Routine.model_validate(
        {"title": "Test", "language": language, "guidance": guidance, "stretches": stretches, **routine}
    )
    return lay_out("Test", direct(script, phrases_for(language)), estimated_ms)


@settings(deadline=None, max_examples=60)
@given(routines, st.sampled_from(languages()), st.sampled_from(GUIDANCE))
def test_the_disclaimer_comes_first_and_then_what_is_asked(
    stretches: list[dict[str, Any]], language: str, guidance: str
) -> None:
    phrases = phrases_for(language)
    laid = spoken(language, guidance, stretches, notice="Recorded for you.", opening="Hello.")
    roles = [e.role for _, e in laid.events() if e.kind == "speech"]
    assert roles[:3] == ["disclaimer", "pain-rule", "notice"]
    asked = roles.count("screening")
    assert asked == (4 if guidance == "full" else 1)
    assert roles[3 : 3 + asked] == ["screening"] * asked
    assert roles[3 + asked : 5 + asked] == ["title", "opening"]
    first = next(e for _, e in laid.events())
    assert (first.start_ms, first.text) == (0, phrases.disclaimer)


@settings(deadline=None, max_examples=60)
@given(routines, st.sampled_from(languages()), st.sampled_from(GUIDANCE))
def test_every_placeholder_is_filled_and_nothing_is_empty(
    stretches: list[dict[str, Any]], language: str, guidance: str
) -> None:
    laid = spoken(language, guidance, stretches, opening="{duration} {equipment} {stretches} {title}")
    said = [e.text for _, e in laid.events() if e.text is not None]
    assert [text for text in said if re.search(r"[{}]", text)] == []
    assert [text for text in said if not text.strip() or ".." in text or "  " in text] == []


@settings(deadline=None, max_examples=100)
@given(routines, st.sampled_from(GUIDANCE))
def test_every_position_has_its_time(stretches: list[dict[str, Any]], guidance: str) -> None:
    laid = timeline(*stretches, guidance=guidance)
    events = [e for _, e in laid.events()]
    before: Position | None = None
    for place, stretch in enumerate(stretches):
        position: Position | None = stretch.get("position")
        if position is None or position == before:
            continue
        waited = [e for e in events if e.kind == "ready" and e.origin == ("stretches", place, "position")]
        wanted_ms = 6_000
        if position not in UP and (before is None or before in UP):
            wanted_ms = 15_000
        elif before is not None and position in UP and before not in UP:
            wanted_ms = 25_000
        assert sum(e.length_ms for e in waited) >= wanted_ms
        before = position


@settings(deadline=None, max_examples=100)
@given(routines, st.sampled_from(GUIDANCE))
def test_no_number_comes_right_after_another_kind_of_number(stretches: list[dict[str, Any]], guidance: str) -> None:
    laid = timeline(*stretches, guidance=guidance)
    said = [e for _, e in laid.events() if e.text]
    for one, two in pairwise(said):
        counts_down = one.role == "count" and one.origin and one.origin[-1] == "hold"
        number = two.role == "count" and two.origin and two.origin[-1] == "reps" and "time" not in (two.text or "")
        if counts_down and number and not (two.text or "").endswith("and last."):
            assert two.start_ms - one.end_ms >= 1_000
