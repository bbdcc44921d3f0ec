"""A published site in a real browser, from a server of plain files, and then without it."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import Phone, Player
from tests.web.test_access import violations
from voiceroutine.web.publish import publish

pytestmark = pytest.mark.long


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing. It knows no ranges: those that a phone gets are the service worker's."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name is the library's
        pass


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[int]:
    """Serve a folder on this machine alone; give the port."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def sessions(made_once: Path, tmp_path: Path) -> Path:
    """Return a folder with two sessions, `short` and `other`."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    for name in ("short", "other"):
        shutil.copy(made_once / "short.mp3", folder / f"{name}.mp3")
    return folder


@pytest.fixture
def site(sessions: Path, tmp_path: Path) -> Path:
    """Return the published site, in a folder of its host's."""
    publish(tmp_path / "host/routines", sessions=sessions)
    return tmp_path / "host"


def installed(page: Page, port: int) -> str:
    """Open the site, wait for its service worker, and return its address."""
    url = f"http://127.0.0.1:{port}/routines/"
    page.goto(f"{url}index.html")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    return url


def keep(page: Page, url: str, slug: str) -> None:
    page.goto(f"{url}sessions/{slug}/index.html")
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.locator("#offline-state")).to_contain_text("plays without a network", timeout=20_000)


def caches(page: Page) -> list[str]:
    """Return the names of the caches, without the site's address."""
    found: list[str] = page.evaluate("caches.keys()")
    return sorted(name.split(" ", 2)[2].rpartition(" ")[0] for name in found)


def test_what_is_kept_plays_without_a_network_and_the_rest_says_so(phone: Phone, page: Page, site: Path) -> None:
    with serving(site) as port:
        url = installed(page, port)
        page.goto(f"{url}sessions/short/index.html")
        expect(page.locator("#problem")).to_contain_text("This host cannot jump within a session.")
        keep(page, url, "short")
        assert violations(page) == []
        page.goto(f"{url}index.html")
        assert page.locator("[data-slug=short] .kept").is_visible()
        assert not page.locator("[data-slug=other] .kept").is_visible()
    page.goto("about:blank")
    page.goto(url)  # as it is opened from a home screen: without the name of its index
    assert page.locator(".sessions li").count() == 2
    page.locator("[data-slug=short] a").click()
    page.locator("#player").wait_for()
    player = Player(page)
    player.start()
    for chapter in player.timeline["chapters"]:
        player.go_to(chapter["start_ms"])
        assert abs(player.ms - chapter["start_ms"]) < 400
    page.wait_for_timeout(500)
    assert player.plays
    # the pictures and the cover are there as well
    assert page.evaluate("async () => (await fetch('cover.jpg')).ok")
    page.goto(f"{url}diary.html")
    assert page.locator("#diary").is_visible()
    page.goto(f"{url}sessions/other/index.html")
    expect(page.locator("h1")).to_have_text("This session is not on this phone")
    page.locator("main").get_by_role("link", name="Sessions").click()
    assert page.locator(".sessions li").count() == 2
    page.wait_for_load_state("networkidle")
    phone.complaints.clear()  # covers of sessions that are not kept


def test_ranges_are_answered_from_what_is_kept(phone: Phone, page: Page, site: Path) -> None:
    whole = (site / "routines/sessions/short/short.mp3").read_bytes()
    size = len(whole)
    with serving(site) as port:
        keep(page, installed(page, port), "short")
    page.reload()

    def ask(wanted: str) -> tuple[int, str | None, str | None, list[int]]:
        found = page.evaluate(
            """async range => {
              const answer = await fetch('short.mp3', {headers: {Range: range}});
              const {status, headers} = answer;
              const body = new Uint8Array(await answer.arrayBuffer());
              return [status, headers.get('content-range'), headers.get('content-length'), body.length,
                      [...body.slice(0, 4)]];
            }""",
            wanted,
        )
        status, content_range, length, received, first = found
        assert status != 206 or int(length) == received
        return status, content_range, length, first

    assert ask("bytes=0-1")[:3] == (206, f"bytes 0-1/{size}", "2")
    assert ask("bytes=100-") == (206, f"bytes 100-{size - 1}/{size}", str(size - 100), list(whole[100:104]))
    assert ask("bytes=-4") == (206, f"bytes {size - 4}-{size - 1}/{size}", "4", list(whole[-4:]))
    assert ask(f"bytes=5-{size + 1000}")[1] == f"bytes 5-{size - 1}/{size}"
    assert ask(f"bytes={size}-")[:2] == (416, f"bytes */{size}")
    assert ask("bytes=0-1,5-6")[0] == 200
    assert ask("lines=1-2")[0] == 200
    phone.complaints.clear()  # of 416, which was wanted


def test_a_new_version_takes_the_place_of_the_old_one(
    phone: Phone, page: Page, site: Path, sessions: Path, made_once: Path
) -> None:
    with serving(site) as port:
        url = installed(page, port)
        keep(page, url, "short")
        keep(page, url, "other")
        assert caches(page) == ["pages", "session other", "session short"]
        before = set(page.evaluate("caches.keys()"))
        # another time of its making is another session to somebody who looks at the list
        (sessions / "other.mp3").unlink()
        (sessions / "third.mp3").write_bytes((made_once / "short.mp3").read_bytes())
        publish(site / "routines", sessions=sessions)
        page.goto(f"{url}index.html")
        # the list is the new one at once, and what is gone is deleted
        assert sorted(page.locator(".sessions li").evaluate_all("all => all.map(e => e.dataset.slug)")) == [
            "short",
            "third",
        ]
        page.wait_for_timeout(500)
        assert caches(page) == ["pages", "session short"]
        changed = set(page.evaluate("caches.keys()")) - before
        assert len(changed) == 1  # the pages; the session is the same, and was not fetched again
    phone.complaints.clear()


def test_a_page_and_its_parts_are_of_one_version(
    phone: Phone, page: Page, site: Path, sessions: Path, made_once: Path
) -> None:
    with serving(site) as port:
        url = installed(page, port)
        keep(page, url, "short")
        old = page.locator("#player").get_attribute("data-version")
        # as another session would change it, without making one
        folder = site / "routines"
        new = 16 * "0"
        for path in (folder / "site.json", folder / "sessions/short/index.html"):
            path.write_text(path.read_text().replace(str(old), new))
        listed = json.loads((folder / "site.json").read_text())
        listed["sessions"]["short"]["version"] = new
        (folder / "site.json").write_text(json.dumps(listed))
        page.goto(f"{url}sessions/short/index.html")
        assert page.locator("#player").get_attribute("data-version") == new
        assert page.evaluate("document.getElementById('audio').currentSrc").endswith(f"?v={new}")
        assert page.evaluate("async v => !!(await caches.match(`short.mp3?v=${v}`))", new)
    phone.complaints.clear()


def test_what_is_kept_can_be_removed(page: Page, site: Path) -> None:
    with serving(site) as port:
        url = installed(page, port)
        keep(page, url, "short")
        page.get_by_role("button", name="Remove from this phone").click()
        expect(page.locator("#offline-state")).to_have_text("This session needs a network.")
        assert caches(page) == ["pages"]


def test_a_session_that_cannot_be_fetched_whole_is_not_kept(phone: Phone, page: Page, site: Path) -> None:
    with serving(site) as port:
        url = installed(page, port)
        page.goto(f"{url}sessions/short/index.html")
        (site / "routines/sessions/short/captions.vtt").unlink()
        page.get_by_role("button", name="Keep on this phone").click()
        expect(page.locator("#offline-state")).to_contain_text("did not work")
        assert caches(page) == ["pages"]
    phone.complaints.clear()


def test_it_can_be_installed(page: Page, site: Path) -> None:
    with serving(site) as port:
        installed(page, port)
        manifest = page.evaluate("async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()")
        assert manifest["display"] == "standalone"
        for icon in manifest["icons"]:
            width = page.evaluate(
                "src => new Promise((done, failed) => { const i = new Image(); i.onerror = failed;"
                " i.onload = () => done(i.naturalWidth); i.src = src; })",
                icon["src"],
            )
            assert icon["sizes"] == f"{width}x{width}"
