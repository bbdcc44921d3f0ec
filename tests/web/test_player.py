"""The page of a session in a real browser: what it plays, shows and does."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import Phone, Player, opened
from tests.web.serving import Served, running

ENOUGH_MS = 400
"""How far the sound may have gone on while the test looked, in ms."""


@pytest.fixture
def player(page: Page, served: Served) -> Player:
    return opened(page, served.url)


@pytest.fixture
def own(made_once: Path, tmp_path: Path) -> Iterator[Served]:
    """Return the server of a folder of one's own with the session."""
    shutil.copy(made_once / "short.mp3", tmp_path / "short.mp3")
    with running(tmp_path) as site:
        yield site


def test_a_session_is_found_in_the_list_and_plays(page: Page, served: Served) -> None:
    page.goto(served.url)
    page.get_by_role("link", name="Neck & shoulders").click()
    page.locator("#player").wait_for()
    player = Player(page)
    player.start()
    page.wait_for_timeout(700)
    assert 200 < player.ms < 5000
    assert player.text("chapter") == "Opening"
    assert player.text("said").startswith("Before we start.")
    assert player.text("next") == "Next: Upper trap stretch"
    assert not page.locator("audio").is_visible()  # its place is taken by buttons that are larger
    page.keyboard.press("Space")  # on the button that was pressed: once, and not once more as a key of the page
    assert not player.plays
    expect(page.locator("#wait")).to_have_text("Go on")


@pytest.mark.long
def test_every_chapter_is_reached_within_a_tenth_of_a_second(player: Player) -> None:
    player.start()
    for position, chapter in enumerate(player.timeline["chapters"]):
        player.page.evaluate(
            "() => { const a = document.getElementById('audio');"
            " window.arrived = new Promise(d => a.addEventListener('seeked', () => d(a.currentTime), {once: true})); }"
        )
        button = player.page.locator("#chapters button").nth(position)
        button.click()
        arrived_s = player.page.evaluate("() => window.arrived")
        assert abs(arrived_s * 1000 - chapter["start_ms"]) < 100
        expect(button).to_have_attribute("aria-current", "true")
        assert player.page.locator("#chapters [aria-current]").count() == 1
        assert player.text("chapter") == chapter["title"]


@pytest.mark.long
def test_wait_holds_the_clock_and_goes_on_from_the_cue_that_was_running(player: Player) -> None:
    player.start()
    cue_ms = player.timeline["chapters"][1]["start_ms"]
    player.go_to(cue_ms + 500)
    player.page.locator("#wait").click()
    held_ms = player.ms
    player.page.wait_for_timeout(1200)
    assert not player.plays
    assert player.ms == held_ms
    player.page.locator("#wait").click()
    assert cue_ms - 60 <= player.ms <= cue_ms + ENOUGH_MS
    assert player.plays


@pytest.mark.long
def test_wait_in_a_hold_goes_on_where_it_was(player: Player) -> None:
    hold = player.events("hold")[0]
    player.start()
    player.go_to(hold["start_ms"] + 6000)
    player.page.locator("#wait").click()
    held_ms = player.ms
    assert held_ms >= hold["start_ms"] + 6000
    player.page.locator("#wait").click()
    assert held_ms - 60 <= player.ms <= held_ms + ENOUGH_MS


@pytest.mark.long
def test_again_repeats_the_rep_and_twice_the_whole_stretch(player: Player) -> None:
    chapter = next(it for it in player.timeline["chapters"] if it["title"] == "Shoulder rolls")
    second = [e for e in player.timeline["events"] if e.get("rep") == 2]
    hold = next(event for event in second if event["kind"] == "hold")
    player.start()
    player.go_to(hold["start_ms"] + 500)
    assert player.text("again") == "Again\nthis hold"
    player.page.locator("#again").click()
    assert second[0]["start_ms"] - 60 <= player.ms <= second[0]["start_ms"] + ENOUGH_MS
    player.page.locator("#again").click()
    assert chapter["start_ms"] - 60 <= player.ms <= chapter["start_ms"] + ENOUGH_MS
    # later, it is the first press again
    player.go_to(hold["start_ms"] + 500)
    player.page.wait_for_timeout(1300)
    player.page.locator("#again").click()
    assert player.ms > chapter["start_ms"] + ENOUGH_MS


@pytest.mark.long
def test_the_rep_and_the_seconds_that_are_left_are_shown(player: Player) -> None:
    player.start()
    side = player.events("hold")[0]
    player.go_to(side["start_ms"] + 7100)
    player.page.wait_for_timeout(200)
    assert player.text("number") in ("12", "13")
    assert player.text("unit") == "seconds left"
    assert player.text("turn") == "Left side"
    assert player.text("next") == "Next: right side"
    rep = next(e for e in player.timeline["events"] if e.get("rep") == 2 and e["kind"] == "speech")
    player.go_to(rep["start_ms"])
    player.page.wait_for_timeout(200)
    assert player.text("number") == "2 of 3"
    large = player.page.locator("#number").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    others = player.page.locator("#chapter, #turn, #said, #next").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert large > 1.5 * max(others)


@pytest.mark.long
def test_the_chapters_picture_is_shown_until_there_are_seconds_to_count(player: Player) -> None:
    player.start()
    assert not player.page.locator("#picture").is_visible()  # the opening has none
    chapter = player.timeline["chapters"][1]
    player.go_to(chapter["start_ms"] + 200)
    player.page.wait_for_timeout(400)
    picture = player.page.locator("#picture")
    assert picture.evaluate("e => [e.naturalWidth, e.getAttribute('src').split('?')[0]]") == [600, "chapter-001.png"]
    assert picture.is_visible()
    player.go_to(player.events("hold")[0]["start_ms"] + 500)
    player.page.wait_for_timeout(300)
    assert not picture.is_visible()


@pytest.mark.long
def test_a_hold_of_twenty_seconds_is_made_thirty_by_the_clock_on_the_wall(player: Player) -> None:
    hold = player.events("hold")[0]
    assert hold["length_ms"] == 20_000
    begin_ms, end_ms = hold["start_ms"], hold["start_ms"] + hold["length_ms"]
    player.start()
    player.go_to(begin_ms - 1000)
    player.page.evaluate(
        """([begin, end]) => {
          const audio = document.getElementById('audio');
          window.began = window.ended = null;
          const look = () => {
            const [ms, now] = [audio.currentTime * 1000, performance.now()];
            if (window.began === null && ms >= begin) window.began = now - (ms - begin);
            if (window.ended === null && ms >= end) window.ended = now - (ms - end);
            if (window.ended === null) setTimeout(look, 5);
          };
          look();
        }""",
        [begin_ms, end_ms],
    )
    player.page.wait_for_timeout(4000)
    player.page.locator("#longer").click()
    assert player.text("number") in ("26", "27", "28")
    until = time.monotonic() + 40
    while (ended := player.page.evaluate("window.ended")) is None:
        assert time.monotonic() < until
        player.page.wait_for_timeout(100)
    assert abs(ended - player.page.evaluate("window.began") - 30_000) < 200
    assert player.plays


@pytest.mark.long
def test_longer_before_a_hold_is_for_the_next_one_and_says_so(player: Player) -> None:
    hold = player.events("hold")[0]
    player.start()
    player.go_to(player.timeline["chapters"][1]["start_ms"])
    player.page.locator("#longer").click()
    assert "next hold 10 s longer" in player.text("turn").lower()
    player.go_to(hold["start_ms"] - 100)
    player.page.wait_for_timeout(500)
    assert player.text("number") in ("29", "30")
    closing = player.timeline["chapters"][-1]
    player.go_to(closing["start_ms"] + 100)
    player.page.wait_for_timeout(300)
    expect(player.page.locator("#longer")).to_have_attribute("aria-disabled", "true")
    expect(player.page.locator("#skip")).to_have_attribute("aria-disabled", "true")


@pytest.mark.long
def test_skip_goes_to_the_next_stretch(player: Player) -> None:
    chapters = player.timeline["chapters"]
    player.start()
    player.go_to(chapters[1]["start_ms"] + 3000)
    player.page.locator("#skip").click()
    # with the move into its position, which is at the end of the chapter before
    begins = next(e["start_ms"] for e in player.timeline["events"] if e.get("stretch") == 1)
    assert begins - 60 <= player.ms <= begins + ENOUGH_MS
    assert player.text("chapter") == chapters[2]["title"]
    assert player.plays


@pytest.mark.long
def test_after_a_reload_it_goes_on_where_it_was_or_starts_again(player: Player, served: Served) -> None:
    page = player.page
    player.start()
    second = player.timeline["chapters"][1]
    player.go_to(second["start_ms"] + 4000)
    page.wait_for_timeout(500)
    page.locator("#wait").click()
    page.goto(served.url)
    assert "Begun" in page.locator(".place").inner_text()
    player = opened(page, served.url)
    expect(page.locator("#wait")).to_have_text("Go on")
    assert player.text("time") in ("0:52", "0:53", "0:54")
    assert player.text("chapter") == second["title"]
    page.locator("#wait").click()
    page.locator("body[data-phase=playing]").wait_for()
    assert second["start_ms"] - 60 <= player.ms <= second["start_ms"] + 5000
    page.locator("#wait").click()
    page.reload()
    page.locator("#start-again").click()
    page.wait_for_timeout(300)
    assert player.ms < 2000
    assert player.plays


@pytest.mark.long
def test_the_speed_says_what_it_does_to_holds_and_is_kept(player: Player) -> None:
    page = player.page
    means = page.locator("#speed-means")
    expect(means).to_have_text("Holds last as long as the script says.")
    page.locator("#speed").select_option("1.25")
    expect(means).to_have_text("At 1.25\N{MULTIPLICATION SIGN}, a hold of 30 s lasts 24 s.")
    page.reload()
    expect(means).to_have_text("At 1.25\N{MULTIPLICATION SIGN}, a hold of 30 s lasts 24 s.")
    hold = player.events("hold")[0]
    player.start()
    player.go_to(hold["start_ms"] + 5000)
    page.wait_for_timeout(100)
    assert player.text("number") in ("11", "12")  # 15 s at this speed
    assert page.evaluate("document.getElementById('audio').playbackRate") == 1.25


@pytest.mark.long
def test_captions_can_be_left_out(player: Player) -> None:
    player.start()
    assert player.text("said") != ""
    player.page.get_by_label("Show what is said").uncheck()
    assert player.text("said") == ""
    player.page.reload()
    player.start()
    player.page.wait_for_timeout(300)
    assert player.text("said") == ""


@pytest.mark.long
def test_the_lock_screen_is_told_and_its_buttons_work(phone: Phone, served: Served) -> None:
    with phone.page() as page:
        page.add_init_script(
            """
            window.handlers = {};
            window.calls = [];
            const original = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
            navigator.mediaSession.setActionHandler = (action, handler) => {
              window.handlers[action] = handler;
              window.calls.push(action);
              original(action, handler);
            };
            """
        )
        player = opened(page, served.url)
        before = page.evaluate("window.calls.length")
        player.start()
        page.wait_for_timeout(300)
        assert page.evaluate("window.calls.length") > before  # set again once it plays
        told = page.evaluate(
            "(({title, artist, album, artwork}) => ({title, artist, album, src: artwork[0].src.split('?')[0]}))"
            "(navigator.mediaSession.metadata)"
        )
        assert told == {
            "title": "Opening",
            "artist": "Hill Street Physio",
            "album": 'Neck & shoulders, in the "short" form',
            "src": f"{served.url}sessions/short/cover.jpg",
        }
        kinds = page.evaluate("Object.fromEntries(Object.entries(window.handlers).map(([k, v]) => [k, typeof v]))")
        assert kinds == {
            **dict.fromkeys(("play", "pause", "previoustrack", "nexttrack"), "function"),
            **dict.fromkeys(("seekbackward", "seekforward", "seekto"), "object"),  # null: iOS shows the other two then
        }
        page.evaluate("window.handlers.nexttrack()")
        page.wait_for_timeout(300)
        assert page.evaluate("navigator.mediaSession.metadata.title") == "Upper trap stretch"
        page.evaluate("window.handlers.previoustrack()")
        page.wait_for_timeout(300)
        assert page.evaluate("navigator.mediaSession.metadata.title") == "Opening"
        page.evaluate("window.handlers.pause()")
        page.wait_for_timeout(200)
        assert not player.plays
        assert page.evaluate("navigator.mediaSession.playbackState") == "paused"
        page.evaluate("window.handlers.play()")
        page.wait_for_timeout(200)
        assert player.plays


@pytest.mark.long
def test_without_scripts_it_plays_with_the_browsers_own_controls(phone: Phone, served: Served) -> None:
    with phone.page(java_script_enabled=False) as page:
        page.goto(f"{served.url}sessions/short/index.html")
        assert page.locator("audio[controls]").is_visible()
        assert page.locator("#chapters li").all_inner_texts()[0].split() == ["Opening", "0:00"]
        assert page.get_by_role("link", name="Download the MP3").get_attribute("href") == "short.mp3"
        assert not page.locator("#player").is_visible()


@pytest.mark.long
def test_a_session_that_begins_in_another_tab_makes_this_one_wait(player: Player, served: Served) -> None:
    player.start()
    other = opened(player.page.context.new_page(), served.url)
    other.start()
    expect(player.page.locator("#wait-label")).to_have_text("Go on")
    assert other.page.locator("#wait-label").inner_text() == "Wait"


@pytest.mark.long
def test_a_session_whose_timeline_is_lost_still_plays(phone: Phone, served: Served) -> None:
    with phone.page() as page:
        page.route("**/timeline.json?v=*", lambda route: route.fulfill(status=500))
        page.goto(f"{served.url}sessions/short/index.html")
        expect(page.get_by_role("alert")).to_contain_text("without its timeline")
        assert page.locator("audio[controls]").is_visible()
    phone.complaints.clear()  # the browser says that the timeline was not there


@pytest.mark.long
def test_a_session_that_was_made_anew_is_told_from_the_one_that_was_opened(phone: Phone, own: Served) -> None:
    address = f"{own.url}sessions/short/index.html"
    with phone.page() as page:
        now = page.request.get(address).text()
        before = re.sub('(v=|version=")[0-9a-f]{16}', rf"\g<1>{16 * '0'}", now)
        page.route(address, lambda route: route.fulfill(body=before, content_type="text/html"), times=1)
        page.goto(address)
        expect(page.get_by_role("alert")).to_contain_text("This session was made anew on the computer.")
        page.get_by_role("link", name="Load it again.").click()
        page.locator("#player").wait_for()
        expect(page.locator("#problem")).to_be_hidden()
        (own.folder / "short.mp3").unlink()
        page.route(address, lambda route: route.fulfill(body=now, content_type="text/html"), times=1)
        page.goto(address)
        expect(page.get_by_role("alert")).to_contain_text("This session is no longer on the computer.")
        page.get_by_role("alert").get_by_role("link", name="Sessions").click()
        expect(page.locator("h1")).to_have_text("Sessions")
    phone.complaints.clear()  # the browser says that all this was not there


@pytest.mark.long
def test_a_lost_network_is_told_and_the_session_goes_on_when_it_is_back(phone: Phone, served: Served) -> None:
    with phone.page() as page:
        page.route("**/short.mp3?v=*", lambda route: route.abort())
        player = opened(page, served.url)
        expect(page.get_by_role("alert")).to_contain_text("same network as the computer")
        page.unroute("**/short.mp3?v=*")
        player.start()
        page.wait_for_timeout(500)
        assert player.plays
        assert player.ms > 0
        expect(page.locator("#problem")).to_be_hidden()
    phone.complaints.clear()  # the browser says that the sound was not there
