"""The commands handout and calendar."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support import RunCli, write

SHORT = """\
title: Short one of {patient}
vars: {patient: Anna Weber}
frequency: twice a day
stretches:
  - name: Shoulder drop
    ready: 1s
    hold: 10s
    caution: Stop if it hurts.
    start: Drop your {shoulders|SHOHL-derz}.
"""


@pytest.fixture
def short() -> Path:
    return write(Path("scripts/short.yaml"), SHORT)


def read(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.mark.parametrize("name", ["short", pytest.param("neck", marks=pytest.mark.long)])
def test_a_handout_has_the_numbers_of_show(run_cli: RunCli, short: Path, name: str) -> None:
    done = run_cli("handout", name)
    assert (done.returncode, done.stderr) == (0, "")
    shown = run_cli("show", name).stdout
    text = read(Path(f"output/{name}.pdf"))
    length = re.search(r", (\d+:\d\d)\n", shown)
    assert length
    assert f"Length {length[1]} min" in text
    doses = re.findall(r"(?m)^ +\d+:\d\d  \S.*, \d+:\d\d\n {9}(\S.*)$", shown)
    assert doses
    assert all(dose in text for dose in doses)


def test_a_handout_is_the_patients(run_cli: RunCli, short: Path) -> None:
    assert run_cli("handout", "short").stdout == f"{Path('output/short.pdf')}  1 page\n"
    assert "Name Anna Weber" in read(Path("output/short.pdf"))
    assert run_cli("handout", "short").stdout == f"{Path('output/short.pdf')}  1 page, up to date\n"
    done = run_cli("handout", "short", "--patient", "Ben", "--paper", "letter", "-o", "sheets")
    assert done.stdout == f"{Path('sheets/short.pdf')}  1 page\n"
    assert "Name Ben" in read(Path("sheets/short.pdf"))
    assert "Drop your shoulders." in read(Path("sheets/short.pdf"))


@pytest.mark.parametrize(("command", "ending"), [("handout", "pdf"), ("calendar", "ics")])
def test_files_of_others_stay(run_cli: RunCli, short: Path, command: str, ending: str) -> None:
    path = write(Path(f"output/short.{ending}"), "mine")
    done = run_cli(command, "short")
    assert done.returncode == 1
    assert done.stderr == (
        f"error: there is a file at {path} that voiceroutine did not make, or that was changed since; "
        "move it away, or name another folder (--output); --force replaces a file\n"
    )
    assert path.read_text() == "mine"
    assert run_cli(command, "short", "--force").returncode == 0
    short.write_text(SHORT.replace("10s", "11s"), encoding="utf-8")
    assert run_cli(command, "short").returncode == 0, "ours, and replaced"
    ours = path.read_bytes()
    path.write_bytes(ours.replace(b"voiceroutine", b"Voiceroutine", 1))
    assert run_cli(command, "short").returncode == 1, "edited"


@pytest.mark.parametrize("command", ["handout", "calendar"])
def test_a_script_that_fails_keeps_no_other_from_its_paper(run_cli: RunCli, short: Path, command: str) -> None:
    write(Path("scripts/wrong.yaml"), SHORT.replace("hold:", "hodl:"))
    done = run_cli(command, "wrong", "nobody", "short")
    assert done.returncode == 1
    assert "unknown key `hodl`" in done.stderr
    assert "there is no script named `nobody`" in done.stderr
    assert done.stderr.endswith("2 of 3 failed\n")
    assert [path.stem for path in Path("output").iterdir()] == ["short"]
    once = run_cli(command, "short", "wrong", "--guidance", "most")
    assert (once.returncode, once.stderr.count("`most`")) == (2, 1)


@pytest.mark.parametrize("command", ["handout", "calendar"])
def test_the_file_of_another_script_of_that_name_stays(run_cli: RunCli, short: Path, command: str) -> None:
    assert run_cli(command, "short").returncode == 0
    (made,) = Path("output").iterdir()
    before = made.read_bytes()
    write(Path("others/short.yaml"), SHORT.replace("Anna", "Ben"))
    done = run_cli(command, "others/short.yaml")
    assert done.returncode == 1
    assert f"the file at {made} is of another script of that name, {short.resolve()}; " in done.stderr
    assert made.read_bytes() == before


@pytest.mark.parametrize("command", ["handout", "calendar"])
@pytest.mark.parametrize(
    "link", ["example.org/neck", "javascript:alert(1)", "file:///etc/passwd", "http://", "https://a b"]
)
def test_a_link_leads_to_the_web(run_cli: RunCli, short: Path, command: str, link: str) -> None:
    done = run_cli(command, "short", "--link", link)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"`{link}` is no link to the web; write it whole" in done.stderr


def test_a_calendar_says_when_its_events_are(run_cli: RunCli, short: Path) -> None:
    options = ["--from", "2026-03-02", "--until", "2026-03-15", "--at", "07:30", "--at", "18:00"]
    done = run_cli("calendar", "short", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{Path('output/short.ics')}  every day at 07:30; every day at 18:00\n"
    assert b"DTSTART:20260302T073000" in Path("output/short.ics").read_bytes()


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--from", "tomorrow", "expected a day such as 2026-03-01, found `tomorrow`"),
        ("--until", "2026-02-30", "expected a day such as 2026-03-01, found `2026-02-30`"),
        ("--at", "8 pm", "expected a time of the day such as 08:00 or 18:30, found `8 pm`"),
    ],
)
def test_days_and_times_are_written_in_figures(
    run_cli: RunCli, short: Path, option: str, value: str, expected: str
) -> None:
    done = run_cli("calendar", "short", option, value)
    assert done.returncode == 2
    assert expected in done.stderr


def test_a_handout_tells_which_letters_it_cannot_print(run_cli: RunCli, short: Path) -> None:
    done = run_cli("handout", "short", "--patient", "山田")
    assert (done.returncode, done.stderr) == (
        0,
        "note: the font of handouts lacks `山`, `田`: a square stands in place of each\n",
    )
    assert "Name \N{BLACK SQUARE}\N{BLACK SQUARE}" in read(Path("output/short.pdf"))


FITTED = """\
title: Lean
stretches:
  - name: Lean
    caution: Stop if it hurts.
    sides: both
    hold: 30s
    reps: 2
    frequency: daily
    at_least: {hold: 10s, reps: 1}
  - name: Squeeze
    caution: Stop if it hurts.
    optional: true
    reps: 8
"""


def test_a_sheet_says_which_doses_its_length_has_changed_and_has_the_length_and_doses_of_the_session(
    run_cli: RunCli,
) -> None:
    write(Path("scripts/lean.yaml"), FITTED)
    assert run_cli("handout", "lean").returncode == 0
    assert "Fitted" not in read(Path("output/lean.pdf"))
    done = run_cli("handout", "lean", "--length", "2m40s")
    assert (done.returncode, done.stderr) == (0, "")
    text = read(Path("output/lean.pdf"))
    assert "Length 2:40 min" in text
    assert "Fitted Lean: 15 s x 2 (not 30 s x 2); Squeeze: left out" in text
    assert "Squeeze" not in text.replace("Squeeze: left out", "")
    assert "2:40" in run_cli("show", "lean", "--length", "2m40s").stdout.splitlines()[0]


def test_options_change_a_sheet_and_a_calendar_as_they_change_the_session(run_cli: RunCli) -> None:
    write(Path("scripts/lean.yaml"), FITTED)
    done = run_cli("handout", "lean", "--skip", "squeeze", "--set", "lean.hold=12s")
    assert done.returncode == 0
    text = read(Path("output/lean.pdf"))
    assert "12 s x 2, each side" in text
    assert "Squeeze" not in text
    assert run_cli("calendar", "lean", "--length", "2m40s", "--frequency", "daily").returncode == 0
    events = Path("output/lean.ics").read_text(encoding="utf-8")
    assert re.search(r"DURATION:PT2M(39|40)S", events)
    for command in ("handout", "calendar"):
        done = run_cli(command, "lean", "--length", "9h")
        assert done.returncode == 2
        assert "--length:1:1: error: this session can last from" in done.stderr
