"""What the commands print with: colours, tables, and how a long task reports itself."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from voiceroutine.app.reporter import Reporter


def colours(stream: object) -> bool:
    """Return whether colours belong on `stream`: a terminal, and nobody has set NO_COLOR (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and _is_terminal(stream)


def _is_terminal(stream: object) -> bool:
    """Return whether somebody reads `stream` as it is written; a closed one is None."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def say(text: str, *, err: bool = False) -> None:
    """Print `text`, its colours only where they belong."""
    click.echo(text, err=err, color=colours(sys.stderr if err else sys.stdout))


def print_table(table: Table) -> None:
    """Print a table to stdout: as wide as the terminal, or wide enough for every line when piped."""
    from rich.console import Console

    if _is_terminal(sys.stdout):
        Console(highlight=False).print(table)
        return
    console = Console(highlight=False, width=240)
    with console.capture() as capture:
        console.print(table)
    say("\n".join(line.rstrip() for line in capture.get().splitlines()))


class _Lines:
    """Reports in plain lines on stderr: one for each thing at hand."""

    def __init__(self, *, steps: bool, notes: bool) -> None:
        self._steps, self._notes = steps, notes
        self._last = ""

    def progress(self, label: str, fraction: float) -> None:
        line = f"{round(fraction * 100):3}%  {label}"
        if self._steps and line != self._last:
            say(line, err=True)
            self._last = line

    def note(self, text: str) -> None:
        if self._notes:
            say(f"note: {text}", err=True)


@contextlib.contextmanager
def reporter(name: str, *, quiet: bool = False, lines: bool = True) -> Iterator[Reporter]:
    """Give a reporter: a progress bar on a terminal, else plain lines, or nothing at all.

    Args:
        name: What the bar is for.
        quiet: Say nothing.
        lines: Whether there is a line for each step where there is no terminal.
    """
    if quiet or not _is_terminal(sys.stderr):
        yield _Lines(steps=lines and not quiet, notes=not quiet)
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
        task = bar.add_task("", total=1.0, name=name)

        class Bar:
            def progress(self, label: str, fraction: float) -> None:
                bar.update(task, description=label, completed=fraction)

            def note(self, text: str) -> None:
                console.print(f"note: {text}", markup=False)

        yield Bar()


def add_row(table: Table, *cells: str) -> None:
    """Add a row of plain texts: what a user wrote is never taken for markup."""
    from rich.text import Text

    table.add_row(*(Text(cell) for cell in cells))
