"""The parts of a dose in a line of a sheet, and the numbers that are left: none may get lost without a remark."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from voiceroutine.script.dose.notation import Part, gaps, parts_in
from voiceroutine.script.sheet import words
from voiceroutine.script.sheet.contents import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BREATHS = re.compile(
    r"(?:(?P<before>[0-9]{1,3})\s*[x\u00d7]\s*|hold(?:\s+for)?\s+)?\b(?P<breaths>[0-9]{1,2})\s*(?:deep |slow )?"
    r"breaths?\b"
    r"(?:\s*hold)?(?:\s*[x\u00d7]\s*(?P<after>[0-9]{1,3})\b(?!\s*(?:sets|sec|s\b|min|m\b|[x\u00d7.:/-])))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9]+|[\u00bc-\u00be\u2150-\u215e]")
_NO_COUNT_AFTER = re.compile(r"\b(?:at|to|past|under|over|about|from|until|above|below|than|[<>]|~)\s*$", re.IGNORECASE)
_MORE_IS_SAFER = re.compile(r"\b(?:every|rests?(?:\s+for)?[:\s]*)\s*$", re.IGNORECASE)
_AMOUNT_LAST = re.compile(r"\s+(?P<said>[0-9]+(?:\s?[/:.\u2013-]\s?[0-9]+)+(?!\s*(?:deg|\u00b0))|[\u00bc-\u00be])\s*$")


def numbers(text: str) -> list[str]:
    """Return the numbers in a text, as they are written."""
    return _NUMBER.findall(text)


def amounts(text: str) -> tuple[Part, ...]:
    """Return the parts of a dose in a line, without those that are more likely part of a name."""
    found: list[Part] = []
    at = 0
    for breaths in _BREATHS.finditer(text):
        found += _moved(text, at, breaths.start())
        reps = breaths["before"] or breaths["after"]
        values = {"breaths": int(breaths["breaths"]), **({"reps": int(reps)} if reps else {})}
        found.append(Part(start=breaths.start(), end=breaths.end(), values={**values}, written=breaths[0]))
        at = breaths.end()
    found += _moved(text, at, len(text))
    return _sure(text, tuple(found))


def _moved(text: str, start: int, end: int) -> Iterator[Part]:
    for part in parts_in(text[:end][start:]):
        yield Part(
            start=part.start + start,
            end=part.end + start,
            values=part.values,
            written=text[part.start + start : part.end + start],
        )


def _sure(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    counted = [part for part in parts if "reps" in part.values and not text[part.start : part.end].isdigit()]
    return tuple(
        part
        for part in parts
        if not (counted and text[part.start : part.end].isdigit())  # `Figure 4, 3 x 30 s`
        and not (text[part.start : part.end].isdigit() and _NO_COUNT_AFTER.search(text[: part.start]))  # `arms at 90`
        and not re.fullmatch(r"[0-9.]+\s?[\"'\u2032\u2033]", text[part.start : part.end])  # a chair of 18"
        and not (part.start == 0 and part.values == {"sides": ("left", "right")})  # `Bilateral heel raises`
    )


def texts(body: str, parts: tuple[Part, ...]) -> list[str]:
    """Return the text before the dose, and what else is no part of it."""
    first = parts[0].start
    lead = body[:first].strip(" ,;:-\u2013\u2014")
    rest = [body[start:end] for start, end in gaps(body, parts) if start >= first]
    return [lead, *rest]


def without_weights(lead: str) -> tuple[str, list[str]]:
    """Return the text before a dose without weights, and without an amount at its end that is not read: `LAQ 3/10`."""
    weights = [found[0].strip() for found in words.WEIGHT.finditer(lead)]
    lead = words.WEIGHT.sub(" ", lead).strip(" ,;:-\u2013\u2014")
    if last := _AMOUNT_LAST.search(lead):
        return lead[: last.start()].strip(" ,;:-\u2013\u2014"), [*weights, last["said"]]
    return lead, weights


def without_ranges(number: int, text: str) -> tuple[str, list[Remark]]:
    """Return a line with one number of each range alone: the lower, as less is safer, and the sheet allows it.

    Of a rest and of hours between, it is the higher.
    """
    remarks = []

    def safer(found: re.Match[str]) -> str:
        if int(found[1]) >= int(found[3]):
            return found[0]
        chosen = found[3] if _MORE_IS_SAFER.search(text[: found.start()]) else found[1]
        remarks.append(Remark(line=number, text=f"`{found[0]}` is read as {chosen}"))
        return chosen

    return words.RANGE.sub(safer, text), remarks


def unread(remark: Remark) -> str:
    """Return what a remark is about, without the number that was read of it."""
    found = re.fullmatch(r"`(.*)` is read as ([0-9]+)", remark.text)
    return re.sub(rf"\b{found[2]}\b", "", found[1], count=1) if found else remark.text


def lost(sources: Iterable[tuple[int, str]], kept: Iterable[str]) -> Iterator[Remark]:
    """Yield a remark for each line with a number that is in nothing of what is kept of it."""
    left = Counter(number for text in kept for number in numbers(text))
    for line, text in sources:
        missing = []
        for number in numbers(text):
            if left[number]:
                left[number] -= 1
            else:
                missing.append(f"`{number}`")
        if missing:
            yield Remark(line=line, text=f"not in the session: {', '.join(missing)} of `{text}`")
