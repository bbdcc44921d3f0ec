"""The stock phrases of every language: complete, translated, grammatical, and the disclaimer in full."""

from __future__ import annotations

import re
import sys
from string import Formatter

import pytest

from tests.language.expected import ALL, FOLDER
from voiceroutine.language.languages import language_for, languages, phrases_for
from voiceroutine.language.phrases import Phrases
from voiceroutine.voice.engines.system import SystemVoice, system
from voiceroutine.voice.shape import shape

TRANSLATIONS = [language for language in languages() if language != "en"]

DURATIONS_S = (1, 30, 45, 60, 61, 90, 120, 3600, 5400)


def _values(phrases: Phrases) -> dict[str, tuple[str, ...]]:
    """Return the texts of each key."""
    fields = phrases.model_dump(exclude={"numbers", "abbreviations", "conjunction"})
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in fields.items()}


def _placeholders(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _filled(phrases: Phrases, key: str, number: int, time_ms: int = 30_000, side: str = "left") -> str:
    words = {"number": phrases.number(number), "duration": phrases.duration(time_ms), "side": getattr(phrases, side)}
    return str(getattr(phrases, key)).format(**words)


def test_each_language_has_a_file_of_expected_words() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.yaml")) == list(languages())


@pytest.mark.parametrize("language", languages())
def test_a_language_loads_whole_and_without_its_region(language: str) -> None:
    phrases = phrases_for(language)
    assert phrases.numbers.tag == language
    elsewhere = phrases_for(f"{language}-XX")
    numbers = elsewhere.numbers.model_copy(update={"tag": language})
    assert elsewhere.model_copy(update={"numbers": numbers}) == phrases
    assert language_for(f"{language}-XX").reading == language_for(language).reading
    assert language_for(f"{language}-XX").checks == language_for(language).checks
    assert all(text.strip() for texts in _values(phrases).values() for text in texts)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_english_is_left_over(language: str) -> None:
    english, here = _values(phrases_for("en")), _values(phrases_for(language))
    english["equipment"], here["equipment"] = (
        language_for("en").checks.equipment,
        language_for(language).checks.equipment,
    )
    for key, texts in here.items():
        same = {text for text in texts if text in english[key] and re.search(r"[a-z]", re.sub(r"\{\w+\}", "", text))}
        assert same <= ALL[language].as_in_english, key


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_each_template_has_the_placeholders_of_the_english_one(language: str) -> None:
    english, here = _values(phrases_for("en")), _values(phrases_for(language))
    for key in english:
        assert [_placeholders(text) for text in here[key]] == [_placeholders(text) for text in english[key]], key


@pytest.mark.parametrize("language", languages())
def test_every_count_is_spoken_in_words(language: str) -> None:
    phrases = phrases_for(language)
    keys = ("last_count", "set_next", "dose_reps", "dose_reps_each_side", "dose_sets")
    spoken = [phrases.counted(number) for number in range(1, 61)]
    assert len(set(spoken)) == 60
    spoken += [_filled(phrases, key, number) for key in keys for number in range(1, 61)]
    for text in spoken:
        assert re.search(r"[^\W\d_]", text), text
        assert not re.search(r"[\d{}]", text), text


@pytest.mark.parametrize("language", languages())
def test_every_duration_is_spoken_in_words(language: str) -> None:
    phrases = phrases_for(language)
    spoken = [phrases.duration(seconds * 1000) for seconds in DURATIONS_S]
    assert len(set(spoken)) == len(spoken)
    for text in spoken:
        assert re.fullmatch(r"[^\d{}]*[^\W\d_][^\d{}]*", text), text


@pytest.mark.parametrize("language", languages())
def test_numbers_are_the_words_a_speaker_expects(language: str) -> None:
    phrases = phrases_for(language)
    assert {number: phrases.counted(number) for number in ALL[language].counts} == ALL[language].counts


@pytest.mark.parametrize("language", languages())
def test_durations_are_the_words_a_speaker_expects(language: str) -> None:
    phrases = phrases_for(language)
    assert {time: phrases.duration(time * 1000) for time in ALL[language].durations} == ALL[language].durations


@pytest.mark.parametrize("language", languages())
def test_filled_templates_are_grammatical(language: str) -> None:
    phrases = phrases_for(language)
    numbers = {"dose_reps": 21, "dose_sets": 2}
    filled = {key: _filled(phrases, key, numbers.get(key, 8)) for key in ALL[language].filled}
    assert filled == ALL[language].filled


@pytest.mark.parametrize(
    ("tag", "number", "words"),
    [
        (tag, number, words)
        for language in ALL.values()
        for tag, numbers in language.regions.items()
        for number, words in numbers.items()
    ],
)
def test_a_region_has_its_own_number_words(tag: str, number: int, words: str) -> None:
    assert phrases_for(tag).number(number) == words


@pytest.mark.parametrize(
    ("language", "number", "noun", "words"),
    [(tag, *row) for tag, language in ALL.items() for row in language.agreement],
)
def test_a_number_agrees_with_the_noun_after_it(language: str, number: int, noun: str, words: str) -> None:
    assert phrases_for(language).number(number, noun) == words


def test_a_number_without_a_noun_agrees_with_nothing() -> None:
    assert phrases_for("es").number(21) == "veintiuno"


@pytest.mark.parametrize("language", languages())
def test_the_side_fits_into_a_cue(language: str) -> None:
    phrases = phrases_for(language)
    side = ALL[language].side
    assert side.cue.replace("{side}", phrases.left) == side.left
    assert side.cue.replace("{side}", phrases.right) == side.right


@pytest.mark.parametrize("language", languages())
def test_the_disclaimer_covers_every_clause(language: str) -> None:
    clauses, text = ALL[language].disclaimer, phrases_for(language).disclaimer
    assert clauses.keys() == ALL["en"].disclaimer.keys()
    assert [clause for clause, words in clauses.items() if words not in text] == []


@pytest.mark.skipif(sys.platform != "linux", reason="the names are those of espeak-ng's voices")
@pytest.mark.parametrize(
    ("language", "voice"), [(tag, voice) for tag, language in ALL.items() for voice in language.espeak_voices]
)
def test_the_disclaimer_is_spoken_in_under_thirty_seconds(language: str, voice: str) -> None:
    assert voice in {info.id for info in system().voices}
    (sound,) = SystemVoice(voice).speak([phrases_for(language).disclaimer], 1.0)
    shaped = shape(sound)
    assert shaped is not None
    assert 15_000 < len(shaped) / 48 < 30_000


@pytest.mark.parametrize("language", languages())
def test_a_text_that_names_a_side_is_found(language: str) -> None:
    pattern = re.compile(language_for(language).checks.names_a_side, re.IGNORECASE)
    assert [text for text in ALL[language].names_a_side if not pattern.search(text)] == []


@pytest.mark.parametrize("language", languages())
def test_a_text_that_names_no_side_is_not_found(language: str) -> None:
    pattern = re.compile(language_for(language).checks.names_a_side, re.IGNORECASE)
    assert [text for text in ALL[language].names_no_side if pattern.search(text)] == []


@pytest.mark.parametrize("language", languages())
def test_equipment_is_written_as_the_check_compares_it(language: str) -> None:
    things = language_for(language).checks.equipment
    assert [thing for thing in things if thing != thing.lower()] == []
    assert len(set(things)) == len(things)
