"""Making the sessions of several scripts: one display for all of them, and at the end a table of those that failed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import voiceroutine
from voiceroutine import visible
from voiceroutine.cli.failures import UnfinishedError, print_error
from voiceroutine.cli.terminal import is_terminal, joined, painted, print_table, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.progress import Progress, TaskID

    from voiceroutine import MakeOptions, Outcome, Session, VoiceroutineError


def make_several(
    paths: Sequence[Path], options: MakeOptions, *, form: str, split: bool, jobs: int | None, quiet: bool
) -> bool:
    """Make the sessions of several scripts, and print what became of each; return whether all went well."""
    began = time.monotonic()
    bars = None if quiet or not is_terminal(sys.stderr) else _bars()
    told = _Told(paths, bars, quiet=quiet)
    try:
        with bars or nullcontext():
            outcomes = voiceroutine.make_all(paths, options, form=form, split=split, jobs=jobs, reporter=told)
    except (KeyboardInterrupt, BrokenPipeError) as error:
        with suppress(OSError):  # it may be this that nobody reads
            say(f"{told.how_far()}; the same command goes on from there", err=True)
        if isinstance(error, BrokenPipeError):
            raise UnfinishedError from error
        raise
    failed = [(str(outcome.script), _in_a_sentence(outcome)) for outcome in outcomes if outcome.error]
    if failed:
        title = joined(painted("error", fg="red", bold=True), f": {len(failed)} of {len(paths)} failed")
        print_table(("script", "what is wrong"), failed, title=title, err=True)
    if not quiet:
        counts = Counter(map(_became, outcomes))
        parts = [f"{counts[what]} {what}" for what in ("made", "up to date", "left out", "failed") if counts[what]]
        say(f"{', '.join(parts)}, in {time.monotonic() - began:.0f} s")
    return not failed


def say_session(session: Session, converted: Path | None, playlist: Path | None) -> None:
    """Print where a session is, what was done about it, and what was written beside it."""
    how = f"made in {session.took_s:.1f} s" if session.made else "up to date"
    say(f"{session.path}  plays {voiceroutine.clock(session.duration_ms)}, {_size(session.path)}, {how}")
    for change in session.changes:
        say(f"  {change}")
    if converted and converted != session.path:
        say(f"{converted}  {_size(converted)}")
    if playlist is not None:
        say(f"{playlist}")


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def _became(outcome: Outcome) -> str:
    if outcome.error:
        return "failed"
    if outcome.session is None:
        return "left out"
    return "made" if outcome.session.made else "up to date"


def _in_a_sentence(outcome: Outcome) -> str:
    """Return what is wrong with a script, which was printed before in full."""
    error: VoiceroutineError | None = outcome.error
    if not isinstance(error, voiceroutine.FaultyScriptError):
        return error.message if error else ""
    first, *rest = error.problems
    name, line, _ = first.place
    place = f"line {line}" if name == str(outcome.script) else f"{name}, line {line}"
    if name.startswith(_OPTION):
        place = name
    more = f", and {len(rest)} more problem{'s' if len(rest) > 1 else ''}" if rest else ""
    return f"{place}: {first.message}{more}"


_OPTION = "--"
"""So begins the place of a problem that is in an option, and not in a file."""


class _Told:
    """Prints what is told of the scripts: bars on a terminal, and above them, as elsewhere, what became of each."""

    def __init__(self, paths: Sequence[Path], bars: Progress | None, *, quiet: bool) -> None:
        self.done = 0
        """How many scripts are done."""
        self._count = len(paths)
        self._bars, self._quiet = bars, quiet
        self._noted: set[str] = set()
        self._fractions: dict[Path, float] = {}
        """Of the scripts that are begun, by their paths: how much of each is done."""
        self._rows: dict[Path, TaskID] = {}
        self._all = bars.add_task("", total=float(self._count), name=f"0 of {self._count}") if bars else None

    def progress(self, script: Path, label: str, fraction: float) -> None:
        if self._bars is None:
            return
        if script not in self._rows:
            self._rows[script] = self._bars.add_task("", total=1.0, name=visible(script.stem))
        self._bars.update(self._rows[script], description=visible(label), completed=fraction)
        self._fractions[script] = fraction
        self._count_up()

    def note(self, script: Path, text: str) -> None:  # noqa: ARG002 most name their place; others are about the machine
        if not self._quiet and text not in self._noted:  # what a common base gives rise to is told once
            self._noted.add(text)
            say(f"note: {text}", err=True)

    def finished(self, outcome: Outcome) -> None:
        self.done += 1
        self._fractions[outcome.script] = 1.0
        if self._bars is not None:
            if outcome.script in self._rows:
                self._bars.remove_task(self._rows.pop(outcome.script))
            self._count_up()
        if outcome.session and not self._quiet:
            say_session(outcome.session, outcome.converted, outcome.playlist)
        if outcome.error:
            if _is_elsewhere(outcome):
                say(f"{outcome.script}:", err=True)
            print_error(outcome.error)

    def how_far(self) -> str:
        """Return how many of the scripts are done: `2 of 6 are done`."""
        return f"{self.done} of {self._count} {'is' if self.done == 1 else 'are'} done"

    def _count_up(self) -> None:
        if self._bars is not None and self._all is not None:
            completed = sum(self._fractions.values())
            self._bars.update(self._all, completed=completed, name=f"{self.done} of {self._count}")
            self._bars.refresh()


def _is_elsewhere(outcome: Outcome) -> bool:
    """Return whether none of a script's problems is in the script itself, so that none names it."""
    problems = outcome.error.problems if isinstance(outcome.error, voiceroutine.FaultyScriptError) else ()
    return bool(problems) and all(problem.place[0] != str(outcome.script) for problem in problems)


def _bars() -> Progress:
    """Return a bar for all the scripts, with room for one for each that is being made.

    They are drawn in the thread that prints, whenever something is told: drawn in another, they could take a line that
    is being printed for one of theirs, and erase it.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True, highlight=False),
        transient=True,
        auto_refresh=False,
        redirect_stdout=is_terminal(sys.stdout),  # what is printed appears above the bars; into a file it goes as it is
    )
