"""Whether everybody can use the studio: by axe's rules, with a keyboard, and in a narrow window."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.browsing import Phone
from tests.web.studio.conftest import Studio
from tests.web.studio.page.conftest import Desk, at_a_desk

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = pytest.mark.long


def complaints(desk: Desk) -> list[str]:
    found = Axe().run(desk.page, options=RULES).response["violations"]
    return [
        f"{it['id']}: {node['html'][:120]} {node['failureSummary'][:200]}" for it in found for node in it["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(phone: Phone, studio: Studio, scheme: str) -> None:
    with at_a_desk(phone, studio, color_scheme=scheme) as desk:
        desk.open("mine")
        desk.page.locator(".card summary").first.click()
        desk.page.locator(".card summary").nth(1).click()
        desk.page.get_by_role("button", name="As numbers").first.click()
        desk.dose("Arm circles").fill("3 x 1o")
        desk.settle()
        assert complaints(desk) == []
        desk.page.keyboard.press("Alt+2")
        assert complaints(desk) == []
        desk.page.keyboard.press("Alt+k")
        assert complaints(desk) == []
        desk.page.keyboard.press("Escape")
        desk.page.keyboard.press("Alt+n")
        desk.page.get_by_role("dialog", name="Add a stretch").wait_for()
        assert complaints(desk) == []
        desk.go("studio.html")
        assert complaints(desk) == []


@pytest.mark.parametrize("width", [800, 1280])
def test_nothing_is_wider_than_the_window(phone: Phone, studio: Studio, width: int) -> None:
    with at_a_desk(phone, studio, viewport={"width": width, "height": 700}) as desk:
        desk.open("mine")
        desk.page.locator(".card summary").nth(1).click()
        for part in ("html", ".form-panel"):
            assert desk.page.locator(part).evaluate("it => it.scrollWidth - it.clientWidth") == 0
        desk.go("studio.html")
        assert desk.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_script_is_written_with_the_keyboard_alone(desk: Desk) -> None:
    keys = desk.page.keyboard
    keys.press("Alt+n")
    desk.page.get_by_label("Search the library").wait_for()
    keys.type("snow angel")
    for _ in range(4):  # the three filters, then the stretch
        keys.press("Tab")
    keys.press("Enter")
    expect(desk.dose("Snow angel")).to_be_focused()
    keys.type("4 reps")
    assert "- use: snow-angel\n    dose: 4 reps\n" in desk.text
    keys.press("Control+s")
    expect(desk.page.locator("#state")).to_have_text("mine.yaml: saved")
    keys.press("Alt+k")
    expect(desk.page.get_by_role("dialog", name="Keys")).to_contain_text("save")
    keys.press("Escape")
    keys.press("Alt+t")
    expect(desk.page.get_by_role("slider", name="Place in the session")).to_be_focused()
