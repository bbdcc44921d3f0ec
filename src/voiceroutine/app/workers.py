"""Processes that make sessions side by side.

Python runs on one core at a time, and most of a session's work is Python's once the cues are spoken: so processes, and
not threads. Each keeps its voice, and what it has encoded, for the scripts that follow.

A worker reads the task and then scripts from its standard input, and writes what it has to tell to its standard output,
both as pickles. When its input ends, whatever it is doing, it removes what is half done and ends. So nothing is left
behind however the program is stopped, even if it is killed.
"""

from __future__ import annotations

import _thread
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeAlias

from voiceroutine.app.attempt import Outcome, attempt
from voiceroutine.errors import VoiceroutineError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from voiceroutine.app.attempt import Task

_PATIENCE_S = 5.0
"""How long a worker may take to clean up."""
_WAKE_S = 0.5
"""On Windows, Ctrl-C is noticed between two waits only."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a script is."""

    script: Path
    label: str
    fraction: float


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a script that the user should know."""

    script: Path
    text: str


Told: TypeAlias = "Progress | Note | Outcome"


@dataclass(frozen=True, slots=True)
class _Begun:
    """A worker takes scripts, and notices when it is to end."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """A worker's process has ended."""


_Told: TypeAlias = "SimpleQueue[tuple[_Worker, Told | _Ended]]"


class _Worker:
    """A process that makes one session after the other."""

    def __init__(self, task: Task, told: _Told) -> None:
        # a session of its own, so that Ctrl-C reaches us alone and we end it
        self._process = subprocess.Popen(
            [sys.executable, "-c", _RUN, str(_PACKAGES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._told = told
        self._has_begun = False
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._give(task)

    def make(self, script: Path) -> None:
        """Let it make the session of a script. What it tells ends with the outcome, or with its own end."""
        self._give(script)

    def _give(self, it: Any) -> None:
        with suppress(OSError):  # it has ended, which is told in any case
            pickle.dump(it, self._input)
            self._input.flush()

    def _listen(self) -> None:
        output = self._process.stdout
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):  # it has ended, maybe within a message
            while output:
                it = pickle.load(output)  # noqa: S301 it is ours
                if isinstance(it, _Begun):
                    self._has_begun = True
                else:
                    self._told.put((self, it))
        self._told.put((self, _Ended()))

    def dismiss(self) -> None:
        """Let it end: at once, and without anything half done."""
        with suppress(OSError):
            self._input.close()
        if not self._has_begun:  # it would only notice once all is imported
            self._process.kill()

    def wait(self, until: float) -> str:
        """Wait until it has ended, but no longer than `until`, by the monotonic clock; return how it ended."""
        try:
            code = self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._listener.join()
        if self._process.stdout:
            self._process.stdout.close()
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    @property
    def _input(self) -> Any:
        return self._process.stdin


def at_a_time(jobs: int, scripts: Sequence[Path], task: Task) -> Generator[Told, None, None]:
    """Make the sessions of `scripts`, at most `jobs` at a time, and yield what there is to tell, as it comes.

    The first session is made alone, on every core: what all of them say is spoken once. Closing the generator ends all
    that is being done.
    """
    waiting = deque(scripts)
    told: _Told = SimpleQueue()
    workers: list[_Worker] = []
    idle: list[_Worker] = []
    busy: dict[_Worker, Path] = {}
    at_once = 1
    try:
        while waiting or busy:
            while waiting and len(busy) < at_once:
                if not idle:
                    workers.append(_Worker(task, told))
                    idle.append(workers[-1])
                worker = idle.pop()
                busy[worker] = waiting.popleft()
                worker.make(busy[worker])
            worker, it = _next(told)
            if worker not in busy:  # it ended with nothing to do
                idle.remove(worker)
                continue
            if isinstance(it, _Ended):
                message = f"the process that was making it ended by itself ({worker.wait(time.monotonic())})"
                it = Outcome(script=busy.pop(worker), error=VoiceroutineError(message, "try again"))
            elif isinstance(it, Outcome):
                del busy[worker]
                idle.append(worker)
                at_once = jobs if it.error is None else at_once
            yield it
    finally:
        for worker in workers:
            worker.dismiss()
        until = time.monotonic() + _PATIENCE_S
        for worker in workers:
            worker.wait(until)


def _next(told: _Told) -> tuple[_Worker, Told | _Ended]:
    while True:
        with suppress(Empty):
            return told.get(timeout=_WAKE_S)


_RUN = (
    "import sys; sys.path[:] = [folder for folder in sys.path if folder]; "
    "sys.path[:0] = {*sys.argv[1:]} - {*sys.path}; "
    "from voiceroutine.app.workers import serve; serve()"
)
"""Without the working directory on its path, where no file must be imported; with the folder that we came from."""
_PACKAGES = Path(__file__).parents[2]


def serve() -> None:
    """Make the sessions that are asked for on standard input, until that ends. This is what a worker runs."""
    with suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have told its children to ignore it
            _serve()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it may come while the program ends


def _serve() -> None:
    output = os.dup(1)
    os.dup2(2, 1)  # so that nothing that a library prints comes between
    asked = SimpleQueue[Any]()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    _tell(output, _Begun())
    task = asked.get()
    while True:
        script = asked.get()
        _tell(output, attempt(script, task, _ToParent(script, output)))


def _listen(asked: SimpleQueue[Any]) -> None:
    """Take what is asked for, and stop the main thread when nothing more can be."""
    with suppress(EOFError, OSError):
        while True:
            asked.put(pickle.load(sys.stdin.buffer))  # noqa: S301 it is ours
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)  # wakes it if it waits, too
    else:
        _thread.interrupt_main()


def _tell(output: int, it: Told | _Begun) -> None:
    """Write to a file descriptor. A file would keep what nobody is left to read, and fail once more when it closes."""
    left = memoryview(pickle.dumps(it))
    while left:
        left = left[os.write(output, left) :]


class _ToParent:
    """Reports the progress of a script to the process that asked for it."""

    def __init__(self, script: Path, output: int) -> None:
        self._script, self._output = script, output

    def progress(self, label: str, fraction: float) -> None:
        _tell(self._output, Progress(self._script, label, fraction))

    def note(self, text: str) -> None:
        _tell(self._output, Note(self._script, text))
