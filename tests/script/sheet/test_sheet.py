"""Sheets as therapists type them: each line is read as what it says, or stays as a comment with its number."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.script.sheet.library import LIBRARY
from tests.support import BUNDLED, write
from voiceroutine.app.import_sheet import import_sheet
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.library import Library, Shelf
from voiceroutine.script.loader import load_script
from voiceroutine.script.sheet.lines import read_lines
from voiceroutine.script.sheet.names import find
from voiceroutine.script.sheet.writing import Doubt, Written, write_script


def surely(name: str) -> bool:
    match = find(name, LIBRARY)
    return match is not None and match.sure


def script_of(sheet: str, answer: bool | None = None) -> Written:
    contents = read_lines(sheet, surely)
    return write_script(contents, LIBRARY, title="Home programme", source="sheet.txt", is_it=lambda _: answer)


def stretches_of(text: str) -> list[tuple[str, str]]:
    """Return what each stretch of a script is (`=key` of the library, or its own name) and its dose."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if item := re.match(r"  - (use|name): (.*)", line):
            found.append((("=" if item[1] == "use" else "") + item[2].strip("'"), ""))
        elif dose := re.match(r"    dose: (.*)", line):
            found[-1] = (found[-1][0], dose[1])
    return found


LINES: dict[str, tuple[str, str]] = {
    "Chin tucks 3x10, hold 5 s": ("=chin-tuck", "3 x 10, hold 5 s"),
    "2. Upper trap stretch - 30 s x 3 e/s, 2x per wk": ("=upper-trap", "30 s x 3, each side, twice a week"),
    "\u2022 Cat/cow x 10": ("=cat-dog", "10 reps"),
    "Clamshells 2x15 each side": ("=clamshell", "2 x 15, each side"),
    "UT stretch 3 x 30 sec B": ("=upper-trap", "30 s x 3, each side"),
    'UT stretch 30" x3 B BID': ("=upper-trap", "30 s x 3, each side, twice a day"),
    "Lev scap stretch: 30 sec hold x 3 (R)": ("=levator-scapulae", "30 s x 3, right"),
    "L UT stretch 2 x 30 sec": ("=upper-trap", "30 s x 2, left"),
    "[ ] Bridges 3 sets of 12": ("=bridge", "3 x 12"),
    "\u2610 Glute bridges, 3 sets of 10 reps w/ 5 sec hold": ("=bridge", "3 x 10, hold 5 s"),
    "a) Dead bugs 2x8": ("=dead-bug", "2 x 8"),
    '(3) Bird dogs 10x each side, 5" hold': ("=bird-dog", "5 s x 10, each side"),
    "3x10 wall push ups": ("=wall-push-up", "3 x 10"),
    "10 reps of heel raises": ("=heel-raises", "10 reps"),
    "Calf raises 3x15 reps, rest 1 min": ("=heel-raises", "3 x 15, rest 1 min"),
    "Pec stretch in doorway, hold 20-30 sec x 3, as tolerated": ("=doorway-pec", "20 s x 3"),
    "Scap squeezes 10-12 reps, 2-3 sets": ("=shoulder-squeeze", "2 x 10"),
    "Scapular retraction 2x10x5sec": ("=shoulder-squeeze", "2 x 10, hold 5 s"),
    'Supine hamstring stretch 3 x 30" ea side': ("=hamstring-strap", "30 s x 3, each side"),
    "Band rows 3x10 @ 2kg": ("=band-row", "3 x 10"),
    "Sidelying hip abduction w/ 2# 3x12": ("=side-leg-lift", "3 x 12"),
    "Codman's pendulum x 5 min": ("=pendulum", "5 min"),
    "Single leg balance 30 seconds x 3 each leg": ("=one-leg-stand", "30 s x 3, each side"),
    "Pelvic tilts - 10 reps - hold 5 sec": ("=pelvic-tilt", "5 s x 10"),
    "Ankle pumps - 20 times every hour": ("=ankle-pumps", "20 reps, every hour"),
    "ANKLE PUMPS 20X": ("=ankle-pumps", "20 reps"),
    "Child\u2019s pose 1 min": ("=childs-pose", "1 min"),
    "Figure 4 stretch 3x30s": ("=figure-four", "30 s x 3"),
    'Sit to stand from 18" chair 2x10': ('Sit to stand from 18" chair', "2 x 10"),
    "Levater scapula strech 2 x 30 s": ("=levator-scapulae", "30 s x 2"),
    "Exercise 4: Open books, 10 each": ("=open-book", "10 reps, each side"),
    "Cervical rotation AROM 10x": ("Cervical rotation AROM", "10 reps"),
    "Sidelying hip adduction 3x10": ("Sidelying hip adduction", "3 x 10"),
    "Wrist flexion with 1 lb 3x10": ("Wrist flexion", "3 x 10"),
    "Supine SLR 3 x 10 x 5 sec": ("Supine SLR", "3 x 10, hold 5 s"),
    "90/90 hip stretch 3x30s": ("90/90 hip stretch", "30 s x 3"),
    "4-way hip 10x each way": ("4-way hip", "10 reps"),
    "Prone Y, T, W x 10": ("Prone Y, T, W", "10 reps"),
    "Bilateral heel raises 2x10": ("Bilateral heel raises", "2 x 10"),
    "Plank: 30 seconds, 3 times": ("Plank", "30 s x 3"),
    "Wall sits three sets of 30 seconds": ("Wall sits", "3 sets of 30 s"),
    "Theraband ER 2 x 15 (yellow)": ("=band-external-rotation", "2 x 15"),
    "Bridges 300 reps": ("=bridge", ""),
    "Monster walks 3x10 steps": ("Monster walks", ""),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read(line: str) -> None:
    assert stretches_of(script_of(f"Programme\n\n{line}\nPlank x 30 s\n").text)[:-1] == [LINES[line]]


def test_what_a_line_says_and_the_script_does_not_is_remarked_with_its_number() -> None:
    sheet = "Programme\nBand rows 3x10 @ 2kg\nSquats 10-12 reps, as tolerated\nBridges 300 reps\nIce 15 min\n"
    assert [str(remark) for remark in script_of(sheet).remarks] == [
        "line 2: `@ 2kg` is not in the session",
        "line 3: `10-12` is read as 10",
        "line 3: `as tolerated` is not in the session",
        "line 4: `reps 300` does not fit here and is left out",
        "line 5: `Ice 15 min` seems to be no exercise, and is a comment",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Stop if pain lasts more than 2 hours",
        "Ice 10-15 minutes after exercises",
        "Do not exceed 10 reps the first week.",
        "Keep your shoulders down for the first 30 seconds",
        "Patient: A. Miller   Date: 3/4/2026",
        "Next visit: 10 days",
        "Call 555 0100 with questions",
        "Name: ____________",
    ],
)
def test_what_is_no_exercise_stays_as_a_comment_with_its_number(line: str) -> None:
    text = script_of(f"Programme\n\n{line}\n\nBridges x 10\n").text
    assert stretches_of(text) == [("=bridge", "10 reps")]
    assert f"  # line 3: {re.sub(' +', ' ', line)}\n" in text


def test_a_dose_on_the_line_below_belongs_to_the_name_above() -> None:
    text = script_of("HEP\n\nChin tucks\n  3 sets of 10\n  Hold 5 seconds\n\nSquats\n2 x 8\n").text
    assert stretches_of(text) == [("=chin-tuck", "3 x 10, hold 5 s"), ("Squats", "2 x 8")]


def test_sentences_about_an_exercise_of_ones_own_are_spoken_and_cautions_are_cautions() -> None:
    sheet = "Squats: stand with your feet apart. Hold 3 seconds. Repeat 10 times.\n"
    sheet += "Keep your heels down.\nStop if it hurts.\n"
    text = script_of("Programme\n" + sheet).text
    assert stretches_of(text) == [("Squats", "3 s x 10")]
    assert "    setup: >-\n      Stand with your feet apart. Keep your heels down.\n" in text
    assert "    caution: >-\n      Stop if it hurts.\n" in text


def test_a_frequency_for_all_of_it_is_the_scripts() -> None:
    for sheet in ("P\nBridges x 10\nDo all exercises twice a day\n", "P\nBridges x 10, b.i.d.\nPlank 30 s, 2x/day\n"):
        text = script_of(sheet).text
        assert "frequency: twice a day\n" in text
        assert stretches_of(text)[0] == ("=bridge", "10 reps")
    assert ("=bridge", "10 reps, once a day") in stretches_of(script_of("P\nBridges x 10 daily\nPlank 30 s\n").text)


@pytest.mark.parametrize(
    "exercises", ["1. Bridges 10 reps\n2. Plank 30 s", "Bridges 10 reps\nPlank 30 s", "Bridges\n10 reps\nPlank\n30 s"]
)
def test_a_last_line_that_says_how_often_is_for_all_where_nothing_else_does(exercises: str) -> None:
    written = script_of(f"P\n{exercises}\nTwice a day\n")
    assert "frequency: twice a day\n" in written.text
    assert [dose for _, dose in stretches_of(written.text)] == ["10 reps", "30 s"]
    assert "`Twice a day` is read as how often all of it is done" in str(written.remarks[-1])
    own = script_of(f"P\n{exercises.replace('reps', 'reps daily')}\nTwice a day\n")
    assert [dose for _, dose in stretches_of(own.text)] == ["10 reps, once a day", "30 s, twice a day"]


@pytest.mark.parametrize(
    ("line", "dose"),
    [
        ("R\u00e9traction du menton : 3 s\u00e9ries de 10, tenir 5 s", "3 x 10, hold 5 s"),
        ("\u00c9tirement du trap\u00e8ze : 30 s x 3 de chaque c\u00f4t\u00e9", "30 s x 3, each side"),
        ("Dos rond / dos creux : 10 r\u00e9p\u00e9titions", "10 reps"),
        ("Pont fessier : 3 x 12, repos 30 s", "3 x 12, rest 30 s"),
        (
            "\u00c9tirement du mollet : tenir 20 \u00e0 30 sec, 2 fois par jambe, 3 fois/jour",
            "20 s x 2, each side, 3 times a day",
        ),
        ("Pendule \u00e0 droite, 2 min, 1,5 kg, matin et soir", "2 min, right, morning and evening"),
    ],
)
def test_a_french_sheet_is_read(line: str, dose: str) -> None:
    written = script_of(f"Programme d'exercices\n\n{line}\nMontagne 10 r\u00e9p\u00e9titions\n")
    assert stretches_of(written.text)[0][1] == dose
    assert "seems to be French" in str(written.remarks[0])


def test_a_german_frequency_of_all_of_it_is_read_once_and_not_said_to_be_lost() -> None:
    written = script_of("Kinn zur\u00fcckziehen: 10 Wdh.\nWadendehnung 2 x 45 Sek. je Bein\n2 mal t\u00e4glich\n")
    assert "frequency: twice a day" in written.text
    assert [str(it) for it in written.remarks[1:]] == [
        "line 3: `2 mal t\u00e4glich` is read as how often all of it is done"
    ]


def test_a_table_with_the_whole_dose_in_one_column_is_read_with_the_sides_among_its_notes() -> None:
    sheet = "| Exercise | Dose | Notes |\n|---|---|---|\n| Chin tucks | 2 x 10 | |\n| Cross body | 3 x 30s | R only |\n"
    assert stretches_of(script_of(sheet).text) == [("=chin-tuck", "2 x 10"), ("=cross-body", "30 s x 3, right")]


def test_a_table_whose_columns_nobody_names_is_read_row_by_row_without_its_bars() -> None:
    written = script_of("| Chin tucks | 2 x 10 | R |\n| Wall walks | 10 reps | |\n")
    assert stretches_of(written.text) == [("=chin-tuck", "2 x 10, right"), ("Wall walks", "10 reps")]


def test_a_second_part_of_a_sheet_is_remarked_on_as_both_are_in_one_session() -> None:
    written = script_of("Week 1-2\nChin tucks 1x10\n\nWeek 3-4\nChin tucks 2x10\n")
    assert [str(it) for it in written.remarks] == [
        "line 4: `Week 3-4` begins another part, and all parts are in one session: import each as its own sheet"
    ]


def test_the_first_heading_is_the_title_and_the_others_stay() -> None:
    text = script_of("HOME PROGRAM FOR THE NECK\n\nStretches:\nUT stretch 30 s\n\nStrength\nBridges x 10\n").text
    assert "title: Home program for the neck\n" in text
    assert "  # line 3: Stretches:\n" in text
    assert "  # line 6: Strength\n" in text
    assert "title: Home programme\n" in script_of("Bridges x 10\n").text


@pytest.mark.parametrize(
    ("answer", "first", "marked"),
    [(True, "=chin-tuck", False), (False, "Seated chin tucks", False), (None, "Seated chin tucks", True)],
)
def test_what_is_unsure_is_asked_and_marked_where_nobody_answers(answer: bool | None, first: str, marked: bool) -> None:
    written = script_of("P\nSeated chin tucks 3x10\n", answer)
    assert stretches_of(written.text) == [(first, "3 x 10")]
    assert ("  # unsure: it may be the library's `chin-tuck`" in written.text) is marked


def test_a_doubt_says_what_it_is_about() -> None:
    doubts: list[Doubt] = []
    contents = read_lines("P\nSeated chin tucks 3x10\n", surely)
    write_script(contents, LIBRARY, title="P", source="s", is_it=doubts.append)
    assert doubts == [Doubt(line=2, written="Seated chin tucks", key="chin-tuck", name="Chin tuck")]


@pytest.mark.parametrize("name", ["Hip adduction", "Sidelying hip adduction", "Heel slides", "Shoulder flexion", "SLR"])
def test_another_exercise_is_never_taken_for_one_of_the_library(name: str) -> None:
    match = find(name, LIBRARY)
    assert match is None or not match.sure


def test_a_sheet_becomes_a_script_that_loads() -> None:
    sheet = "\n".join(
        ["Programme", *LINES, 'Squat\'s "deep": {slow} # 3', "Knee bends #2 x 10", "No: 3 x 10", "y x 10"]
    )
    script = load_script(write(Path("x.yaml"), import_sheet(sheet, library=BUNDLED).text), BUNDLED)
    assert len(script.routine.stretches) >= len(LINES)
    assert script.routine.title == "Programme"


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*LINES, "Hold 5 s", "Repeat", "# x", "- ", "{a|b}", "'"])).map("\n".join)
)
@example("' x\nHold 5 s")
def test_any_sheet_becomes_a_script_that_loads_or_is_told_that_it_has_no_exercises(sheet: str) -> None:
    text, library = "", few()
    with contextlib.suppress(VoiceroutineError):  # there are no exercises in it
        text = import_sheet(sheet, library=library).text
    if not text:
        assert not read_lines(sheet, lambda _: False).exercises
        return
    load_script(write(Path("x.yaml"), text), library)


def few() -> Library:
    """Return a library of a few of the bundled stretches: all of them would be read again for every sheet."""
    folder = Path("few")
    for key in () if folder.exists() else ("bridge", "cat-dog", "chin-tuck", "clamshell", "upper-trap"):
        write(folder / "stretches" / f"{key}.yaml", BUNDLED.stretches()[key][0].read_text(encoding="utf-8"))
    return Library((Shelf(folder, "few"),))
