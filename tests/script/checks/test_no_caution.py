"""Each stretch says when to stop."""

from __future__ import annotations

from tests.script.checks.warned import CAUTION, warned

SAID = "this stretch does not say when to stop"


def test_each_stretch_without_a_caution_is_found_by_its_name() -> None:
    text = f"title: T\nstretches:\n  - name: A\n  - name: B\n    {CAUTION}\n  - {{name: Lean, hold: 5s}}\n"
    assert warned("no-caution", text) == [f"3:11-12: {SAID}", f"6:12-16: {SAID}"]


def test_an_empty_caution_is_none() -> None:
    assert warned("no-caution", "title: T\nstretches:\n  - name: A\n    caution: ''\n") == [f"3:11-12: {SAID}"]


def test_a_library_stretch_brings_its_own() -> None:
    assert warned("no-caution", "title: T\nstretches: [{use: chin-tuck}]\n") == []


def test_it_may_be_meant_so() -> None:
    assert warned("no-caution", "title: T\nallow: [no-caution]\nstretches: [{name: A}, {name: B}]\n") == []
