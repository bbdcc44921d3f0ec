"""A warning that is meant so is allowed, by its code, for a script or for a stretch."""

from __future__ import annotations

from pathlib import Path

from tests.support import BUNDLED, RunCli, codes_of, write
from voiceroutine.app.preview import preview

LONG = (
    "title: T\n{top}stretches:\n  - name: Lean\n    hold: 4m\n    {own}\n    caution: Stop if it hurts.\n"
    "  - name: Turn\n    hold: 4m\n    caution: Stop if it hurts.\n"
)


def warnings(top: str = "", own: str = "areas: []") -> dict[str, str]:
    return codes_of(LONG.format(top=top, own=own))


def test_a_script_allows_a_warning_everywhere() -> None:
    assert warnings() == {"long-hold": "warning"}
    assert warnings(top="allow: [long-hold]\n") == {}


def test_a_stretch_allows_it_for_itself_alone() -> None:
    path = write(Path("x.yaml"), LONG.format(top="", own="allow: [long-hold]"))
    (warning,) = preview(path, library=BUNDLED).warnings
    assert (warning.code, warning.place[1]) == ("long-hold", 8)


def test_an_allow_that_silences_nothing_is_a_warning() -> None:
    assert warnings(top="allow: [long-hold, many-reps]\n") == {"unused-allow": "warning"}


def test_an_error_cannot_be_allowed() -> None:
    assert warnings(top="allow: [unknown-key]\n") == {"unknown-code": "error"}


def test_make_prints_the_warnings_that_check_knows(run_cli: RunCli) -> None:
    text = "title: T\nstretches:\n  - name: Lean\n    hold: 1s\n    reps: 51\n    rest: 0s\n"
    write(Path("x.yaml"), text)
    notes = run_cli("make", "x.yaml").stderr
    assert "[many-reps]" in notes
    assert "[many-reps]" in run_cli("check", "x.yaml").stdout
