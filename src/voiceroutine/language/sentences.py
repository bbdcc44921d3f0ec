"""Where a sentence ends, in any script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SPACED_ENDS = ".!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{DEVANAGARI DANDA}"
"""Punctuation that ends a sentence and has a space after it."""
UNSPACED_ENDS = "\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}"
"""Punctuation that ends a sentence and needs no space after it."""
CLOSERS = "\"')]}\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}»"
"""Brackets and quotation marks that may follow the end of a sentence."""
INITIALS = re.compile(r"\W*(?:[^\W\d]\.)+")
"""Single letters with full stops, as in `e.g.` or a name: these stops do not end a sentence."""

_BREAK = re.compile(rf"(?:(?<=[{SPACED_ENDS}])\s+|(?<=[{UNSPACED_ENDS}])\s*(?=\w))(?![^{{}}]*\}})")
"""Between two sentences. The last part keeps it out of braces, where a respelling may contain a full stop."""


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends like a sentence, with or without a closing bracket or quotation mark."""
    return text.rstrip(CLOSERS).endswith(tuple(SPACED_ENDS + UNSPACED_ENDS))


def begins_sentence(text: str) -> bool:
    """Return whether `text`, which follows a full stop, begins a new sentence: a space, then no lower-case letter."""
    found = re.match(r"\s+([^\W_])", text)
    return found is not None and not found[1].islower()


def at_sentence_start(before: str) -> bool:
    """Return whether what follows `before` is the first word of a sentence, or of what a colon introduces."""
    return re.search(r"(?:^|[.!?:])\W*$", before) is not None


def sentences(text: str, abbreviations: Collection[str] = ()) -> list[str]:
    """Return the sentences of a text. Where a full stop may not be the end of one, the text is not divided.

    Args:
        text: A cue, in which words may be respelled.
        abbreviations: Words that are written with a full stop, in lower case and without it.
    """
    found, start = [], 0
    for end in _BREAK.finditer(text):
        if not _may_go_on(text[: end.start()], text[end.end() :], abbreviations):
            found.append(text[start : end.start()])
            start = end.end()
    return [*found, text[start:]]


def _may_go_on(before: str, after: str, abbreviations: Collection[str]) -> bool:
    """Return whether a sentence may go on after the full stop at the end of `before`."""
    if not before.endswith("."):
        return False
    word = re.split(r"[\s(/]", before)[-1].strip(".").lower()
    initial_or_ordinal = len(word) == 1 or word[-1:].isdigit()
    return initial_or_ordinal or after[:1].islower() or after[:1].isdigit() or word in abbreviations
