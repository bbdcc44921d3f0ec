"""What happens elsewhere: another program writes the file, another tab saves, the browser ends."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.browsing import Phone
from tests.web.studio.conftest import SCRIPT, Studio
from tests.web.studio.page.conftest import Desk, at_a_desk

TUCK = "Head glide, also called the chin tuck"

pytestmark = pytest.mark.long


def write_outside(desk: Desk, text: str) -> None:
    (desk.studio.scripts / "mine.yaml").write_text(text, encoding="utf-8")


def test_what_another_program_writes_is_shown(desk: Desk) -> None:
    write_outside(desk, SCRIPT.replace("Evening", "Morning"))
    expect(desk.page.get_by_role("alert")).to_contain_text("changed elsewhere")
    expect(desk.page.locator("#title")).to_have_text("Morning")
    expect(desk.page.locator("#state")).to_have_text("mine.yaml: saved")
    desk.page.keyboard.press("Control+z")
    expect(desk.page.locator("#title")).to_have_text("Evening")


def test_changes_in_different_lines_are_put_together(desk: Desk) -> None:
    desk.dose(TUCK).fill("9, hold 5 s")
    write_outside(desk, SCRIPT.replace("Evening", "Morning"))
    expect(desk.page.get_by_role("alert")).to_contain_text("in other lines than here")
    assert desk.text == SCRIPT.replace("Evening", "Morning").replace("5, hold 5 s", "9, hold 5 s")
    desk.save()
    assert desk.saved() == desk.text


def test_changes_of_the_same_lines_are_asked_about(desk: Desk) -> None:
    desk.dose(TUCK).fill("9, hold 5 s")
    desk.settle()
    theirs = SCRIPT.replace("5, hold 5 s", "4, hold 4 s")
    write_outside(desk, theirs)
    desk.press("Mine, and save it")
    expect(desk.page.locator("#state")).to_contain_text("yaml: saved")
    assert desk.saved() == SCRIPT.replace("5, hold 5 s", "9, hold 5 s")
    desk.dose(TUCK).fill("10, hold 5 s")
    desk.settle()
    write_outside(desk, theirs)
    desk.press("Theirs")
    expect(desk.dose(TUCK)).to_have_value("4, hold 4 s")
    assert desk.saved() == theirs


def test_two_tabs_do_not_overwrite_each_other(desk: Desk, phone: Phone, studio: Studio) -> None:
    with at_a_desk(phone, studio) as other:
        other.open("mine")
        other.dose(TUCK).fill("2, hold 5 s")
        other.save()
        expect(desk.dose(TUCK)).to_have_value("2, hold 5 s")
        desk.dose(TUCK).fill("3, hold 5 s")
        desk.settle()
        other.dose(TUCK).fill("4, hold 5 s")
        other.save()
        expect(desk.page.get_by_role("alert")).to_contain_text("Which version is to stay?")
        assert "4, hold 5 s" in desk.saved()
        assert "3, hold 5 s" in desk.text


def test_what_was_not_saved_is_there_after_a_crash(phone: Phone, studio: Studio) -> None:
    with at_a_desk(phone, studio) as desk:
        desk.open("mine")
        with desk.page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.ok):
            desk.dose(TUCK).fill("12, hold 5 s")
    assert "5, hold 5 s" in desk.saved()
    with at_a_desk(phone, studio) as later:
        later.open("mine")
        expect(later.page.get_by_role("alert")).to_contain_text("Here is what you wrote until")
        expect(later.dose(TUCK)).to_have_value("12, hold 5 s")
        later.press("Go back to what is saved")
        expect(later.dose(TUCK)).to_have_value("5, hold 5 s")
        later.page.keyboard.press("Control+z")
        later.save()
        assert "12, hold 5 s" in later.saved()
    with at_a_desk(phone, studio) as last:
        last.open("mine")
        expect(last.page.get_by_role("alert")).to_have_count(0)


def test_nothing_is_lost_while_the_studio_does_not_answer(desk: Desk, phone: Phone) -> None:
    page = desk.page
    page.route("**/api/scripts/**", lambda route: route.abort())
    title = page.get_by_label("Title", exact=True)
    title.fill("Late")
    expect(page.get_by_role("alert")).to_contain_text("The studio does not answer.")
    title.fill("Later")
    desk.dose(TUCK).fill("7, hold 5 s")
    page.get_by_label("Patient", exact=True).focus()
    expect(title).to_have_value("Later")
    expect(page.locator("#state")).to_contain_text("not saved yet")
    page.unroute("**/api/scripts/**")
    expect(page.get_by_role("alert")).to_have_count(0)
    changed = SCRIPT.replace("Evening", "Later").replace("5, hold 5 s", "7, hold 5 s")
    assert desk.text == changed
    desk.save()
    assert desk.saved() == changed
    assert [it for it in phone.complaints if "Failed to load resource" not in it] == []
    phone.complaints.clear()


def test_a_ready_made_routine_stays_as_it_is_and_is_saved_as_ones_own(desk: Desk) -> None:
    desk.open("desk-3")
    expect(desk.page.locator("#state")).to_contain_text("A ready-made routine")
    desk.page.get_by_label("Title", exact=True).fill("My three minutes")
    desk.settle()
    desk.page.keyboard.press("Control+s")
    expect(desk.page.locator("#state")).to_have_text("desk-3.yaml: saved")
    assert "title: My three minutes" in desk.saved("desk-3")
