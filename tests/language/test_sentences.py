"""Where sentences end."""

from __future__ import annotations

import pytest

from voiceroutine.language.languages import languages, phrases_for
from voiceroutine.language.sentences import at_sentence_start, begins_sentence, ends_sentence, sentences


@pytest.mark.parametrize("text", ["Sit.", "Sit!", "(Sit.)", "“Sit?”", "Sit\u2026", "坐下。", "बैठिए।", "اجلس؟"])
def test_a_sentence_has_an_end_with_or_without_closers(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "Sit", "Sit,", "Sit:", "(Sit)", "Sit. Then"])
def test_other_texts_have_none(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("after", "begins"), [(" Then", True), (" 2 more", True), (" (Then)", False), (" then", False), ("Then", False)]
)
def test_a_sentence_begins_after_a_space_without_a_lower_case_letter(after: str, begins: bool) -> None:
    assert begins_sentence(after) is begins


@pytest.mark.parametrize(
    ("before", "is_start"), [("", True), ("Sit. ", True), ("Sit: ", True), ("Sit. (", True), ("Sit, ", False)]
)
def test_a_sentence_starts_at_the_beginning_and_after_an_end(before: str, is_start: bool) -> None:
    assert at_sentence_start(before) is is_start


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sit. Breathe.", ["Sit.", "Breathe."]),
        ("Sit!  Breathe?", ["Sit!", "Breathe?"]),
        ("坐下。呼吸。", ["坐下。", "呼吸。"]),
        ("Sit. then breathe.", ["Sit. then breathe."]),
        ("The 2. toe. Yes.", ["The 2. toe.", "Yes."]),
        ("J. Smith. Yes.", ["J. Smith.", "Yes."]),
        ("Ask {dr. X|doctor eks. Yes} now. Go.", ["Ask {dr. X|doctor eks. Yes} now.", "Go."]),
        ("Ask Dr. Berg. Sit.", ["Ask Dr. Berg.", "Sit."]),
        ("", [""]),
    ],
)
def test_a_text_is_divided_where_a_sentence_surely_ends(text: str, parts: list[str]) -> None:
    assert sentences(text, {"dr"}) == parts


@pytest.mark.parametrize("language", languages())
def test_a_title_does_not_end_a_sentence(language: str) -> None:
    text = "Dr. Berg. Prof. Berg."
    assert phrases_for(language).sentences(text) == ["Dr. Berg.", "Prof. Berg."]


def test_a_title_belongs_to_its_language() -> None:
    assert phrases_for("nl").sentences("Mevr. Berg. Zit.") == ["Mevr. Berg.", "Zit."]
    assert phrases_for("en").sentences("Mevr. Berg.") == ["Mevr.", "Berg."]
