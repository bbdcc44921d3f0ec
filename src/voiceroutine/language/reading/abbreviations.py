"""The rule for abbreviations: `e.g.`, `approx.`, `L/R`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.language.reading.rule import GAP, Rule, compiled
from voiceroutine.language.sentences import at_sentence_start, begins_sentence

if TYPE_CHECKING:
    from voiceroutine.language.reading.data import Reading


def abbreviations(data: Reading) -> Rule:
    """Return the rule.

    The full stop of an abbreviation is spoken (that is, kept) if it also ends the sentence. A capital that the
    abbreviation itself does not have is allowed at the beginning of a sentence; elsewhere it is a name (Max.).
    """
    known = {_bare(word.removesuffix("1")): spoken for word, spoken in data.abbreviations.items()}
    enders = {_bare(word).lower() for word in data.sentence_ends}

    def words(match: re.Match[str]) -> str | None:
        written, exact = match[0], _bare(match[0])
        spoken = known.get(exact) or known.get(exact.lower())
        if spoken is None:  # a letter that only a regular expression takes for another: a dotless i, say
            return None
        if written[0].isupper() and exact not in known:
            if not at_sentence_start(match.string[: match.start()]):
                return None
            spoken = spoken[0].upper() + spoken[1:]
        after = match.string[match.end() :]
        if written.endswith(".") and (not after.strip() or (exact.lower() in enders and begins_sentence(after))):
            spoken += "."
        return spoken

    longest_first = sorted(data.abbreviations, key=len, reverse=True)
    return Rule(compiled("|".join(map(_pattern, longest_first)) or "(?!)"), words)


def _pattern(word: str) -> str:
    body = re.escape(word.removesuffix("1")).replace(r"\ ", GAP)
    right = r"(?=\d)" if word.endswith("1") else r"(?!\w)" if word[-1].isalnum() else ""
    return rf"(?<!\w)(?-i:{body}){right}" if word != word.lower() else rf"(?<!\w){body}{right}"


def _bare(word: str) -> str:
    """Return an abbreviation without its optional spaces."""
    return re.sub(r"[ \u00a0\u202f]", "", word)
