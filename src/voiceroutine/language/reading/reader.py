"""The rules in their order, and the function that applies them to a text. Pure.

What the rules are not sure of stays as it is: the engine has rules of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.reading.abbreviations import abbreviations
from voiceroutine.language.reading.clock import clock
from voiceroutine.language.reading.numerals import Numerals
from voiceroutine.language.reading.quantities import alone, measured, ordinal
from voiceroutine.language.reading.repeats import repeats, unit_range
from voiceroutine.language.reading.spine import spine
from voiceroutine.language.reading.units import Units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from voiceroutine.language.phrases import Phrases
    from voiceroutine.language.reading.data import Reading
    from voiceroutine.language.reading.rule import Rule


def reader(phrases: Phrases, data: Reading | None) -> Callable[[str], str]:
    """Return a function that puts the numbers, units and abbreviations of a text into words.

    Args:
        phrases: Of the text's language.
        data: How that language reads them; if None, texts stay as they are.
    """
    if data is None:
        return str
    in_order = rules(phrases, data)
    return lambda text: apply(in_order, text)


def rules(phrases: Phrases, data: Reading) -> tuple[Rule, ...]:
    """Return the rules. Where two of them find something at the same place, the first one reads it."""
    numerals = Numerals(phrases, data)
    units = Units(numerals, phrases, data)
    return (
        spine(phrases.numbers),
        abbreviations(data),
        clock(phrases),
        repeats(units),
        unit_range(units, data),
        measured(numerals, units, data),
        ordinal(numerals, data),
        alone(numerals, data),
    )


def apply(rules: Sequence[Rule], text: str) -> str:
    """Return `text` with what `rules` find in it in words, from left to right."""
    parts: list[str] = []
    done = 0
    # min() takes the first rule of those that find something at the same place.
    while found := min(
        ((match, rule) for rule in rules if (match := rule.pattern.search(text, done))),
        key=lambda pair: pair[0].start(),
        default=None,
    ):
        match, rule = found
        parts += (text[done : match.start()], _spaced(rule.words(match), match[0], text[match.end() :]))
        done = match.end()
    return "".join((*parts, text[done:]))


def _spaced(words: str | None, written: str, after: str) -> str:
    """Return the words, with a space if a letter or a digit follows; without words, what is written."""
    if words is None:
        return written
    return f"{words} " if after[:1].isalnum() and not words.endswith(" ") else words
