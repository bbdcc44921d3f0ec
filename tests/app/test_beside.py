"""What lies beside a session: files of others are noticed before it is made, and those of an earlier one after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import RunCli, write

SCRIPT = """\
title: Short one
screening: false
guidance: minimal
chimes: false
stretches:
  - {name: Calf at the wall, hold: 10s, ready: 1s, after: 1s, caution: Stop if it hurts.}
"""


@pytest.fixture(autouse=True)
def script() -> Path:
    return write(Path("scripts/short.yaml"), SCRIPT)


@pytest.mark.parametrize("names", [("short",), ("short", "other")], ids=["alone", "of two"])
def test_a_file_of_others_is_noticed_before_anything_is_made(run_cli: RunCli, names: tuple[str, ...]) -> None:
    for name in names:
        write(Path(f"scripts/{name}.yaml"), SCRIPT)
        write(Path(f"output/{name}.m4a"), "mine")
    done = run_cli("make", "--jobs", "1", "--format", "m4a", *names)
    assert done.returncode == 1
    path = Path("output/short.m4a")
    assert f"error: there is a file at {path} that voiceroutine did not make, or that was changed since" in done.stderr
    assert not list(Path("output").glob("*.mp3"))


def test_so_is_a_folder_and_a_file_where_the_parts_go_whatever_is_forced(run_cli: RunCli) -> None:
    Path("output/short.opus").mkdir(parents=True)
    write(Path("output/short"), "mine")
    for options in (("--format", "opus"), ("--split",)):
        assert run_cli("make", "short", "--force", *options).returncode == 1
    assert not Path("output/short.mp3").exists()


@pytest.mark.parametrize("form", ["mp3", pytest.param("m4a", marks=pytest.mark.long)])
def test_files_of_an_earlier_session_are_told_of_until_they_are_made_again(
    run_cli: RunCli, script: Path, form: str
) -> None:
    every = ("--format", form, "--split", "--captions", "vtt")
    assert "earlier" not in run_cli("make", "short", *every).stderr
    assert "earlier" not in run_cli("make", "short").stderr
    write(script, SCRIPT.replace("hold: 10s", "hold: 12s"))
    write(Path("output/short.opus"), "mine")
    out = Path("output")
    lines = [line for line in run_cli("make", "short").stderr.splitlines() if "earlier" in line]
    expected = {
        "short.vtt": "--captions vtt --force",
        "short.m4a": "--format m4a",
        "short": "--split",
    }
    assert lines == [
        f"note: {out / name} is of an earlier session; {option} makes it again"
        for name, option in expected.items()
        if form in name or "m4a" not in name
    ]
    assert "earlier" not in run_cli("make", "short", "--force", *every).stderr
