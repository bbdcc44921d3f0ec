"""What the engine is given to say: the cue, with the words replaced that it would pronounce wrongly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def pronouncer(say_as: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that replaces whole words, in large or small letters, by how they are spoken.

    Large letters in a respelling (`SKAP-yoo-lee`) mark its stress for the reader; an engine would spell them
    out, so it gets small ones.

    Args:
        say_as: From words to respellings.
    """
    if not say_as:
        return str
    spoken = {word.lower(): respelling.lower() for word, respelling in say_as.items()}
    longest_first = sorted(spoken, key=len, reverse=True)
    words = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
    return lambda text: words.sub(lambda match: spoken.get(match.group().lower(), match.group()), text)
