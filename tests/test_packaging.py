"""The wheel holds all that a session needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from voiceroutine.script.library import bundled_folder

ROOT = Path(__file__).parents[1]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Build the wheel and lay it out as an installer does."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


def test_a_wheel_away_from_the_checkout_renders_a_session(site: Path) -> None:
    packed = {
        path.relative_to(site / "voiceroutine/scripts") for path in (site / "voiceroutine/scripts").rglob("*.yaml")
    }
    assert packed == {path.relative_to(bundled_folder()) for path in bundled_folder().rglob("*.yaml")}
    code = "import voiceroutine; print(voiceroutine.__file__); from voiceroutine.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "make", "neck"],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(site))
    assert Path("output/neck.mp3").stat().st_size > 1_000_000
