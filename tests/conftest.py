"""Every test works in a folder of its own; what the voice has said is shared, so that each cue is spoken once."""

from __future__ import annotations

import gc
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure what tests cover without the property runs, which take twice as long when each line is counted.

    They run hundreds of examples through code that single tests cover as well.
    """
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over all that was imported and collected: none of it ever becomes garbage."""
    gc.freeze()
