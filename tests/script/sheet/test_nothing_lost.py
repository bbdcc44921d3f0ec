"""No number of a sheet gets lost: it is in a dose, in how often, in words that are spoken, or in a remark."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.script.sheet.library import LIBRARY
from tests.script.sheet.test_sheet import script_of, stretches_of
from voiceroutine.script.sheet.names import find
from voiceroutine.script.sheet.words import BULLET, cleaned

READ: dict[str, tuple[str, str]] = {
    "Pelvic tilts 10 reps x 3 sets": ("=pelvic-tilt", "3 x 10"),
    "Wall walks: 10-15 reps x 2 sets BID": ("Wall walks", "2 x 10, twice a day"),
    "Prone press-ups 10 every 2 hours": ("Prone press-ups", "10 reps, every 2 hours"),
    "Quad sets 10 sec hold; 10x": ("Quad sets", "10 s x 10"),
    "Child pose :30 x 3": ("=childs-pose", "30 s x 3"),
    "Doorway pec stretch 3 x :30": ("=doorway-pec", "30 s x 3"),
    "Chin tucks 1 set of 10, 5 count hold": ("=chin-tuck", "5 s x 10"),
    "Hip flexor stretch 2 x 30 sec R&L": ("=hip-flexor", "30 s x 2, right and left"),
    "Neck rotation 5x/side, hold 10": ("=neck-rotation", "10 s x 5, each side"),
    "mini squats 0-45 deg, 2 x 10": ("Mini squats 0-45 deg", "2 x 10"),
    "TKE GTB 3x15 R": ("TKE GTB", "3 x 15, right"),
    "Wall sit 3 rounds of 20 sec": ("Wall sit", "3 sets of 20 s"),
    "Chin tuck 5 sec x 10 x 3 sets": ("=chin-tuck", "3 x 10, hold 5 s"),
    "LAQ 2 x 10": ("LAQ", "2 x 10"),
    "o UT stretch 3x30 s B/L": ("=upper-trap", "30 s x 3, each side"),
    "Prone hip ext 2x10 Lt": ("Prone hip ext", "2 x 10, left"),
    "4, Toe raises x 10": ("=toe-raises", "10 reps"),
}


@pytest.mark.parametrize("line", READ)
def test_a_line_is_read_as_it_is_meant(line: str) -> None:
    assert stretches_of(script_of(f"Programme\n\n{line}\nPlank 30 s\n").text)[:-1] == [READ[line]]


REMARKED: dict[str, list[str]] = {
    "Bridges 3/12": ["`3/12` is not in the session", "the library's own dose of `bridge` is in the session"],
    'Step up 8" x 12': ['`8" x 12` is read as seconds: if inches are meant, remove the hold'],
    "Clamshells 15 x 2": ["`15 x 2` is read as 15 sets of 2: if 2 sets are meant, write `2 x 15`"],
    "Chin tucks 10 reps, every 2-3 hours": ["`2-3` is read as 3"],
    "Chin tucks 3x10, rest 30-60 s": ["`30-60` is read as 60"],
    "Bridge, 3, 12": [
        "`Bridge, 3, 12`: this looks like a table, and no row above says what its columns hold: it is a comment"
    ],
    "UT stretch 3 x 30": ["`30` is read as reps: if seconds are meant, write `30 s`"],
    "Chin tucks - supine - 3x10": ["`supine` is not in the session"],
    "Shoulder circles 10 fwd 10 back": ["`Shoulder circles 10 fwd 10 back` seems to be no exercise, and is a comment"],
    "Squats 12/10/8": ["`Squats 12/10/8` seems to be no exercise, and is a comment"],
    "Shoulder rolls 1/2 min": ["`Shoulder rolls 1/2 min` seems to be no exercise, and is a comment"],
    "LAQ 3/10 hold 3": ["`3/10` is not in the session"],
    "Box breathing 4-4-4-4 5 min": ["`4-4-4-4` is not in the session"],
    "Dead bug 2x8 alt": ["`alternating` is read as each side, one side after the other"],
    "Side bends, 5 ea. way": ["`ea. way` is not in the session"],
    "90/90 hip stretch 3x30s": ["`90/90 hip stretch`: its name has a number, which may be of the dose"],
    "Clamshells 3 x 12 R / 2 x 10 L": [
        "`2 x 10` is not in the session: the sheet says `sets` twice, and the first is read",
        "`2 x 10` is not in the session: the sheet says `reps` twice, and the first is read",
        "`left` is not in the session: the sheet says `sides` twice, and the first is read",
    ],
    "Heel raises 25 (double), then 10 single ea.": [
        "`Heel raises 25 (double), then 10 single ea.` seems to be no exercise, and is a comment"
    ],
    "pt to do 4-5 d/wk": ["`4-5` is read as 4"],
    "Do exercises every other day. Stop if pain > 4/10.": [
        "`Do exercises every other day. Stop if pain > 4/10.` seems to be no exercise, and is a comment"
    ],
    "F/u 2 wks. Call (555) 201-3344": ["`F/u 2 wks. Call (555) 201-3344` seems to be no exercise, and is a comment"],
    "WEEK 1-2": [],
    "Bird dog\t2\t10\t5s": [
        "`Bird dog 2 10 5s`: this looks like a table, and no row above says what its columns hold: it is a comment"
    ],
}


@pytest.mark.parametrize("line", REMARKED)
def test_what_is_not_read_is_remarked_and_stays_in_the_script(line: str) -> None:
    written = script_of(f"Plank 20 s\n\n{line}\n")
    assert [remark.text for remark in written.remarks if remark.line == 3] == REMARKED[line]
    assert f"  # line 3: {' '.join(line.split())}\n" in written.text


def test_a_first_line_with_a_number_is_no_title() -> None:
    assert "title: Home programme\n" in script_of("Programme of 24/11\n\nPlank 20 s\n").text


def test_a_side_is_never_the_other_one() -> None:
    sheet = "Clamshells 3 x 12 R / 2 x 10 L\n"
    assert stretches_of(script_of(sheet).text) == [("=clamshell", "3 x 12, right")]


def test_breaths_stay_breaths() -> None:
    text = script_of("Child's pose 3 breaths x5\n90/90 breathing 5 breaths x 4\nCat camel 5 breaths\n").text
    assert "  - use: childs-pose\n    hold: 3 breaths\n    dose: 5 reps\n" in text
    assert "    hold: 5 breaths\n    dose: 4 reps\n" in text
    assert "  # `5 breaths` does not fit here and is left out\n  - use: cat-dog\n" in text


def test_a_line_with_its_own_number_never_continues_the_line_above() -> None:
    written = script_of("1. Single leg stance 30 s\n2. Hold 5 s\n[ ] Heel raises 25 (double), then 10 single ea.\n")
    assert stretches_of(written.text) == [("=one-leg-stand", "30 s")]
    assert [remark.line for remark in written.remarks] == [2, 3]
    assert stretches_of(script_of("1. Chin tucks\n - 3 x 10\n - hold 5 s\n").text) == [
        ("=chin-tuck", "3 x 10, hold 5 s")
    ]


def test_a_dose_below_directions_belongs_to_the_exercise_above_them_and_degrees_are_none() -> None:
    text = script_of("3) Doorway pec stretch\n   Stand in doorway. Arms at 90.\n   30s x 3\n").text
    assert stretches_of(text) == [("=doorway-pec", "30 s x 3")]


@pytest.mark.parametrize("sign", ["\t", " | ", ","])
def test_a_table_is_read_by_its_header(sign: str) -> None:
    rows = [
        ["Exercise", "Sets", "Reps", "Hold", "Side", "Freq", "Notes"],
        ["Bridge", "3", "12", "3 sec", "-", "daily", ""],
        ["Bird dog", "2", "10 e/s", "5s", "", "daily", "slow 90"],
        ["Figure 4 stretch", "1", "3", "30", "both", "bid", ""],
        ["Wall sit", "3", "", "45 sec", "", "daily", ""],
        ["Chin tuck", "2", "8-10", "", "L", "", ""],
    ]
    written = script_of("Programme\n" + "\n".join(sign.join(row) for row in rows) + "\n")
    assert stretches_of(written.text) == [
        ("=bridge", "3 x 12, hold 3 s, once a day"),
        ("=bird-dog", "2 x 10, hold 5 s, each side, once a day"),
        ("=figure-four", "30 s x 3, each side, twice a day"),
        ("Wall sit", "3 sets of 45 s, once a day"),
        ("=chin-tuck", "2 x 8, left"),
    ]
    assert [str(remark) for remark in written.remarks] == [
        "line 4: `slow 90` is not in the session",
        "line 7: `8-10` is read as 8",
    ]


def test_a_german_sheet_is_read_and_remarked() -> None:
    sheet = """Therapieplan Fr. Huber, KG 6x, Schulter re.
1. Pendel\u00fcbung 2 Min., 3x tgl.
2. Au\u00dfenrotation mit Theraband 3x15 Wdh., Pause 60 Sek.
3. Nackendehnung bds. je 30 Sek. halten, 3 Wdh.
4. Katzenbuckel 10 Wdh., 2 Serien, langsam
5. Br\u00fccke: 3 S\u00e4tze \u00e0 12, 5 s halten
6. Wadendehnung re. + li. je 3 x 30"
7. Einbeinstand li. 4 x 20 Sek., 2x t\u00e4glich
8. Kr\u00e4ftigung Rotatoren 3x10-12 (60% Kraft), alle 2 Tage
9. Becken je 2 Serien \u00e0 15, Pause 1 Min.
Termin: 14.3. um 10:30
"""
    written = script_of(sheet)
    assert stretches_of(written.text) == [
        ("Pendel\u00fcbung", "2 min, 3 times a day"),
        ("Au\u00dfenrotation mit Theraband", "3 x 15, rest 1 min"),
        ("Nackendehnung", "30 s x 3, each side"),
        ("Katzenbuckel", "2 x 10"),
        ("Br\u00fccke", "3 x 12, hold 5 s"),
        ("Wadendehnung", "30 s x 3, each side"),
        ("Einbeinstand", "20 s x 4, left, twice a day"),
        ("Kr\u00e4ftigung Rotatoren", "3 x 10, every other day"),
        ("Becken", "2 x 15, rest 1 min"),
    ]
    assert "seems to be German" in written.remarks[0].text
    assert "  # line 11: Termin: 14.3. um 10:30\n" in written.text
    assert "line 10: `je` is not in the session" in [str(remark) for remark in written.remarks]
    assert "line 9: `60% Kraft` is not in the session" in [str(remark) for remark in written.remarks]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("SLR", "side-leg-lift"),
        ("Heel slides", "heel-raises"),
        ("Quad sets", "hamstring-standing"),
        ("Hip ext", "cobra"),
    ],
)
def test_another_exercise_is_not_even_asked_about(name: str, other: str) -> None:
    match = find(name, LIBRARY)
    assert match is None or match.known.key != other


NAMES = "Bridges|Chin tucks|Plank|Quad sets|90/90 hip|Keep it|Stop if pain|Repeat|Exercise | Sets | Reps\n"
WORDS = "reps|sets|x|s|sec|hold|each|side|L|R|/|,|(|)|-|to|a day|every|hours|then|breaths|rest|min|at|.|;|:|\t|\n|\n- "
GERMAN = "\n2. |Wdh.|Sek.|tgl.|@|lb|%|count|deg|bis"
PIECES = st.lists(
    st.sampled_from(f"{NAMES}|{WORDS}|{GERMAN}".split("|")) | st.integers(2, 59).map(str), min_size=1, max_size=14
).map(" ".join)


@given(PIECES)
@example("Bridges 3 x 10 5 then")
@example("sets 2 Bridges . 3 3  Sets")
@example("Bridges 9\nRepeat 4 times at 12 .")
def test_every_number_of_a_sheet_is_in_the_session_or_in_a_remark(sheet: str) -> None:
    written = script_of(f"{sheet}\n\nSquats\n")
    body = [line for line in written.text.splitlines()[2:] if not line.lstrip().startswith("#")]
    kept = Counter(re.findall("[0-9]+", "\n".join([*body, *(remark.text for remark in written.remarks)])))
    kept["2"] += written.text.count("twice")
    lines = [cleaned(line) for line in sheet.splitlines()]
    written_there = Counter(number for line in lines for number in re.findall("[0-9]+", _bare(line)))
    for number, times in written_there.items():
        minutes = kept[str(int(number) * 60)] + (kept["1"] + kept["2"] if int(number) >= 30 else 0)
        assert kept[number] + minutes >= times


def _bare(line: str) -> str:
    return BULLET.sub("", line, count=1) if BULLET.match(line) else line
