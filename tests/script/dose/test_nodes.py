"""A dose in a script: the keys that it stands for, in a stretch, over a library stretch, and in an overlay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import BUNDLED, codes_of, write
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.loader import Script, load_script


def loaded(text: str) -> Script:
    return load_script(write(Path("x.yaml"), text), BUNDLED)


def with_stretch(lines: str) -> Script:
    return loaded(f"title: T\nstretches:\n  - {lines}\n")


def test_a_dose_is_the_same_as_its_keys() -> None:
    short = with_stretch("name: Lean\n    dose: 3 x 10, hold 5 s, rest 20 s, e/s").routine
    keys = "sets: 3\n    reps: 10\n    hold: 5s\n    set_rest: 20s\n    sides: [left, right]"
    assert short == with_stretch(f"name: Lean\n    {keys}").routine


def test_each_key_has_the_place_of_its_part() -> None:
    script = with_stretch('name: Lean\n    dose: "3 x 10, hold 5 s"')
    for key, written in (("reps", "3 x 10"), ("hold", "hold 5 s")):
        span = script.span_of(("stretches", 0, key))
        assert span.source.text[span.start : span.end] == written


def test_a_dose_leaves_what_it_does_not_say_to_the_library() -> None:
    stretch = with_stretch("use: chin-tuck\n    dose: 3 x 10").routine.stretches[0]
    assert (stretch.sets, stretch.reps, stretch.hold) == (3, 10, 5_000)


def test_one_hold_is_one_hold_of_a_stretch_that_has_two() -> None:
    stretch = with_stretch("use: levator-scapulae\n    dose: 20 s").routine.stretches[0]
    assert (stretch.reps, stretch.hold, stretch.sides) == (1, 20_000, ("left", "right"))


def test_another_kind_of_rep_replaces_the_old_one() -> None:
    stretch = with_stretch("use: cat-dog\n    dose: 10 s x 3").routine.stretches[0]
    assert (stretch.steps, stretch.reps, stretch.hold) == ((), 3, 10_000)


def test_an_overlay_changes_a_dose() -> None:
    script = loaded("extends: neck\nchange:\n  chin-tuck:\n    dose: 2 x 6, twice a day\n")
    stretch = script.routine.stretches[1]
    assert (stretch.sets, stretch.reps, stretch.frequency) == (2, 6, "twice a day")


def test_a_library_stretch_may_have_a_dose() -> None:
    path = write(Path("scripts/stretches/lean.yaml"), "name: Lean\ndose: 2 x 20 s, each side\nalso: [side bend]\n")
    stretch = load_stretch(path)
    assert (stretch.reps, stretch.hold, stretch.sides, stretch.also) == (2, 20_000, ("left", "right"), ("side bend",))
    assert (
        codes_of("title: T\nstretches:\n  - name: Lean\n    dose: 2 x 20 s, each side\n    caution: Go easy.\n") == {}
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("both", ("left", "right")), ("left", ("left",)), ("Right", ("right",)), ("[right, left]", ("right", "left"))],
)
def test_sides_may_be_one_word(written: str, meant: tuple[str, ...]) -> None:
    assert with_stretch(f"name: Lean\n    sides: {written}").routine.stretches[0].sides == meant


@pytest.mark.parametrize("sides", ["both", "[left, right]"])
def test_sides_beside_a_dose_that_says_the_same_are_none_too_many(sides: str) -> None:
    stretch = with_stretch(f"name: Lean\n    dose: 8 each side\n    sides: {sides}").routine.stretches[0]
    assert (stretch.reps, stretch.sides) == (8, ("left", "right"))
