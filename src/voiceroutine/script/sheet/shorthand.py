"""Writes out what sheets abbreviate, so that the notation of a dose can read it; German sheets, too."""

from __future__ import annotations

import re

_GERMAN_SHEET = re.compile(
    r"\b(?:wdh|wiederholung\w*|sek|sekunden|s\u00e4tze|serien|tgl|t\u00e4glich|bds|halten|\u00fcbung\w*|\w*dehnung)\b",
    re.IGNORECASE,
)
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


def is_german(text: str) -> bool:
    """Return whether a sheet seems to be written in German."""
    return len(_GERMAN_SHEET.findall(text[:200_000])) > 1


def written_out(line: str, *, german: bool = False) -> str:
    """Return a line with its abbreviations written out as the notation of a dose has them."""
    if german and _EACH.search(line):
        # beside a side it says nothing more; without one it stays, to be remarked on
        sided = _SIDE.search(line) is not None
        line = _EACH.sub("", line) + ("" if sided else ", je")
    for pattern, written in (*(_GERMAN if german else ()), *_ENGLISH):
        line = pattern.sub(written, line)
    return line
