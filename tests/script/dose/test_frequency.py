"""What a frequency means, and how it is written in another language."""

from __future__ import annotations

import pytest

from voiceroutine.language.languages import language_for
from voiceroutine.script.dose.frequency import Frequency, read_frequency, write_frequency


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("daily", Frequency()),
        ("twice a day", Frequency(times=2)),
        ("Twice a day.", Frequency(times=2)),
        ("3x/day", Frequency(times=3)),
        ("b.i.d.", Frequency(times=2)),
        ("every other day", Frequency(every=2)),
        ("hourly", Frequency(period="hour")),
        ("every 2 hours", Frequency(period="hour", every=2)),
        ("every two hours", Frequency(period="hour", every=2)),
        ("3 times a week", Frequency(times=3, period="week")),
        ("once a month", Frequency(period="month")),
        ("morning and evening", Frequency(times=2, at=("morning", "evening"))),
        ("am & pm", Frequency(times=2, at=("morning", "evening"))),
        ("before bed", Frequency(at=("bedtime",))),
        ("at night", Frequency(at=("night",))),
        ("every morning, before bed", Frequency(times=2, at=("morning", "bedtime"))),
        ("3x a week, in the evening", Frequency(times=3, period="week", at=("evening",))),
        ("twice a day, morning and evening", Frequency(times=2, at=("morning", "evening"))),
    ],
)
def test_a_frequency_is_read(text: str, meant: Frequency) -> None:
    assert read_frequency(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now and then",
        "twice a day, 3 times a week",
        "twice a day, every morning",
        "every 2 hours, every evening",
        "3 x 10",
        "zweimal am Tag",
    ],
)
def test_what_could_mean_several_things_is_not_read(text: str) -> None:
    assert read_frequency(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("twice a day", "zweimal am Tag"),
        ("3x/week", "dreimal pro Woche"),
        ("every 2 hours", "alle 2 Stunden"),
        ("every other day", "jeden zweiten Tag"),
        ("morning and evening", "morgens und abends"),
        ("once a day, before bed", "einmal am Tag, vor dem Schlafengehen"),
        ("wie besprochen", "wie besprochen"),
    ],
)
def test_a_frequency_is_written_in_the_language_of_the_handout(text: str, written: str) -> None:
    german = language_for("de")
    assert german.paper is not None
    assert write_frequency(text, german.paper.often_words, german.phrases) == written


def test_english_stays_as_it_is_written() -> None:
    english = language_for("en")
    assert english.paper is not None
    assert write_frequency("b.i.d.", english.paper.often_words, english.phrases) == "b.i.d."
