"""Reads the lines of a sheet: which are exercises, with what dose, and which are something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.script.dose.notation import Part
from voiceroutine.script.sheet import words
from voiceroutine.script.sheet.amounts import amounts, numbers, texts, without_ranges, without_weights
from voiceroutine.script.sheet.contents import Comment, Contents, Exercise, Remark
from voiceroutine.script.sheet.shorthand import Foreign, language_of, written_out
from voiceroutine.script.sheet.tables import Row, header, is_rule, looks_like_row, read_row, split_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST_LINE = 500
"""Characters. A longer line is prose, and becomes a comment."""


def read_lines(text: str, known: Callable[[str], bool]) -> Contents:
    """Return what a sheet holds.

    Args:
        text: The sheet.
        known: Tells whether a name is surely that of a stretch of the library.
    """
    reader = _Reader(known, language_of(text))
    for number, line in enumerate(text.splitlines(), start=1):
        if not reader.take_row(number, line):
            reader.take(number, words.cleaned(line))
    reader.flush()
    reader.finish()
    return reader.contents


class _Reader:
    """Reads line after line, and knows what a line can belong to."""

    def __init__(self, known: Callable[[str], bool], language: Foreign | None) -> None:
        self.contents = Contents()
        self._known = known
        self._language = language
        if language:
            said = (
                f"this sheet seems to be {language}: the voice is English, so compare each dose and name with the paper"
            )
            self.contents.remarks.append(Remark(line=1, text=said))
        self._columns: tuple[str, ...] | None = None
        """What the columns of the table hold that is being read."""
        self._delimiter = ""
        self._bullet = ""
        """What the line began with that is being read."""
        self._above = ""
        """What the line began with to which one directly below can belong."""
        self._waiting: Comment | None = None
        """A line that is the name of an exercise if the next line is a dose, and a heading otherwise."""
        self._open: Exercise | None = None
        """The exercise to which a line directly below can belong."""
        self._part: Remark | None = None
        """What is said of a later part of the sheet, if an exercise follows."""
        self._apart: tuple[int, str, Exercise, tuple[Part, ...]] | None = None
        """The last line that says only how often: its number, its text, the exercise above, and its parts."""

    def take_row(self, number: int, line: str) -> bool:
        """Read one line as a row of a table, and return whether it is one."""
        if not line.strip() or len(line) > LONGEST_LINE:
            self._columns = None
            return False
        delimiter, cells = split_row(line, self._delimiter if self._columns else None)
        if self._columns and len(cells) == 1:
            self._columns = None
            delimiter, cells = split_row(line)
        if columns := header(cells):
            self._columns, self._delimiter = columns, delimiter
            self._comment(number, words.cleaned(line), quiet=True)
        elif self._columns and is_rule(cells) and len(cells) > 1:
            pass
        elif self._columns and len(cells) > (1 if delimiter in "\t|" else max(1, len(self._columns) - 2)):
            self._row(number, words.cleaned(line), read_row(self._columns, cells))
        elif looks_like_row(delimiter, cells):
            said = "this looks like a table, and no row above says what its columns hold: it is a comment"
            self.contents.remarks.append(Remark(line=number, text=f"`{words.cleaned(line)}`: {said}"))
            self._comment(number, words.cleaned(line), quiet=True)
        else:
            self._columns = None
            return False
        return True

    def _row(self, number: int, line: str, row: Row) -> None:
        name = words.cleaned(words.BULLET.sub("", row.name, count=1) if words.BULLET.match(row.name) else row.name)
        plain, remarks = without_ranges(number, words.sides_in_words(written_out(row.dose, self._language)))
        if not words.is_name(name):
            self._comment(number, line, dosed=True)
            return
        exercise = self._exercise(number, line, name)
        exercise.lines = [(number, ", ".join((name, row.dose, *row.unread)))]
        parts = amounts(plain)
        said = texts(plain, parts) if parts else [plain]
        said = [text for text in said if text]
        exercise.unread += [Remark(line=number, text=f"`{text}` is not in the session") for text in row.unread]
        self._add(exercise, number, parts, said, remarks)
        self._open = None

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        body = words.BULLET.sub("", line, count=1) if words.BULLET.match(line) else line
        self._bullet = line[: len(line) - len(body)].strip()
        body = words.without_bars(body)
        if not re.search(r"\w", body):
            if not line:
                self.flush()
                self._open = None
        elif words.PHASE.fullmatch(body):
            said = f"`{body}` begins another part, and all parts are in one session: import each as its own sheet"
            self._part = Remark(line=number, text=said) if self.contents.exercises else None
            self._comment(number, line, quiet=True)
        elif len(line) > LONGEST_LINE or words.PRIVATE.match(body):
            self._comment(number, line, quiet=len(line) <= LONGEST_LINE and not words.FORBIDDEN.search(body))
        elif numbers(body) and words.FORM.match(body):
            self._comment(number, line)
        else:
            plain, remarks = without_ranges(number, words.sides_in_words(written_out(body, self._language)))
            parts = amounts(plain)
            if parts:
                self._with_dose(number, line, plain, parts, remarks)
            else:
                self._without_dose(number, line, body)

    def flush(self) -> None:
        """Settle the line that waits for a dose: it is the title, or a heading."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        plain = words.has_letters(waiting.written) and not numbers(waiting.written)
        if not self.contents.title and not self.contents.exercises and plain:
            self.contents.title = words.as_name(waiting.written)
        else:
            self._no_exercise(waiting.line, waiting.written)
            self.contents.items.append(waiting)

    def finish(self) -> None:
        """Take a last line that says how often for all exercises, where none above says how often it is done."""
        exercises = self.contents.exercises
        if self._apart is None or self.contents.frequency or len(exercises) < 2:
            return
        number, line, exercise, parts = self._apart
        frequencies = sum("frequency" in part.values for it in exercises for part in it.parts)
        if exercise is exercises[-1] and frequencies == len(parts):
            exercise.parts = [part for part in exercise.parts if "frequency" not in part.values]
            exercise.lines = [(at, said) for at, said in exercise.lines if at != number]
            self.contents.frequency = _often(parts)
            text = f"`{line}` is read as how often all of it is done"
            self.contents.remarks.append(Remark(line=number, text=text))

    def _no_exercise(self, number: int, line: str, *, dosed: bool = False) -> None:
        """Remark on a line that becomes a comment, where it has a number or a limit that somebody may miss."""
        if dosed or numbers(line) or words.FORBIDDEN.search(line):
            shown = line if len(line) <= 200 else line[:199] + "\N{HORIZONTAL ELLIPSIS}"
            text = f"`{shown}` seems to be no exercise, and is a comment"
            self.contents.remarks.append(Remark(line=number, text=text))

    def _continues(self) -> bool:
        """Return whether the line can belong to the one above: one with a number or a bullet of its own cannot."""
        sign = self._bullet
        return not sign or (not re.search(r"[\w\[\u2610\u2611]", sign) and sign != self._above)

    def _comment(self, number: int, line: str, *, dosed: bool = False, quiet: bool = False) -> None:
        self.flush()
        self._open = None
        if not quiet:
            self._no_exercise(number, line, dosed=dosed)
        self.contents.items.append(Comment(line=number, written=line))

    def _exercise(self, number: int, line: str, name: str) -> Exercise:
        self.flush()
        self.contents.remarks += [self._part] if self._part else []
        self._part = None
        exercise = Exercise(line=number, written=line, name=words.as_name(name))
        bare = words.BULLET.sub("", line, count=1) if words.BULLET.match(line) else line
        exercise.lines.append((number, written_out(bare, self._language)))
        self._above = self._bullet
        self.contents.items.append(exercise)
        self._open = exercise
        return exercise

    def _without_dose(self, number: int, line: str, body: str) -> None:
        if self._counted(number, line, body):
            return
        name = body.rstrip(":")
        sentence = words.is_sentence(body)
        if self._known(name) or (self._bullet and words.is_name(body) and not sentence and not numbers(body)):
            self._exercise(number, line, name)
        elif self._open is not None and sentence and self._continues():
            self._open.notes.append(body)
            self._open.lines.append((number, body))
        elif sentence:
            self._comment(number, line, dosed=bool(self._bullet))
        else:
            self.flush()
            self._waiting, self._open = Comment(line=number, written=body), None
            self._above = self._bullet

    def _counted(self, number: int, line: str, body: str) -> bool:
        """Take a line whose amount is one that a session cannot have, and return whether it is one."""
        count = words.UNREADABLE_COUNT.search(body)
        at = count.start() if count else words.unread_count(body)
        name = body[:at].rstrip(" ,;:-\u2013\u2014") if at else ""
        if at is None or not words.is_name(name) or not (count or self._known(name)) or words.is_sentence(name):
            return False
        exercise = self._exercise(number, line, name)
        exercise.unread.append(Remark(line=number, text=f"`{body[at:]}` is not in the session"))
        return True

    def _with_dose(self, number: int, line: str, body: str, parts: tuple[Part, ...], remarks: list[Remark]) -> None:
        lead, *rest = texts(body, parts)
        often_only = all(set(part.values) == {"frequency"} for part in parts)
        if often_only and (words.ALL_OF_IT.search(body) or not (self._open or self._waiting)):
            self._often(number, line, body, parts, remarks)
            return
        if (
            not lead
            and (named := next((text for text in rest if words.is_name(text)), None))
            and not self._belongs(body)
        ):
            lead = named
            rest.remove(named)
        lead, weights = without_weights(lead)
        rest = [*weights, *rest]
        if not lead or words.ORDER.match(lead):
            self._more(number, line, parts, [text for text in rest if text], remarks)
            return
        name, notes = words.named(lead)
        if not words.is_name(name):
            self._advice(number, line, body, parts, remarks)
            return
        exercise = self._exercise(number, line, name)
        exercise.notes += [note for note in notes if len(note.split()) > 2]
        short = [note for note in notes if len(note.split()) <= 2]
        self._add(exercise, number, parts, [*short, *rest], remarks)

    def _belongs(self, body: str) -> bool:
        """Return whether a line that begins with a dose is more of the exercise above: `Hold 5 s at the top`."""
        return (
            bool(self._open or self._waiting)
            and self._continues()
            and not any(self._known(text) for text in texts(body, amounts(body)))
            and re.match(r"(?:hold|rest|repeat|tempo)\b", body, re.IGNORECASE) is not None
        )

    def _often(self, number: int, line: str, body: str, parts: tuple[Part, ...], remarks: list[Remark]) -> None:
        self.contents.frequency += [word for word in _often(parts) if word not in self.contents.frequency]
        self.contents.remarks += remarks
        said = [text for text in texts(body, parts) if text]
        text = re.sub(r"[\s/]*\b(?:(?:pt|patient)\s+)?to do$", "", said[0]) if said else ""
        lost = [it for it in said if numbers(it) or words.FORBIDDEN.search(it)]
        if not (lost or self.contents.title or self.contents.exercises) and words.is_name(text):
            self.flush()
            self.contents.title = self.contents.title or words.as_name(text)
        else:
            self._comment(number, line, quiet=not lost)

    def _more(self, number: int, line: str, parts: tuple[Part, ...], rest: list[str], remarks: list[Remark]) -> None:
        """Take a line that is a dose and no name: it belongs to the line above."""
        if not self._continues():
            self._comment(number, line, dosed=True)
            return
        if self._waiting is not None and words.has_letters(self._waiting.written):
            waiting, self._waiting = self._waiting, None
            exercise = self._exercise(waiting.line, waiting.written, waiting.written)
            exercise.lines.append((number, written_out(line, self._language)))
        elif self._open is not None:
            exercise = self._open
            exercise.lines.append((number, written_out(line, self._language)))
        else:
            self._comment(number, line, dosed=True)
            return
        if all(set(part.values) == {"frequency"} for part in parts):
            self._apart = number, line, exercise, parts
        self._add(exercise, number, parts, rest, remarks)

    def _advice(self, number: int, line: str, body: str, parts: tuple[Part, ...], remarks: list[Remark]) -> None:
        """Take a sentence with numbers in it: `Lean over. Hold for 30 seconds.` below an exercise is its dose."""
        ordered = tuple(
            part for part in parts if re.match(r"hold|repeat|perform|do\b", body[part.start :], re.IGNORECASE)
        )
        if (self._open is None and self._waiting is None) or not ordered or words.ADVICE.match(body):
            self._comment(number, line, dosed=True)
            return
        said, *rest = texts(body, ordered)
        self._more(number, line, ordered, rest, remarks)
        if self._open is not None and said:
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
            elif (
                text
                and len(text.split()) > 2
                and not words.DIRECTION.match(text)
                and not re.search(r"[0-9]|toler|needed|able", text)
            ):
                exercise.notes.append(text)
            elif text:
                exercise.unread.append(Remark(line=number, text=f"`{text}` is not in the session"))


def _often(parts: Iterable[Part]) -> list[str]:
    """Return how often some parts of a dose say that it is done, in words."""
    return [word for part in parts for word in part.values["frequency"]]  # type: ignore[union-attr]
