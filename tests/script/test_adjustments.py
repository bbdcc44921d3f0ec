"""What options change in a script for once: the same checks as an overlay's, pointing at the option."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import BUNDLED, write
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.script.adjustments import AS_WRITTEN, Adjustments
from voiceroutine.script.loader import load_script

SCRIPT = """\
title: Evening
stretches:
  - use: chin-tuck
  - use: upper-trap
  - group: Circle
    stretches:
      - name: Roll
        reps: 8
      - name: Nod
        hold: 5s
"""


@pytest.fixture(autouse=True)
def _script() -> None:
    write_script(SCRIPT)


def write_script(text: str) -> None:
    write(Path("scripts/evening.yaml"), text)


def adjusted(adjustments: Adjustments) -> list[str]:
    script = load_script("scripts/evening.yaml", BUNDLED, adjustments=adjustments)
    return [stretch.name.partition(",")[0] for stretch in script.routine.stretches]


def error_of(adjustments: Adjustments) -> str:
    with pytest.raises(FaultyScriptError) as caught:
        adjusted(adjustments)
    return str(caught.value)


def test_only_keeps_what_it_names_also_in_a_group() -> None:
    assert adjusted(Adjustments(only=("chin-tuck", "circle/nod"))) == ["Head glide", "Nod"]


def test_skip_leaves_out_what_it_names() -> None:
    assert adjusted(Adjustments(skip=("chin-tuck", "circle/roll"))) == ["Upper trap stretch", "Nod"]


def test_a_set_value_replaces_that_of_the_script_and_the_last_one_wins() -> None:
    settings = ("upper-trap.hold=20s", "circle/roll.reps = 4", "circle.rounds=3", "circle/roll.reps=5")
    script = load_script("scripts/evening.yaml", BUNDLED, adjustments=Adjustments(set=settings))
    _, trap, roll, _ = script.routine.stretches
    assert (trap.hold, roll.reps, script.routine.groups[0][1].rounds) == (20_000, 5, 3)


def test_a_dose_and_a_list_can_be_set() -> None:
    settings = (
        "circle/nod.dose=2 x 3, hold 5 s",
        "circle/nod.sides=[right, left]",
        "upper-trap.prompts={countdown: 0}",
        'upper-trap.start="{side} ear down."',
    )
    script = load_script("scripts/evening.yaml", BUNDLED, adjustments=Adjustments(set=settings))
    _, trap, _, nod = script.routine.stretches
    assert (nod.sets, nod.reps, nod.hold, nod.sides) == (2, 3, 5_000, ("right", "left"))
    assert trap.start == ("{side} ear down.",)
    assert trap.prompts
    assert trap.prompts.countdown == 0


def test_guidance_pace_and_length_are_the_options() -> None:
    asked = Adjustments(guidance="brief", pace="0.9", length="12m")
    routine = load_script("scripts/evening.yaml", BUNDLED, adjustments=asked).routine
    assert (routine.guidance, routine.pace, routine.length) == ("brief", 0.9, 720_000)


def test_a_length_can_be_turned_off() -> None:
    write_script(f"length: 12m\n{SCRIPT}")
    asked = Adjustments(length="off")
    assert load_script("scripts/evening.yaml", BUNDLED, adjustments=asked).routine.length is None


def test_without_options_the_script_is_as_it_is_written() -> None:
    written = load_script("scripts/evening.yaml", BUNDLED)
    assert AS_WRITTEN.options == ()
    assert load_script("scripts/evening.yaml", BUNDLED, adjustments=AS_WRITTEN).routine == written.routine


def test_the_options_are_told_as_they_are_written() -> None:
    asked = Adjustments(skip=("a", "b"), length="5m", set=("c.hold=3s",))
    assert asked.options == ("--skip a, b", "--length 5m", "--set c.hold=3s")


@pytest.mark.parametrize(
    ("adjustments", "error"),
    [
        (
            Adjustments(skip=("upper-trap", "chin-tuk")),
            (
                "--skip:1:13: error: this script has no stretch `chin-tuk` [unknown-stretch]\n"
                "  |\n1 | upper-trap, chin-tuk\n  |             ^^^^^^^^\n  = did you mean `chin-tuck`?"
            ),
        ),
        (
            Adjustments(set=("upper-trap.hold=long",)),
            (
                "--set:1:17: error: "
                "expected a duration such as `30s`, `1m30s`, `1:30` or `0.5s`, found `long` [duration]\n"
                "  |\n1 | upper-trap.hold=long\n  |                 ^^^^\n  = for example `hold: 30s`"
            ),
        ),
        (
            Adjustments(set=("upper-trap.holds=20s",)),
            (
                "--set:1:12: error: unknown key `holds` [unknown-key]\n"
                "  |\n1 | upper-trap.holds=20s\n  |            ^^^^^\n  = did you mean `hold` or `words`?"
            ),
        ),
        (
            Adjustments(set=("upper-trap",)),
            (
                "--set:1:1: error: expected `KEY.FIELD=VALUE`, found `upper-trap` [option]\n"
                "  |\n1 | upper-trap\n  | ^^^^^^^^^^\n  = for example `--set upper-trap.hold=20s`"
            ),
        ),
        (
            Adjustments(set=("upper-trap.during=[{at: 5s, say: }]",)),
            (
                "--set:1:29: error: this key has no value [no-value]\n"
                "  |\n1 | upper-trap.during=[{at: 5s, say: }]\n  |                             ^^^\n"
                "  = for example `say: Let the shoulder drop.`"
            ),
        ),
        (
            Adjustments(set=("upper-trap.during=[{at: 5s",)),
            (
                "--set:1:20: error: this `{` is never closed [yaml]\n"
                "  |\n1 | upper-trap.during=[{at: 5s\n  |                    ^\n  = close it with `}`"
            ),
        ),
        (
            Adjustments(guidance="loud"),
            (
                "--guidance:1:1: error: expected `full`, `brief` or `minimal`, found `loud` [choice]\n"
                "  |\n1 | loud\n  | ^^^^"
            ),
        ),
        (
            Adjustments(only=("chin-tuck",), skip=("upper-trap",)),
            (
                "--skip:1:1: error: `only` and `skip` exclude each other [combination]\n"
                "  |\n1 | upper-trap\n  | ^^^^^^^^^^\n  = remove `skip`: `only` keeps what it names, and nothing else"
            ),
        ),
        (
            Adjustments(skip=("chin-tuck", "upper-trap", "circle")),
            (
                "--skip:1:1: error: this omits every stretch of the script [no-stretches]\n"
                "  |\n1 | chin-tuck, upper-trap, circle\n  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  = keep one of them"
            ),
        ),
    ],
    ids=["skip", "value", "field", "form", "inside", "syntax", "guidance", "both", "all"],
)
def test_a_mistake_is_shown_in_the_option(adjustments: Adjustments, error: str) -> None:
    assert error_of(adjustments) == error


def test_what_is_missing_in_the_script_is_shown_there() -> None:
    write_script(SCRIPT.replace("title: Evening\n", ""))
    assert error_of(Adjustments(guidance="brief")).startswith("scripts/evening.yaml:1:1: error: ")
