"""Writes out what sheets abbreviate, so that the notation of a dose can read it; German and French sheets, too."""

from __future__ import annotations

import re
from typing import Literal

Foreign = Literal["German", "French"]
"""A language other than English in which a sheet can be written."""
_SIGNS: dict[Foreign, re.Pattern[str]] = {
    "German": re.compile(
        r"\b(?:wdh|wiederholung\w*|sek|sekunden|s\u00e4tze|serien|tgl|t\u00e4glich|bds|halten|\u00fcbung\w*"
        r"|\w*dehnung)\b",
        re.IGNORECASE,
    ),
    "French": re.compile(
        r"\b(?:s\u00e9ries?|r\u00e9p\u00e9titions?|tenir|maintenir|repos|secondes|chaque|c\u00f4t\u00e9s?|jambe"
        r"|fois|jour|semaine|exercices?|\u00e9tirements?)\b",
        re.IGNORECASE,
    ),
}
_GERMAN = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"(?<=[0-9]),(?=[0-9]+\s*(?:kg|cm|sek|min|m\b))", "."),
        (r"(?<=[0-9])\s*bis\s*(?=[0-9])", "-"),
        (r"(?<=[0-9])\s*mal\b", "x"),
        (r"\b(?:wdh\b\.?|wiederholung(?:en)?\b)", "reps"),
        (r"\bsek(?:\b\.?|unden?\b)", "sec"),
        (r"\bmin(?:\b\.|uten?\b)", "min"),
        (r"\b(?:s\u00e4tzen?|satz|serien?|durchg\u00e4ngen?|durchgang)\b", "sets"),
        (r"\b(?:alle\s+(?:2|zwei)\s+tage|jeden\s+(?:2\.|zweiten)\s+tag)\b", "every other day"),
        (r"\balle\s+([0-9]+)\s+(?:std\b\.?|stunden\b)", r"every \1 hours"),
        (r"\b(?:jede\s+stunde|st\u00fcndlich)\b", "hourly"),
        (r"\bjeden\s+tag\b|\bt\u00e4glich\b|\btgl\b\.?", "daily"),
        (r"(?:\b(?:am|pro)\s+|/\s*)tag\b", "a day"),
        (r"(?:\b(?:die|pro)\s+|/\s*)woche\b", "a week"),
        (r"\bmorgens\s*(?:und|u\.|\+|/)\s*abends\b", "morning and evening"),
        (r"\b(?:re|rechts)\b\.?\s*(?:[+/&]|und|u\.)\s*(?:li\b\.?|links\b)", "each side"),
        (r"\b(?:li|links)\b\.?\s*(?:[+/&]|und|u\.)\s*(?:re\b\.?|rechts\b)", "each side"),
        (r"\b(?:bds\b\.?|beidseits\b|beidseitig\b|beide\s+seiten\b|(?:pro|je|jede)\s+seite\b)", "each side"),
        (r"\b(?:pro|je|jedes)\s+(?:bein|arm)\b", "each side"),
        (r"\b(?:re\b\.?|rechts\b)", "right"),
        (r"\b(?:li\b\.?|links\b)", "left"),
        (r"\bhalten\b", "hold"),
        (r"\bpause\b", "rest"),
        (r"(?<=sets)\s+(?:\u00e0|a)\s+(?=[0-9])", " of "),
    )
)
_FRENCH = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"(?<=[0-9]),(?=[0-9]+\s*(?:kg|cm|s(?:ec)?|min|m)\b)", "."),
        (r"(?<=[0-9])\s*\u00e0\s*(?=[0-9])", "-"),
        (r"\bs\u00e9ries?\s+de\b", "sets of"),
        (r"\bs\u00e9ries?\b", "sets"),
        (r"(?<=[0-9])\s*fois\s*(?=par\b|/)", "x "),
        (r"\b(?:r\u00e9p\u00e9titions?\b|r\u00e9ps?\b\.?|fois\b)", "reps"),
        (r"\bsecondes?\b", "sec"),
        (r"\b(?:tenir|tenez|maintenir|maintenez|maintien|tenue)\b", "hold"),
        (r"\b(?:repos|pause|r\u00e9cup(?:\u00e9ration\b|\b\.?))", "rest"),
        (r"\b(?:un\s+jour\s+sur\s+(?:2|deux)|tous\s+les\s+(?:2|deux)\s+jours)\b", "every other day"),
        (r"\btoutes\s+les\s+([0-9]+)\s*(?:h\b|heures?\b)", r"every \1 hours"),
        (r"\b(?:tous\s+les\s+jours|chaque\s+jour|quotidien(?:ne)?(?:ment)?)\b", "daily"),
        (r"(?:\bpar\s+|/\s*)jour\b|/\s*j\b", "a day"),
        (r"(?:\bpar\s+|/\s*)semaine\b|/\s*sem\b\.?", "a week"),
        (r"\b(?:le\s+)?matin\s*(?:et|\+|/|&)\s*(?:le\s+)?soir\b", "morning and evening"),
        (r"\b(?:dte?|droite?)\b\.?\s*(?:et|[+/&])\s*(?:gche|gauche)\b", "each side"),
        (r"\b(?:gche|gauche)\b\.?\s*(?:et|[+/&])\s*(?:dte?|droite?)\b", "each side"),
        (r"\b(?:(?:de\s+)?chaque|par|des\s+(?:2|deux))\s+(?:c\u00f4t\u00e9|jambe|bras|pied|main)s?\b", "each side"),
        (r"\b(?:\u00e0\s+)?(?:c\u00f4t\u00e9\s+)?droite?\b", "right"),
        (r"\b(?:\u00e0\s+)?(?:c\u00f4t\u00e9\s+)?gauche\b", "left"),
    )
)
_EACH = re.compile(r"\bje\b(?!\s+(?:seite|bein|arm)\b)\s*", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:bds|beid\w*|re|li|rechts|links|seite|bein|arm)\b", re.IGNORECASE)
_ENGLISH = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"(?<![\w:.]):([0-5][0-9])(?![0-9:])", r"0:\1"),
        (r"\b(?:for\s+)?(?:an?\s+)?count\s+of\s+([0-9]{1,3})\b", r"\1 sec"),
        (r"\b([0-9]{1,3})\s*-?\s*counts?(?=\s*hold)", r"\1 sec"),
        (r"(?<=hold)((?:\s*for)?\s+[0-9]{1,3})\s*counts?\b", r"\1 sec"),
        (r"(?<=[0-9])\s*rounds?\b", " sets"),
        (r"\s*/\s*(?=(?:side|leg|arm|foot|hand)\b)", " each "),
        (r"\b(?:ea\.?|each)\s+(?:LE|UE)\b", "each side"),
        # the sets of `quad sets` are no sets: the thigh is tightened
        (r"\b(quad(?:ricep)?s?|glut(?:e|eal)?s?|ham(?:string)?s?|vmo|ab(?:dominal)?s?)\s+(?=sets?\b)", r"\1_"),
    )
)


def language_of(text: str) -> Foreign | None:
    """Return the language that a sheet seems to be written in; None for English, and for one that is not known."""
    found = {language: len(signs.findall(text[:200_000])) for language, signs in _SIGNS.items()}
    most = max(found, key=lambda language: found[language])
    return most if found[most] > 1 else None


def written_out(line: str, language: Foreign | None = None) -> str:
    """Return a line with its abbreviations written out as the notation of a dose has them."""
    if language == "German" and _EACH.search(line):
        # beside a side it says nothing more; without one it stays, to be remarked on
        sided = _SIDE.search(line) is not None
        line = _EACH.sub("", line) + ("" if sided else ", je")
    foreign = {"German": _GERMAN, "French": _FRENCH}[language] if language else ()
    for pattern, written in (*foreign, *_ENGLISH):
        line = pattern.sub(written, line)
    return line
