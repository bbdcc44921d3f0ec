"""A stretch that is read again is remembered, and never taken for another one."""

from __future__ import annotations

from pathlib import Path

from tests.support import write
from voiceroutine.script.known import mark_of
from voiceroutine.script.loader import load_script
from voiceroutine.script.stretch import Stretch

LEAN = {"name": "Lean", "hold": "20s", "setup": ["Sit up.", {"say": "Lean.", "wait": "6s"}]}


def test_a_stretch_with_the_same_content_is_the_same() -> None:
    again = {"name": "Le" + "an", "hold": "20" + "s", "setup": ["Sit up.", {"say": "Lean.", "wait": "6s"}]}
    assert Stretch.model_validate(again) is Stretch.model_validate(LEAN)
    assert Stretch.model_validate({**LEAN, "hold": "21s"}).hold == 21_000
    assert Stretch.model_validate({**LEAN, "reps": 2}) == Stretch.model_validate({**LEAN, "reps": "2"})


def test_breaths_are_as_long_as_the_script_says(tmp_path: Path) -> None:
    text = "title: T\nbreath: {}\nstretches: [{{name: Lean, hold: 3 breaths}}]\n"
    holds = [
        load_script(write(tmp_path / f"{breath}.yaml", text.format(breath))).routine.stretches[0].hold
        for breath in ("4s", "5s")
    ]
    assert holds == [12_000, 15_000]


def test_what_is_very_long_is_not_remembered() -> None:
    assert mark_of({"name": "Lean"}) is not None
    assert mark_of({"name": "Lean " * 3_000}) is None
