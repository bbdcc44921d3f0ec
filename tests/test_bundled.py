"""Every bundled script is valid, fits, and can be used as it is. What there is, is read from the folder."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from tests.support import SPOKEN_ANYWAY, quick
from voiceroutine.app.check import check
from voiceroutine.app.preview import preview
from voiceroutine.language.languages import phrases_for
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.library import Library, Shelf, bundled_folder
from voiceroutine.script.loader import load_script
from voiceroutine.script.sheet.names import KnownStretch, find

SHELF = Shelf(bundled_folder(), "bundled")
LIBRARY = Library((SHELF,))
README = Path(__file__).parents[1] / "README.md"
LEVELS = {"chair": "chair", "standing": "feet", "wall": "feet"}
WITHOUT_MUSIC = {name for name, path in SHELF.scripts().items() if "music:" not in path.read_text(encoding="utf-8")}


def stretches_of(routine: str) -> set[str]:
    """Return the keys of the library's stretches that a routine uses."""
    return set(re.findall(r"- use: ([a-z-]+)", SHELF.scripts()[routine].read_text(encoding="utf-8")))


def test_the_readme_names_every_routine_and_no_routine_of_it_is_missing() -> None:
    assert set(SHELF.scripts()) >= {"desk-break", "knots", "neck", "traps", "upper-back"}
    assert set(SHELF.scripts()) <= set(re.findall("`([a-z0-9-]+)`", README.read_text(encoding="utf-8")))


@pytest.mark.parametrize("key", sorted(SHELF.stretches()))
def test_a_stretch_is_valid_and_says_all_it_should(key: str) -> None:
    stretch = load_stretch(SHELF.stretches()[key])
    for words in (stretch.purpose, stretch.setup, stretch.feel, stretch.start, stretch.easier, stretch.source):
        assert words
    assert stretch.areas
    assert stretch.position
    assert stretch.at_least
    _, stop = phrases_for("en").sentences(phrases_for("en").pain_rule)
    assert stop in stretch.caution, "one rule for pain, in the same words"


@pytest.mark.parametrize("key", quick(SHELF.stretches(), stretches_of("knots")))
def test_a_stretch_fits_without_a_warning(key: str) -> None:
    assert check(SHELF.stretches()[key], library=LIBRARY) == ()


def test_no_two_stretches_are_called_the_same() -> None:
    names = [load_stretch(path).name for path in SHELF.stretches().values()]
    assert len(set(names)) == len(names)


def test_no_name_of_the_trade_means_two_stretches() -> None:
    stretches = {key: load_stretch(path) for key, path in SHELF.stretches().items()}
    known = [KnownStretch(key, stretch.name, stretch.also) for key, stretch in stretches.items()]
    for stretch in known:
        for name in (stretch.name, *stretch.also):
            match = find(name, known)
            assert match, name
            assert (match.known.key, match.sure) == (stretch.key, True), name


def test_knots_has_ten_different_stretches_of_the_library() -> None:
    names = [stretch.name for stretch in load_script(SHELF.scripts()["knots"], LIBRARY).routine.stretches]
    assert len(set(names)) == len(names) == 10
    assert set(names) <= {load_stretch(path).name for path in SHELF.stretches().values()}


@pytest.mark.parametrize("name", sorted(SHELF.scripts()))
def test_nobody_sits_down_stands_up_or_lies_down_twice(name: str) -> None:
    routine = load_script(name, LIBRARY).routine
    if routine.groups:
        pytest.skip("a round goes down and up by its nature")
    stretches = routine.stretches
    levels = [LEVELS.get(str(stretch.position), "floor") for stretch in stretches]
    in_turn = [level for level, _ in groupby(levels)]
    assert len(set(in_turn)) == len(in_turn)
    assert "floor" not in in_turn[:-1], "nobody gets up from the floor but at the end"


@pytest.mark.parametrize("name", quick(SHELF.scripts(), WITHOUT_MUSIC))
def test_a_routine_fits_without_a_warning(name: str) -> None:
    assert check(SHELF.scripts()[name], library=LIBRARY) == ()


def test_a_desk_break_takes_five_minutes_and_nothing_but_a_chair() -> None:
    performance = preview("desk-break", library=LIBRARY)
    assert 300_000 <= performance.timeline.duration_ms <= 360_000
    assert {item for s in performance.script.routine.stretches for item in s.equipment} <= {"chair"}


@pytest.mark.long
def test_the_neck_takes_a_quarter_of_an_hour_and_all_ten_less_than_half() -> None:
    assert abs(preview("neck", library=LIBRARY).timeline.duration_ms - 819_000) <= 60_000
    assert preview("knots", library=LIBRARY).timeline.duration_ms < 1_800_000


@pytest.mark.parametrize("name", quick(SHELF.scripts(), SPOKEN_ANYWAY))
def test_the_length_that_is_said_is_within_a_minute_of_the_truth(name: str) -> None:
    timeline = preview(name, library=LIBRARY).timeline
    said = " ".join(event.text or "" for _, event in timeline.events() if event.role == "opening")
    lengths = (timeline.duration_ms + around_ms for around_ms in (-60_000, 0, 60_000))
    assert any(phrases_for("en").about_duration(length_ms) in said for length_ms in lengths)
