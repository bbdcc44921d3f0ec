"""Puts the keys that a `dose` stands for in its place, each at the part of the dose that gives it."""

from __future__ import annotations

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence, Span
from voiceroutine.document.problems import Problem
from voiceroutine.script.dose.notation import LONGEST_DOSE, Dose, parts_in, read_dose
from voiceroutine.script.dose.printing import write_dose

KEY = "dose"
COUNTS = ("sets", "reps")
TIMES = ("hold", "set_rest", "rest", "tempo")
SAID = (*COUNTS, *TIMES, "sides", "alternate", "frequency")
"""The keys that a line of the notation can say."""
_EXAMPLE = "for example `dose: 3 x 10, hold 5 s`"


def without_dose(stretch: Mapping, problems: list[Problem]) -> Mapping:
    """Return `stretch` with the keys that its `dose` stands for in its place; what is wrong goes to `problems`."""
    node = stretch.get(KEY)
    if node is None:
        return stretch
    rest = stretch.without(KEY)
    if not isinstance(node, Scalar) or node.text is None:
        empty = isinstance(node, Scalar)
        message = "this key has no value" if empty else "a dose is one text"
        span = stretch.entries[KEY].key_span if empty else node.span
        code = "no-value" if empty else "wrong-type"
        problems.append(Problem(code=code, message=message, span=span, hint=_EXAMPLE))
        return rest
    reading = read_dose(node.text)
    for fault in reading.faults:
        span = _place(node, fault.start, fault.end)
        problems.append(Problem(code="dose", message=fault.message, span=span, hint=fault.hint))
    if reading.faults:
        return rest
    given = {key: _place(node, *place) for key, place in reading.places.items()}
    for key, span in list(given.items()):
        if key == "reps" and "for" in rest.entries and _is_implied(key, reading.dose):  # one hold, again and again
            del given[key]
        if key not in rest.entries:
            continue
        del given[key]
        if _is_implied(key, reading.dose) or (key == "sides" and _same_sides(rest.entries[key].value, reading.dose)):
            continue
        message = f"the dose says `{key}`, too: `{span.source.text[span.start : span.end]}`"
        hint = f"remove `{key}`, or that part of the dose"
        problems.append(Problem(code="combination", message=message, span=rest.entries[key].key_span, hint=hint))
    entries = {key: Entry(span, value) for key, span in given.items() for value in [_value(key, reading.dose, span)]}
    return Mapping({**rest.entries, **entries}, stretch.span)


def dose_instead(key: str, text: str) -> str | None:
    """Return the dose to write where `key` has a dose as its value, `hold: 30 s x 3`; None where it has none."""
    if key not in ("hold", "reps", "sets", "rest", "set_rest", "tempo"):
        return None
    for written in (text, f"{key} {text}")[: 2 if len(text) <= LONGEST_DOSE else 0]:
        reading = read_dose(written)
        if not reading.faults and sum(len(part.values) for part in parts_in(written)) > 1:
            return write_dose(reading.dose)
    return None


def _is_implied(key: str, dose: Dose) -> bool:
    """Return whether `key` is not written in the dose, but follows from it: one set, one rep."""
    return getattr(dose, key, None) == 1 and key in ("sets", "reps")


def _same_sides(written: Node, dose: Dose) -> bool:
    """Return whether `sides` beside a dose says what the dose says: `both` beside `each side`."""
    if isinstance(written, Sequence):
        sides = tuple(str(item.text).strip().lower() for item in written.items if isinstance(item, Scalar))
        return sides == dose.sides
    word = (written.text or "").strip().lower() if isinstance(written, Scalar) else ""
    return (("left", "right") if word == "both" else (word,)) == dose.sides


def _value(key: str, dose: Dose, span: Span) -> Node:
    if key == "sides":
        return Sequence(tuple(Scalar(side, span) for side in dose.sides), span)
    if key == "alternate":
        return Scalar("true", span)
    if key == "frequency":
        return Scalar(", ".join(dose.frequency), span)
    if key in ("sets", "reps"):
        return Scalar(str(getattr(dose, key)), span)
    return Scalar(f"{getattr(dose, f'{key}_ms') / 1000:.3f}".rstrip("0").rstrip("."), span)


def _place(node: Scalar, start: int, end: int) -> Span:
    """Return where a part of a value is written: in its source, as far as it stands there as it was read."""
    span, text = node.span, node.text or ""
    at = span.source.text.find(text, span.start, span.end)
    if at < 0:  # in several lines, or with escapes
        part = text[start:end]
        found = span.source.text.find(part, span.start, span.end) if part else -1
        return Span(span.source, found, found + len(part)) if found >= 0 else span
    return Span(span.source, at + start, at + end) if end > start else span
