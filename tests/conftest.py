"""Every test works in a folder of its own; the clip cache is shared within a run, so that each cue is spoken once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import RunCli


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("VOICEROUTINE_CACHE", str(cache))
    monkeypatch.setenv("VOICEROUTINE_SCRIPTS", str(tmp_path / "own"))
    monkeypatch.setenv("VOICEROUTINE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "hibari"))
    monkeypatch.delenv("VOICEROUTINE_VOICE", raising=False)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def run_cli() -> RunCli:
    """Run the command line in a process of its own."""

    def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
        import os

        return subprocess.run(
            [sys.executable, "-m", "voiceroutine", *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
        )

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the expected texts in tests/golden anew")
