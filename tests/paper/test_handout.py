"""The handout: it says what the session says, and a reader of PDFs, and a screen reader, find it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.paper.sheets import elements, printed, printed_once, reader, sheet, text_of
from tests.support import BUNDLED, SPOKEN_ANYWAY, quick, write
from voiceroutine.app.preview import plan_session
from voiceroutine.app.sheet import sheet_of
from voiceroutine.errors import VoiceroutineError
from voiceroutine.language.languages import language_for, languages, phrases_for
from voiceroutine.paper.code import LONGEST_LINK
from voiceroutine.paper.document import MARGIN
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.loader import load_script
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.wording import phrases_of

ROUTINES = quick(BUNDLED.scripts(), SPOKEN_ANYWAY)
LINK = "https://example.org/neck.mp3"
GERMAN = """\
title: Übungen für Frau Müller-Größenwahn, Rücken und Füße, täglich
artist: Praxis am Schloßplatz
notice: Dieses Blatt gehört zu Ihrem Termin.
language: de
frequency: twice a day
opening: "Das dauert {duration}. Dazu brauchen Sie {equipment}."
stretches:
  - name: Knie zur Brust
    equipment: [Matte]
    sides: [left, right]
    setup: Umfassen Sie Ihr {side.neuter} {Knie|Knii}.
    start: [Ziehen Sie es zur Brust., Und gleich wieder.]
    hold: 20s
    reps: 3
    rest: 2.5s
    frequency: before bed
  - group: Kreislauf
    rounds: 3
    rest: 30s
    stretches:
      - name: Fersen heben
        reps: 10
        tempo: 3s
  - name: Arme schwingen
    steps:
      - {say: [Vor., Und vor.], for: 2s}
      - {say: Zurück., for: 1.5s}
    reps: 8
    sets: 2
  - name: Atmen
    for: 90s
    steps:
      - {say: Ein., for: 4s}
      - {sound: bell, for: 4s}
"""
assert len(GERMAN.splitlines()[0]) >= 60


@pytest.mark.parametrize("name", ROUTINES)
def test_every_bundled_routine_is_printed_with_its_doses_and_cautions(name: str) -> None:
    script = load_script(name, BUNDLED)
    text = text_of(printed_once(name))
    phrases = phrases_of(script.routine)
    assert phrases.disclaimer in text
    assert phrases.pain_rule in text
    for stretch in script.routine.stretches:
        assert print_dose(stretch) in text
        assert " ".join(stretch.caution.split()) in text or "{" in stretch.caution
        assert " ".join(stretch.avoid_if.split()) in text
    assert "{" not in text


@pytest.mark.parametrize("name", ROUTINES)
def test_a_picture_is_on_the_page_of_its_name(name: str) -> None:
    pages: dict[str, int] = {}
    last = ("", 0)
    for kind, page, element in elements(printed_once(name)):
        if kind == "/Figure":
            assert page == last[1], element["/Alt"]
            pages[element["/Alt"]] = page
        elif kind == "/H2":
            last = (kind, page)
    assert len(pages) == len({exercise.picture_text for exercise in sheet(name).exercises if exercise.picture})


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_pages_have_the_size_that_is_asked_for_and_hold_everything(paper: Any) -> None:
    width, height = {"a4": (595, 842), "letter": (612, 792)}[paper]
    done = printed(GERMAN, paper, patient="Maximiliane Hohenstein-Wittelsbach von und zu Oberammergau IV", link=LINK)
    assert done.pages == len(reader(done).pages) == 2
    for page in reader(done).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (width, height)
        content = page.get_contents()
        assert content is not None
        texts = re.findall(rb"BT (-?[\d.]+) (-?[\d.]+) Td", content.get_data())
        places = [(float(x), float(y)) for x, y in texts]
        margin = MARGIN / 25.4 * 72
        assert places
        assert all(margin - 1 < x < width - margin and 20 < y < height - margin for x, y in places)


def test_everything_is_in_the_language_of_the_script() -> None:
    text = text_of(printed(GERMAN, patient="Zoë Łukasiewicz", link=LINK))
    for part in [
        "Übungen für Frau Müller-Größenwahn, Rücken und Füße, täglich",
        "Praxis am Schloßplatz",
        "Name Zoë Łukasiewicz",
        "Wie oft zweimal am Tag",
        "Dazu eine Gymnastikmatte",
        "Dieses Blatt gehört zu Ihrem Termin.",
        "Wann Sie aufhören",
        "20 s x 3, 2,5 s Pause, je Seite, vor dem Schlafengehen Dreimal pro Seite, jeweils zwanzig Sekunden.",
        "Umfassen Sie Ihr linkes Knie.",
        "Danach dasselbe mit der rechten Seite.",
        "Drei Runden, 30 s Pause zwischen den Runden",
        "2 x 8, 20 s Pause",
        "Vor (2 s). Zurück (1,5 s).",
        "90 s lang Eine Minute und dreißig Sekunden.",
        "Ein (4 s). \N{EN DASH} (4 s)",
        "Meine Woche zum Abhaken \N{EN DASH} zweimal am Tag",
        "Mo Di Mi Do Fr Sa So",
        "Seite 1 von 2",
    ]:
        assert part in text, part
    assert LINK in text.replace(" ", "")
    assert "Und gleich wieder" not in text, "the later wordings of a cue are for the ear"


def test_the_labels_are_worded_in_every_language() -> None:
    for tag in languages():
        paper = language_for(tag).paper
        assert paper is not None
        assert len(set(paper.days)) == 7
        assert {"{number}", "{total}"} <= set(re.findall(r"\{\w+\}", paper.page))
        assert "{time}" in paper.rest_between_rounds
        for template in (paper.dose.hold, paper.dose.rest, paper.dose.tempo, paper.dose.rest_between_sets):
            assert "{time}" in template
        assert (paper.often_words is None) == (tag == "en")


def test_a_script_in_a_language_without_labels_has_english_ones() -> None:
    keys = ("opening_chapter", "closing_chapter", "left", "right", "first_side", "one_side", "start", "release")
    words = dict.fromkeys((*keys, "finish", "halfway", "set_done", "closing", "switch"), "Tak.")
    words |= {"disclaimer": phrases_for("en").disclaimer}
    words |= dict.fromkeys(("count", "last_count", "set_next"), '"{number}."')
    script = "title: Szyja\nlanguage: pl\nphrases:\n"
    script += "".join(f"  {key}: {text}\n" for key, text in words.items())
    script += "  hour: [godzina, '{number} g']\n  minute: [minuta, '{number} m']\n  second: [sekunda, '{number} s']\n"
    text = text_of(printed(script + "stretches: [{name: Skłon głowy, hold: 20s}]\n"))
    assert "Skłon głowy" in text
    assert "Tick off your week" in text


@pytest.mark.parametrize(
    ("frequency", "boxes"),
    [("", 7), ("twice a day", 14), ("morning and evening", 14), ("3 times a week", 7), ("every 2 hours", 7)],
)
def test_the_week_has_a_box_for_each_time(frequency: str, boxes: int) -> None:
    script = f"title: X\nscreening: false\nfrequency: {frequency!r}\nstretches: [{{name: Y, hold: 20s}}]\n"
    content = reader(printed(script)).pages[0].get_contents()
    assert content is not None
    frames = len(re.findall(rb"(?m)^[\d. ]+-?[\d. ]+ re S$", content.get_data()))
    assert frames == boxes + 1, "and one round when to stop"


def test_everything_that_is_drawn_is_tagged_or_of_no_meaning() -> None:
    done = printed(GERMAN, link=LINK)
    found = reader(done)
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata is not None
    assert found.metadata.title == GERMAN.splitlines()[0].removeprefix("title: ")
    kinds = [kind for kind, _, _ in elements(done)]
    assert kinds[0] == "/H1"
    assert set(kinds) == {"/H1", "/H2", "/P", "/Figure"}
    marked = 0
    for page in found.pages:
        content = page.get_contents()
        assert content is not None
        depth = 0
        for line in content.get_data().split(b"\n"):
            depth += line.endswith((b"BDC", b"BMC")) - (line == b"EMC")
            assert depth in (0, 1)
            assert depth or not re.search(rb" (Tj|TJ|re|l|S|f)\b", line), line
            marked += line.endswith(b"BDC")
    assert marked == len(kinds)
    assert [item.title for item in flat(found.outline)][1:] == [
        "Knie zur Brust",
        "Kreislauf",
        "Fersen heben",
        "Arme schwingen",
        "Atmen",
    ]


def flat(outline: Any) -> list[Any]:
    return [inner for item in outline for inner in (flat(item) if isinstance(item, list) else [item])]


def test_the_same_script_gives_the_same_file() -> None:
    assert printed("desk-break").content == printed("desk-break").content


def test_letters_that_the_font_lacks_are_named_and_break_nothing() -> None:
    done = printed('title: "Neck 首 \U0001f600 \u05d0"\nstretches: [{name: "\u00a4\u00a4 \u017fit", hold: 20s}]\n')
    assert done.missing == ("\u05d0", "首", "\U0001f600")
    assert "\N{BLACK SQUARE}\N{BLACK SQUARE} sit" in text_of(done)
    assert re.search(r"Page 1 of 1", text_of(done))


def test_a_long_text_goes_over_pages_and_none_of_it_is_lost() -> None:
    words = " ".join(f"word{number}" for number in range(120))
    script = f"title: {words[:900]}\nstretches:\n" + "".join(
        f"  - {{name: Stretch {number}, setup: [{words}, {words}, {words}, {words}, {words}], hold: 20s}}\n"
        for number in range(4)
    )
    done = printed(script)
    assert done.pages > 4
    assert text_of(done).count("word119") >= 20


@pytest.mark.long
def test_many_actions_of_one_stretch_go_over_more_pages_than_there_are_stretches() -> None:
    actions = ", ".join(["Breathe in and breathe out and notice how it feels. " * 18] * 700)
    done = printed(f"title: Long\nstretches: [{{name: One, setup: [{actions}], hold: 20s}}]\n")
    assert done.pages > 100
    assert f"Page {done.pages} of {done.pages}" in text_of(done, last=1)


@pytest.mark.long
def test_five_hundred_stretches_are_printed() -> None:
    done = printed("title: Long\nstretches:\n" + "  - use: upper-trap\n  - use: bird-dog\n" * 250)
    assert 150 < done.pages < 200
    assert "500. Bird dog" in text_of(done, last=2)


def test_a_link_is_a_code_and_can_be_followed() -> None:
    done = printed("desk-break", link=LINK)
    found = reader(done).pages[-1]
    annotations: Any = found["/Annots"]
    assert [note.get_object()["/A"]["/URI"] for note in annotations] == [LINK]
    assert any(element.get("/Alt") == LINK for _, _, element in elements(done))


def test_a_link_that_is_too_long_for_paper_is_refused() -> None:
    with pytest.raises(VoiceroutineError, match=f"a code on paper holds {LONGEST_LINK}"):
        printed("desk-break", link="https://example.org/" + "x" * LONGEST_LINK)


def test_what_was_changed_to_fit_is_told_in_the_sheets_language() -> None:
    written = load_script(write(Path("knie.yaml"), GERMAN), BUNDLED)
    first, *others = written.routine.items
    assert isinstance(first, Stretch)
    shorter = written.routine.model_copy(update={"items": (first.model_copy(update={"hold": 15_000}), *others[:-1])})
    timeline = lay_out(shorter.title, plan_session(written), estimated_ms)
    facts = sheet_of(replace(written, routine=shorter), timeline, written=written).facts
    (row,) = [row for row in facts if row.label == "Angepasst"]
    assert row.text == "Knie zur Brust: 15 s x 3 (statt 20 s x 3); Atmen: ausgelassen"
