"""A session's timeline is drawn to a file, which replaces no file of others."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.support import RunCli, write
from voiceroutine.app.chart import estimated_svg

SCRIPT = "title: Calf & hip\nscreening: false\nstretches: [{name: Calf, hold: 20s}, {name: Hip, hold: 9s}]\n"


@pytest.fixture
def script() -> str:
    return str(write(Path("x.yaml"), SCRIPT))


def test_show_draws_the_session_with_its_real_length(run_cli: RunCli, script: str) -> None:
    shown = run_cli("show", script).stdout.splitlines()[0]
    done = run_cli("show", script, "--svg", "drawn/x.svg")
    assert (done.returncode, done.stdout) == (0, f"{Path('drawn/x.svg')}\n")
    root = ET.fromstring(Path("drawn/x.svg").read_text(encoding="utf-8"))  # noqa: S314 we wrote it
    assert root.findtext("{http://www.w3.org/2000/svg}title") == shown


def test_a_drawing_replaces_itself_but_no_file_of_others(run_cli: RunCli, script: str) -> None:
    file = Path("x.svg")
    run_cli("show", script, "--svg", "x.svg")
    first = file.read_bytes()
    assert run_cli("show", script, "--svg", "x.svg").returncode == 0
    assert file.read_bytes() == first
    for content in (first.replace(b"Calf", b"Knee"), b"<svg/>", first + b"<!-- mine -->\n"):
        file.write_bytes(content)
        done = run_cli("show", script, "--svg", "x.svg")
        assert done.returncode == 1
        assert done.stderr.endswith(
            "error: there is a file at x.svg that voiceroutine did not make, or that was changed since; "
            "name another one, or move it away\n"
        )
        assert file.read_bytes() == content


def test_only_the_timeline_of_a_script_is_drawn_and_only_to_an_svg(run_cli: RunCli, script: str) -> None:
    wrong_name = run_cli("show", script, "--svg", "x.png")
    assert wrong_name.returncode == 2
    assert "expected a name that ends with .svg, found `x.png`" in wrong_name.stderr
    stretch = run_cli("show", "chin-tuck", "--svg", "x.svg")
    assert stretch.returncode == 2
    assert "`chin-tuck` is a stretch, and --svg draws the timeline of a script" in stretch.stderr
    assert not list(Path().glob("x.[ps]*g"))


def test_an_estimate_says_so_and_needs_no_voice(script: str, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch) -> None:
    before = estimated_svg(script)
    assert ", about 1:" in before
    run_cli("show", script)  # what the voice has said since changes nothing
    monkeypatch.setenv("VOICEROUTINE_VOICE", "nobody")
    assert estimated_svg(script) == before
