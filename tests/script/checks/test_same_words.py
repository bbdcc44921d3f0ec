"""No cue is spoken more than six times in one stretch."""

from __future__ import annotations

from tests.script.checks.warned import CAUTION, warned

SCRIPT = f"title: T\nstretches:\n  - name: Squeeze\n    {CAUTION}\n    hold: 5s\n"


def same(lines: str) -> list[str]:
    return warned("same-words", SCRIPT + "".join(f"    {line}\n" for line in lines.split("\n")))


def test_six_times_are_enough() -> None:
    assert same("reps: 6\nstart: Squeeze.\nrelease: Relax.") == []
    assert same("reps: 7\nstart: Squeeze.\nrelease: ''") == ["7:12-20: this stretch says `Squeeze.` 7 times"]


def test_sides_and_sets_count_together() -> None:
    assert same("reps: 2\nsets: 2\nsides: [left, right]\nstart: Squeeze.\nrelease: ''") == [
        "9:12-20: this stretch says `Squeeze.` 8 times"
    ]
    assert same('reps: 4\nsides: [left, right]\nstart: "Squeeze {side}."\nrelease: ""') == []


def test_words_that_take_turns_are_not_the_same() -> None:
    assert same("reps: 10\nstart: Squeeze.\nagain: [And squeeze., Again.]\nrelease: [Relax., Let go.]") == []


def test_three_wordings_that_take_turns_may_come_round_as_often_as_they_like() -> None:
    assert same("reps: 30\nstart: [One., Two., Three.]\nrelease: ''") == []
    assert len(same("reps: 30\nstart: [One., Two.]\nrelease: ''")) == 2


def test_stock_words_are_found_at_the_stretch() -> None:
    assert same("reps: 7\nstart: ''") == ["3:5-7:14: this stretch says `Let go slowly.` 7 times"]


def test_numbers_may_be_the_same() -> None:
    assert same("reps: 7\nsets: 2\nstart: ''\nrelease: ''\nprompts: {countdown: 3}") == []


def test_another_stretch_counts_for_itself() -> None:
    body = f"    {CAUTION}\n    hold: 5s\n    reps: 4\n    start: Squeeze.\n    release: ''\n"
    text = f"title: T\nstretches:\n  - name: A\n{body}  - name: B\n{body}"
    assert warned("same-words", text) == []


def test_steps_are_found_in_their_place() -> None:
    text = (
        f"title: T\nstretches:\n  - name: A\n    {CAUTION}\n    reps: 8\n    steps:\n"
        "      - {say: [Up., And up.], for: 3s}\n      - {say: Down., for: 3s}\n"
    )
    assert warned("same-words", text) == ["8:15-20: this stretch says `Down.` 8 times"]
