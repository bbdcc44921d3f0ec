"""A sentence of an instruction has twenty words at most."""

from __future__ import annotations

import pytest

from tests.script.checks.warned import CAUTION, warned

SCRIPT = "title: T\nstretches:\n  - name: Lean\n    hold: 5s\n    {line}\n"


def words(count: int) -> str:
    return " ".join(["word"] * (count - 1)).capitalize() + " last."


def long(line: str) -> list[str]:
    return warned("long-sentence", SCRIPT.format(line=line))


def test_twenty_words_are_enough() -> None:
    assert long(f"caution: {words(20)}") == []
    assert long(f"caution: {words(21)}") == ["5:14-119: this sentence has 21 words"]


def test_it_points_at_the_sentence_and_not_at_the_whole_text() -> None:
    assert long(f"caution: Stop. {words(21)} Stop.") == ["5:20-125: this sentence has 21 words"]


def test_it_finds_a_sentence_that_is_written_on_several_lines() -> None:
    text = ">-\n      Stop. " + words(21).replace(" word word", "\n      word word", 1) + " Stop."
    assert long(f"caution: {text}") == ["6:13-7:107: this sentence has 21 words"]


def test_a_placeholder_a_respelling_and_a_hyphen_are_one_word_each() -> None:
    sides = "sides: [left]\n    "
    assert long(f'{sides}start: "{{side.noun}} {{well-known|well known and so on}} it\'s {words(17)}"') == []
    assert len(long(f'{sides}start: "{{side.noun}} {{well-known|well known and so on}} it\'s {words(18)}"')) == 1


@pytest.mark.parametrize("key", ["purpose", "avoid_if", "feel", "easier", "start", "again", "release", "setup"])
def test_every_text_of_a_stretch_is_an_instruction(key: str) -> None:
    assert len(long(f"{key}: {words(21)}\n    {CAUTION}")) == 1


def test_steps_and_cues_in_a_hold_are_too() -> None:
    assert len(long(f"during: [{{at: 1s, say: {words(21)}}}]")) == 1
    steps = f"title: T\nstretches:\n  - name: Lean\n    steps: [{{say: {words(21)}, for: 20s}}]\n"
    assert len(warned("long-sentence", steps)) == 1
