"""Figures of a dose that are far outside what is usual are found, each once."""

from __future__ import annotations

import pytest

from tests.script.checks.warned import CAUTION, warned


def dose(*lines: str) -> list[str]:
    body = "\n".join(f"    {line}" for line in (CAUTION, "allow: [same-words]", *lines))
    return warned("unusual-dose", f"title: T\nstretches:\n  - name: Lean\n{body}\n")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("hold: 90s",), []),
        (("hold: 91s",), ["6:11-14: this hold lasts 91 s"]),
        (("hold: 91s", "during: [{at: 45s, say: Breathe.}]"), []),
        (("hold: 5s",), []),
        (("hold: 4s",), ["6:11-13: this is held for no more than 4 s"]),
        (("hold: 4s", "reps: 3"), []),
        (("hold: 60s", "reps: 3"), []),
        (("hold: 61s", "reps: 3"), ["7:11-12: this is held 3 times, 183 s in all"]),
        (
            ("hold: 50s", "reps: 2", "sets: 2", "sides: [left, right]"),
            ["7:11-12: this is held 4 times, 200 s in all on each side"],
        ),
        (("hold: 9s", "reps: 30"), []),
        (("hold: 5s", "reps: 31"), ["7:11-13: these are 31 reps in a row"]),
        (("tempo: 2s", "reps: 30"), []),
        (("tempo: 2s", "reps: 31"), ["7:11-13: these are 31 reps in a row"]),
        (("steps: [{say: In., for: 6s}]", "reps: 40"), []),
        (("tempo: 2s", "sets: 5"), []),
        (("tempo: 2s", "sets: 6"), ["7:11-12: these are 6 sets"]),
        (("tempo: 2s", "sets: 2", "set_rest: 9s"), ["8:15-17: the rest between the sets is 9 s"]),
        (("tempo: 2s", "set_rest: 9s"), []),
        (("hold: 45s", "equipment: [tennis ball]"), []),
        (("hold: 46s", "equipment: [Tennis ball]"), ["6:11-14: a ball presses on one spot for 46 s"]),
        (("hold: 80s", "equipment: [ball]", "during: [{at: 40s, say: Another spot.}]"), []),
        (("hold: 46s", "equipment: [chair]"), []),
        (("hold: 2m", "equipment: [foam roller]"), []),
        (("hold: 130s", "equipment: [foam roller]"), ["6:11-15: this is rolled for 130 s"]),
    ],
)
def test_a_figure_far_outside_is_found(lines: tuple[str, ...], found: list[str]) -> None:
    assert dose(*lines) == found


def test_what_another_rule_finds_is_not_found_twice() -> None:
    assert dose("hold: 4m") == []
    assert dose("tempo: 2s", "reps: 60") == []
