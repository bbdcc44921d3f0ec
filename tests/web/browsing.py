"""A real browser, as a phone's: pages in it, and what tests ask of a session's page."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PHONE = {"width": 360, "height": 740}
SLUG = "short"
"""Of the session that the tests' server has."""


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Give the system's Chromium. Where there is none, the test is skipped, but never in CI."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium")
        pytest.skip("there is no Chromium")
    arguments = ["--autoplay-policy=no-user-gesture-required"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # it has none for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@dataclass
class Phone:
    """A browser that has been nowhere yet. Whatever it complains of fails the test."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, **options: Any) -> Iterator[Page]:
        """Give a page of a phone; `options` are those of Playwright's contexts."""
        context = self.browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        yield page
        context.close()


@dataclass
class Player:
    """A session's page."""

    page: Page

    @property
    def timeline(self) -> dict[str, Any]:
        """The session's timeline.json."""
        found = self.page.evaluate("async () => JSON.stringify(await (await fetch('timeline.json')).json())")
        timeline: dict[str, Any] = json.loads(found)
        return timeline

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the events of a kind."""
        return [event for event in self.timeline["events"] if event["kind"] == kind]

    def cue(self, text: str) -> int:
        """Return where the first cue that begins with `text` begins, in ms."""
        return next(int(event["start_ms"]) for event in self.events("speech") if event["text"].startswith(text))

    @property
    def ms(self) -> float:
        """The playhead."""
        return float(self.page.evaluate("document.getElementById('audio').currentTime * 1000"))

    @property
    def plays(self) -> bool:
        return bool(self.page.evaluate("!document.getElementById('audio').paused"))

    def start(self) -> None:
        self.page.locator("#wait").click()
        self.page.locator("body[data-phase=playing]").wait_for()

    def go_to(self, ms: float) -> None:
        """Move the playhead, as if it had run there."""
        self.page.evaluate(
            "s => new Promise(done => { const a = document.getElementById('audio');"
            " a.addEventListener('seeked', done, {once: true}); a.currentTime = s; })",
            ms / 1000,
        )

    def text(self, element: str) -> str:
        """Return the text of an element that can be seen; empty if it cannot."""
        found = self.page.locator(f"#{element}")
        return found.inner_text() if found.is_visible() else ""


def opened(page: Page, url: str) -> Player:
    """Open a session's page, and return it once its player is there."""
    page.goto(f"{url}sessions/{SLUG}/index.html")
    page.locator("#player").wait_for()
    return Player(page)
