"""Tells whether a text is in English, by its small words: where a script in another language has kept some. Pure."""

from __future__ import annotations

import re
from typing import Literal

_SMALL_WORDS = frozenset(
    ("and", "both", "breathe", "could", "from", "into", "keep", "should", "slowly", "that", "the", "their", "them",
     "then", "these", "they", "this", "those", "toward", "towards", "when", "which", "while", "with", "you", "your")
)  # fmt: skip
"""Common in English cues, and words of hardly another language that a script may be in. `in`, `so`, `on` or `is` are
words of several."""
_SHORT_CUES = frozenset(
    ("again", "are", "arms", "bend", "breath", "chin", "down", "elbow", "elbows", "feel", "feet", "gently", "hands",
     "head", "heel", "heels", "here", "hips", "hurts", "if", "it", "knee", "knees", "lean", "left", "legs", "lift",
     "lower", "neck", "nose", "pain", "pull", "push", "right", "shoulder", "shoulders", "stand", "straight", "stretch",
     "tall", "there", "through", "toes", "turn", "us", "well")
)  # fmt: skip
"""In short English cues, and hardly in other languages."""
_SHARED = frozenset(
    ("a", "all", "an", "arm", "as", "at", "back", "begin", "end", "for", "go", "hand", "hold", "in", "is", "let", "lie",
     "now", "of", "on", "one", "or", "out", "over", "relax", "rest", "roll", "side", "sit", "start", "stop", "to", "up")
)  # fmt: skip
"""In short English cues, and words of other languages as well."""
_WORD = re.compile(r"[^\W\d_]+")
_BRACES = re.compile(r"\{[^{}|]*\}|\|[^{}]*\}")

Likeness = Literal["no", "perhaps", "surely"]


def english(text: str) -> Likeness:
    """Return whether a text is in English, or a sentence of it.

    `surely` has five words or more, and three small ones or more among them. Names of exercises have fewer, and other
    languages use them as they are: "Cat-cow", "Thread the needle".

    >>> english("Glide your head straight back, and keep your nose level.")
    'surely'
    >>> english("Wir machen jetzt Thread the Needle.")
    'no'
    """
    plain = _BRACES.sub(" ", text)
    found = {_likeness(part) for part in (plain, *re.split(r"[.!?]", plain))}
    return "surely" if "surely" in found else "perhaps" if "perhaps" in found else "no"


def _likeness(text: str) -> Likeness:
    words = [word.lower() for word in _WORD.findall(text)]
    small = [word for word in words if word in _SMALL_WORDS]
    if len(set(small)) < 2 or len(small) * 4 < len(words):
        return "no"
    return "surely" if len(small) >= 3 and len(words) >= 5 else "perhaps"


def looks_english(text: str) -> bool:
    """Return whether a text may be English, although it is too short for `english` to say so.

    Several such texts in a script are no accident; one can be the name of an exercise.

    >>> looks_english("Stop if it hurts.")
    True
    >>> looks_english("Stop, und der Arm bleibt oben.")
    False
    """
    words = [word.lower() for word in _WORD.findall(_BRACES.sub(" ", text))]
    own = {word for word in words if word in _SMALL_WORDS or word in _SHORT_CUES}
    known = [word for word in words if word in own or word in _SHARED]
    return bool(own) and len(set(known)) >= 2 and len(known) * 2 >= len(words)
