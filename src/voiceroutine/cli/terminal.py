"""What the commands print with: colours, tables, and how a long task reports itself."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from voiceroutine import visible, visible_json, visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voiceroutine import Reporter


def colours(stream: object) -> bool:
    """Return whether to print colours on `stream`: it is a terminal, and NO_COLOR is not set (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and is_terminal(stream)


def is_terminal(stream: object) -> bool:
    """Return whether `stream` is a terminal; a closed stream is None."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


class Painted(str):
    """Text that is clean, with colours of ours in it. Everything else is cleaned before it is printed."""

    __slots__ = ()


def painted(text: str, **style: Any) -> Painted:
    """Return `text` in a style of `click.style`."""
    return Painted(click.style(visible(text), **style))


def joined(*parts: str) -> Painted:
    """Return a line of several parts, some of which may have colours."""
    return Painted("".join(map(_clean, parts)))


def _clean(text: str) -> str:
    return text if isinstance(text, Painted) else visible(text)


def say(text: str, *, err: bool = False) -> None:
    """Print a line, its colours only where they belong.

    What a terminal would act on is made visible: it may be from a file that anybody has written. So is a line break.
    """
    _print(_without_commands(_clean(text)), err=err)


def say_lines(text: str, *, err: bool = False) -> None:
    """Print lines as `say` does. Their breaks must be ours."""
    _print(_without_commands(text if isinstance(text, Painted) else visible_lines(text)), err=err)


def say_annotation(text: str) -> None:
    """Print a workflow command of ours, for GitHub Actions."""
    _print(visible(text), err=False)


def say_json(content: Any) -> None:
    """Print JSON, with everything in its strings escaped that a terminal or GitHub Actions would act on."""
    text = visible_json(json.dumps(content, ensure_ascii=False, indent=1))
    _print(text.replace("##[", "#\\u0023["), err=False)


def _print(text: str, *, err: bool) -> None:
    click.echo(text, err=err, color=colours(sys.stderr if err else sys.stdout))


def _without_commands(text: str) -> str:
    """Return `text`; in GitHub Actions, without anything that would be taken for a workflow command."""
    if not os.environ.get("GITHUB_ACTIONS"):
        return text
    # `::error::` at a line's beginning (colours are taken off later), and, from older days, `##[error]` anywhere
    return re.sub(r"(?m)^((?:\s|\x1b\[[0-9;]*m)*):(?=:)", r"\1: ", text).replace("##[", "## [")


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", lead: int = 1) -> None:
    """Print a table to stdout: as wide as the terminal, or if stdout is not one, with one line for each row.

    Nothing is ever cut off. If the terminal is too narrow for the table, each row is a small block instead.

    Args:
        headers: A name for each column; empty for a column that explains itself. If all are, there is no such line.
        rows: The cells; a cell may be styled.
        title: Printed above the table.
        lead: How many of the first columns identify the row. They are what users type, and are never wrapped.
    """
    width = shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
    for line in ([title] if title else []) + table_lines(headers, rows, lead=lead, width=width):
        say(line)


def table_lines(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, lead: int = 1, width: int | None = None
) -> list[str]:
    """Return the lines of a table that is at most `width` terminal columns wide; None sets no limit.

    A line is wider only if it contains a word that is.
    """
    rows = [[_clean(cell) for cell in row] for row in rows]
    columns = list(zip(headers, *rows, strict=True))
    natural = [max(map(_width, column)) for column in columns]
    longest = [max(_width(word) for cell in column for word in cell.split(" ")) for column in columns]
    least = natural[:lead] + [max(longest[n], min(natural[n], _NARROWEST)) for n in range(lead, len(columns))]
    widths = _fitted(natural, least, width)
    if widths is None:
        return [Painted(line) for row in rows for line in _block(headers, row, lead, width or 0)]
    heads = [click.style(head, bold=True) for head in headers]
    shown = (heads, *rows) if any(headers) else rows
    return [Painted(line) for row in shown for line in _row(row, widths)]


_GAP = "  "
_NARROWEST = 14
"""In terminal columns: text wrapped to less is hard to read."""


def _width(text: str) -> int:
    """Return how many terminal columns `text` takes: colours take none, a Chinese character takes two."""
    from rich.cells import cell_len

    return cell_len(click.unstyle(text))


def _fitted(natural: list[int], least: list[int], width: int | None) -> list[int] | None:
    """Return column widths that fit into `width`, shrinking the widest first; None if that is impossible."""
    widths = list(natural)
    while width is not None and sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        room = [have - need for have, need in zip(widths, least, strict=True)]
        if not any(room):
            return None
        widths[max((n for n in range(len(widths)) if room[n]), key=widths.__getitem__)] -= 1
    return widths


def _row(cells: Sequence[str], widths: list[int]) -> list[str]:
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for n in range(max(map(len, wrapped))):
        parts = [lines_of_cell[n] if n < len(lines_of_cell) else "" for lines_of_cell in wrapped]
        padded = [part + " " * (width - _width(part)) for part, width in zip(parts, widths, strict=True)]
        lines.append(_GAP.join(padded).rstrip())
    return lines


def _block(headers: Sequence[str], cells: Sequence[str], lead: int, width: int) -> list[str]:
    """Return a row as a block: its first cells on one line, and the others below, with the names of their columns."""
    rest = [
        f"{header}: {cell}" if header else cell
        for header, cell in zip(headers[lead:], cells[lead:], strict=True)
        if cell
    ]
    return [
        click.style(_GAP.join(cells[:lead]), bold=True),
        *(_GAP + line for line in _wrapped("; ".join(rest), width - len(_GAP))),
    ]


def _wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, broken only at spaces."""
    if _width(text) <= width:
        return [text]
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class _Lines:
    """Reports in plain lines on stderr, one for each step."""

    def __init__(self, name: str, *, steps: bool, notes: bool) -> None:
        self._name, self._steps, self._notes = name, steps, notes
        self._last = ""

    def progress(self, label: str, fraction: float) -> None:
        line = f"{self._name}{round(fraction * 100):3}%  {label}"
        if self._steps and line != self._last:
            say(line, err=True)
            self._last = line

    def note(self, text: str) -> None:
        if self._notes:
            say(f"note: {text}", err=True)


@contextlib.contextmanager
def reporter(name: str, *, quiet: bool = False, lines: bool = True, named: bool = False) -> Iterator[Reporter]:
    """Give a reporter: a progress bar on a terminal, otherwise plain lines or nothing.

    Args:
        name: Shown beside the bar.
        quiet: Report nothing.
        lines: Whether to print a line for each step if stderr is not a terminal.
        named: Whether each of these lines begins with the name.
    """
    if quiet or not is_terminal(sys.stderr):
        yield _Lines(f"{name}  " if named else "", steps=lines and not quiet, notes=not quiet)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=1.0, name=visible(name))

        class Bar:
            def progress(self, label: str, fraction: float) -> None:
                bar.update(task, description=visible(label), completed=fraction)

            def note(self, text: str) -> None:
                console.print(f"note: {visible(text)}", markup=False)

        yield Bar()
