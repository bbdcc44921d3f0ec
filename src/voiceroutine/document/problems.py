"""What is wrong with a script, and how it is shown: path, line, column, the source line, carets, a hint."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from voiceroutine.errors import VoiceroutineError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.document.nodes import Path, Span

Severity = Literal["error", "warning"]

_WIDEST_EXCERPT = 100
"""Characters of the source line shown; a longer line is cut around the carets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong at one place."""

    code: str
    """The stable name that `voiceroutine explain` knows, such as `unknown-key`."""
    message: str
    span: Span
    hint: str | None = None
    severity: Severity = "error"

    @property
    def place(self) -> tuple[str, int, int]:
        """The file's name, the line and the column, for sorting and for printing."""
        return (self.span.source.name, *self.span.source.position(self.span.start))

    def headline(self) -> str:
        """Return `path:line:col: error: message [code]`."""
        return headline(self)

    def render(self) -> str:
        """Return the problem as a person reads it: with the source line, carets and the hint."""
        return render(self)

    def as_json(self) -> dict[str, str | int | None]:
        """Return the problem for programs: lines and columns count from 1, the end is exclusive."""
        return as_json(self)

    def as_github_annotation(self) -> str:
        """Return the problem as a workflow command of GitHub Actions, which shows it beside the line."""
        return github(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong with a routine, before it is known where that was written."""

    code: str
    message: str
    path: Path
    """The field of the routine that it is about."""
    hint: str | None
    severity: Severity = "error"
    at_key: bool = False
    """Whether the key is what is wrong, not its value."""
    word: str | None = None
    """The word in the value that it is about."""


class FaultyScriptError(VoiceroutineError):
    """A script that cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n\n".join(render(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by file, line and column, each once."""
    unique = {(p.place, p.code, p.message): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known words nearest to `word`, or None."""
    close = get_close_matches(word.lower(), sorted(known), n=3, cutoff=0.6)
    return f"did you mean {one_of(close)}?" if close else None


def one_of(words: Iterable[str]) -> str:
    """Return `a`, `a` or `b`, `a`, `b` or `c`, each in backticks."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def headline(problem: Problem) -> str:
    """Return `path:line:col: error: message [code]`."""
    name, line, column = problem.place
    return f"{name}:{line}:{column}: {problem.severity}: {problem.message} [{problem.code}]"


def excerpt(problem: Problem) -> str:
    """Return the source line with carets below the faulty part, and the hint; no text before the first is lost."""
    span = problem.span
    _, line_number, column = problem.place
    line = _visible(span.source.line(line_number))
    length = max(1, min(span.end - span.start, len(line) - column + 1))
    if len(line) > _WIDEST_EXCERPT:
        cut = max(0, min(column - 1 - _WIDEST_EXCERPT // 4, len(line) - _WIDEST_EXCERPT))
        line, column = line[cut : cut + _WIDEST_EXCERPT], column - cut
        length = min(length, max(1, len(line) - column + 1))
    carets = " " * width(line[: column - 1]) + "^" * max(1, width(line[column - 1 : column - 1 + length]))
    gutter = len(str(line_number))
    rows = [f"{'':{gutter}} |", f"{line_number} | {line}", f"{'':{gutter}} | {carets}"]
    if problem.hint:
        rows.append(f"{'':{gutter}} = {problem.hint}")
    return "\n".join(row.rstrip() for row in rows)


def render(problem: Problem) -> str:
    """Return the problem as a person reads it."""
    if not problem.span.source.text:  # nothing of the file could be read
        return headline(problem)
    return f"{headline(problem)}\n{excerpt(problem)}"


def as_json(problem: Problem) -> dict[str, str | int | None]:
    """Return the problem for programs: its place counts lines and columns from 1, its end is exclusive."""
    name, line, column = problem.place
    end_line, end_column = problem.span.source.position(problem.span.end)
    return {
        "path": name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def github(problem: Problem) -> str:
    """Return the problem as a workflow command of GitHub Actions, which shows it beside the line."""
    name, line, column = problem.place
    text = problem.message + (f"; {problem.hint}" if problem.hint else "")
    for char, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text, name = text.replace(char, escaped), name.replace(char, escaped)
    for char, escaped in ((":", "%3A"), (",", "%2C")):
        name = name.replace(char, escaped)
    return f"::{problem.severity} file={name},line={line},col={column},title={problem.code}::{text}"


def _visible(line: str) -> str:
    """Return `line` with what a terminal would act on shown instead: one character for one."""
    return "".join(_visible_char(char) for char in line)


def _visible_char(char: str) -> str:
    if char == "\t":
        return "\N{RIGHTWARDS ARROW}"
    # control characters, and the invisible ones that turn the direction of a line
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char


def width(text: str) -> int:
    """Return the columns that `text` takes in a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
