"""The page that makes a session, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import write
from tests.web.browsing import Phone
from tests.web.serving import Served, running
from tests.web.test_access import violations
from voiceroutine.script.library import Library, Shelf
from voiceroutine.web.maker import Maker

pytestmark = pytest.mark.long

SCRIPT = """\
title: Lean to the side
screening: false
guidance: minimal
stretches: [{name: Lean, picture: standing, hold: 3s, reps: 4, areas: [neck]}, {name: Sit, hold: 4s}]
"""
FAULTY = "title: Faulty\nstretches:\n  - name: Lean\n    hold: 30 stones\n"
SECONDS = 1_000


@pytest.fixture
def site() -> Iterator[Served]:
    write(Path("scripts/lean.yaml"), SCRIPT)
    write(Path("scripts/wrong.yaml"), FAULTY)
    Path("output").mkdir()
    maker = Maker(Path("output").absolute(), Library((Shelf(Path("scripts"), "./scripts"),)))
    maker.warm()
    with running(Path("output").absolute(), maker=maker) as served:
        yield served
    maker.stop()


WAIT = """(() => {
  const reached_ms = document.getElementById("audio").currentTime * 1000;
  document.getElementById("wait").click();
  return reached_ms;
})()"""
"""Has a session wait, and gives its place in ms."""


def ms(page: Page) -> float:
    return float(page.evaluate("document.getElementById('audio').currentTime * 1000"))


def until(page: Page, happened: str) -> None:
    """Wait until a JavaScript expression is true. Playwright's own way to wait is against the page's policy."""
    end = time.monotonic() + 60
    while not page.evaluate(happened):
        assert time.monotonic() < end, happened
        page.wait_for_timeout(30)


def wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_a_session_plays_while_it_is_made_and_from_its_file_afterwards(phone: Phone, site: Served) -> None:
    with phone.page() as page:
        page.goto(site.url)
        page.get_by_role("link", name="Make", exact=True).click()
        assert violations(page) == []
        assert wide(page) == 360
        page.get_by_text("Change something").click()
        assert violations(page) == []
        page.get_by_role("radio", name="Lean to the side").check()
        page.get_by_role("button", name="Make and play").click()
        expect(page.locator("#wait")).to_have_text("Wait", timeout=60 * SECONDS)
        assert violations(page) == []
        assert page.evaluate("document.getElementById('audio').src").endswith("/live.mp3")
        expect(page.locator("#state")).to_contain_text("Made.", timeout=60 * SECONDS)
        expect(page.locator("#making-title")).to_have_text("Lean to the side")
        assert page.locator("#chapter").inner_text() == "Opening"
        # in the disclaimer's first minute there is no silence but a short one between two sentences
        until(page, "document.getElementById('audio').src.endsWith('/lean.mp3')")
        page.wait_for_timeout(700)
        assert not page.evaluate("document.getElementById('audio').paused")
        at_ms = ms(page)
        assert at_ms > 1_000
        assert violations(page) == []
        assert wide(page) == 360
        page.get_by_role("button", name="Wait").click()
        expect(page.locator("#wait")).to_have_text("Go on")
        page.get_by_role("link", name="Open its page").click()
        page.locator("#player").wait_for()
        page.locator("#wait").click()
        page.wait_for_timeout(500)
        assert ms(page) >= at_ms - 30_000, "it goes on at the beginning of the cue that was running"
        assert ms(page) > 0
        page.goto(site.url)
        expect(page.get_by_role("link", name="Lean to the side")).to_be_visible()


def test_where_the_sound_changes_files_it_goes_on_where_it_was(phone: Phone, site: Served) -> None:
    with phone.page() as page:
        page.goto(f"{site.url}make.html")
        page.get_by_role("radio", name="Lean to the side").check()
        page.get_by_role("button", name="Make and play").click()
        expect(page.locator("#wait")).to_have_text("Wait", timeout=60 * SECONDS)
        until(page, "document.getElementById('audio').currentTime > 0.1")
        before_ms = page.evaluate(WAIT)  # a session that waits changes files at once
        expect(page.locator("#wait")).to_have_text("Go on")
        until(page, "document.getElementById('audio').src.endsWith('/lean.mp3')")
        until(page, "document.getElementById('audio').currentTime > 0")
        assert abs(ms(page) - before_ms) < 100
        page.get_by_role("button", name="Go on").click()
        until(page, f"document.getElementById('audio').currentTime * 1000 > {before_ms + 500}")


def test_problems_are_told_and_another_one_can_be_made(phone: Phone, site: Served) -> None:
    with phone.page(color_scheme="dark") as page:
        page.goto(f"{site.url}make.html")
        expect(page.get_by_text("It has mistakes")).to_be_visible()
        page.get_by_role("radio", name="wrong").check()
        page.get_by_role("button", name="See what is wrong").click()
        expect(page.locator("#failed")).to_have_text("The script has 1 problem.", timeout=60 * SECONDS)
        problem = page.locator("#problems li")
        expect(problem).to_contain_text("wrong.yaml, line 4")
        expect(problem.locator("code")).to_have_text("hold: 30 stones")
        expect(problem.locator(".hint")).to_be_visible()
        expect(page.locator("#wait")).to_be_hidden()
        assert violations(page) == []
        assert wide(page) == 360
        page.get_by_role("button", name="Make another one").click()
        page.get_by_role("radio", name="Lean to the side").check()
        page.get_by_role("button", name="Make and play").click()
        expect(page.locator("#failed")).to_be_hidden()
        expect(page.locator("#state")).to_contain_text("Made.", timeout=60 * SECONDS)
    # the browser says on its console that the sound of what could not be made is not there
    phone.complaints[:] = [it for it in phone.complaints if "409" not in it]


def test_a_lock_screen_shows_the_chapter(phone: Phone, site: Served) -> None:
    with phone.page() as page:
        page.goto(f"{site.url}make.html")
        page.get_by_role("radio", name="Lean to the side").check()
        page.get_by_role("button", name="Make and play").click()
        expect(page.locator("#wait")).to_have_text("Wait", timeout=60 * SECONDS)
        until(page, "navigator.mediaSession.metadata?.title === 'Opening'")


def test_at_its_end_the_session_is_noted_on_its_own_page_which_asks_how_it_felt(phone: Phone, site: Served) -> None:
    with phone.page() as page:
        page.goto(f"{site.url}make.html")
        page.get_by_role("radio", name="Lean to the side").check()
        page.get_by_role("button", name="Make and play").click()
        until(page, "document.getElementById('audio').src.endsWith('/lean.mp3')")
        until(page, "document.getElementById('audio').duration > 1")
        page.evaluate("(audio => audio.currentTime = audio.duration - 0.5)(document.getElementById('audio'))")
        page.wait_for_url("**/sessions/lean/index.html", timeout=60 * SECONDS)
        expect(page.locator("#done-title")).to_have_text("Done. How did it feel?")
        assert page.evaluate("JSON.parse(localStorage.getItem('voiceroutine.diary')).length") == 1
