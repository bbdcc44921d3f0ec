"""The walk of docs/therapists.md, as a therapist does it: three patients, from an empty folder."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from pypdf import PdfReader

from tests.support import ROOT, RunCli, mp3_info, write

PAGE = (ROOT / "docs/therapists.md").read_text(encoding="utf-8")
PATIENTS = {"anna": "Anna Weber", "ben": "Ben Okafor", "carla": "Carla Ruiz"}
TWELVE_MINUTES_S = 12 * 60
ASKED_S = 11 * 60 + 30
"""What the page fits Ben's first session to."""


def steps() -> list[tuple[str, str]]:
    """Return the page's scripts and commands, each with its language, in their order."""
    return re.findall(r"^```(yaml|sh)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.long
def test_three_patients_have_a_session_a_sheet_and_a_calendar(run_cli: RunCli) -> None:
    commands = 0
    for language, text in steps():
        if language == "yaml":
            name, content = text.split("\n", 1)
            write(Path(name.removeprefix("# ")), content)
            continue
        for line in text.splitlines():
            program, *args = shlex.split(line)
            assert program == "voiceroutine"
            done = run_cli(*args)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            assert "warning" not in done.stdout + done.stderr, line
            commands += 1
    assert commands == 9
    assert ASKED_S <= mp3_info(Path("output/ben.mp3")).length < ASKED_S + 1
    for name, patient in PATIENTS.items():
        for script, first, last in ((name, 2, 15), (f"{name}-2", 16, 29)):
            assert mp3_info(Path(f"output/{script}.mp3")).length < TWELVE_MINUTES_S
            text = " ".join(page.extract_text() for page in PdfReader(Path(f"output/{script}.pdf")).pages)
            assert patient in text
            assert "Hill Street Physio" in text
            calendar = icalendar.Calendar.from_ical(Path(f"output/{script}.ics").read_bytes())
            days = {
                event["DTSTART"].dt.date()
                for event in recurring_ical_events.of(calendar).between(date(2026, 2, 1), date(2026, 5, 1))
            }
            assert days == {date(2026, 3, day) for day in range(first, last + 1)}
