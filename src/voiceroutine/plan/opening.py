"""The first and the last chapter: what is said before the first stretch, and after the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from voiceroutine.language.sentences import ends_sentence
from voiceroutine.plan.bells import struck
from voiceroutine.plan.directions import Direction, Say, Silence
from voiceroutine.plan.teller import BREATH_MS, SENTENCE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.plan.teller import Teller

AFTER_SAFETY_MS = 1_200
"""After each part of what comes first for the listener's safety."""
AFTER_QUESTION_MS = 1_500
"""Time to answer the question of the screening to oneself."""
BEFORE_FIRST_STRETCH_MS = 2_000
AT_THE_END_MS = 1_500
"""Silence after the last word, so that a player does not cut it off."""
END_CHIME_PAUSE_MS = 3_300
"""Has room for the chime at the end."""


def opening(teller: Teller) -> Iterator[Direction]:
    """Yield the opening: the disclaimer first, whatever the routine says."""
    routine, phrases = teller.routine, teller.phrases
    yield Say(phrases.disclaimer, "disclaimer", ())
    yield Silence("pause", AFTER_SAFETY_MS)
    if phrases.pain_rule:
        yield Say(phrases.pain_rule, "pain-rule", ())
        yield Silence("pause", AFTER_SAFETY_MS)
    if routine.notice:
        yield from _spoken(teller, routine.notice, "notice")
        yield Silence("pause", AFTER_SAFETY_MS)
    yield from _screening(teller)
    yield Say(ended(routine.title), "title", ("title",))
    if routine.opening:
        yield Silence("pause", BREATH_MS)
        yield from _spoken(teller, routine.opening, "opening")
    yield Silence("pause", BEFORE_FIRST_STRETCH_MS)


def closing(teller: Teller) -> Iterator[Direction]:
    """Yield the closing, and the bell or the chime at the end. It may be nothing at all."""
    routine = teller.routine
    text = teller.phrases.closing if routine.closing is None else routine.closing
    yield from _spoken(teller, text, "closing")
    if bell := tuple(struck(routine, "end")):
        if text:
            yield Silence("pause", BREATH_MS)
        yield from bell
    elif "end" in routine.chimes:
        yield Silence("pause", END_CHIME_PAUSE_MS, chime="end")
    elif text:
        yield Silence("pause", AT_THE_END_MS)


def ended(text: str) -> str:
    """Return `text` with an end that the voice can hear."""
    return text if ends_sentence(text) or text.endswith(":") else f"{text}."


def _screening(teller: Teller) -> Iterator[Direction]:
    if not teller.routine.screening or teller.phrases.screening is None:
        return
    areas = [area for stretch in teller.routine.stretches for area in stretch.areas]
    question, *others, last = teller.phrases.screening.sentences(areas)
    if teller.full:
        yield Say(question, "screening", ("screening",))
        yield Silence("pause", AFTER_QUESTION_MS)
        for sentence in others:
            yield Say(sentence, "screening", ("screening",))
            yield Silence("pause", SENTENCE_MS)
    yield Say(last, "screening", ("screening",))
    yield Silence("pause", AFTER_SAFETY_MS)


def _spoken(teller: Teller, text: str, key: Literal["notice", "opening", "closing"]) -> Iterator[Direction]:
    """Yield a text with pauses between its sentences, and none after it."""
    yield from tuple(teller.sentences(text, key, (key,), SENTENCE_MS))[:-1]
