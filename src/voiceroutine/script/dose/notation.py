"""Reads a dose. Pure: text in, a `Dose` or its faults out; `printing` writes one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from voiceroutine.script.dose.grammar import RANGE, WORDS, Values, match_at, number

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_DOSE = 300
"""Characters. A longer text is no dose, and was pasted by mistake."""
MOST_SETS, MOST_REPS = 20, 200
"""As `sets` and `reps` have them."""

_SEPARATORS = re.compile(
    r"(?:[\s,;.()\[\]&+|/:=~\u2013\u2014\u2022-]|(?:and|with|w/|then|of|do|for)(?![^\W_]))+", re.IGNORECASE
)
_WORD = re.compile(r"[^\s,;()]+|[()]")
_COMMA = re.compile(r"[,;()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of a stretch, as far as it is said; None and empty tuples where nothing is said."""

    sets: int | None = None
    reps: int | None = None
    hold_ms: int | None = None
    set_rest_ms: int | None = None
    """The rest between sets."""
    rest_ms: int | None = None
    """The rest between reps."""
    sides: tuple[str, ...] = ()
    """`left`, `right`, in the order in which they are done."""
    alternate: bool = False
    """Whether the sides change with every rep."""
    tempo_ms: int | None = None
    frequency: tuple[str, ...] = ()
    """How often a day or a week, in words: `twice a day`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a dose, and where it is written."""

    start: int
    end: int
    """The offset after its last character."""
    values: Values
    """Empty for a time that is longer than a day."""
    written: str = ""
    """Its text, where the line is not at hand later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseFault:
    """One part of a dose that is wrong, and where it is written."""

    start: int
    end: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says as a dose."""

    dose: Dose
    faults: tuple[DoseFault, ...]
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """From the name of each key of a stretch that the dose gives to where it is written."""


_FIELDS = {"hold": "hold_ms", "rest": "rest_ms", "set_rest": "set_rest_ms", "tempo": "tempo_ms"}
"""From keys of a stretch to fields of a dose, where the names differ."""
_EXAMPLE = "for example `3 x 10, hold 5 s, rest 20 s, each side`"


def parts_in(text: str) -> Iterator[Part]:
    """Yield the parts of a dose in `text`, and skip everything else. A part begins at the beginning of a word."""
    at = 0
    while at < len(text):
        if unsure := RANGE.match(text, at):
            at = unsure.end()
        elif found := match_at(text, at):
            yield Part(start=at, end=found[0], values=found[1] or {})
            at = found[0]
        elif separator := _SEPARATORS.match(text, at):
            at = separator.end()
        elif word := _WORD.match(text, at):
            at = _next_start(text, at, word.end())
        else:
            at += 1


def _next_start(text: str, at: int, end: int) -> int:
    """Return the offset after the word at `at`, or of a separator inside it after which a part could begin."""
    inner = re.search(r"(?<=[^\W\d_])[-/\u2013\u2014:]", text[at:end])
    return at + inner.start() if inner else end


def read_dose(text: str) -> Reading:
    """Return what `text` says as a dose, and the faults in it: `3 x 10, hold 5 s`."""
    if len(text) > LONGEST_DOSE:
        message = f"this dose has {len(text):,} characters, and can have at most {LONGEST_DOSE}"
        return Reading(dose=Dose(), faults=(DoseFault(start=0, end=len(text), message=message, hint=_EXAMPLE),))
    parts = tuple(parts_in(text))
    values, places, double = gathered(parts)
    faults = [_meaningless(text, start, end, values) for start, end in gaps(text, parts)]
    if not parts and not faults:
        faults = [DoseFault(start=0, end=len(text), message="this dose says nothing", hint=_EXAMPLE)]
    faults += [_said_twice(key, part) for key, part in double]
    faults += [_too_long(part) for part in parts if not part.values]
    faults += _out_of_range(values, places)
    _complete(text, parts, values, places)
    dose = Dose(**{_FIELDS.get(key, key): value for key, value in values.items()})
    return Reading(dose=dose, faults=tuple(sorted(faults, key=lambda fault: fault.start)), places=places)


def gaps(text: str, parts: tuple[Part, ...]) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each text between commas that belongs to no part, without separators around it."""
    borders = [0, *(offset for part in parts for offset in (part.start, part.end)), len(text)]
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        at = start
        for comma in (*_COMMA.finditer(text, start, end), None):
            stop = comma.start() if comma else end
            trimmed = _trimmed(text, at, stop)
            if trimmed:
                yield trimmed
            at = comma.end() if comma else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    if separator := _SEPARATORS.match(text, start, end):
        start = separator.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".:;-/\u2013\u2014"):
        end -= 1
    return (start, end) if end > start else None


def gathered(
    parts: tuple[Part, ...],
) -> tuple[dict[str, Any], dict[str, tuple[int, int]], list[tuple[str, Part]]]:
    """Return the keys that the parts give, where each is written, and what is said a second time."""
    values: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    double: list[tuple[str, Part]] = []
    has_sets = any(part.values.get("sets", 1) != 1 for part in parts)
    for part in parts:
        for name, value in part.values.items():
            key = ("set_rest" if has_sets else "rest") if name == "any_rest" else name
            if key == "frequency" and value not in (values.get(key), ()):
                value = (*values.get(key, ()), *cast("tuple[str, ...]", value))  # twice a day, 5 times a week
            elif key in values:
                double.append((key, part))
                continue
            values[key] = value
            places.setdefault(key, (part.start, part.end))
    return values, places, double


def _complete(text: str, parts: tuple[Part, ...], values: dict[str, Any], places: dict[str, tuple[int, int]]) -> None:
    """Add what a dose says without a word for it: `30 s` is one hold, and `10 reps` is one set."""
    for part in parts:
        counted = "sets" in part.values or "hold" not in text[part.start : part.end].lower()
        if "hold" in part.values and "reps" not in values and counted:
            values["reps"], places["reps"] = 1, (part.start, part.end)
    if "alternate" in values and "sides" not in values:
        values["sides"], places["sides"] = ("left", "right"), places["alternate"]
    if "reps" in values and "sets" not in values:
        values["sets"], places["sets"] = 1, places["reps"]


def _meaningless(text: str, start: int, end: int, values: dict[str, Any]) -> DoseFault:
    """Return the fault of a part that means nothing; `values` are the keys that the other parts give."""
    part = text[start:end]
    shown = part if len(part) <= 40 else part[:39] + "\N{HORIZONTAL ELLIPSIS}"
    return DoseFault(
        start=start, end=end, message=f"`{shown}` means nothing in a dose", hint=_hint(part.lower(), values)
    )


_HINTS = (
    (r"[0-9]+\s*(?:-|\u2013|to|or)\s*[0-9]+", "a session needs one number: write `{0}`, or the other one"),
    (
        r"(?:kg|lbs?|pounds?|kilos?|band|theraband|dumbbell|weight)\b",
        "a dose has no weights: say it in the `setup`",
    ),
    (r"breaths?\b", "write it as a key of its own, for example `hold: 5 breaths`"),
    (r"tolerated|fatigue|failure|needed|able|comfortable|max", "a session needs a number, for example `10 reps`"),
    (r"each|ea\b|\bside", "write `each side`, `left` or `right`"),
    (r"hold", "write the time as well, for example `hold 5 s`"),
    (r"rest", "write the time as well, for example `rest 20 s`"),
    (r"tempo", "write the time of one rep, for example `tempo 3 s`"),
    (r"weeks?|months?", "a dose has no dates: `twice a day` or `3x/week` says how often"),
)
"""What to write in place of a part that means nothing, by a pattern in it."""


_BREATHS = re.compile(rf"\b(?P<count>[0-9]{{1,3}}|{'|'.join(WORDS)})\s*(?P<unit>breaths?)\b")


def _in_breaths(found: re.Match[str], values: dict[str, Any]) -> str:
    """Return the keys to write in place of a dose in breaths; the dose can keep what is no plain number."""
    keys = [f"hold: {number(found['count'])} {found['unit']}"]
    keys += [f"{key}: {values[key]}" for key in ("reps", "sets") if key in values]
    listed = ", ".join([*(f"`{key}`" for key in keys[:-2]), " and ".join(f"`{key}`" for key in keys[-2:])])
    plain = all(key in ("reps", "sets") for key in values)
    what = "keys" if len(keys) > 1 else "a key of its own"
    return f"write {listed} as {what}{'' if plain else ' beside the rest of the dose'}"


def _hint(part: str, values: dict[str, Any]) -> str:
    if found := _BREATHS.search(part):
        return _in_breaths(found, values)
    for pattern, hint in _HINTS:
        if found := re.search(pattern, part):
            return hint.format(*re.findall(r"[0-9]+", found[0])[:1])
    return _EXAMPLE


_CALLED = {
    "sets": "the sets",
    "reps": "the reps",
    "hold": "the hold",
    "rest": "the rest between reps",
    "set_rest": "the rest between sets",
    "sides": "the sides",
    "alternate": "that the sides alternate",
    "tempo": "the tempo",
    "frequency": "how often",
}


def _said_twice(key: str, part: Part) -> DoseFault:
    message = f"this says {_CALLED[key]} a second time"
    hint = "remove one of the two"
    if key == "reps":
        hint += "; write sets and reps as `3 x 10`"
    return DoseFault(start=part.start, end=part.end, message=message, hint=hint)


def _too_long(part: Part) -> DoseFault:
    return DoseFault(
        start=part.start, end=part.end, message="this time is longer than a day", hint="write a shorter one"
    )


def _out_of_range(values: dict[str, Any], places: dict[str, tuple[int, int]]) -> Iterator[DoseFault]:
    for key, most in (("sets", MOST_SETS), ("reps", MOST_REPS)):
        if key in values and not 1 <= values[key] <= most:
            start, end = places[key]
            message = f"a dose has 1 to {most} {key}, and this says {values[key]}"
            yield DoseFault(start=start, end=end, message=message, hint=f"write a number from 1 to {most}")
    for key in ("hold", "tempo"):
        if values.get(key) == 0:
            start, end = places[key]
            yield DoseFault(start=start, end=end, message="this time is 0 s", hint="write more than 0 s, or remove it")
