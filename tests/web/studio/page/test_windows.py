"""What is in sight in windows of several sizes, and at twice the size of letters."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.browsing import Phone
from tests.web.studio.conftest import Studio
from tests.web.studio.page.conftest import Desk, at_a_desk

TUCK = "Head glide, also called the chin tuck"
HIDDEN = """button => {
  const {top, bottom, left, right} = button.getBoundingClientRect();
  return [top + 2, bottom - 3].some(y => !button.contains(document.elementFromPoint((left + right) / 2, y)));
}"""
"""Whether an end of a button is outside of what is shown of the part of the page that it is in."""

pytestmark = pytest.mark.long


@pytest.mark.parametrize(("width", "height"), [(800, 900), (800, 600), (1280, 800)])
def test_the_buttons_of_the_session_are_in_sight(phone: Phone, studio: Studio, width: int, height: int) -> None:
    with at_a_desk(phone, studio, viewport={"width": width, "height": height}) as desk:
        desk.open("mine")
        desk.settle()
        hidden = [
            name
            for name in ("Make the session", "Handout (PDF)", "To the phone", "Fit", "Hear it from here", "Save")
            if desk.page.get_by_role("button", name=name, exact=True).evaluate(HIDDEN)
        ]
        assert hidden == []


@pytest.mark.parametrize(("width", "height"), [(640, 400), (320, 640)])
def test_at_twice_the_size_and_more_all_of_the_page_is_reached_by_scrolling_down(
    phone: Phone, studio: Studio, width: int, height: int
) -> None:
    with at_a_desk(phone, studio, viewport={"width": width, "height": height}) as desk:
        desk.open("mine")
        page = desk.page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        desk.card(TUCK).locator("summary").click()
        desk.card(TUCK).get_by_label("Caution", exact=True).fill("Stop if it hurts.")
        for name in ("Add a stretch", "Make the session", "Hear it from here"):
            button = page.get_by_role("button", name=name, exact=True)
            button.scroll_into_view_if_needed()
            assert not button.evaluate(HIDDEN), name
        page.keyboard.press("Alt+2")
        text = page.locator("#text")
        text.scroll_into_view_if_needed()
        box = text.bounding_box()
        assert box is not None
        assert box["height"] > height / 2


def test_a_card_keeps_its_size_while_it_is_heard(desk: Desk) -> None:
    card = desk.card(TUCK)
    card.locator("summary").click()
    before = card.bounding_box()
    card.evaluate("it => it.classList.add('said')")
    expect(card).to_have_css("font-size", "15px")
    assert card.bounding_box() == before


def test_a_length_stays_on_one_line_beside_what_is_said_of_it(desk: Desk) -> None:
    length = desk.page.locator("#length")
    before = length.bounding_box()
    desk.dose(TUCK).fill("3 x 1o")
    expect(desk.page.locator("#length-note")).to_contain_text("without a mistake")
    after = length.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] == before["height"]
