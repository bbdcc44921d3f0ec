"""How errors and problems are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import voiceroutine
from voiceroutine.cli.terminal import Painted, joined, painted, say, say_lines

if TYPE_CHECKING:
    from voiceroutine import Problem, VoiceroutineError


class UnfinishedError(BrokenPipeError):
    """The program that reads our output has closed it, and not all of what was asked for is done."""


def print_error(error: VoiceroutineError) -> None:
    """Print an error to stderr; of a faulty script, every problem with its place."""
    if isinstance(error, voiceroutine.FaultyScriptError):
        say_lines(Painted("\n\n".join(paint(problem) for problem in error.problems)), err=True)
    else:
        say(joined(painted("error", fg="red", bold=True), f": {error}"), err=True)


def is_wrong_usage(error: VoiceroutineError) -> bool:
    """Return whether the mistake is in the command itself, and not in a script or a file."""
    if isinstance(error, voiceroutine.FaultyScriptError):
        return all(problem.in_option for problem in error.problems)
    return isinstance(error, voiceroutine.ArgumentError)


def paint(problem: Problem) -> Painted:
    """Return a problem as it is rendered, which is clean, with its severity and its carets in colour."""
    colour = "red" if problem.severity == "error" else "yellow"
    head, *rest = problem.render().split("\n")
    head = head.replace(f": {problem.severity}: ", f": {click.style(problem.severity, fg=colour, bold=True)}: ", 1)
    body = [click.style(row, fg=colour) if set(row[row.find("|") + 1 :].strip()) == {"^"} else row for row in rest]
    return Painted("\n".join([head, *body]))
