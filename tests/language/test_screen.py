"""The words of the pages that play sessions: whole in every language, and alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from voiceroutine.language.languages import language_for, languages
from voiceroutine.language.screen import PageWords

LONGEST_WORD = 9
"""Of a button that is a third of a narrow screen wide, in letters; a soft hyphen lets a word break."""
LONGEST = 180
"""In characters: nothing on a phone's screen is longer."""


def words_of(tag: str) -> PageWords:
    page = language_for(tag).page
    assert page is not None
    return page


def texts(part: BaseModel, way: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text with the way to it. Lists of words that cues are searched for are left out."""
    for name in type(part).model_fields:
        value, here = getattr(part, name), f"{way}{name}"
        if isinstance(value, BaseModel):
            yield from texts(value, f"{here}.")
        elif isinstance(value, str):
            yield here, value
        elif name not in ("left_words", "right_words"):
            yield from ((f"{here}.{number}", text) for number, text in enumerate(value))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("tag", languages())
def test_a_language_fills_what_english_fills_and_nothing_is_empty_or_too_long(tag: str) -> None:
    english = dict(texts(words_of("en")))
    for way, text in texts(words_of(tag)):
        if way != "noted.delete_all_sure.0":
            assert placeholders(text) == placeholders(english[way]), (tag, way)
        assert text.strip() == text != "", (tag, way)
        assert len(text) <= LONGEST, (tag, way, len(text))


@pytest.mark.parametrize("tag", languages())
def test_the_small_buttons_have_words_that_fit(tag: str) -> None:
    session, player = words_of(tag).session, words_of(tag).player
    for text in (session.again, session.longer, session.skip):
        assert max(map(len, text.split())) <= LONGEST_WORD, text
        assert len(text) <= 10, text
    for text in (session.longer_by, session.skip_to, player.this_cue, player.this_hold, player.this_rep):
        assert max(map(len, re.split(r"[\s\u00AD]", text))) <= LONGEST_WORD + 3, text
    for text in (player.start, player.wait, player.go_on):
        assert len(text) <= 10, text


@pytest.mark.parametrize("tag", languages())
def test_a_cue_names_one_side_or_the_other_by_words_of_the_language(tag: str) -> None:
    player, phrases = words_of(tag).player, language_for(tag).phrases
    assert not set(player.left_words) & set(player.right_words)
    for words, name in ((player.left_words, phrases.left), (player.right_words, phrases.right)):
        assert any(word in name or name in word for word in words), name


@pytest.mark.parametrize("tag", [tag for tag in languages() if tag != "en"])
def test_nothing_was_left_in_english(tag: str) -> None:
    english = dict(texts(words_of("en")))
    same = {way: text for way, text in texts(words_of(tag)) if text == english[way] and len(text) > 12}
    assert {way: text for way, text in same.items() if re.sub(r"\{\w+\}", "", text).strip("( +s)")} == {}
