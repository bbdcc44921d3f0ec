"""Every bundled script is valid, fits, and can be used as it is."""

from __future__ import annotations

import pytest

from voiceroutine.app.preview import preview
from voiceroutine.script.library import Library, Shelf, bundled_folder
from voiceroutine.script.loader import load_script, load_stretch

SHELF = Shelf(bundled_folder(), "bundled")
LIBRARY = Library((SHELF,))

STRETCHES = [
    "shoulder-squeeze",
    "chin-tuck",
    "neck-rotation-towel",
    "snow-angel",
    "ball-release",
    "foam-roll",
    "cat-dog",
    "childs-pose",
    "upper-trap",
    "levator-scapulae",
]


def test_the_library_holds_the_ten_stretches_and_the_five_routines() -> None:
    assert sorted(SHELF.stretches()) == sorted(STRETCHES)
    assert sorted(SHELF.scripts()) == ["desk-break", "knots", "neck", "traps", "upper-back"]


@pytest.mark.parametrize("key", STRETCHES)
def test_a_stretch_is_valid_and_says_all_it_should(key: str) -> None:
    stretch = load_stretch(SHELF.stretches()[key])
    assert stretch.setup
    assert stretch.start
    assert stretch.areas
    assert stretch.at_least


def test_knots_has_all_ten_in_order() -> None:
    names = [stretch.name for stretch in load_script(SHELF.scripts()["knots"], LIBRARY).routine.stretches]
    assert names == [load_stretch(SHELF.stretches()[key]).name for key in STRETCHES]


@pytest.mark.parametrize("name", ["desk-break", "knots", "neck", "traps", "upper-back"])
def test_a_routine_fits_without_a_warning(name: str) -> None:
    assert preview(name, library=LIBRARY).warnings == ()


def test_a_desk_break_takes_five_minutes_and_nothing_but_a_chair() -> None:
    performance = preview("desk-break", library=LIBRARY)
    assert 285_000 <= performance.timeline.duration_ms <= 330_000
    assert {item for s in performance.script.routine.stretches for item in s.equipment} <= {"chair"}
