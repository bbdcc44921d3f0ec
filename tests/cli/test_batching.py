"""Several scripts at a time on the command line: what is printed of each, and the exit code."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.command import run_into
from tests.support import RunCli, write
from voiceroutine.cli.batching import _bars

SHORT = """\
title: Short one
opening: Sit down.
stretches:
  - name: Shoulder drop
    areas: [shoulders]
    equipment: [chair]
    caution: Stop if it hurts.
    ready: 1s
    hold: 10s
closing: Done.
"""


@pytest.fixture
def short() -> Path:
    return write(Path("scripts/short.yaml"), SHORT)


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_name_that_is_not_there_keeps_no_other_from_being_made(run_cli: RunCli, short: Path) -> None:
    Path("link.yaml").symlink_to("gone.yaml")
    done = run_cli("make", "--jobs", "1", "gone.yaml", "neckk", "short", "link.yaml")
    assert done.returncode == 1
    assert done.stderr == (
        "error: there is no script at gone.yaml\n"
        "error: there is no script named `neckk`; did you mean `neck`?\n"
        "error: link.yaml is a link to a file that is not there\n"
        "error: 3 of 4 failed\n"
        "script     what is wrong\n"
        "gone.yaml  there is no script at gone.yaml\n"
        "neckk      there is no script named `neckk`\n"
        "link.yaml  link.yaml is a link to a file that is not there\n"
    )
    assert done.stdout.startswith(f"{Path('output/short.mp3')}  plays ")
    assert done.stdout.splitlines()[-1].startswith("1 made, 3 failed, in ")


def test_two_for_one_file_are_refused_before_anything_is_made_whatever_else_is_missing(
    run_cli: RunCli, short: Path
) -> None:
    other = write(Path("others/short.yaml"), SHORT)
    done = run_cli("make", "gone.yaml", str(short), str(other))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {short} and {other} would both become short.mp3; ")
    assert not Path("output").exists()


def test_a_problem_in_an_option_says_whose_script_it_is(run_cli: RunCli) -> None:
    paths = [write(Path(f"scripts/{name}.yaml"), SHORT) for name in ("a", "b")]
    done = run_cli("make", "--jobs", "1", "--length", "1h", *map(str, paths))
    assert done.returncode == 1
    for path in paths:
        assert f"{path}:\n--length:1:1: error: " in done.stderr
        assert f"\n{path}  --length: " in done.stderr
    assert "line 1" not in done.stderr


def test_nobody_but_who_prints_draws_the_bars() -> None:
    before = threading.active_count()
    with _bars():
        assert threading.active_count() == before


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
def test_a_batch_whose_reader_has_gone_says_how_far_it_is_and_fails(short: Path, tmp_path: Path) -> None:
    other = write(Path("scripts/other.yaml"), SHORT)
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb", buffering=0) as pipe, (tmp_path / "errors").open("w+b") as errors:
        code = run_into(pipe, errors, "make", "--jobs", "1", str(short), str(other))
        errors.seek(0)
        assert (code, errors.read()) == (1, b"1 of 2 is done; the same command goes on from there\n")
    assert not Path("output/other.mp3").exists()
