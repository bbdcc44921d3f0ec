"""Every test works in a folder of its own; what the voice has said is shared, so that each cue is spoken once."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from tests.command import own_world, run_here, run_in_child
from tests.support import RunCli


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of caches: the workers of a run share clips and music; the rest is this worker's."""
    folder = tmp_path_factory.mktemp("cache")
    if "PYTEST_XDIST_WORKER" in os.environ:
        for name in ("clips", "beds"):
            shared = tmp_path_factory.getbasetemp().parent / name
            shared.mkdir(exist_ok=True)
            with suppress(OSError):  # where links are not allowed, each worker has its own
                (folder / name).symlink_to(shared, target_is_directory=True)
    return folder


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    (tmp_path / "work").mkdir()
    own_world(monkeypatch, tmp_path, cache)


@pytest.fixture
def run_cli() -> RunCli:
    """Run the command line: in this process, where a process of its own is not the point."""
    return run_here


@pytest.fixture
def run_process() -> RunCli:
    """Run the command line in a process of its own."""
    return run_in_child


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the expected texts in tests/golden anew")
