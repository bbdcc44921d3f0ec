"""The studio's pages in a real browser, as somebody at a desk has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support import write
from tests.web.browsing import Phone
from tests.web.serving import LOOPBACK, TOKEN
from tests.web.studio.conftest import Studio

WIDE = {"width": 1280, "height": 800}


@dataclass
class Desk:
    """The editor of a script."""

    page: Page
    studio: Studio

    def go(self, address: str) -> None:
        """Open a page, and wait until it is there."""
        self.page.goto(f"http://{LOOPBACK}:{self.studio.port}/{TOKEN}/{address}")
        self.page.locator("html[data-ready]").wait_for()

    def open(self, script: str, text: str | None = None) -> None:
        """Open a script; with `text`, one that is written first."""
        if text is not None:
            write(self.studio.scripts / f"{script}.yaml", text)
        self.go(f"edit.html?script={script}")

    def settle(self) -> None:
        """Wait until the server has answered whatever was done."""
        self.page.wait_for_timeout(100)
        self.page.locator("#desk[aria-busy=false]").wait_for(timeout=30_000)

    @property
    def text(self) -> str:
        """The script's text as the page has it."""
        self.settle()
        return self.page.locator("#text").input_value()

    def saved(self, script: str = "mine") -> str:
        """Return the script as it is on the disk."""
        return (self.studio.scripts / f"{script}.yaml").read_text(encoding="utf-8")

    def save(self) -> None:
        """Save, and wait until it is done."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator("#state")).to_contain_text("yaml: saved")

    def card(self, name: str) -> Any:
        """Return the card of a stretch."""
        return (
            self.page.locator("article.card").filter(has=self.page.get_by_role("heading", name=name, exact=True)).last
        )

    def dose(self, name: str) -> Any:
        """Return the line with the dose of a stretch."""
        return self.card(name).get_by_label("Dose", exact=True)

    def press(self, button: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def names(self) -> list[str]:
        """Return the stretches and groups in their order."""
        self.settle()
        return self.page.locator(".card-title").all_inner_texts()


@contextmanager
def at_a_desk(phone: Phone, studio: Studio, **options: Any) -> Iterator[Desk]:
    """Give a browser of its own, in which nothing is open yet."""
    with phone.page(**{"viewport": WIDE, **options}) as page:
        yield Desk(page, studio)


@pytest.fixture
def desk(phone: Phone, studio: Studio) -> Iterator[Desk]:
    """Return the editor with the script `mine`."""
    with at_a_desk(phone, studio) as desk:
        desk.open("mine")
        yield desk
