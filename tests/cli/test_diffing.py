"""The command that compares two scripts: what it prints, and its exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.command import run_on_terminal
from tests.support import RunCli, write

BEFORE = """\
title: Before
screening: false
stretches:
  - use: chin-tuck
  - name: Shoulder drop
    hold: 20s
    start: Drop your shoulders.
  - name: Roll
    hold: 9s
"""
AFTER = """\
extends: before
guidance: brief
title: After
skip: [roll]
insert: [{first: true, name: Shake, hold: 5s}]
change:
  chin-tuck: {dose: "2 x 8, hold 5 s, rest 20 s", feel: You should feel your neck grow.}
  shoulder-drop: {start: Drop both shoulders., ready: 9s}
"""
posix = pytest.mark.skipif(os.name != "posix", reason="terminals as POSIX has them")


@pytest.fixture(autouse=True)
def _scripts() -> None:
    write(Path("scripts/before.yaml"), BEFORE)
    write(Path("scripts/after.yaml"), AFTER)


def test_doses_words_and_settings_are_told_for_people(run_cli: RunCli) -> None:
    done = run_cli("diff", "before", "after")
    assert (done.returncode, done.stderr) == (0, "")
    head, _, rest = done.stdout.partition("\n\n")
    parts, _, minutes = rest.partition("\n\nMinutes\n")
    assert [line.split()[:2] for line in head.splitlines()] == [
        ["title", "plays"],
        ["before", "Before"],
        ["after", "After"],
    ]
    assert parts == (
        "The session\n"
        "  guidance: brief, was full\n"
        "  title\n"
        "    was  Before\n"
        "    now  After\n"
        "\n"
        "added Shake: 5 s\n"
        "\n"
        "Head glide, also called the chin tuck: 2 x 8, hold 5 s, rest 20 s between sets, rest 3 s between reps, "
        "was 5 s x 8, rest 3 s\n"
        "  feel\n"
        "    was  You should feel your neck [grow long, with a light pull at the back.]\n"
        "    now  You should feel your neck [grow.]\n"
        "\n"
        "Shoulder drop\n"
        "  ready: 9s, was 4s\n"
        "  start\n"
        "    was  Drop [your] shoulders.\n"
        "    now  Drop [both] shoulders.\n"
        "\n"
        "removed Roll: 9 s"
    )
    chapters = [line.split("  ")[0] for line in minutes.splitlines()]
    assert chapters == [
        *("chapter", "Opening", "Shake", "Head glide, also called the chin tuck", "Shoulder drop", "Roll", "Closing"),
        *("all", "~ is an estimate: nothing is spoken for it"),
    ]
    assert minutes.splitlines()[2].endswith("added")
    assert minutes.splitlines()[3].endswith("longer")


def test_a_length_is_the_playing_time_and_those_of_its_chapters_are_estimates(run_cli: RunCli) -> None:
    write(Path("scripts/long.yaml"), "extends: before\nlength: 2m40s\n")
    lines = run_cli("diff", "long").stdout.splitlines()
    assert lines[2].split()[:3] == ["after", "Before", "2:40"]
    assert "  length: 2m40s, was off" in lines
    (whole,) = (line.split() for line in lines if line.startswith("all "))
    (opening,) = (line.split() for line in lines if line.startswith("Opening "))
    assert whole[2] == "2:40"
    assert opening[2].startswith("~")


def test_scripts_that_say_the_same_are_told_in_a_line(run_cli: RunCli) -> None:
    done = run_cli("diff", "before", "scripts/before.yaml", "--exit-code")
    assert done.returncode == 0
    assert done.stdout.splitlines()[3:] == ["", "they say the same, and take the same time"]


def test_the_exit_code_tells_a_difference_where_it_is_asked_for(run_cli: RunCli) -> None:
    assert run_cli("diff", "before", "after").returncode == 0
    assert run_cli("diff", "before", "after", "--exit-code").returncode == 1
    assert run_cli("diff", "before", "after", "--exit-code", "--json").returncode == 1
    assert run_cli("diff").returncode == 2


def test_programs_are_given_all_of_it(run_cli: RunCli) -> None:
    found = json.loads(run_cli("diff", "before", "after", "--json").stdout)
    assert (found["same"], found["before"]["file"]) == (False, "scripts/before.yaml")
    states = [(it["key"], it["number"], it["added"], it["removed"]) for it in found["stretches"]]
    assert states == [
        ("shake", {"before": None, "after": 1}, True, False),
        ("chin-tuck", {"before": 1, "after": 2}, False, False),
        ("shoulder-drop", {"before": 2, "after": 3}, False, False),
        ("roll", {"before": 3, "after": None}, False, True),
    ]
    assert found["stretches"][2]["texts"] == [
        {"key": "start", "before": "Drop your shoulders.", "after": "Drop both shoulders."}
    ]
    lengths = [it["after_ms"] for it in found["lengths"] if it["after_ms"] is not None]
    assert sum(lengths) == found["after"]["duration_ms"]


@posix
def test_a_terminal_has_colours_unless_there_are_to_be_none() -> None:
    _, coloured = run_on_terminal(200, "diff", "before", "after")
    _, plain = run_on_terminal(200, "diff", "before", "after", NO_COLOR="1")
    assert "\x1b[31m[your]\x1b[0m" in coloured
    assert "\x1b[32m[both]\x1b[0m" in coloured
    assert "\x1b[" not in plain
    assert "Drop [both] shoulders." in plain


def test_one_script_is_compared_with_what_it_extends_and_three_are_too_many(run_cli: RunCli) -> None:
    write(Path("scripts/before.yaml"), BEFORE)
    write(Path("scripts/after.yaml"), "extends: before\ntitle: Mine\n")
    done = run_cli("diff", "after")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run_cli("diff", "before", "after").stdout
    done = run_cli("diff", "after", "after", "before")
    assert done.returncode == 2
    assert "expected one script or two, found 3" in done.stderr
