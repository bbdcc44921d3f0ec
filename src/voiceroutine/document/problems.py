"""Problems in a script, and how they are shown: path, line, column, the source line, carets, a hint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from voiceroutine.document.clean import visible, visible_lines
from voiceroutine.document.nodes import Span, span_of
from voiceroutine.errors import VoiceroutineError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.document.nodes import Node, Path

Severity = Literal["error", "warning"]

MOST_PROBLEMS = 100
"""How many problems of a script are shown. Nobody reads more, and each takes time and memory."""
_LONGEST_WORD = 100
"""A longer word is not compared with those that are known."""
_WIDEST_EXCERPT = 100
"""Characters of the source line shown; a longer line is cut around the carets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong or doubtful at one place of a script."""

    code: str
    """The stable name that `voiceroutine explain` knows: `unknown-key`."""
    message: str
    span: Span
    hint: str | None = None
    """What to write; an example can take further lines."""
    severity: Severity = "error"
    missing: str | None = None
    """The key that is wanted beside what `span` points at, and is not there."""

    @property
    def place(self) -> tuple[str, int, int]:
        """The file's name, the line and the column, for sorting and for printing."""
        return (self.span.source.name, *self.span.source.position(self.span.start))

    @property
    def in_option(self) -> bool:
        """Whether it is in an option of the command line (or in `Adjustments`), and not in a file."""
        return self.span.source.name.startswith("--")

    def headline(self) -> str:
        """Return `path:line:col: error: message [code]`."""
        name, line, column = self.place
        return f"{visible(name)}:{line}:{column}: {self.severity}: {visible(self.message)} [{self.code}]"

    def render(self) -> str:
        """Return the problem as a person reads it: with the source line, carets and the hint."""
        if not self.span.source.text:  # nothing of the file could be read
            return self.headline()
        return f"{self.headline()}\n{self._excerpt()}"

    def as_json(self) -> dict[str, str | int | None]:
        """Return the problem for programs: lines and columns count from 1, the end is exclusive."""
        name, line, column = self.place
        end_line, end_column = self.span.source.position(self.span.end)
        return {
            "path": name,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }

    def as_github_annotation(self) -> str:
        """Return the problem as a workflow command of GitHub Actions, which shows it beside the line."""
        name, line, column = self.place
        name = visible(name)
        text = visible(self.message) + (f"; {visible_lines(self.hint)}" if self.hint else "")
        for char, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            text, name = text.replace(char, escaped), name.replace(char, escaped)
        for char, escaped in ((":", "%3A"), (",", "%2C")):
            name = name.replace(char, escaped)
        return f"::{self.severity} file={name},line={line},col={column},title={self.code}::{text}"

    def _excerpt(self) -> str:
        """Return the source line with carets below the faulty part, and the hint below that."""
        span = self.span
        _, line_number, column = self.place
        line = span.source.line(line_number)
        length = max(1, min(span.end - span.start, len(line) - column + 1))
        if len(line) > _WIDEST_EXCERPT:
            cut = max(0, min(column - 1 - _WIDEST_EXCERPT // 4, len(line) - _WIDEST_EXCERPT))
            line, column = line[cut : cut + _WIDEST_EXCERPT], column - cut
            length = min(length, max(1, len(line) - column + 1))
        line = visible(line)
        carets = " " * width(line[: column - 1]) + "^" * max(1, width(line[column - 1 : column - 1 + length]))
        gutter = len(str(line_number))
        rows = [f"{'':{gutter}} |", f"{line_number} | {line}", f"{'':{gutter}} | {carets}"]
        for place, line in enumerate(visible_lines(self.hint or "").splitlines()):
            rows.append(f"{'':{gutter}} {' ' if place else '='} {line}")
        return "\n".join(row.rstrip() for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong or doubtful in a routine, before its place in the file is looked up."""

    code: str
    message: str
    path: Path
    """The field of the routine that is wrong."""
    hint: str | None
    severity: Severity = "error"
    at_key: bool = False
    """Whether the key is wrong, and not its value."""
    word: str | None = None
    """The word or words in the value to point at; None points at the whole value."""
    missing: str | None = None
    """The key that is wanted beside `path`, and is not there."""


class FaultyScriptError(VoiceroutineError):
    """A script that cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = _first_of(in_order(problems))
        super().__init__("\n\n".join(problem.render() for problem in self.problems))


def placed(finding: Finding, document: Node) -> Problem:
    """Return what was found in a routine, at the place where `document` has it."""
    span = span_of(document, finding.path, key=finding.at_key)
    if finding.word:
        # a text may be written on several lines, with indentation
        words = re.compile(r"\s+".join(map(re.escape, finding.word.split())), re.IGNORECASE)
        found = words.search(span.source.text, span.start, span.end)
        span = Span(span.source, *found.span()) if found else span
    return Problem(
        code=finding.code,
        message=finding.message,
        span=span,
        hint=finding.hint,
        severity=finding.severity,
        missing=finding.missing,
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by file, line and column, each once."""
    unique = {(p.place, p.code, p.message): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))


def _first_of(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return `problems`; of very many the first, and one that says how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    if more < 2:
        return problems
    message = f"there are {more:,} more problems from here on"
    rest = Problem(
        code="more-problems", message=message, span=problems[MOST_PROBLEMS].span, hint="correct those above first"
    )
    return (*problems[:MOST_PROBLEMS], rest)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known words nearest to `word`, or None."""
    if len(word) > _LONGEST_WORD:
        return None
    close = get_close_matches(word.lower(), sorted(known), n=3, cutoff=0.6)
    return f"did you mean {one_of(close)}?" if close else None


def one_of(words: Iterable[str]) -> str:
    """Return `a`, `a` or `b`, `a`, `b` or `c`, each in backticks."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def width(text: str) -> int:
    """Return the columns that `text` takes in a terminal: wide characters take two, combining ones none."""
    from rich.cells import cell_len  # late: `--help` needs no problems, and rich takes a while to import

    return cell_len(text)
