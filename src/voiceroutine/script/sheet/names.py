"""Finds the library stretch that a name on a sheet means.

A wrong exercise is worse than none: a name is sure only where every word agrees, but for its spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR = 72.0
"""From 0 to 100: how alike a name and a known one must be for a question."""
SPELLING = 84.0
"""From 0 to 100: how alike two long words are that differ in spelling alone."""

_SHORT = {
    "ut": "upper trap",
    "trapezius": "trap",
    "traps": "trap",
    "lev": "levator",
    "scap": "scapula",
    "scaps": "scapula",
    "scapulae": "scapula",
    "scapular": "scapula",
    "er": "external rotation",
    "ext": "extension",
    "rot": "rotation",
    "slr": "straight leg raise",
    "sls": "single leg stance",
    "hs": "hamstring",
    "hams": "hamstring",
    "quads": "quad",
    "gastroc": "gastrocnemius",
    "pec": "pectoral",
    "pecs": "pectoral",
    "pectoralis": "pectoral",
    "chest": "pectoral",
    "cervical": "neck",
    "sts": "sit to stand",
    "tband": "band",
    "theraband": "band",
    "bw": "body weight",
    "tspine": "thoracic",
    "db": "dumbbell",
}
"""What therapists abbreviate, and words that mean the same."""
_FILLERS = frozenset(
    [
        "stretch",
        "stretches",
        "stretching",
        "strech",
        "streches",
        "exercise",
        "exercises",
        "the",
        "a",
        "an",
        "your",
        "of",
        "for",
        "with",
        "in",
        "on",
        "and",
        "or",
    ]
)
_OTHERS = frozenset(["set", "isometric", "slide", "hip", "knee", "ankle", "shoulder", "elbow", "wrist", "heel", "toe"])
"""Words that make it another exercise, where only one of two names has them: a quad set is no quad stretch."""
_PLURAL = re.compile(r"(?<=ss)es$|(?<=[sc]h)es$|(?<=[^\Ws]{2})s$")


@dataclass(frozen=True)
class KnownStretch:
    """A stretch of the library, as far as a sheet needs it."""

    key: str
    name: str
    also: tuple[str, ...] = ()
    """Its other names."""
    kind: str = "held"
    """What its reps are: `held`, `steps` or `counted`."""

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each of its names."""
        return tuple(dict.fromkeys(_words(name) for name in (self.name, self.key.replace("-", " "), *self.also)))


@dataclass(frozen=True, slots=True)
class Match:
    """The library stretch that a name means, or may mean."""

    known: KnownStretch
    sure: bool


def find(name: str, library: Iterable[KnownStretch]) -> Match | None:
    """Return the stretch that `name` means, or the nearest to it; None where there is nothing near."""
    written = _words(name)
    if not written:
        return None
    known = list(library)
    same = [it for it in known if any(_agree(written, other) for other in it.words)]
    exact = [it for it in same if written in it.words]
    for sure in (exact, same):
        if len(sure) == 1:
            return Match(sure[0], sure=True)
    scored = [(max(_alike(written, other) for other in it.words), it) for it in same or known]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return Match(best, sure=False) if best and score >= NEAR else None


def _words(name: str) -> tuple[str, ...]:
    text = re.sub(r"['\u2019]", "", name.lower())
    found = [part for word in re.findall(r"[^\W_]+", text) for part in _SHORT.get(word, word).split()]
    return tuple(_PLURAL.sub("", word) for word in found if word not in _FILLERS)


def _agree(written: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Return whether two names have the same words, in any order, but for spelling."""
    if "".join(written) == "".join(known):
        return True
    if len(written) != len(known):
        return False
    left = list(known)
    for word in written:
        same = next((other for other in left if _same_word(word, other)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    # `abduction` and `adduction` are opposites: a word must begin in the same way
    return min(len(one), len(other)) >= 5 and one[:2] == other[:2] and fuzz.ratio(one, other) >= SPELLING


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Return whether every word of a name is in another, but for spelling; it only asks, so short words count."""
    return all(any(_near_word(one, other) for other in many) for one in few)


def _near_word(one: str, other: str) -> bool:
    short = min(len(one), len(other)) >= 3 and one[:1] == other[:1] and fuzz.ratio(one, other) >= SPELLING
    return short or _same_word(one, other)


def _alike(written: tuple[str, ...], known: tuple[str, ...]) -> float:
    """Return how alike two names are, from 0 to 100; one that holds the other is near it, others are not."""
    inside = _within(known, written) or (len(written) > 1 and _within(written, known))
    if not inside or (set(written) ^ set(known)) & _OTHERS:
        return 0.0
    if set(known) <= set(written) or (len(written) > 1 and set(written) <= set(known)):
        return 90.0 - 5.0 * abs(len(written) - len(known))
    return fuzz.token_sort_ratio(" ".join(written), " ".join(known))
