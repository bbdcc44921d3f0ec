"""The stock phrases of every language: complete, translated, grammatical, and the disclaimer in full."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from tests.language.expected import ALL, FOLDER
from tests.support import BUNDLED
from voiceroutine.language.forms import POSITIONS, BySide, Side
from voiceroutine.language.languages import label_key, language_for, languages, phrases_for
from voiceroutine.language.markup import fill
from voiceroutine.language.phrases import Phrases
from voiceroutine.language.screening import MOST_ITEMS, screening
from voiceroutine.plan.moves import DOWN_TO_FLOOR_MS, UP_FROM_FLOOR_MS
from voiceroutine.script.alone import load_stretch
from voiceroutine.voice.engines.system import SystemVoice, system
from voiceroutine.voice.shape import shape

TRANSLATIONS = [language for language in languages() if language != "en"]

UNSAID = {"numbers", "abbreviations", "screening"}

DURATIONS_S = (1, 30, 45, 60, 61, 90, 120, 3600, 5400)


def _values(phrases: Phrases) -> dict[str, tuple[str, ...]]:
    """Return the texts of each key; of a key inside another, by both names: `dose.hold`."""
    return dict(_texts_in(phrases.model_dump(exclude={*UNSAID, "conjunction"}, by_alias=True, exclude_defaults=True)))


def _texts_in(fields: dict[str, Any], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from _texts_in(value, f"{above}{key}.")
        elif not isinstance(value, bool):
            yield f"{above}{key}", (value,) if isinstance(value, str) else tuple(value)


def _placeholders(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _filled(phrases: Phrases, key: str, number: int, time_ms: int = 30_000, side: Side = "left") -> str:
    words = {
        "number": phrases.number(number),
        "total": phrases.number(21),
        "duration": phrases.duration(time_ms),
        "times": phrases.with_noun(number, phrases.times),
        "reps": phrases.with_noun(number, phrases.reps),
        "sets": phrases.with_noun(2, phrases.sets),
        "where": phrases.positions["wall"].where,
        "name": "X",
    }
    text = getattr(phrases.dose, key, None) or getattr(phrases, key)
    if key == "stretches":
        return phrases.with_noun(number, phrases.stretches)
    return phrases.of_side(text, side) if isinstance(text, BySide) else fill(text, **words)


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
    said = {key: texts for key, texts in _values(phrases).items() if not key.endswith(".put_down")}
    assert all(text.strip() for texts in said.values() for text in texts)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_english_is_left_over(language: str) -> None:
    english, here = _values(phrases_for("en")), _values(phrases_for(language))
    for values in (english, here):  # their keys are words themselves
        for key in [key for key in values if key.startswith("equipment_names.")]:
            del values[key]
    english["equipment"], here["equipment"] = (
        language_for("en").checks.equipment,
        language_for(language).checks.equipment,
    )
    for key, texts in here.items():
        if key not in english:  # a form that English has not
            continue
        same = {text for text in texts if text in english[key] and re.search(r"[a-z]", re.sub(r"\{\w+\}", "", text))}
        assert same <= ALL[language].as_in_english, key


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_each_template_has_the_placeholders_of_the_english_one(language: str) -> None:
    english, here = _values(phrases_for("en")), _values(phrases_for(language))
    # what things are called and which forms a side has is each language's own
    own = re.compile(r"equipment_names|side_forms|positions\.[\w-]+\.from")
    for key in (key for key in english if not own.match(key)):
        assert [_placeholders(text) for text in here[key]] == [_placeholders(text) for text in english[key]], key


@pytest.mark.parametrize("language", languages())
def test_every_count_is_spoken_in_words(language: str) -> None:
    phrases = phrases_for(language)
    keys = ("last_count", "set_next", "reps", "reps_each_side", "sets_reps", "stretches", "progress")
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
    filled = {key: _filled(phrases, key, 21) for key in ALL[language].filled}
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
    assert side.cue.replace("{side}", phrases.side("left")) == side.left
    assert side.cue.replace("{side}", phrases.side("right")) == side.right


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
def test_no_phrase_about_a_side_alone_is_a_direction(language: str) -> None:
    """French `À droite` also means to the right: the side is a noun, `côté droit`."""
    phrases = phrases_for(language)
    towards = (phrases.side_forms["left"].toward, phrases.side_forms["right"].toward)
    for phrase in (phrases.first_side, phrases.one_side, phrases.switch):
        assert phrase.left != phrase.right
        assert not any(toward in text for toward in towards for text in (phrase.left, phrase.right))
    if language in ("es", "fr", "it", "pt"):
        assert all(phrases.side_forms["right"].masculine in p.right for p in (phrases.first_side, phrases.switch))


@pytest.mark.parametrize("language", languages())
def test_every_position_has_its_words_and_every_wait_its_sentence(language: str) -> None:
    phrases = phrases_for(language)
    assert set(phrases.positions) == set(POSITIONS)
    assert all(words.where and words.go for words in phrases.positions.values())
    assert len(phrases.down_to_floor) == len(DOWN_TO_FLOOR_MS)
    assert len(phrases.up_from_floor) == len(UP_FROM_FLOOR_MS)


@pytest.mark.parametrize("language", languages())
def test_every_thing_that_the_check_looks_for_has_its_names(language: str) -> None:
    names = phrases_for(language).equipment_names
    assert all(name == name.lower() for name in names)
    assert [thing for thing in language_for(language).checks.equipment if thing not in names] == []


@pytest.mark.parametrize("language", languages())
def test_every_area_and_every_thing_of_the_bundled_stretches_has_its_name(language: str) -> None:
    stretches = [load_stretch(path) for path, _ in BUNDLED.stretches().values()]
    names = language_for(language).names
    assert {area for stretch in stretches for area in stretch.areas} <= set(names.areas)
    assert {thing for stretch in stretches for thing in stretch.equipment} <= set(names.equipment)
    assert {name.lower() for name in names.equipment.values()} <= set(phrases_for(language).equipment_names)
    for key, name in (*names.areas.items(), *names.equipment.items()):
        assert label_key(name) == key


@pytest.mark.parametrize("language", languages())
def test_the_screening_asks_the_same_for_an_area_in_every_language(language: str) -> None:
    for area, name in language_for(language).names.areas.items():
        assert screening().items_for([name]) == screening().items_for([area])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("areas", [[], ["neck"], ["Lower back"], ["neck", "upper back", "lower back", "shoulders"]])
def test_the_screening_asks_four_things_in_one_question(language: str, areas: list[str]) -> None:
    words = phrases_for(language).screening
    assert words is not None
    question, advice, ask_first, last = words.sentences(areas)
    asked = [item.words[language] for item in screening().items.values() if item.words[language] in question]
    assert len(asked) == MOST_ITEMS
    assert all(text and not re.search(r"[{}]", text) for text in (question, advice, ask_first, last))


def test_each_group_of_the_screening_can_be_called_for_and_each_item_has_its_source() -> None:
    data = screening()
    for name, group in data.groups.items():
        assert set(group.items) <= set(data.items)
        assert set(group.unless) <= set(data.groups)
        assert data.items_for(group.areas) == group.items[:MOST_ITEMS], name
    assert all(item.source and item.fact and set(item.words) == set(languages()) for item in data.items.values())
    assert set(data.frame) == set(languages())


def test_the_items_of_two_groups_are_taken_in_turn_and_asked_group_by_group() -> None:
    assert screening().items_for(["traps", "spine"]) == ("fall", "headache", "bladder", "saddle")
    assert screening().items_for(["upper back", "neck"]) == screening().items_for(["neck"])
    assert screening().items_for(["Nacken"]) == screening().items_for(["neck"])


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
