"""The diary in a real browser: what is noted, shown, saved and deleted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import Phone, Player, opened
from tests.web.serving import Served


def noted(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page.evaluate("localStorage.getItem('voiceroutine.diary') || '[]'"))
    return found


def heard(page: Page, served: Served) -> Player:
    """Open the session, of which two fifths of each stretch and all of the rest were heard before."""
    player = opened(page, served.url)
    firsts = {event["chapter"]: event for event in reversed(player.timeline["events"])}
    ranges = [
        (it["start_ms"], it["start_ms"] + it["length_ms"] * (0.4 if "stretch" in firsts[position] else 1))
        for position, it in enumerate(player.timeline["chapters"])
    ]
    place = {"ms": 1000, "heard": [[int(start / 1000), int(end / 1000)] for start, end in ranges]}
    return with_place(player, served, place)


def with_place(player: Player, served: Served, place: dict[str, Any]) -> Player:
    """Open the session again, with a place that is kept in it."""
    page = player.page
    name = f"voiceroutine.place.{page.locator('#player').get_attribute('data-identity')}"
    page.goto(served.url)  # what is kept is written when the session's page goes
    kept = {"at": 4e12, "longer": {}, "again": {}, "noted": None, **place}
    page.evaluate("([name, place]) => localStorage.setItem(name, place)", [name, json.dumps(kept)])
    return opened(page, served.url)


def finish(player: Player) -> None:
    player.go_to(player.timeline["duration_ms"] - 400)
    player.page.locator("#done").wait_for()


@pytest.mark.long
def test_a_finished_session_is_noted_with_what_was_done_otherwise(page: Page, served: Served) -> None:
    player = heard(page, served)
    player.start()
    hold = player.events("hold")[0]
    player.go_to(hold["start_ms"] + 1000)
    page.locator("#longer").click()
    page.locator("#again").click()  # what was to be added is not
    player.go_to(hold["start_ms"] + 1000)
    page.wait_for_timeout(300)
    page.locator("#longer").click()
    page.locator("#longer").click()
    page.wait_for_timeout(300)
    assert noted(page) == []
    finish(player)
    assert page.evaluate("document.activeElement.id") == "done-title"
    page.get_by_role("button", name="Too much").click()
    expect(page.locator("#answer")).to_contain_text("Do less next time")
    (entry,) = noted(page)
    today = page.evaluate("(d => [d.getFullYear(), d.getMonth() + 1, d.getDate()])(new Date())")
    assert entry["date"] == date(*today).isoformat()
    assert {key: entry[key] for key in ("session", "language", "felt", "skipped", "longer", "again")} == {
        "session": 'Neck & shoulders, in the "short" form',
        "language": "en",
        "felt": "too much",
        "skipped": ["Upper trap stretch", "Shoulder rolls"],  # of both, less than half was heard
        "longer": [["Upper trap stretch", 20]],
        "again": [["Upper trap stretch", 1]],
    }
    # who goes on from the end stays with the same entry
    page.locator("#chapters button").last.click()
    assert page.evaluate("document.activeElement.id") == "wait"
    page.locator("#wait").click()
    expect(page.locator("#done")).to_be_hidden()
    finish(player)
    assert [it["id"] for it in noted(page)] == [entry["id"]]
    # once more from the beginning, and at the end of it without the rest: that is nothing to note
    page.get_by_role("button", name="Play it once more").click()
    expect(page.locator("#done")).to_be_hidden()
    finish(player)
    expect(page.locator("#done-title")).to_contain_text("not noted")
    assert len(noted(page)) == 1
    # the place is forgotten: the next time begins at the beginning, and is another entry
    page.goto(served.url)
    assert not page.locator(".place").is_visible()


@pytest.mark.long
def test_pain_is_answered_calmly_and_clearly(page: Page, served: Served) -> None:
    player = heard(page, served)
    player.start()
    finish(player)
    page.get_by_role("button", name="Pain").click()
    expect(page.locator("#answer")).to_have_text(
        "Noted. Stop here for today. Before you do this again, speak to whoever gave you the programme."
    )
    expect(page.get_by_role("button", name="Pain")).to_have_attribute("aria-pressed", "true")


@pytest.mark.long
def test_who_has_heard_nine_tenths_has_finished(page: Page, served: Served) -> None:
    player = opened(page, served.url)
    timeline = player.timeline
    seconds = timeline["duration_ms"] // 1000
    begun = seconds * 9 // 10 - 1
    player = with_place(player, served, {"ms": begun * 1000, "heard": [[0, begun]]})
    player.start()
    page.wait_for_timeout(4000)
    (entry,) = noted(page)
    assert (entry["felt"], entry["skipped"]) == (None, [])
    assert abs(entry["minutes"] * 60 - seconds * 0.9) < 5
    # at the end it is the same entry, and in the diary it can be said later how it felt
    finish(player)
    assert [it["id"] for it in noted(page)] == [entry["id"]]
    page.goto(f"{served.url}diary.html")
    page.get_by_role("button", name="Right").click()
    assert noted(page)[0]["felt"] == "right"


ENTRIES = [
    {"id": "c", "date": "2026-05-17", "time": "18:00", "session": "=1+1", "language": "und", "minutes": 5.5,
     "felt": "pain", "skipped": ["Chin, tuck"], "longer": [["Lean", 20]], "again": [["Roll", 2]]},
    {"id": "b", "date": "2026-05-17", "time": "08:30", "session": "Cou détendu", "language": "fr", "minutes": 14.3,
     "felt": "right", "skipped": [], "longer": [], "again": []},
    {"id": "a", "date": "2026-04-30", "time": "23:59", "session": "Neck", "language": "en", "minutes": 14.3,
     "felt": None, "skipped": [], "longer": [], "again": []},
]  # fmt: skip


@pytest.fixture
def diary(phone: Phone, served: Served) -> Any:
    with phone.page(accept_downloads=True) as page:
        page.clock.install(time="2026-05-20T12:00:00")
        page.goto(f"{served.url}diary.html")
        page.evaluate("all => localStorage.setItem('voiceroutine.diary', all)", json.dumps(ENTRIES))
        page.reload()
        yield page


@pytest.mark.long
def test_the_calendar_is_a_table_that_says_what_was_done(diary: Page) -> None:
    assert diary.locator("#month").inner_text() == "May 2026"
    assert diary.locator("#weekdays th").evaluate_all("all => all.map(e => e.abbr)")[0] == "Monday"
    cells = diary.locator("#days td")
    friday = cells.evaluate_all("all => all.findIndex(e => e.textContent.startsWith('1'))")
    assert friday == 4  # 1 May 2026
    had = diary.locator("#days .had")
    assert had.count() == 1
    assert had.text_content() == "17: 2 sessions2\N{MULTIPLICATION SIGN}"
    assert diary.locator("[aria-current=date]").text_content() == "20"
    assert diary.locator("#list h3").all_inner_texts() == ["=1+1", "Cou détendu"]
    assert diary.locator("#list h3").nth(1).get_attribute("lang") == "fr"
    first = diary.locator("#list li").first.inner_text()
    for part in ("Skipped: Chin, tuck", "Longer: Lean (+20 s)", "Repeated: Roll (2 times)"):
        assert part in first
    felt = diary.locator("#list li").first.locator("[aria-pressed=true]")
    assert felt.all_inner_texts() == ["Pain"]
    diary.get_by_role("button", name="Earlier month").click()
    assert diary.locator("#month").inner_text() == "April 2026"
    assert diary.locator("#list h3").all_inner_texts() == ["Neck"]
    diary.get_by_role("button", name="Earlier month").click()
    assert diary.locator("#none-this-month").is_visible()


@pytest.mark.long
def test_the_diary_is_saved_as_a_file_for_spreadsheets(diary: Page, tmp_path: Path) -> None:
    with diary.expect_download() as download:
        diary.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "exercise-diary-2026-05-20.csv"
    download.value.save_as(tmp_path / "diary.csv")
    assert (tmp_path / "diary.csv").read_bytes().decode("utf-8") == (
        "\ufeffDate,Time,Session,Minutes,Felt,Skipped,Made longer,Repeated\r\n"
        "2026-04-30,23:59,Neck,14.3,,,,\r\n"
        "2026-05-17,08:30,Cou détendu,14.3,Just right,,,\r\n"
        '2026-05-17,18:00,\'=1+1,5.5,Pain,"Chin, tuck",Lean (+20 s),Roll (2 times)\r\n'
    )


@pytest.mark.long
def test_the_report_shows_all_of_it_and_prints_without_the_rest(diary: Page) -> None:
    diary.get_by_role("link", name="Show to my therapist").click()
    assert diary.evaluate("document.activeElement.id") == "report-title"
    assert diary.locator("#period").inner_text() == "3 sessions, 30 April 2026 to 17 May 2026."
    sums = diary.locator("#sums li").all_inner_texts()
    assert sums == ["0\nEasier than before", "1\nJust right", "0\nToo much", "1\nPain"]
    assert diary.locator("#rows tr").count() == 3
    first = diary.locator("#rows tr").first.locator("td").all_inner_texts()
    changed = "6 min · Skipped: Chin, tuck · Longer: Lean (+20 s) · Repeated: Roll (2 times)"
    assert first == ["17 May 2026\n18:00", f"=1+1\n{changed}", "Pain"]
    diary.emulate_media(media="print")
    assert diary.locator("#rows").is_visible()
    assert not diary.locator("nav").is_visible()
    assert not diary.locator("#print").is_visible()
    diary.emulate_media(media="screen")
    diary.get_by_role("link", name="Back to the diary").click()
    assert diary.locator("#calendar").is_visible()


@pytest.mark.long
def test_one_entry_or_all_are_deleted_when_somebody_is_sure(diary: Page) -> None:
    diary.get_by_role("button", name="Delete =1+1").click()
    diary.get_by_role("button", name="Keep").click()
    assert len(noted(diary)) == 3
    diary.get_by_role("button", name="Delete =1+1").click()
    diary.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(diary.locator("#list h3")).to_have_text(["Cou détendu"])
    assert [entry["id"] for entry in noted(diary)] == ["b", "a"]
    diary.get_by_role("button", name="Delete the whole diary").click()
    diary.keyboard.press("Escape")
    assert len(noted(diary)) == 2
    diary.get_by_role("button", name="Delete the whole diary").click()
    diary.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(diary.locator("#empty")).to_be_visible()
    assert noted(diary) == []


@pytest.mark.long
def test_where_nothing_can_be_kept_the_page_says_so_and_works(phone: Phone, served: Served) -> None:
    with phone.page() as page:
        page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); }")
        player = opened(page, served.url)
        player.start()
        page.evaluate("document.getElementById('audio').playbackRate = 16")
        page.locator("#done").wait_for(timeout=60_000)
        page.get_by_role("button", name="Easier").click()
        expect(page.locator("#answer")).to_have_text("Noted. Good to know for the next time.")
        assert page.locator("#not-kept").is_visible()
