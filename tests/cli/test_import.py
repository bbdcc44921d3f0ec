"""`voiceroutine import`, run as a user runs it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import RunCli, write


def run_by_somebody(typed: str, *args: str) -> tuple[int, str]:
    """Run the command line on a terminal at which somebody types; return its exit code, and what it shows."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "voiceroutine", *args]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        os.write(ours, typed.encode())
        text = b""
        with os.fdopen(ours, "rb", buffering=0) as file, contextlib.suppress(OSError):  # Linux ends it with an error
            while part := file.read(65_536):
                text += part
    return child.returncode, text.decode("utf-8")


SHEET = "Neck programme\n1. Chin tucks 3x10, hold 5 s\n2. Squats 10-12 reps\n"


def test_a_sheet_becomes_a_script_that_check_accepts(run_cli: RunCli) -> None:
    write(Path("anna.txt"), SHEET)
    done = run_cli("import", "anna.txt")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("scripts/anna.yaml  1 stretch of the library, 1 of your own\n")
    assert done.stderr == "line 3: `10-12` is read as 10\n"
    assert Path("scripts/voiceroutine.schema.json").is_file()
    assert run_cli("check", "anna").returncode == 0


def test_a_misspelt_name_is_marked_where_nobody_can_be_asked(run_cli: RunCli) -> None:
    write(Path("anna.txt"), "Chin tuks 3x10\n")
    done = run_cli("import", "anna.txt", "-o", "-")
    assert "`Chin tuks`: it may be the library's `chin-tuck`" in done.stderr
    assert "# unsure: it may be the library's `chin-tuck`" in done.stdout
    assert "- name: Chin tuks" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a terminal as POSIX has them")
@pytest.mark.parametrize(("answer", "stretch"), [("y", "- use: chin-tuck"), ("n", "- name: Chin tuks")])
def test_somebody_at_a_terminal_is_asked(answer: str, stretch: str) -> None:
    write(Path("anna.txt"), "Chin tuks 3x10\n")
    code, text = run_by_somebody(f"{answer}\n", "import", "anna.txt")
    assert code == 0, text
    assert "chin-tuck" in text
    assert stretch in Path("scripts/anna.yaml").read_text(encoding="utf-8")


def test_nothing_is_overwritten(run_cli: RunCli) -> None:
    write(Path("anna.txt"), SHEET)
    write(Path("scripts/anna.yaml"), "mine")
    done = run_cli("import", "anna.txt")
    assert done.returncode == 1
    assert "scripts/anna.yaml already exists" in done.stderr.replace("\\", "/")
    assert Path("scripts/anna.yaml").read_text() == "mine"
    assert run_cli("import", "anna.txt", "-o", "week-2").returncode == 0
    assert Path("scripts/week-2.yaml").is_file()


def test_the_script_can_be_printed(run_cli: RunCli) -> None:
    write(Path("anna.txt"), SHEET)
    done = run_cli("import", "anna.txt", "-o", "-")
    assert "\n  - use: chin-tuck\n    dose: 3 x 10, hold 5 s\n" in done.stdout
    assert not Path("scripts").exists()


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"PK\x03\x04 word", "anna.txt is a document or a picture"),
        (b"", "there are no exercises in anna.txt"),
        (b"x" * 300_000, "anna.txt has 300,000 bytes"),
    ],
)
def test_what_is_no_sheet_is_told(run_cli: RunCli, content: bytes, answer: str) -> None:
    Path("anna.txt").write_bytes(content)
    done = run_cli("import", "anna.txt")
    assert done.returncode == 1
    assert answer in done.stderr
    assert "Traceback" not in done.stderr


def test_show_prints_the_dose_below_the_title(run_cli: RunCli) -> None:
    write(Path("x.yaml"), "title: T\nstretches:\n  - name: Lean\n    dose: 2 x 3 s, each side\n")
    lines = run_cli("show", "x.yaml").stdout.splitlines()
    place = next(n for n, line in enumerate(lines) if "Lean" in line)
    assert lines[place + 1].strip() == "3 s x 2, each side"
