"""No script can replace the disclaimer or the rule for pain of a language that has them; elsewhere it must be whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from voiceroutine.document.clean import without_invisible
from voiceroutine.script.checks.base import Context, Fault
from voiceroutine.script.checks.rules.unknown_language import has_stock_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "disclaimer"
SEVERITY = "error"

FEWEST_WORDS = 45
"""The stock disclaimers have 68 to 87 words. Languages that say more in one word (Finnish, Turkish) need two thirds of
that, and nobody says the nine things of a disclaimer in less."""
LEAST_VARIETY = 0.5
"""The share of the words that differ from each other; 0.66 to 0.81 in the stock disclaimers."""
MOST_OF_ONE_WORD = 0.15
"""The share of the word that is said most; at most 0.09 in the stock disclaimers."""
CHARACTERS_PER_WORD = {
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "YI"), 2),
    **dict.fromkeys(("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"), 4),
}
"""Of scripts without spaces between words: about as many characters make one. By the first word of Unicode's names of
their letters."""
_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['\u2019\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0fff])*"
)
"""A letter, and the letters, apostrophes, vowel signs and accents after it."""
_SAFETY = {"disclaimer": "disclaimer", "pain_rule": "rule for pain"}


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault where a disclaimer is written that must not be, or that cannot be whole."""
    routine = context.routine
    if routine is None:
        return
    if has_stock_phrases(routine):
        for key, name in _SAFETY.items():
            if getattr(routine.phrases, key):
                yield Fault(
                    path=("phrases", key),
                    message=f"a script in `{routine.language}` cannot replace the {name}",
                    hint="remove yours; `notice` is spoken right after it",
                    at_key=True,
                )
    elif routine.phrases.disclaimer and (lacking := shortfall(routine.phrases.disclaimer)):
        yield Fault(
            path=("phrases", "disclaimer"),
            message=f"this disclaimer {lacking}",
            hint="`voiceroutine explain disclaimer` lists what it must say",
        )


def shortfall(text: str) -> str | None:
    """Return why a text cannot be a whole disclaimer, as the rest of a sentence that begins with it; None if it can."""
    words = _spoken_words(text)
    if len(words) < FEWEST_WORDS:
        return f"has {len(words)} words that are spoken, and one that says everything has at least {FEWEST_WORDS}"
    counts = Counter(words)
    (word, times), *_ = counts.most_common(1)
    if times > MOST_OF_ONE_WORD * len(words):
        return f"says `{word}` {times} times in {len(words)} words"
    if len(counts) < LEAST_VARIETY * len(words):
        return f"has only {len(counts)} different words among its {len(words)}"
    return None


def _spoken_words(text: str) -> list[str]:
    """Return the words of a text in lower case; what cannot be seen is not spoken, and digits are no words."""
    plain = unicodedata.normalize("NFKC", without_invisible(text)).casefold()
    found: list[str] = []
    for run in _WORD.findall(plain):
        kind = re.split("[ -]", unicodedata.name(run[0], ""))[0]
        size = CHARACTERS_PER_WORD.get(kind, len(run))
        found += [run[at : at + size] for at in range(0, len(run), size)]
    return found
