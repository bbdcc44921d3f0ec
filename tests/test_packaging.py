"""The wheel holds all that a session needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.command import Done
from tests.support import write
from voiceroutine.script.library import bundled_folder

ROOT = Path(__file__).parents[1]

SHORT = """\
title: Short
stretches: [{use: chin-tuck, reps: 1, setup: Sit tall.}]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and lay it out as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_from(site: Path, *args: str) -> Done:
    """Run the wheel's command with nothing on the PATH: the encoder is the one that came along as a package.

    The cache is empty at first; what one test has spoken, the other may use.
    """
    code = "import voiceroutine; print(voiceroutine.__file__); from voiceroutine.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(site), "PATH": "", "VOICEROUTINE_CACHE": str(site.parent / "cache")}
    command = [sys.executable, "-c", code, *args]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=300)


def test_the_wheel_has_every_bundled_script(site: Path) -> None:
    packed = {
        path.relative_to(site / "voiceroutine/scripts") for path in (site / "voiceroutine/scripts").rglob("*.yaml")
    }
    assert packed == {path.relative_to(bundled_folder()) for path in bundled_folder().rglob("*.yaml")}


@pytest.mark.long
@pytest.mark.parametrize(("name", "music"), [("short", "none"), ("desk-3", "waves")])
def test_a_wheel_away_from_the_checkout_renders_a_session(site: Path, name: str, music: str) -> None:
    write(Path("scripts/short.yaml"), SHORT)
    for args in (["make", name, "--music", music], ["verify", f"output/{name}.mp3"]):
        done = run_from(site, *args)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith(str(site))
