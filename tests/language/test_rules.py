"""Each rule for reading, by itself: what it finds, what it says, and what it leaves alone."""

from __future__ import annotations

import re

import pytest

from voiceroutine.language.languages import language_for
from voiceroutine.language.reading.abbreviations import abbreviations
from voiceroutine.language.reading.clock import clock
from voiceroutine.language.reading.data import Reading
from voiceroutine.language.reading.numerals import Numerals
from voiceroutine.language.reading.quantities import alone, measured, ordinal
from voiceroutine.language.reading.reader import apply, reader, rules
from voiceroutine.language.reading.repeats import repeats, unit_range
from voiceroutine.language.reading.rule import Rule
from voiceroutine.language.reading.spine import spine
from voiceroutine.language.reading.units import Units

ENGLISH = language_for("en").phrases


def reading_of(tag: str) -> Reading:
    reading = language_for(tag).reading
    assert reading is not None
    return reading


def numerals_of(tag: str = "en") -> Numerals:
    return Numerals(language_for(tag).phrases, reading_of(tag))


def units_of(tag: str = "en") -> Units:
    return Units(numerals_of(tag), language_for(tag).phrases, reading_of(tag))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("C5-C6", "C five, C six"),
        ("L5/S1", "L five, S one"),
        ("T12, T13", "T twelve, T13"),
        ("C9", "C9"),
        ("C0", "C0"),
        ("L5-6", "L5-6"),
        ("B12, c5, MC5, C5a", "B12, c5, MC5, C5a"),
        ("30 s", "30 s"),
    ],
)
def test_the_spine(text: str, said: str) -> None:
    assert apply([spine(ENGLISH.numbers)], text) == said


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("en", "a mat, e.g. a towel", "a mat, for example a towel"),
        ("en", "E.g. a towel", "For example a towel"),
        ("en", "a mat, etc.", "a mat, et cetera."),
        ("en", "a mat etc. Then sit", "a mat et cetera. Then sit"),
        ("en", "a mat etc. then sit", "a mat et cetera then sit"),
        ("en", "with Vs. Then", "with Vs. Then"),
        ("en", "No. 2, no. 2, No. Then", "number 2, no. 2, No. Then"),
        ("en", "30 s", "30 s"),
        ("de", "z. B., z.B., z.\u00a0B. so", "zum Beispiel, zum Beispiel, zum Beispiel so"),
        ("de", "mit Max. Dann", "mit Max. Dann"),
        ("it", "la mano dx", "la mano destra"),
    ],
)
def test_abbreviations(tag: str, text: str, said: str) -> None:
    assert apply([abbreviations(reading_of(tag))], text) == said


def test_a_language_without_abbreviations_has_none_to_find() -> None:
    rule = abbreviations(reading_of("en").model_copy(update={"abbreviations": {}}))
    assert apply([rule], "e.g. a towel") == "e.g. a towel"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1m30s", "one minute thirty seconds"),
        ("1 min 5 sec", "one minute five seconds"),
        ("1h30", "one hour thirty minutes"),
        ("1h05min", "one hour five minutes"),
        ("1h60, 1m60s, 1m, 30s, a1m30s", "1h60, 1m60s, 1m, 30s, a1m30s"),
    ],
)
def test_lengths_in_two_units(text: str, said: str) -> None:
    assert apply([clock(ENGLISH)], text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("x3", "three times"), ("\u00d71", "one time"), ("X3", "three times"), ("3x, box3, x3a", "3x, box3, x3a")],
)
def test_repeats(text: str, said: str) -> None:
    assert apply([repeats(units_of())], text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30s-45s", "thirty seconds to forty-five seconds"),
        ("30 s \u2013 1 min", "thirty seconds to one minute"),
        ("30-45 s", "30-45 s"),
        ("007s-8s", "007s-8s"),
    ],
)
def test_ranges_with_two_units(text: str, said: str) -> None:
    assert apply([unit_range(units_of(), reading_of("en"))], text) == said


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("en", "30 s", "thirty seconds"),
        ("en", "10-15 reps/side", "ten to fifteen reps per side"),
        ("en", "a 30 s hold, 10-min holds", "a thirty second hold, ten minute holds"),
        ("en", "3x10", "three times 10"),
        ("en", "1:30 min, 1:30 reps", "one minute thirty seconds, 1:30 reps"),
        ("en", "3 min. Then, 3 min. then, 3 min.", "three minutes. Then, three minutes then, three minutes."),
        ("en", "90°/45", "ninety degrees, 45"),
        ("en", "½ min", "one half minute"),
        ("en", "30, 30 secs2, A30 s", "30, 30 secs2, A30 s"),
        ("fr", "21 s", "vingt et une secondes"),
        ("fr", "1 s", "une seconde"),
        ("de", "bis 10 Sekunden. dann", "bis zehn Sekunden. dann"),
    ],
)
def test_numbers_with_a_unit(tag: str, text: str, said: str) -> None:
    assert apply([measured(numerals_of(tag), units_of(tag), reading_of(tag))], text) == said


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("en", "the 2nd set", "the second set"),
        ("en", "2, 0th, 1-2nd, 2ndly", "2, 0th, 1-2nd, 2ndly"),
        ("fr", "la 2e série", "la deuxième série"),
        ("de", "die 2. Übung", "die 2. Übung"),
    ],
)
def test_ordinal_numbers(tag: str, text: str, said: str) -> None:
    assert apply([ordinal(numerals_of(tag), reading_of(tag))], text) == said


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("en", "10-15, 3/4, 1:30", "ten to fifteen, three quarters, one minute thirty seconds"),
        ("en", "at 7:30, 7:30 am", "at 7:30, 7:30 am"),
        ("en", "30 s", "thirty s"),
        ("en", "$5, A4, 1.2.3, the 4's", "$5, A4, 1.2.3, the 4's"),
        ("de", "die 2. Übung, bis 10. Dann", "die 2. Übung, bis zehn. Dann"),
        ("de", "am 3.5.", "am 3.5."),
        ("de", "1,5", "eins Komma fünf"),
    ],
)
def test_numbers_alone(tag: str, text: str, said: str) -> None:
    assert apply([alone(numerals_of(tag), reading_of(tag))], text) == said


def test_of_two_rules_at_one_place_the_first_reads_it_even_if_it_leaves_it_alone() -> None:
    digits = Rule(re.compile(r"\d"), lambda match: f"<{match[0]}>")
    odd = Rule(re.compile(r"[13]"), lambda _: None)
    assert apply([digits, odd], "1 2") == "<1> <2>"
    assert apply([odd, digits], "1 2") == "1 <2>"
    assert apply([], "1 2") == "1 2"


def test_words_are_kept_apart_from_what_follows_them() -> None:
    rule = Rule(re.compile("[0-9]"), lambda _: "digit")
    assert apply([rule], "1a 2, 3") == "digit a digit, digit"


def test_a_measured_number_is_read_before_a_lone_one() -> None:
    assert apply(rules(ENGLISH, reading_of("en")), "30 s, 30") == "thirty seconds, thirty"


def test_without_data_a_text_stays_as_it_is() -> None:
    assert reader(ENGLISH, None)("30 s, e.g. 2x") == "30 s, e.g. 2x"
