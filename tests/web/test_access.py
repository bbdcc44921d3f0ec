"""Whether everybody can use the pages: by axe's rules, with a keyboard, on a narrow screen, with a screen reader."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.web.browsing import Phone, Player, opened
from tests.web.serving import Served

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOTED = """
    localStorage.setItem('voiceroutine.diary', JSON.stringify(['right', 'too much', 'pain', null].map((felt, i) => ({
      id: String(i), date: new Date().toISOString().slice(0, 10), time: '08:30', session: 'Stretches for a stiff neck',
      language: 'en', minutes: 14.3, felt, skipped: ['Chin tuck'], longer: [['Upper trap stretch', 20]], again: [],
    }))));
"""
"""Fills the diary of the page that runs it."""


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{it['id']}: {it['help']}: {[node['html'] for node in it['nodes']]}" for it in found]


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_in_any_state(phone: Phone, served: Served, scheme: str) -> None:
    with phone.page(color_scheme=scheme) as page:
        page.goto(served.url)
        assert violations(page) == []
        player = opened(page, served.url)
        assert violations(page) == []
        player.start()
        player.go_to(player.events("hold")[0]["start_ms"] + 1000)
        assert violations(page) == []
        player.go_to(player.timeline["duration_ms"] - 300)
        page.locator("#done").wait_for()
        assert violations(page) == []
        page.goto(f"{served.url}diary.html")
        page.evaluate("localStorage.removeItem('voiceroutine.diary')")
        page.reload()
        assert violations(page) == []
        page.evaluate(NOTED)
        page.reload()
        assert violations(page) == []
        page.get_by_role("button", name="Delete the whole diary").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Show to my therapist").click()
        assert violations(page) == []


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 320])
def test_no_page_is_wider_than_the_screen(phone: Phone, served: Served, width: int) -> None:
    with phone.page(viewport={"width": width, "height": 640}) as page:

        def fits() -> bool:
            wide = page.evaluate("document.documentElement.scrollWidth")
            return bool(wide <= width)

        page.goto(served.url)
        assert fits()
        player = opened(page, served.url)
        player.start()
        for chapter in player.timeline["chapters"]:
            player.go_to(chapter["start_ms"] + 500)
            assert fits()
        player.go_to(player.events("hold")[0]["start_ms"] + 100)
        assert fits()
        page.goto(f"{served.url}diary.html")
        page.evaluate(NOTED)
        page.reload()
        assert fits()
        page.goto(f"{served.url}diary.html#report")
        assert fits()


@pytest.mark.long
def test_what_is_needed_while_lying_down_is_on_the_screen_and_large(page: Page, served: Served) -> None:
    player = opened(page, served.url)
    player.start()
    player.go_to(player.events("hold")[0]["start_ms"] + 500)
    page.wait_for_timeout(300)
    for element in ("chapter", "number", "said", "next", "wait", "again", "longer", "skip"):
        box = page.locator(f"#{element}").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 740, element
    for element, least in (("wait", 88), ("again", 72), ("longer", 72), ("skip", 72)):
        box = page.locator(f"#{element}").bounding_box()
        assert box is not None
        assert box["height"] >= least, element
    small = page.locator("button:visible, a:visible, select:visible, label.choice:visible").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 48 && !e.closest('.aside')).map(e => e.outerHTML)"
    )
    assert small == []


@pytest.mark.long
def test_nothing_is_announced_while_the_voice_speaks(page: Page, served: Served) -> None:
    player = opened(page, served.url)
    page.evaluate(
        """() => {
          window.announced = [];
          const watch = new MutationObserver(changes => {
            for (const {target} of changes) {
              const element = target.nodeType === 1 ? target : target.parentElement;
              const live = element?.closest('[aria-live], [role=status], [role=alert], [role=log], output, progress');
              if (live && live.getAttribute('aria-live') !== 'off') window.announced.push(live.outerHTML);
            }
          });
          watch.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
        }"""
    )
    player.start()
    for event in player.events("hold"):
        player.go_to(event["start_ms"] - 1500)
        page.wait_for_timeout(2500)
        page.locator("#longer").click()
    page.locator("#skip").click()
    page.wait_for_timeout(500)
    assert page.evaluate("window.announced") == []
    assert page.locator("[role=timer], [role=progressbar], progress, meter").count() == 0  # some readers beep at them


@pytest.mark.long
def test_a_keyboard_alone_does_everything(page: Page, served: Served) -> None:
    page.goto(served.url)
    _tab_to(page, "a.session")
    page.keyboard.press("Enter")
    page.locator("#player").wait_for()
    player = Player(page)
    page.keyboard.press("Space")  # nothing has the focus: it is the page's own key
    page.locator("body[data-phase=playing]").wait_for()
    page.keyboard.press("s")
    assert player.text("chapter") == "Upper trap stretch"
    player.go_to(player.events("hold")[0]["start_ms"] + 3000)
    page.keyboard.press("l")
    page.wait_for_timeout(150)
    assert int(player.text("number")) > 20
    page.keyboard.press("a")
    assert player.ms < player.events("hold")[0]["start_ms"]
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        # what has the focus can be seen, and lies behind nothing
        assert page.evaluate(
            """() => {
              const e = document.activeElement;
              if (e === document.body) return true;
              const {left, top, width, height} = e.getBoundingClientRect();
              const front = document.elementFromPoint(left + width / 2, top + height / 2);
              return Boolean(front) && (e.contains(front) || front.contains(e) || Boolean(front.closest('label')));
            }"""
        ), page.evaluate("document.activeElement.outerHTML")
    assert {"wait", "again", "longer", "skip", "captions", "speed", "keys", "Download the MP3"} <= reached
    page.keyboard.press("Space")  # wherever the focus is now
    _tab_to(page, "#keys")
    page.keyboard.press("Space")
    before = player.ms
    page.keyboard.press("s")  # the keys are off
    assert abs(player.ms - before) < 2000


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached")


@pytest.mark.long
def test_dark_is_dark_and_light_is_light(phone: Phone, served: Served) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        with phone.page(color_scheme=scheme) as page:
            page.goto(served.url)
            grounds[scheme] = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert grounds == {"light": "rgb(251, 248, 241)", "dark": "rgb(20, 52, 47)"}


@pytest.mark.long
def test_nothing_moves_where_somebody_does_not_want_it(phone: Phone, served: Served) -> None:
    with phone.page(reduced_motion="reduce") as page:
        opened(page, served.url)
        moving = page.evaluate(
            "() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
            " return s.transitionDuration !== '0s' || s.animationName !== 'none'; }).map(e => e.outerHTML)"
        )
        assert moving == []


@pytest.mark.long
def test_the_sessions_own_language_is_marked(page: Page, served: Served) -> None:
    opened(page, served.url)
    assert page.locator("html").get_attribute("lang") == "en"
    for element in ("h1", "#chapter", "#said", "#chapters", "#next-title"):
        nearest = page.locator(element).evaluate("it => it.closest('[lang]').lang")
        assert nearest == "en"
