"""How the lines of a sheet are told apart, by the words that they begin with and the signs in them."""

from __future__ import annotations

import re

MOST_WORDS = 8
"""In the name of an exercise, or in a heading."""
BULLET = re.compile(
    r"\s*(?:[-*+\u2022\u2023\u25e6\u25aa\u25cf\u00b7\u2013\u2014\u2610\u2611\u2713>]+\s*(?=[^\W\d_]|[0-9])"
    r"|\(?[0-9]{1,2}[.):]\)?\s+|\(?[a-zA-Z][.)]\s+|\[[ xX]?\]\s*|(?i:ex(?:ercise)?\.?)\s*#?[0-9]{1,2}\s*[:.)-]\s*)+"
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
RANGE = re.compile(r"(?<![\w./-])([0-9]{1,3})(\s*[-\u2013]\s*|\s+(?:to|or)\s+)([0-9]{1,3})(?![0-9]|[-/.][0-9])")
SIDE_LETTERS = {"L": "left", "R": "right", "B": "both sides", "LT": "left", "RT": "right", "B/L": "both sides"}
_IN_BRACKETS = re.compile(r"\((L|R|B|LT|RT|B/L)\)", re.IGNORECASE)
_LETTER_FIRST = re.compile(r"(?P<side>L|R|Lt|Rt|LT|RT)\.?\s+(?=[A-Za-z]{2})")
_LETTER_LAST = re.compile(r"\s(?P<side>L|R|B)(?=\s*(?:[-,:;\u2013]|[0-9]|$))")
UNREADABLE_COUNT = re.compile(r"[0-9]+\s*[x\u00d7]\s*[0-9]+|[0-9]+\s*(?:steps|breaths|laps|lengths)\b", re.IGNORECASE)
"""An amount that a session cannot have."""
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
    return _LETTER_LAST.sub(lambda found: f" {SIDE_LETTERS[found['side']]}", text)


def as_name(text: str) -> str:
    """Return the name of an exercise as it can be spoken."""
    text = re.sub(r"\bw/\s*", "with ", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*&\s*", " and ", text).translate(str.maketrans("{}", "()"))
    text = re.sub(r"\s+", " ", text).strip(" ,;:.-\u2013\u2014/+*_=|\t")
    text = text.removesuffix(" x").removesuffix("(").strip()
    text = re.sub(r"\s+(?:on|for|to|with|then|and|do)$", "", text, flags=re.IGNORECASE)
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return text.capitalize() if text.isupper() and len(text) > 4 else text[:1].upper() + text[1:]


def is_name(text: str) -> bool:
    """Return whether `text` can be the name of an exercise: a few words, none of which gives advice."""
    words = text.split()
    return (
        bool(re.search(r"[^\W\d_]{2}", text)) and len(words) <= 8 and not ADVICE.match(text) and not ORDER.match(text)
    )


def is_sentence(text: str) -> bool:
    """Return whether `text` is a sentence, and no heading."""
    return text.endswith((".", "!", "?")) or len(text.split()) > MOST_WORDS or ADVICE.match(text) is not None
