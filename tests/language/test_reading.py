"""Numbers, units and abbreviations are spoken as a person would, in every language, and nothing else is changed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.language.expected import ALL
from tests.language.test_phrases import _values
from tests.support import write
from voiceroutine.app.preview import preview
from voiceroutine.language.languages import language_for, languages, phrases_for
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.language.reading.reader import reader
from voiceroutine.script.library import Library
from voiceroutine.voice.engines.hibari import NeuralVoice


def read_in(tag: str, text: str) -> str:
    language = language_for(tag)
    return reader(language.phrases, language.reading)(text)


@pytest.mark.parametrize(
    ("language", "written"), [(language, written) for language, words in ALL.items() for written in words.spoken]
)
def test_it_is_spoken(language: str, written: str) -> None:
    assert read_in(language, written) == ALL[language].spoken[written]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, words in ALL.items() for text in words.unchanged]
)
def test_it_stays_as_it_is(language: str, text: str) -> None:
    assert read_in(language, text) == text


@pytest.mark.parametrize("language", languages())
def test_stock_phrases_stay_as_they_are(language: str) -> None:
    phrases = phrases_for(language)
    texts = [text for texts in _values(phrases).values() for text in texts]
    for text in texts:
        said = re.sub(r"\{\w+\}", phrases.number(3), text)
        assert read_in(language, said) == said


def test_numbers_take_the_words_of_the_region() -> None:
    assert read_in("pt-BR", "16 s") == "dezesseis segundos"
    assert read_in("pt", "16 s") == "dezasseis segundos"


awkward = st.text(
    st.sampled_from("0123456789 .,:/-\u2013x\u00d7\u00bd\u00b0%smhgckCTLe\u0131\u017f\u0130\u0663'\u2019~Llr/"),
    max_size=24,
)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(languages()), awkward | st.text(max_size=24))
@example("en", "5 \u017f")
@example("en", "\u0131.e.")
@example("fr", "0e 999999999999e 9999999999999e")
@example("es", "999999999999")
@example("en", "99h99 x99999999999999999999")
def test_any_text_can_be_read_and_words_alone_stay(language: str, text: str) -> None:
    assert isinstance(read_in(language, text), str)
    words = "".join(char for char in text if char.isalpha() or char == " ")
    reading = language_for(language).reading
    assert reading is not None
    if not {word.lower() for word in reading.abbreviations} & set(words.lower().split()):
        assert read_in(language, words) == words


def test_a_respelling_wins_and_is_left_alone() -> None:
    say = pronouncer({"30 s": "half a minute, T4", "x": "ECKS 2"}, language_for("en"))
    assert say("30 s at T4, x 2x, {10|ten 5 s} 5 s.") == (
        "half a minute, t4 at T four, ecks 2 two times, ten 5 s five seconds."
    )


def test_the_disclaimer_is_spoken_as_it_stands() -> None:
    phrases = phrases_for("en").model_copy(update={"disclaimer": "Take 30 s, e.g. {x|y}."})
    language = replace(language_for("en"), phrases=phrases)
    assert pronouncer({"take": "give"}, language)(phrases.disclaimer) == phrases.disclaimer


@pytest.mark.long
def test_the_bundled_voice_says_them() -> None:
    texts = [*list(ALL["en"].spoken)[:12], "C5-C6.", "30 s", "45°", "½"]
    script = "title: T\nstretches:\n" + "".join(
        f"  - {{name: A{n}, hold: 1s, setup: '{t}'}}\n" for n, t in enumerate(texts)
    )
    clips = preview(write(Path("x.yaml"), script), library=Library(())).clips
    assert isinstance(clips.voice, NeuralVoice)
    for text in texts:
        assert clips.length_ms(text) > 200
        assert clips.load(text).any()
