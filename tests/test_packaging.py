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


def test_a_wheel_away_from_the_checkout_renders_a_session(site: Path, tmp_path: Path) -> None:
    """With nothing on the PATH: the encoder that came along as a package."""
    packed = {
        path.relative_to(site / "voiceroutine/scripts") for path in (site / "voiceroutine/scripts").rglob("*.yaml")
    }
    assert packed == {path.relative_to(bundled_folder()) for path in bundled_folder().rglob("*.yaml")}
    code = "import voiceroutine; print(voiceroutine.__file__); from voiceroutine.cli import main; main()"
    for args in (["make", "neck", "--music", "waves"], ["verify", "output/neck.mp3"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            env={**os.environ, "PYTHONPATH": str(site), "PATH": "", "VOICEROUTINE_CACHE": str(tmp_path / "fresh")},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith(str(site))
