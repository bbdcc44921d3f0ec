"""What the engine is given to say: the cue, its words respelled where the script asks for it, its numbers in words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from voiceroutine.language.markup import pieces
from voiceroutine.language.reading import reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from voiceroutine.language.phrases import Phrases


def pronouncer(say_as: Mapping[str, str], phrases: Phrases) -> Callable[[str], str]:
    """Return a function from a cue to what the engine is given.

    A respelling stays as it is: first those in braces, then whole words of `say_as`, in large or small letters. In
    what is left, numbers, units and abbreviations become words. The disclaimer is spoken as it stands.

    Args:
        say_as: From words to respellings.
        phrases: Of the script's language.
    """
    respelled = _respelled(say_as)
    read = reader(phrases)

    @cache
    def pronounce(text: str) -> str:
        if text == phrases.disclaimer:
            return text
        spoken: list[str] = []
        for piece, respelling in pieces(text):
            # large letters in a respelling (`SKAP-yoo-lee`) mark its stress; an engine would spell them out
            parts = [(piece, respelling.lower())] if respelling else respelled(piece)
            spoken.extend(read(part) if said is None else said for part, said in parts)
        return "".join(spoken)

    return pronounce


def _respelled(say_as: Mapping[str, str]) -> Callable[[str], list[tuple[str, str | None]]]:
    """Return a function that divides a text: into what stays, and the words that are respelled."""
    if not say_as:
        return lambda text: [(text, None)]
    spoken = {word.lower(): respelling.lower() for word, respelling in say_as.items()}
    longest_first = sorted(spoken, key=len, reverse=True)
    words = re.compile(r"((?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w))", re.IGNORECASE)

    def divide(text: str) -> list[tuple[str, str | None]]:
        parts = words.split(text)  # by turns what stays, and a word
        return [(part, spoken.get(part.lower(), part) if place % 2 else None) for place, part in enumerate(parts)]

    return divide
