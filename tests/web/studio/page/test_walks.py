"""Two whole walks: a therapist's, from a typed list to the phone, and a teacher's, from nothing to rounds."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from tests.web.studio.page.conftest import Desk

pytestmark = pytest.mark.long

SHEET = """\
Neck programme
Chin tucks 3x10, hold 5 s
Upper trap stretch 30 s x 2, each side
Shoulder squeezes 2 x 8
"""


def test_a_therapist_goes_from_a_typed_list_to_the_phone(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    desk.go("studio.html")
    desk.press("From a typed list of exercises")
    page.get_by_label("The exercises, one on each line").fill(SHEET)
    page.get_by_role("button", name="Read it").click()
    page.locator("html[data-ready] #desk").wait_for()
    expect(page.locator(".card-title")).to_have_count(3)
    expect(page.get_by_label("Title", exact=True)).to_have_value("Neck programme")

    tuck = page.locator(".cards .card").first
    tuck.get_by_label("Dose", exact=True).fill("2 x 6, hold 5 s, rest 20 s")
    page.get_by_label("Patient", exact=True).fill("Anna Weber")
    desk.settle()
    tuck.locator("summary").click()
    name = tuck.locator(".card-title").inner_text()
    for cue in ("Caution", "At the start of a rep"):
        with page.expect_response(lambda answer: answer.url.endswith("/say"), timeout=60_000) as heard:
            desk.press(f"Hear it: {cue}, {name}")
        assert heard.value.ok
        assert heard.value.body()[:4] == b"RIFF"
        expect(page.locator(".card.said .card-title")).to_have_text(name)
        expect(tuck.locator(".field-row.said")).to_contain_text(cue)
        expect(page.locator(".card.said")).to_have_count(0, timeout=30_000)  # it has been said

    page.get_by_label("Fit it to a length").fill("12")
    desk.press("Fit")
    desk.settle()
    minutes, seconds = page.locator("#length").inner_text().split(":")
    assert 11 * 60 + 30 <= int(minutes) * 60 + int(seconds) <= 12 * 60 + 30

    desk.press("Make the session")
    expect(page.locator(".made audio")).to_be_attached(timeout=240_000)
    [made] = Path("output").glob("*.mp3")
    assert made.stat().st_size > 3_000_000
    desk.press("Check the file")
    expect(page.locator("#made").get_by_role("status")).to_have_text("The file is as it should be.", timeout=120_000)

    with page.expect_download() as download:
        desk.press("Handout (PDF)")
    download.value.save_as(tmp_path / "sheet.pdf")
    assert "Anna Weber" in pypdf.PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()

    desk.press("To the phone")
    dialog = page.get_by_role("dialog", name="To the phone")
    expect(dialog.get_by_role("img", name="A code with this address")).to_be_visible()
    assert dialog.get_by_role("link").inner_text().startswith("http://")
    desk.press("Let no phone in any more")
    expect(dialog).to_have_count(0)


def test_a_teacher_goes_from_nothing_to_a_group_in_rounds_with_bells_and_music(desk: Desk) -> None:
    page = desk.page
    desk.go("studio.html")
    desk.press("An empty script")
    page.get_by_label("Title", exact=True).fill("Morning flow")
    desk.press("Begin")
    page.locator("html[data-ready] #desk").wait_for()
    expect(page.get_by_text("There is no stretch yet.")).to_be_visible()
    desk.press("Add a stretch")
    page.get_by_label("Search the library").fill("cat and dog")
    page.get_by_role("dialog").get_by_role("button", name="Cat and dog").first.click()
    expect(page.locator(".card-title")).to_have_count(1)
    name = page.locator(".card-title").inner_text()
    desk.press(f"Do {name} in rounds, as a group")
    assert desk.names() == ["Circuit", name]
    page.get_by_text("Rounds and rest", exact=True).click()
    page.get_by_label("Rounds", exact=True).fill("3")
    page.get_by_label("Name", exact=True).fill("Warm the back")
    assert "  - group: Warm the back\n    rounds: 3\n" in desk.text
    expect(page.locator(".chapter-titles")).to_contain_text("3/3")

    page.locator(".session-card summary").click()
    page.get_by_label("Music", exact=True).select_option("waves")
    page.get_by_label("Bell", exact=True).select_option("bowl")
    text = desk.text
    assert "music: waves\n" in text
    assert "bell: bowl\n" in text
    expect(page.locator("#problems .problem.error")).to_have_count(0)

    with page.expect_response(lambda answer: answer.url.endswith("/listen"), timeout=60_000) as heard:
        desk.press(f"Hear the session from {name} on")
    assert heard.value.ok
    expect(page.locator(".card.said .card-title").last).to_have_text(name, timeout=30_000)
    place = page.locator(".strip").get_attribute("aria-valuenow") or ""
    expect(page.locator(".strip")).not_to_have_attribute("aria-valuenow", place, timeout=30_000)
    desk.press("Stop")
    desk.save()
    assert desk.saved("morning-flow") == desk.text
