"""Make the sessions of many scripts: on every core, and one that fails stops no other."""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from voiceroutine.app.attempt import Outcome, Task, attempt
from voiceroutine.app.make import DEFAULTS, MakeOptions
from voiceroutine.app.scripts import scripts_found
from voiceroutine.app.workers import Note, Progress, at_a_time
from voiceroutine.script.library import default_library

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from voiceroutine.app.workers import Told
    from voiceroutine.script.library import Library

_MOST_JOBS = 8
"""Unless more are asked for: each is a process of 300 MB, with a voice of its own."""
_PRUNE_AFTER = 50
"""Sessions: each adds a megabyte or two to the caches, and looking through them takes a third as long as making one."""


class BatchReporter(Protocol):
    """Receives the progress of several scripts, which may overlap, in the thread that called `make_all`."""

    def progress(self, script: Path, label: str, fraction: float) -> None:
        """Report what is being done for a script, and the fraction of it that is done: 0 to 1."""

    def note(self, script: Path, text: str) -> None:
        """Report something about a script that the user should know."""

    def finished(self, outcome: Outcome) -> None:
        """Report what became of a script."""


class SilentBatchReporter:
    """Reports nothing. This is the default."""

    def progress(self, script: Path, label: str, fraction: float) -> None:
        """Do nothing."""

    def note(self, script: Path, text: str) -> None:
        """Do nothing."""

    def finished(self, outcome: Outcome) -> None:
        """Do nothing."""


def make_all(
    scripts: Iterable[str | Path],
    options: MakeOptions = DEFAULTS,
    *,
    form: str = "mp3",
    split: bool = False,
    jobs: int | None = None,
    library: Library | None = None,
    reporter: BatchReporter | None = None,
) -> tuple[Outcome, ...]:
    """Make the session of each script, as `make` does, several at a time. That changes no byte of a session.

    What goes wrong with a script is told in its outcome, and stops no other. When an exception such as
    `KeyboardInterrupt` stops the calling thread, finished sessions stay, and nothing half done does. Called again, it
    goes on from there, because sessions that are up to date are left alone.

    >>> import voiceroutine
    >>> [outcome.session.path.name for outcome in voiceroutine.make_all(["desk-break"])]
    ['desk-break.mp3']

    Args:
        scripts: Their names or their paths.
        options: How to make them.
        form: One of `session_formats()`, in which to write each session, too, as `convert_session` does.
        split: Whether to write each chapter to an MP3 of its own, too, as `split_session` does.
        jobs: How many are made at a time, from 1; by default one on each core, up to eight. If it is more than one,
            they are made in processes of their own.
        library: Where scripts are looked for; by default as for `preview`.
        reporter: Is told how far they are.

    Returns:
        What became of each script, in their order. A script that is given twice is made once. One that is not there
        has failed.

    Raises:
        VoiceroutineError: Two scripts would become the same file. Nothing was made.
    """
    from voiceroutine.cache import prune_cache

    library = library or default_library()
    found = scripts_found(map(str, scripts), library)
    paths = [path for path, error in found.items() if error is None]
    task = Task(options=options, form=form, split=split, library=library)
    reporter, jobs = reporter or SilentBatchReporter(), min(jobs or _default_jobs(), len(paths))
    missing = (Outcome(script=path, error=error) for path, error in found.items() if error is not None)
    told = at_a_time(jobs, paths, task) if jobs > 1 else _one_by_one(paths, task, reporter)
    outcomes: dict[Path, Outcome] = {}
    try:
        for it in chain(missing, told):
            if isinstance(it, Progress):
                reporter.progress(it.script, it.label, it.fraction)
            elif isinstance(it, Note):
                reporter.note(it.script, it.text)
            else:
                outcomes[it.script] = it
                reporter.finished(it)
                if len(outcomes) % _PRUNE_AFTER == 0 or len(outcomes) == len(found):
                    prune_cache()
    finally:
        told.close()  # now, and not when the generator is collected: this is what ends the processes
    return tuple(outcomes[path] for path in found)


def _default_jobs() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_JOBS)


class _OfOne:
    """Reports the progress of one script to the reporter of all."""

    def __init__(self, script: Path, reporter: BatchReporter) -> None:
        self._script, self._reporter = script, reporter

    def progress(self, label: str, fraction: float) -> None:
        self._reporter.progress(self._script, label, fraction)

    def note(self, text: str) -> None:
        self._reporter.note(self._script, text)


def _one_by_one(paths: Iterable[Path], task: Task, reporter: BatchReporter) -> Generator[Told, None, None]:
    for path in paths:
        yield attempt(path, task, _OfOne(path, reporter))
