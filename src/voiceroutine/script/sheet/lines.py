"""Reads the lines of a sheet: which are exercises, with what dose, and which are something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.script.dose.notation import Part, gaps, parts_in
from voiceroutine.script.sheet import words
from voiceroutine.script.sheet.contents import Comment, Contents, Exercise, Remark

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_LINE = 500
"""Characters. A longer line is prose, and becomes a comment."""


def read_lines(text: str, known: Callable[[str], bool]) -> Contents:
    """Return what a sheet holds.

    Args:
        text: The sheet.
        known: Tells whether a name is surely that of a stretch of the library.
    """
    reader = _Reader(known)
    for number, line in enumerate(text.splitlines(), start=1):
        reader.take(number, words.cleaned(line))
    reader.flush()
    return reader.contents


class _Reader:
    """Reads line after line, and knows what a line can belong to."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self.contents = Contents()
        self._known = known
        self._waiting: Comment | None = None
        """A line that is the name of an exercise if the next line is a dose, and a heading otherwise."""
        self._open: Exercise | None = None
        """The exercise to which a line directly below can belong."""

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        body = words.BULLET.sub("", line, count=1) if words.BULLET.match(line) else line
        listed = body != line
        if not re.search(r"\w", body):
            if not line:
                self.flush()
                self._open = None
        elif len(line) > LONGEST_LINE or words.PRIVATE.match(body):
            self._comment(number, line)
        else:
            plain, remarks = _without_ranges(number, words.sides_in_words(body))
            parts = _sure(plain, tuple(parts_in(plain)))
            if parts:
                self._with_dose(number, line, plain, parts, remarks)
            else:
                self._without_dose(number, line, plain, listed=listed)

    def flush(self) -> None:
        """Settle the line that waits for a dose: it is the title, or a heading."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        if not self.contents.title and not self.contents.exercises and _letters(waiting.written):
            self.contents.title = words.as_name(waiting.written)
        else:
            self.contents.items.append(waiting)

    def _comment(self, number: int, line: str, *, dosed: bool = False) -> None:
        self.flush()
        self._open = None
        if dosed:
            text = f"`{line}` seems to be no exercise, and is a comment"
            self.contents.remarks.append(Remark(line=number, text=text))
        self.contents.items.append(Comment(line=number, written=line))

    def _exercise(self, number: int, line: str, name: str) -> Exercise:
        self.flush()
        exercise = Exercise(line=number, written=line, name=words.as_name(name))
        self.contents.items.append(exercise)
        self._open = exercise
        return exercise

    def _without_dose(self, number: int, line: str, body: str, *, listed: bool) -> None:
        if (count := words.UNREADABLE_COUNT.search(body)) and words.is_name(body[: count.start()]):
            exercise = self._exercise(number, line, body[: count.start()])
            text = f"`{body[count.start() :]}` is not in the session"
            exercise.unread.append(Remark(line=number, text=text))
            return
        name = body.rstrip(":")
        if self._known(name) or (listed and words.is_name(body) and not words.is_sentence(body)):
            self._exercise(number, line, name)
        elif self._open is not None and words.is_sentence(body):
            self._open.notes.append(body)
        elif words.is_sentence(body):
            self._comment(number, line)
        else:
            self.flush()
            self._waiting, self._open = Comment(line=number, written=body), None

    def _with_dose(self, number: int, line: str, body: str, parts: tuple[Part, ...], remarks: list[Remark]) -> None:
        lead, *rest = _texts(body, parts)
        often_only = all(set(part.values) == {"frequency"} for part in parts)
        if often_only and (words.ALL_OF_IT.search(body) or not (self._open or self._waiting)):
            self._often(number, line, body, parts)
            return
        if (
            not lead
            and (named := next((text for text in rest if words.is_name(text)), None))
            and not self._belongs(body)
        ):
            lead = named
            rest.remove(named)
        lead, weights = _without_weights(lead)
        rest = [*weights, *rest]
        if not lead or words.ORDER.match(lead):
            self._more(number, line, parts, [text for text in rest if text], remarks)
            return
        name, notes = _split(lead)
        if not words.is_name(name):
            self._advice(number, line, body, parts, remarks)
            return
        exercise = self._exercise(number, line, name)
        exercise.notes += notes
        self._add(exercise, number, parts, rest, remarks)

    def _belongs(self, body: str) -> bool:
        """Return whether a line that begins with a dose is more of the exercise above: `Hold 5 s at the top`."""
        return (
            bool(self._open or self._waiting)
            and re.match(r"(?:hold|rest|repeat|tempo)\b", body, re.IGNORECASE) is not None
        )

    def _often(self, number: int, line: str, body: str, parts: tuple[Part, ...]) -> None:
        often = [word for part in parts for word in part.values["frequency"]]  # type: ignore[union-attr]
        self.contents.frequency += [word for word in often if word not in self.contents.frequency]
        text = next((text for text in _texts(body, parts) if text), "")
        if not self.contents.title and not self.contents.exercises and words.is_name(text):
            self.flush()
            self.contents.title = self.contents.title or words.as_name(text)
        else:
            self._comment(number, line)

    def _more(self, number: int, line: str, parts: tuple[Part, ...], rest: list[str], remarks: list[Remark]) -> None:
        """Take a line that is a dose and no name: it belongs to the line above."""
        if self._waiting is not None and _letters(self._waiting.written):
            waiting, self._waiting = self._waiting, None
            exercise = self._exercise(waiting.line, waiting.written, waiting.written)
        elif self._open is not None:
            exercise = self._open
        else:
            self._comment(number, line, dosed=True)
            return
        self._add(exercise, number, parts, rest, remarks)

    def _advice(self, number: int, line: str, body: str, parts: tuple[Part, ...], remarks: list[Remark]) -> None:
        """Take a sentence with numbers in it: `Lean over. Hold for 30 seconds.` below an exercise is its dose."""
        ordered = tuple(
            part for part in parts if re.match(r"hold|repeat|perform|do\b", body[part.start :], re.IGNORECASE)
        )
        if (self._open is None and self._waiting is None) or not ordered or words.ADVICE.match(body):
            self._comment(number, line, dosed=True)
            return
        self._more(number, line, ordered, [], remarks)
        if self._open is not None and (said := _texts(body, ordered)[0]):
            self._open.notes.append(said)

    def _add(
        self, exercise: Exercise, number: int, parts: tuple[Part, ...], rest: list[str], remarks: list[Remark]
    ) -> None:
        exercise.parts += parts
        exercise.unread += remarks
        sided = any("sides" in part.values for part in exercise.parts)
        for text in rest:
            if re.fullmatch(r"(?:each|ea)\.?", text, re.IGNORECASE) and not sided:
                side = Part(start=0, end=0, values={"sides": ("left", "right")})
                exercise.parts.append(side)
                exercise.unread.append(Remark(line=number, text=f"`{text}` is read as each side"))
            elif text and len(text.split()) > 2 and not re.search(r"[0-9]|toler|needed|able", text):
                exercise.notes.append(text)
            elif text:
                exercise.unread.append(Remark(line=number, text=f"`{text}` is not in the session"))


def _letters(text: str) -> bool:
    """Return whether there is a word in `text`."""
    return re.search(r"[^\W\d_]{2}", words.as_name(text)) is not None


def _without_ranges(number: int, text: str) -> tuple[str, list[Remark]]:
    """Return a line with the lower number of each range alone: less is safer, and the sheet allows it."""
    remarks = []

    def lower(found: re.Match[str]) -> str:
        if int(found[1]) >= int(found[3]):
            return found[0]
        remarks.append(Remark(line=number, text=f"`{found[0]}` is read as {found[1]}"))
        return found[1]

    return words.RANGE.sub(lower, text), remarks


def _sure(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts of a dose in a line, without those that are more likely part of a name."""
    counted = [part for part in parts if "reps" in part.values and not text[part.start : part.end].isdigit()]
    return tuple(
        part
        for part in parts
        if not (counted and text[part.start : part.end].isdigit())  # `Figure 4, 3 x 30 s`
        and not re.fullmatch(r"[0-9.]+\s?[\"'\u2032\u2033]", text[part.start : part.end])  # a chair of 18"
        and not (part.start == 0 and part.values == {"sides": ("left", "right")})  # `Bilateral heel raises`
    )


def _texts(body: str, parts: tuple[Part, ...]) -> list[str]:
    """Return the text before the dose, and what else is no part of it."""
    first = parts[0].start
    lead = body[:first].strip(" ,;:-\u2013\u2014")
    rest = [body[start:end] for start, end in gaps(body, parts) if start >= first]
    return [lead, *rest]


def _without_weights(lead: str) -> tuple[str, list[str]]:
    weights = [found[0].strip() for found in words.WEIGHT.finditer(lead)]
    return words.WEIGHT.sub(" ", lead).strip(" ,;:-\u2013\u2014"), weights


def _split(lead: str) -> tuple[str, list[str]]:
    """Return the name of an exercise, and what is said about it before its dose: `Heel raises: rise slowly`."""
    found = re.search(r":\s|\s[-\u2013\u2014]\s|\.\s|;\s", lead)
    if found and len(lead[: found.start()].split()) <= 7:
        note = lead[found.end() :].strip()
        return lead[: found.start()], [note] if len(note.split()) > 2 else []
    name, comma, note = lead.partition(", ")
    if comma and len(lead.split()) > 7 and len(name.split()) > 1:
        return name, [note]
    return lead, []
