"""The text, the timeline and the problems beside it: one script, seen in several ways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.studio.conftest import SCRIPT
from tests.web.studio.page.conftest import Desk

TUCK = "Head glide, also called the chin tuck"


@pytest.mark.long
def test_what_is_typed_in_the_text_is_in_the_form_and_on_the_disk(desk: Desk) -> None:
    desk.page.keyboard.press("Alt+2")
    text = desk.page.locator("#text")
    expect(text).to_have_value(SCRIPT)
    expect(desk.page.locator("#line-numbers")).to_have_text("\n".join(map(str, range(1, SCRIPT.count("\n") + 2))))
    text.press("Control+Home")
    text.press("End")
    text.press("Enter")
    text.type("titel: x")
    expect(desk.page.locator("#marks mark.error")).to_have_text("titel")
    expect(desk.page.locator("#text-status")).to_contain_text("unknown key")
    desk.page.keyboard.press("Control+z")
    desk.page.keyboard.press("Control+z")
    expect(text).to_have_value(SCRIPT)
    expect(desk.page.locator("#marks mark")).to_have_count(0)
    text.fill(SCRIPT.replace("5, hold 5 s", "7, hold 5 s"))
    desk.page.keyboard.press("Alt+1")
    expect(desk.dose(TUCK)).to_have_value("7, hold 5 s")
    desk.save()
    assert desk.saved() == SCRIPT.replace("5, hold 5 s", "7, hold 5 s")


@pytest.mark.long
def test_a_problem_and_a_caret_show_the_same_line(desk: Desk) -> None:
    long = "title: L\nstretches:\n" + "  - name: Arms\n    reps: 3\n" * 60 + "  - name: Legs\n    rep: 3\n"
    desk.open("long", long)
    desk.page.keyboard.press("Alt+2")
    desk.page.locator("#problems").get_by_role("button", name="Show it").last.click()
    expect(desk.page.locator("#text")).to_be_focused()
    expect(desk.page.locator("#text-status")).to_contain_text("Line 124, column 5 · unknown key `rep`")
    mark = desk.page.locator("#marks mark.error").bounding_box()
    field = desk.page.locator("#text").bounding_box()
    assert mark is not None
    assert field is not None
    assert field["y"] < mark["y"] < field["y"] + field["height"] - mark["height"]


@pytest.mark.long
def test_a_block_of_the_timeline_leads_to_its_field_and_a_field_shows_its_blocks(desk: Desk) -> None:
    strip = desk.page.get_by_role("slider", name="Place in the session")
    strip.focus()
    for _ in range(200):
        if "Arm circles: Start now." in (strip.get_attribute("aria-valuetext") or ""):
            break
        strip.press("ArrowRight")
    strip.press("Enter")
    expect(desk.card("Arm circles").get_by_label("At the start of a rep", exact=True)).to_be_focused()
    assert desk.page.locator(".bar-marked").get_attribute("d")
    desk.dose(TUCK).focus()
    holds = desk.page.locator(".bar-marked").get_attribute("d") or ""
    assert holds.count("M") == 5
    assert holds.count("h5000v") == 5


@pytest.mark.long
def test_the_timeline_is_seen_closer_and_whole_again(desk: Desk) -> None:
    strip = desk.page.locator(".strip")
    whole = strip.evaluate("it => it.clientWidth")
    strip.focus()
    strip.press("+")
    strip.press("+")
    assert strip.evaluate("it => it.clientWidth") == pytest.approx(whole * 2.25, abs=2)
    strip.press("End")
    assert desk.page.locator(".scroller").evaluate("it => it.scrollLeft") > 0
    strip.press("0")
    assert strip.evaluate("it => it.clientWidth") == whole
