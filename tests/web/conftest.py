"""A session made once for each worker, and a server that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.command import own_world, run_here
from tests.support import write
from tests.web.browsing import Phone, started_browser
from tests.web.serving import SCRIPT, Served, running


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Return a folder with one session, `short.mp3`. It is shared: nothing may be changed in it."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "work/short.yaml", SCRIPT)
    with pytest.MonkeyPatch.context() as patch:
        own_world(patch, folder, cache)
        done = run_here("make", "-q", "short.yaml")
        assert done.returncode == 0, done.stderr
    return folder / "work/output"


@pytest.fixture(scope="session")
def served(made_once: Path) -> Iterator[Served]:
    """Return a server of that folder: `served.url` is its index, with the token."""
    with running(made_once) as site:
        yield site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium. It ends with the module: nothing else can run an event loop beside it."""
    with started_browser() as browser:
        yield browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Phone]:
    """Return what opens pages."""
    phone = Phone(browser)
    yield phone
    assert phone.complaints == []


@pytest.fixture
def page(phone: Phone) -> Iterator[Page]:
    """Return an empty page of a phone."""
    with phone.page() as page:
        yield page
