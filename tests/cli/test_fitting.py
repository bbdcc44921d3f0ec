"""Sessions that are fitted to a length, and scripts that options change: make, show, check and verify."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from mutagen.id3 import ID3

import voiceroutine
from tests.support import RunCli, mp3_info, write

LEAN = """\
title: Lean
summary: For the neck.
stretches:
  - name: Lean
    caution: Stop if it hurts.
    sides: both
    hold: 30s
    reps: 2
    at_least: {hold: 10s, reps: 1}
  - name: Squeeze
    caution: Stop if it hurts.
    optional: true
    reps: 8
"""
TOLERANCE_S = 1.0


@pytest.fixture(autouse=True)
def _script() -> None:
    write(Path("scripts/lean.yaml"), LEAN)


def test_a_session_is_as_long_as_is_asked_and_every_change_is_told(run_cli: RunCli) -> None:
    done = run_cli("make", "lean", "--length", "2m40s")
    _, pauses, *others = done.stdout.splitlines()
    assert (done.returncode, others) == (
        0,
        ["  Guidance: minimal, not full", "  Lean: hold 15 s, not 30 s", "  Squeeze: left out"],
    )
    assert re.fullmatch(r"  Pauses and rests: 1[12][0-9] % as long", pauses)
    assert "plays 2:40" in done.stdout
    assert abs(mp3_info(Path("output/lean.mp3")).length - 160) <= TOLERANCE_S
    comment = ID3("output/lean.mp3").getall("COMM")[0].text[0].splitlines()
    assert comment == ["For the neck.", "Fitted to 2:40.", *(line.strip() for line in done.stdout.splitlines()[1:])]


def test_a_fitted_session_is_up_to_date_and_agrees_with_its_script(run_cli: RunCli) -> None:
    first = run_cli("make", "lean", "--length", "3m")
    again = run_cli("make", "lean", "--length", "3m")
    assert again.stdout.splitlines()[1:] == first.stdout.splitlines()[1:]
    assert "up to date" in again.stdout
    verified = run_cli("verify", "output/lean.mp3")
    assert verified.returncode == 0, verified.stdout
    assert "--length 3m" in verified.stdout
    assert "`lean` says the same" in verified.stdout
    assert "up to date" not in run_cli("make", "lean", "--length", "3m10s").stdout


def test_a_script_can_ask_for_its_length(run_cli: RunCli) -> None:
    write(Path("scripts/lean.yaml"), f"length: 3m\n{LEAN}")
    shown = json.loads(run_cli("show", "lean", "--json").stdout)
    assert abs(shown["duration_ms"] - 180_000) <= TOLERANCE_S * 1000
    (listed,) = (it for it in json.loads(run_cli("list", "--json").stdout)["routines"] if it["name"] == "lean")
    assert (listed["duration_ms"], listed["guessed"]) == (180_000, False)


def test_a_length_that_cannot_be_is_an_error_that_says_what_can(run_cli: RunCli) -> None:
    write(Path("scripts/lean.yaml"), f"length: 1m\n{LEAN}")
    done = run_cli("check", "scripts/lean.yaml")
    line, *_ = done.stdout.splitlines()
    start = "scripts/lean.yaml:1:9: error: this session can last from "
    assert line.startswith(start)
    assert line.endswith(", and not 1:00 [length]")
    shortest, longest = line.removeprefix(start).split(",")[0].split(" to ")
    for length in (shortest, longest):
        made = run_cli("show", "lean", "--length", length)
        assert made.returncode == 0, made.stderr
    assert run_cli("make", "lean").returncode == 1


def test_a_length_that_cannot_be_is_an_error_where_nothing_is_spoken(run_cli: RunCli) -> None:
    write(Path("scripts/lean.yaml"), f"length: 30s\n{LEAN}")
    done = run_cli("diff", "lean", "desk-3")
    assert done.returncode == 1
    assert re.search(r"scripts/lean\.yaml:1:9: error: this session can last from about \d:\d\d to", done.stderr)
    (listed,) = (it for it in json.loads(run_cli("list", "--json").stdout)["routines"] if it["name"] == "lean")
    assert not listed["usable"]


@pytest.mark.parametrize("option", ["--only", "--skip"])
def test_a_list_of_no_stretches_is_refused(option: str, run_cli: RunCli) -> None:
    done = run_cli("show", "lean", option, " ,, ")
    assert done.returncode == 2
    assert f"Invalid value for '{option}': expected keys of stretches" in done.stderr


def test_the_length_of_a_base_is_for_the_scripts_that_extend_it(run_cli: RunCli) -> None:
    write(Path("scripts/house.yaml"), "length: 3m\nartist: Hill Street\n")
    assert run_cli("check", "scripts/house.yaml").returncode == 0
    write(Path("scripts/mine.yaml"), "extends: [house, lean]\n")
    duration_ms = json.loads(run_cli("show", "mine", "--json").stdout)["duration_ms"]
    assert abs(duration_ms - 180_000) <= TOLERANCE_S * 1000
    off_ms = json.loads(run_cli("show", "mine", "--length", "off", "--json").stdout)["duration_ms"]
    assert off_ms == json.loads(run_cli("show", "lean", "--json").stdout)["duration_ms"]


def test_the_shortest_session_still_has_its_safety_words(run_cli: RunCli) -> None:
    shown = run_cli("show", "lean", "--length", "2m30s").stdout
    assert "Stop if it hurts." in shown
    assert "mild ache" in shown


def test_options_change_a_script_for_once(run_cli: RunCli) -> None:
    shown = run_cli("show", "lean", "--skip", "squeeze", "--set", "lean.hold=12s", "--set", "lean.reps=1").stdout
    assert "Squeeze" not in shown
    assert "12 s x 1, each side" in shown or "12 s, each side" in shown


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("make lean --set lean.hold=soon", "--set:1:11: error: expected a duration"),
        ("make lean --set lean", "--set:1:1: error: expected `KEY.FIELD=VALUE`"),
        ("make lean --only nobody", "--only:1:1: error: this script has no stretch `nobody`"),
        ("make lean --guidance much", "--guidance:1:1: error: expected `full`, `brief` or `minimal`"),
        ("show lean --length 10s", "--length:1:1: error: this session can last from"),
        ("list --area nekc", "error: there is nothing for the area `nekc`"),
        ("list --under soon", "error: expected a duration"),
    ],
)
def test_a_mistake_in_an_option_is_wrong_usage(command: str, message: str, run_cli: RunCli) -> None:
    done = run_cli(*command.split())
    assert message in done.stderr
    assert done.returncode == 2


def test_a_mistake_in_the_script_is_none_in_an_option(run_cli: RunCli) -> None:
    write(Path("scripts/odd.yaml"), "title: T\nstretches:\n  - {name: A, hold: soon}\n")
    assert run_cli("make", "odd", "--guidance", "much").returncode == 1


def test_a_stretch_is_shown_as_it_is_written(run_cli: RunCli) -> None:
    assert run_cli("show", "chin-tuck", "--length", "5m").returncode == 2


def test_programs_are_told_every_change_and_of_a_session_that_is_not_fitted_none(run_cli: RunCli) -> None:
    told = run_cli("show", "lean", "--length", "2m40s")
    lines = [line.strip() for line in told.stdout.splitlines()[1:5]]
    shown = json.loads(run_cli("show", "lean", "--length", "2m40s", "--json").stdout)
    assert shown["changes"] == lines
    assert lines[-1] == "Squeeze: left out"
    jsonschema.validate(shown, voiceroutine.timeline_schema(), jsonschema.Draft202012Validator)
    assert "changes" not in json.loads(run_cli("show", "lean", "--json").stdout)


def test_say_says_a_dose_as_its_length_makes_it_and_still_finds_what_is_left_out(run_cli: RunCli) -> None:
    def dose_of_lean() -> str:
        return run_cli("say", "lean", "lean", "name", "-o", "lean.wav").stdout.splitlines()[0]

    assert "thirty seconds" in dose_of_lean()
    write(Path("scripts/lean.yaml"), f"length: 2m40s\n{LEAN}")
    assert "thirty seconds" not in dose_of_lean()
    assert run_cli("say", "lean", "squeeze", "caution", "-o", "lean.wav").returncode == 0
