"""The pages in the language of the sessions: their HTML, and a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.language.test_screen import texts, words_of
from tests.web.browsing import Phone, opened
from tests.web.serving import Served, ask, running
from tests.web.test_access import violations
from voiceroutine.app.listing import RoutineInfo
from voiceroutine.language.languages import languages
from voiceroutine.web import pages
from voiceroutine.web.catalogue import Catalogue, Entry
from voiceroutine.web.site import MISSING, Site
from voiceroutine.web.wording import shared, wording


class InLanguage(Catalogue):
    """The sessions of a folder, as if they were in another language."""

    def __init__(self, folder: Path, *tags: str) -> None:
        super().__init__(folder)
        self.tags = tags

    def entries(self) -> tuple[Entry, ...]:
        (entry,) = super().entries()
        return tuple(replace(entry, language=tag, title="T", summary="", artist="A") for tag in self.tags)

    def entry(self, slug: str) -> Entry | None:
        return self.entries()[0] if slug == "short" else None


@contextmanager
def speaking(folder: Path, *tags: str) -> Iterator[Served]:
    with running(folder, catalogue=InLanguage(folder, *tags)) as site:
        yield site


def page_of(site: Site, address: str) -> str:
    content = site.content(address, "https://example.org/")
    assert content is not None
    return content.body.decode()


def tokens(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.lower()))


def shown(html: str) -> str:
    """Return what a person reads or hears of a page, without what is the session's own."""
    html = re.sub(r'<ol id="chapters".*?</ol>', "", html, flags=re.DOTALL)
    said = re.search(r'id="words">(.*?)</script>', html)
    labels = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', html)
    body = re.sub(r"<(script|title|head).*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    found = [text for group in json.loads(said[1]).values() for text in _leaves(group)] if said else []
    return re.sub(r"\{\w+\}", " ", " ".join([body, *labels, *found]))


def _leaves(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, (dict, list)):
        for value in part.values() if isinstance(part, dict) else part:
            yield from _leaves(value)


@pytest.mark.parametrize("tag", ["de", "pt-BR"])
def test_no_english_word_is_left_on_a_page_of_another_language(made_once: Path, tag: str) -> None:
    english, own = (tokens(" ".join(text for _, text in texts(words_of(name[:2])))) for name in ("en", tag))
    english |= {"opening", "loading", "server", "voice", "routine"}
    for published in (False, True):
        site = Site(InLanguage(made_once, tag), published=published, can_make=not published)
        for address in ("", "diary.html", "sessions/short/index.html", *([MISSING] if published else [])):
            html = page_of(site, address)
            assert f'<html lang="{tag}"' in html
            assert tokens(shown(html)) & (english - own) == set(), address
    assert f'<html lang="{tag}"' in site.missing("").decode()


def test_pages_about_all_sessions_are_in_the_language_that_they_share(made_once: Path) -> None:
    assert shared(["de", "de"]).tag == "de"
    assert shared(["de-AT", "de"]).tag == "de"
    assert shared(["de-AT"]).tag == "de-AT"
    assert [shared(tags).tag for tags in (["de", "fr"], ["pl"], ["und"], [])] == ["en"] * 4
    mixed = page_of(Site(InLanguage(made_once, "de", "fr")), "")
    assert '<html lang="en">' in mixed
    assert '<strong lang="de">T</strong>' in mixed


def test_a_session_in_a_language_without_words_has_an_english_page_that_says_what_is_not_english(
    made_once: Path,
) -> None:
    html = page_of(Site(InLanguage(made_once, "pl")), "sessions/short/index.html")
    assert '<html lang="en">' in html
    assert '<h1 lang="pl">T</h1>' in html
    assert "Skip <small>to next stretch</small>" in html


def test_an_area_has_the_pages_name_for_it_wherever_it_is_shown(made_once: Path) -> None:
    (entry,) = Catalogue(made_once).entries()
    named = replace(entry, areas=("Shoulders", "Nuque et cou", "left <ear>"))
    index = pages.index_page([replace(named, language="de")], can_make=False, offline=False, feed=None)
    assert '<span class="areas">Schultern, Nacken, left &lt;ear&gt;</span>' in index
    english = pages.index_page([named], can_make=False, offline=False, feed=None)
    script = RoutineInfo(
        name="mine", path=Path("mine.yaml"), shelf="project", areas=("schultern", "neck", "left <ear>")
    )
    made = pages.make_page([script], ["amy"])
    for html in (english, made):
        assert "Shoulders, Neck, left &lt;ear&gt;" in html


def test_times_and_figures_are_written_as_the_language_does() -> None:
    german, english = wording("de"), wording("en")
    assert german.playing_time(3_900_000).replace("\u00a0", " ") == "1 Std. 5 Min."
    assert [english.playing_time(ms) for ms in (0, 40_000, 840_000, 3_600_000)] == ["0 s", "40 s", "14 min", "1 h"]
    assert (german.megabytes(3_440_000), english.megabytes(3_440_000)) == ("3,4 MB", "3.4 MB")


def test_the_scripts_know_every_group_and_every_word_that_they_are_given() -> None:
    source = (pages.ASSETS / "words.js").read_text(encoding="utf-8")
    properties = re.findall(r"@property \{(.*)\} (\w+)", source)
    told = {group: set(re.findall(r'"(\w+)"', kinds)) for kinds, group in properties}
    model = words_of("en").model_dump()
    assert set(told) == {"list", "player", "speed", "trouble", "done", "offline", "noted"}
    for group, keys in told.items():
        assert keys <= set(model[group]), group
    for group in ("player", "speed", "trouble", "noted"):
        assert told[group] == set(model[group]), group


def test_a_page_in_another_language_has_another_etag(made_once: Path) -> None:
    found = []
    for tag in ("de", "fr"):
        with speaking(made_once, tag) as site:
            found.append(ask(site, "sessions/short/index.html").headers["etag"])
    assert found[0] != found[1]


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 320])
@pytest.mark.parametrize("tag", languages())
def test_no_page_is_wider_than_the_screen_in_any_language(phone: Phone, made_once: Path, tag: str, width: int) -> None:
    with speaking(made_once, tag) as site, phone.page(viewport={"width": width, "height": 640}, locale=tag) as page:
        player = opened(page, site.url)
        player.start()
        player.go_to(player.events("hold")[-1]["start_ms"] + 100)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        clipped = page.locator("button:visible").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
        )
        assert clipped == []
        page.goto(f"{site.url}diary.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def heard_whole(page: Page) -> None:
    """Have it kept that the session was heard to its last second but one."""
    name = f"voiceroutine.place.{page.locator('#player').get_attribute('data-identity')}"
    place = {"ms": 1000, "heard": [[0, 10_000]], "at": 4e12, "longer": {}, "again": {}, "noted": None}
    page.goto(page.url.replace("sessions/short/index.html", ""))  # what is kept is written when the page goes
    page.evaluate("([name, place]) => localStorage.setItem(name, place)", [name, json.dumps(place)])


@pytest.mark.long
def test_a_german_session_is_played_by_somebody_who_reads_no_english(phone: Phone, made_once: Path) -> None:
    with speaking(made_once, "de") as site, phone.page(locale="de-DE") as page:
        opened(page, site.url)
        heard_whole(page)
        player = opened(page, site.url)
        assert violations(page) == []
        page.get_by_role("button", name="Weiter").click()
        page.locator("body[data-phase=playing]").wait_for()
        player.go_to(player.events("hold")[0]["start_ms"] + 1000)
        expect(page.locator("#unit")).to_have_text("Sekunden noch")
        expect(page.locator("#turn")).to_have_text("Linke Seite")
        page.get_by_role("button", name="Länger").click()
        page.get_by_role("button", name="Warten").click()
        expect(page.locator("#wait")).to_have_text("Weiter")
        assert violations(page) == []
        page.locator("#speed").select_option("1.25")
        expect(page.locator("#speed-means")).to_contain_text("Mit Tempo 1,25 dauert ein Halten von 30 s")
        page.get_by_role("button", name="Weiter").click()
        player.go_to(player.timeline["duration_ms"] - 400)
        page.locator("#done").wait_for()
        page.get_by_role("button", name="Schmerzen").click()
        expect(page.locator("#answer")).to_contain_text("Hören Sie für heute auf.")
        assert violations(page) == []
        page.get_by_role("link", name="Tagebuch").first.click()
        expect(page.locator("#list .felt")).to_have_text("Wie war es?")
        expect(page.locator("#list")).to_contain_text("Min.")
        page.get_by_role("link", name="In der Praxis zeigen").click()
        expect(page.locator("#period")).to_contain_text("1 Mal geübt, am ")
        assert violations(page) == []
