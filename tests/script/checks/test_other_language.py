"""English words in a script in another language: an error where that is sure, and a warning where it may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import BUNDLED, codes_of, write
from voiceroutine.app.check import check
from voiceroutine.language.english import english, looks_english
from voiceroutine.language.languages import language_for

OWN = (
    "title: Abend\nlanguage: de\n{top}stretches:\n  - name: {name}\n    start: {start}\n    hold: 5s\n"
    "    settle: 1s\n    caution: Bei Schmerzen aufhören.\n"
)
SURE = "Lift your hips, and roll slowly."


def own(start: str, name: str = "Rolle", top: str = "") -> dict[str, str]:
    return codes_of(OWN.format(start=start, name=name, top=top))


def test_a_whole_english_sentence_is_an_error() -> None:
    assert own(SURE) == {"other-language": "error"}
    assert own("Hüfte hoch.", top=f"opening: {SURE}\n") == {"other-language": "error"}


def test_a_few_english_words_are_a_warning() -> None:
    assert own("Keep your nose level.") == {"english-words": "warning"}


def test_several_short_english_texts_are_named_at_once() -> None:
    text = (
        "title: Abend\nlanguage: de\nopening: Let us begin.\nstretches:\n  - name: Schulter\n    setup: Sit tall.\n"
        "    start: Roll your shoulders back.\n    release: And hold it there.\n    caution: Stop if it hurts.\n"
        "    settle: 1s\n    hold: 5s\n"
    )
    problems = check(write(Path("x.yaml"), text), library=BUNDLED)
    assert {(it.code, it.severity, it.place) for it in problems} == {
        ("english-words", "warning", ("x.yaml", 3, 10)),
        ("english-words", "warning", ("x.yaml", 6, 12)),
    }
    assert "4 texts here (`setup`, `caution`, `start`, `release`) look English" in problems[1].message


def test_one_short_english_text_may_be_a_name() -> None:
    assert own("Stand tall.") == {}


@pytest.mark.parametrize("tag", ["de", "es", "fr", "it", "nl", "pt"])
def test_no_stock_phrase_of_another_language_looks_english(tag: str) -> None:
    strings = re.findall(r'[^:,\[\]{}"]+', language_for(tag).phrases.model_dump_json())
    texts = [text for text in strings if " " in text.strip()]
    assert len(texts) > 50
    assert [text for text in texts if looks_english(text)] == []


@pytest.mark.parametrize("name", ["Cat-cow", "Thread the needle", "Downward-facing dog", "Levator scapulae stretch"])
def test_the_name_of_an_exercise_may_be_english(name: str) -> None:
    assert own(f"Wir machen {name}.", name) == {}


@pytest.mark.parametrize(
    "text", ["Setzen Sie sich auf den Bürostuhl mit dem Foam-Roller.", "Das Lied heißt: Play the Blues.", ""]
)
def test_a_text_in_another_language_is_none(text: str) -> None:
    assert english(text) == "no"


def test_it_is_allowed_for_the_script_or_for_the_stretch() -> None:
    assert own(SURE, top="allow: [other-language]\n") == {}
    assert own(f"{SURE}\n    allow: [other-language]") == {}
    assert codes_of("title: A\nlanguage: de\nallow: [other-language]\nstretches: [{use: chin-tuck}]\n") == {}


def test_each_bundled_stretch_is_told_where_it_is_used() -> None:
    text = "title: A\nlanguage: de\nstretches:\n  - use: chin-tuck\n  - use: upper-trap\n    name: Nacken\n"
    problems = check(write(Path("x.yaml"), text), library=BUNDLED)
    assert [(it.code, it.place) for it in problems] == [
        ("other-language", ("x.yaml", 4, 5)),
        ("other-language", ("x.yaml", 5, 5)),
    ]


def test_a_bundled_script_in_another_language_is_told_at_the_language() -> None:
    problems = check(write(Path("x.yaml"), "extends: neck\nlanguage: de\ntitle: Nacken\n"), library=BUNDLED)
    assert {(it.code, it.place) for it in problems} == {("other-language", ("x.yaml", 2, 11))}
    assert any(
        "has 5 stretches in English, spoken as they are written: `Shoulder squeeze`," in it.message for it in problems
    )
    assert len(problems) == 3, "the opening, the closing, and all stretches together"


def test_english_under_a_regional_tag_of_english_is_no_error() -> None:
    assert "other-language" not in codes_of("title: A\nlanguage: en-AU\nstretches: [{use: chin-tuck}]\n")
