"""The studio's first page: what it says of one's own scripts, and what becomes of a typed list."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.studio.page.conftest import Desk

pytestmark = pytest.mark.long


def test_a_script_with_changes_that_are_not_saved_says_so_in_the_list(desk: Desk) -> None:
    card = desk.page.locator("#own .script-card")
    with desk.page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.ok):
        desk.page.get_by_label("Title", exact=True).fill("Morning")
    desk.page.get_by_role("link", name="All scripts").click()
    expect(card).to_contain_text("with changes not saved yet")
    desk.open("mine")
    desk.save()
    desk.go("studio.html")
    expect(card).to_contain_text("Morning")
    expect(card).not_to_contain_text("not saved")


def test_what_is_unsure_of_a_typed_list_is_told_line_by_line(desk: Desk) -> None:
    desk.go("studio.html")
    desk.press("From a typed list of exercises")
    lines = "Neck\nChin tucks 3x10\nPendulum swings, 2-3 min\nIce 10 min if sore\n"
    desk.page.get_by_label("The exercises, one on each line").fill(lines)
    desk.press("Read it")
    told = desk.page.get_by_role("alert").get_by_role("listitem")
    expect(told).to_have_count(2)
    expect(told.first).to_contain_text("Line 3")
    expect(told.last).to_contain_text("Ice 10 min if sore")


def test_a_programme_for_a_patient_asks_for_the_name(desk: Desk) -> None:
    desk.go("studio.html")
    desk.press("For a patient: Evening")
    desk.press("Begin")
    name = desk.page.get_by_label("The patient's name")
    expect(name).to_be_focused()
    name.fill("Anna Weber")
    desk.press("Begin")
    desk.page.locator("html[data-ready] #desk").wait_for()
    expect(desk.page.get_by_label("Patient", exact=True)).to_have_value("Anna Weber")


def test_a_name_like_one_of_the_library_is_asked_about(desk: Desk) -> None:
    page = desk.page
    desk.go("studio.html")
    desk.press("From a typed list of exercises")
    page.get_by_label("The exercises, one on each line").fill("Chin tuks 3x10\nCat cow, 10 reps")
    page.get_by_label("Title", exact=False).last.fill("Ben")
    desk.press("Read it")
    answer = page.get_by_label("“Chin tuks”")
    expect(answer).to_be_focused()
    expect(answer).to_have_value("yes")
    desk.press("Go on")
    page.locator("html[data-ready] #desk").wait_for()
    assert "  - use: chin-tuck\n" in desk.text
    expect(page.locator("[data-name=remarks]")).to_have_count(0)
