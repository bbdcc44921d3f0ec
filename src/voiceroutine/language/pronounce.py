"""The text that the engine is given for a cue: words respelled as the script asks, numbers in words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from voiceroutine.language.markup import pieces
from voiceroutine.language.reading.reader import reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from voiceroutine.language.languages import Language


def pronouncer(say_as: Mapping[str, str], language: Language) -> Callable[[str], str]:
    """Return a function from a cue to the text that the engine is given.

    First the respellings in braces are used, then those of `say_as`, for whole words in any case. A respelling is not
    changed further. In the rest, numbers, units and abbreviations become words. The disclaimer is not changed at all.

    Args:
        say_as: Maps words to respellings.
        language: The script's language.
    """
    respelled = _respelled(say_as)
    read = _reader_of(language)

    @cache
    def pronounce(text: str) -> str:
        if text == language.phrases.disclaimer:
            return text
        spoken: list[str] = []
        for piece, respelling in pieces(text):
            # Capitals in a respelling (`SKAP-yoo-lee`) mark the stress; an engine would spell them out.
            parts = [(piece, respelling.lower())] if respelling else respelled(piece)
            spoken.extend(read(part) if said is None else said for part, said in parts)
        return "".join(spoken)

    return pronounce


@lru_cache(maxsize=16)
def _reader_of(language: Language) -> Callable[[str], str]:
    """Return the function that reads a text of `language`, with what it has read last: scripts share most words."""
    return lru_cache(maxsize=10_000)(reader(language.phrases, language.reading))


def _respelled(say_as: Mapping[str, str]) -> Callable[[str], list[tuple[str, str | None]]]:
    """Return a function that divides a text into parts, each with its respelling or None."""
    if not say_as:
        return lambda text: [(text, None)]
    spoken = {word.lower(): respelling.lower() for word, respelling in say_as.items()}
    longest_first = sorted(spoken, key=len, reverse=True)
    words = re.compile(r"((?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w))", re.IGNORECASE)

    def divide(text: str) -> list[tuple[str, str | None]]:
        parts = words.split(text)  # every other part is a word of `say_as`
        return [(part, spoken.get(part.lower(), part) if place % 2 else None) for place, part in enumerate(parts)]

    return divide
