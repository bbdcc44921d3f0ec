"""How the lines of a sheet are told apart, by the words that they begin with and the signs in them."""

from __future__ import annotations

import re

MOST_WORDS = 8
"""In the name of an exercise, or in a heading."""
BULLET = re.compile(
    r"\s*(?:[-*+\u2022\u2023\u25e6\u25aa\u25cf\u00b7\u2013\u2014\u2610\u2611\u2713>]+\s*(?=[^\W\d_]|[0-9])"
    r"|\(?[0-9]{1,2}[.):,]\)?\s+|o\s+(?=[A-Z])"
    r"|\(?[a-zA-Z][.)]\s+|\[[ xX]?\]\s*|(?i:ex(?:ercise)?\.?)\s*#?[0-9]{1,2}\s*[:.)-]\s*)+"
)
"""What a list's item begins with: a sign, a number, a letter, a box to tick."""
PRIVATE = re.compile(
    r"(?:patient|client|name|date|dob|d\.o\.b\.|dx|diagnosis|therapist|pt|physio\w*|phone|tel|clinic|e-?mail"
    r"|provider|doctor|dr|referr\w+|next (?:visit|appointment)|signed|signature|precautions?|goals?)\b\s*(?::|_|\.\s)",
    re.IGNORECASE,
)
"""A line of a form, which is for the clinic's records."""
ADVICE = re.compile(
    r"(?:stop|do not|don'?t|never|always|avoid|if|when|make sure|remember|note|keep|call|please|ice|heat|breathe|try"
    r"|you|your|these|this|exercises? should|only|use"
    r"|begin with|start with|progress|increase|see|contact|caution|warning"
    r"|wear|drink|allow|be|move|relax|pain|no)\b",
    re.IGNORECASE,
)
"""What begins a sentence that is no exercise."""
ORDER = re.compile(
    r"(?:do|perform|complete|repeat|frequency|how often|dosage|dose|sets?|reps?|repetitions|hold|duration|times"
    r"|sessions?|all(?! fours)|each|every|exercises?)\b",
    re.IGNORECASE,
)
"""What begins a line that says how much, and names no exercise."""
ALL_OF_IT = re.compile(
    r"\b(?:all|these|everything|programme?|routine|exercises|sheet|list)\b|\bhow often\b", re.IGNORECASE
)
"""What a frequency is for when it is for the whole sheet."""
WEIGHT = re.compile(
    r"(?:\b(?:w/|with|using)\s*|@\s*)?\b[0-9]+(?:\.[0-9]+)?\s*(?:#|kgs?\b|lbs?\b|pounds?\b|oz\b)", re.IGNORECASE
)
RANGE = re.compile(
    r"(?:(?<![\w./-])|(?<=[0-9][xX\u00d7]))"
    r"([0-9]{1,3})(\s*[-\u2013]\s*|\s+(?:to|or)\s+)([0-9]{1,3})(?![0-9]|[-/.][0-9]|\s*(?:deg|\u00b0|\u00ba))"
)
SIDE_LETTERS = {"L": "left", "R": "right", "B": "both sides", "LT": "left", "RT": "right", "B/L": "both sides"}
_IN_BRACKETS = re.compile(r"\((L|R|B|LT|RT|B/L)\)", re.IGNORECASE)
_LETTER_FIRST = re.compile(r"(?P<side>L|R|Lt|Rt|LT|RT)\.?\s+(?=[A-Za-z]{2})")
_LETTER_LAST = re.compile(
    r"\s(?P<side>L|R|B|Lt|Rt|LT|RT)\.?"
    r"(?=\s*(?:[-,:;|\u2013]|/\s*[0-9]|[0-9]|$)|\s+(?i:[btq]\.?i\.?d|qd|daily|once|twice|hold)\b)"
)
FORM = re.compile(
    r"(?:hep|home (?:exercise )?program\w*|\w+plan|f/?u|follow[- ]?up|termin|rezept|datum)\b(?!\s*[:-]?\s*[0-9]+\s*x)",
    re.IGNORECASE,
)
"""What begins a line with numbers that are none of a dose: a heading, an appointment."""
PHASE = re.compile(
    r"(?:weeks?|wks?|phases?|days?|stages?|levels?|parts?|wochen?|tage?|stufe)\s*[0-9]+"
    r"(?:\s*(?:[-\u2013&,+/]|to|and|bis|und)\s*[0-9]+)*\s*:?",
    re.IGNORECASE,
)
"""A heading with a number: `WEEK 1-2`."""
DIRECTION = re.compile(r"(?:each|ea\.?|per|every)\s+(?:way|dir(?:ection)?s?)\b", re.IGNORECASE)
"""Two ways that are no sides: forward and back, in and out."""
FORBIDDEN = re.compile(
    r"\b(?:stop|do not|don'?t|avoid|never|hold off|no more|d/c|discontinue|precautions?)\b", re.IGNORECASE
)
"""A limit that must not get lost."""
UNREADABLE_COUNT = re.compile(r"[0-9]+\s*[x\u00d7]\s*[0-9]+|[0-9]+\s*(?:steps|breaths|laps|lengths)\b", re.IGNORECASE)
"""An amount that a session cannot have."""
_FRACTION = re.compile(r"(?:[0-9]+(?:\s?/\s?[0-9]+)+|[0-9]+(?:-[0-9]+){2,}|[\u00bc-\u00be])")
_CAPITALS = re.compile(
    r"A?A?ROM|PROM|SLR|[SL]AQ|TKE|[QH]S|UT|[EI]R|SLS|[SD]KTC|[GRYB]TB|TFL|ITB|VMO|PNF|TA|[LU]E|[ITWY]|KB|DB|RDL|OA"
)
"""Abbreviations that stay as they are."""
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\u200b-\u200f\u202a-\u202e]"
)


def cleaned(line: str) -> str:
    """Return a line without what does not belong in a text, and with ordinary spaces."""
    return re.sub(r"\s+", " ", _UNPRINTABLE.sub(" ", line)).strip()


def sides_in_words(text: str) -> str:
    """Return a line with the letters that stand for sides written out."""
    text = _IN_BRACKETS.sub(lambda found: f" {SIDE_LETTERS[found[1].upper()]} ", text)
    if first := _LETTER_FIRST.match(text):
        text = f"{text[first.end() :]}, {SIDE_LETTERS[first['side'].upper()]}"
    return _LETTER_LAST.sub(lambda found: f" {SIDE_LETTERS[found['side'].upper()]}", text)


def as_name(text: str) -> str:
    """Return the name of an exercise as it can be spoken."""
    text = re.sub(r"\bw/\s*", "with ", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*&\s*", " and ", text).translate(str.maketrans("{}", "()"))
    text = re.sub(r"\s+", " ", text).strip(" ,;:.-\u2013\u2014/+*_=|\t")
    text = text.removesuffix(" x").removesuffix("(").strip()
    text = re.sub(r"\s+(?:on|for|to|with|then|and|do)$", "", text, flags=re.IGNORECASE)
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    text = re.sub(r"_(?=sets?\b)", " ", text, flags=re.IGNORECASE)
    if text.isupper() and any(len(word) > 4 for word in re.findall(r"[^\W\d_]+", text)):
        text = " ".join(word if _CAPITALS.fullmatch(word) else word.lower() for word in text.split(" "))
    return text[:1].upper() + text[1:]


def without_bars(text: str) -> str:
    """Return a row of a table whose columns nobody named as a line: `| Wall slides | 2 x 10 |` is two parts."""
    return re.sub(r"\s*\|[\s|]*", ", ", text.strip("| \t"))


def unread_count(text: str) -> int | None:
    """Return where an amount begins that a session cannot have, and nobody can be sure of: `3/12`."""
    found = _FRACTION.search(text)
    return found.start() if found else None


def is_name(text: str) -> bool:
    """Return whether `text` can be the name of an exercise: a few words, none of which gives advice."""
    words = text.split()
    return (
        bool(re.search(r"[^\W\d_]{2}", text)) and len(words) <= 8 and not ADVICE.match(text) and not ORDER.match(text)
    )


def is_sentence(text: str) -> bool:
    """Return whether `text` is a sentence, and no heading."""
    return text.endswith((".", "!", "?")) or len(text.split()) > MOST_WORDS or ADVICE.match(text) is not None


def has_letters(text: str) -> bool:
    """Return whether there is a word in `text`."""
    return re.search(r"[^\W\d_]{2}", as_name(text)) is not None


def named(lead: str) -> tuple[str, list[str]]:
    """Return the name of an exercise, and what is said about it before its dose: `Heel raises: rise slowly`."""
    found = re.search(r":\s|\s[-\u2013\u2014]\s|\.\s|;\s", lead)
    if found and len(lead[: found.start()].split()) <= 7:
        note = lead[found.end() :].strip()
        return lead[: found.start()], [note] if note else []
    name, comma, note = lead.partition(", ")
    if comma and len(lead.split()) > 7 and len(name.split()) > 1:
        return name, [note]
    return lead, []
