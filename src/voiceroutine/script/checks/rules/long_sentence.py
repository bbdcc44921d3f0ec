"""An instruction is heard once, while the body moves: its sentences must be short."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from voiceroutine.language.markup import shown
from voiceroutine.language.sentences import sentences
from voiceroutine.script.checks.base import Fault, WarningContext, cues

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "long-sentence"
SEVERITY = "warning"

MOST_WORDS = 20
"""Our choice. The Readability Guidelines (readabilityguidelines.co.uk, Simple sentences) advise an average of 15 words
and 25 at most, for text that is read."""

_WORD = re.compile(r"\{\w+(?:\.\w+)?\}|[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W_]+)*")
"""A placeholder, or a word with its apostrophes and hyphens."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each sentence of a stretch that has more than twenty words."""
    for path, stretch in context.stretches:
        for where, text in cues(stretch):
            for count, sentence in _long(text, context.phrases.abbreviations):
                yield Fault(
                    path=(*path, *where),
                    message=f"this sentence has {count} words",
                    hint=f"more than {MOST_WORDS} are hard to follow while one moves: make two sentences of it",
                    word=sentence,
                )


@lru_cache(4_096)  # most texts are as before when a script is looked at again
def _long(text: str, abbreviations: frozenset[str]) -> tuple[tuple[int, str], ...]:
    """Return the sentences of a text that are too long, each with how many words it has."""
    counted = ((len(_WORD.findall(shown(sentence))), sentence) for sentence in sentences(text, abbreviations))
    return tuple((count, sentence) for count, sentence in counted if count > MOST_WORDS)
