"""The handout of a finished session: of its own script, adjusted and fitted as the session was."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support import BUNDLED, RunCli, write
from voiceroutine.app.session_handout import session_handout, session_script
from voiceroutine.script.adjustments import Adjustments

SCRIPT = """\
title: Lean
guidance: minimal
stretches:
  - {name: Lean, caution: Stop if it hurts., hold: 20s, at_least: {hold: 10s}}
  - {name: Squeeze, caution: Stop if it hurts., reps: 3}
"""
FITTED = """\
title: Lean
summary: For the neck.
stretches:
  - {name: Lean, caution: Stop if it hurts., sides: both, hold: 30s, reps: 2, at_least: {hold: 10s, reps: 1}}
  - {name: Squeeze, caution: Stop if it hurts., optional: true, reps: 8}
"""
SESSION = Path("output/lean.mp3")


@pytest.fixture(autouse=True)
def _script() -> None:
    write(Path("scripts/lean.yaml"), SCRIPT)


def text_of(handout: bytes | None) -> str:
    assert handout is not None
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(handout)).pages)


@pytest.mark.long
def test_it_has_what_the_session_has_while_the_script_says_the_same(run_cli: RunCli) -> None:
    assert run_cli("make", "-q", "lean", "--skip", "squeeze", "--set", "lean.hold=15s").returncode == 0
    text = text_of(session_handout(SESSION))
    assert "15 s" in text
    assert "Squeeze" not in text
    assert session_script(SESSION, library=BUNDLED) is not None  # this machine remembers where it lay
    write(Path("scripts/lean.yaml"), f"# a comment\n{SCRIPT}")
    assert session_script(SESSION) is not None
    write(Path("scripts/lean.yaml"), SCRIPT.replace("20s", "21s"))
    assert session_handout(SESSION) is None
    write(Path("scripts/lean.yaml"), "title: [")
    assert session_handout(SESSION) is None
    Path("scripts/lean.yaml").unlink()
    assert session_handout(SESSION) is None


@pytest.mark.long
def test_it_is_fitted_as_the_session_was(run_cli: RunCli) -> None:
    write(Path("scripts/lean.yaml"), FITTED)
    done = run_cli("make", "lean", "--length", "2m40s")
    assert done.returncode == 0, done.stderr
    changes = [line.strip() for line in done.stdout.splitlines()[1:]]
    assert any("Squeeze" in change for change in changes), changes
    assert "Squeeze" not in text_of(session_handout(SESSION))
    assert session_handout(SESSION, refit=False) is None


def test_a_file_that_is_no_session_has_none() -> None:
    assert session_handout(write(Path("other.mp3"), "other")) is None
    assert session_handout(Path("nothing.mp3")) is None


@pytest.mark.parametrize(
    "adjustments",
    [
        Adjustments(),
        Adjustments(only=("chin-tuck", "upper-trap"), guidance="brief", pace="1.1", length="12m"),
        Adjustments(skip=("a/b",), set=("a.hold=20s", "b.start=[Up, and down]")),
    ],
)
def test_options_are_read_as_they_are_recorded(adjustments: Adjustments) -> None:
    assert Adjustments.of_options(adjustments.options) == adjustments


def test_an_option_that_is_not_known_is_not_guessed() -> None:
    assert Adjustments.of_options(["--future 1"]) is None
