"""Sessions that phones have asked for: one is made at a time, and can be heard while it is.

A session is made in a thread of its own. It goes on when the phone that asked goes away.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import OrderedDict, deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from voiceroutine.app.listing import routines
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.app.warming import warm_up
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.script.adjustments import Adjustments
from voiceroutine.script.library import default_library
from voiceroutine.session.tags import read_session_info
from voiceroutine.voice.catalogue import candidates
from voiceroutine.voice.engines import engines
from voiceroutine.web.catalogue import slug_of
from voiceroutine.web.job import Job, StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from voiceroutine.app.listing import RoutineInfo
    from voiceroutine.script.library import Library
    from voiceroutine.web.job import Asked

MOST_WAITING = 5
"""Sessions that are asked for and not begun."""
KEPT_JOBS = 50
"""What is still known of sessions that were asked for."""
LOOK_S = 0.2
"""How long the end waits for what is only looked at, in seconds."""
KEPT_SOUNDS = 3
"""Sounds of finished sessions that are kept for phones that listen: each is as large as the session."""
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LOG = logging.getLogger("voiceroutine")


class RefusedError(Exception):
    """What a phone asks for is not done; the text says why."""


class BusyError(Exception):
    """Too many sessions are asked for."""


class Maker:
    """Makes what phones ask for, one session at a time, from the scripts of this computer and no others.

    It may be asked from several threads at once.
    """

    def __init__(self, folder: Path, library: Library | None = None) -> None:
        """Take where sessions go, and where scripts are; by default as for `make`."""
        self._folder = folder
        self._library = library or default_library()
        self._changed = threading.Condition()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        """By the ids that phones gave them: a job that two asked for has two."""
        self._waiting: deque[Job] = deque()
        self._current: Job | None = None
        self._to_warm = False
        self._warm = False
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._listing = threading.Lock()
        self._voices: tuple[str, ...] | None = None
        self._listed: tuple[Any, tuple[RoutineInfo, ...]] = (None, ())

    def scripts(self) -> tuple[RoutineInfo, ...]:
        """Return the scripts that can be asked for. They are read again when one of them, or a stretch, has changed."""
        with self._listing:
            paths = [
                path for found in (self._library.scripts(), self._library.stretches()) for path, _ in found.values()
            ]
            stamp = tuple(map(_stamp, paths))
            if self._listed[0] != stamp:
                self._listed = (stamp, tuple(self._while_wanted(routines(self._library))))
            return self._listed[1]

    def voices(self) -> tuple[str, ...]:
        """Return the plain names of the voices that can be asked for: those that need no download."""
        with self._listing:
            if self._voices is None:
                names = [name for engine in engines() for name in engine.names()]
                self._voices = tuple(name for name in names if _is_here(name))
            return self._voices

    def start(self) -> None:
        """Look at the scripts and the voices in the background, so that a phone need not wait for them."""
        with self._changed:
            self._start()

    def warm(self) -> None:
        """Start the voice in the background: somebody looks at what can be made."""
        with self._changed:
            self._to_warm = True
            self._start()

    def ask(self, key: str, asked: Asked) -> Job:
        """Take an order; one that is asked for already, and not made yet, is the same.

        Args:
            key: What the phone calls it.
            asked: What it wants, of what the page offers: only the script's name is looked up.

        Raises:
            RefusedError: There is no such script, or the key is none.
            BusyError: Too many are waiting, or were asked for.
        """
        if not _ID.fullmatch(key):
            raise RefusedError("the id of the order is not one")
        found = self._library.scripts().get(asked.script)
        if found is None:
            raise RefusedError("there is no script of that name on the computer")
        with self._changed:
            if key in self._jobs:
                return self._jobs[key]
            current = [self._current] if self._current and not self._current.over else []
            job = next((one for one in (*current, *self._waiting) if one.asked == asked), None)
            while len(self._jobs) >= KEPT_JOBS:
                if not next(iter(self._jobs.values())).over:
                    raise BusyError
                self._jobs.popitem(last=False)
            if job is None:
                if len(self._waiting) >= MOST_WAITING:
                    raise BusyError
                titles = {routine.name: routine.title for routine in self._listed[1]}
                job = Job(asked=asked, path=found[0], title=titles.get(asked.script) or asked.script)
                self._waiting.append(job)
            self._jobs[key] = job
            self._start()
        return job

    def job(self, key: str) -> Job | None:
        """Return the order that a phone calls so, if it is known."""
        with self._changed:
            return self._jobs.get(key)

    def ahead_of(self, job: Job) -> int:
        """Return how many are made before a job."""
        with self._changed:
            return self._waiting.index(job) + bool(self._current) if job in self._waiting else 0

    def stop(self) -> None:
        """End what is being made, without a trace of it, and wait until it has ended. A mere look is left behind."""
        with self._changed:
            self._stopping = True
            self._waiting.clear()
            if self._current:
                self._current.stopping = True
            self._changed.notify_all()
            thread, patience_s = self._thread, None if self._current else LOOK_S
        if thread:
            thread.join(patience_s)
        for job in self._jobs.values():
            if job.sound:
                job.sound.close()

    def _start(self) -> None:
        if self._thread is None and not self._stopping:
            self._thread = threading.Thread(target=self._work, name="maker", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _while_wanted(self, found: Iterable[RoutineInfo]) -> Iterator[RoutineInfo]:
        for one in found:
            if self._stopping:
                raise StoppedError
            yield one

    def _work(self) -> None:
        try:
            self._look()
            self._make_all()
        except Exception:
            if not self._stopping:  # the interpreter ends under what is left behind
                raise

    def _look(self) -> None:
        with suppress(VoiceroutineError):  # it is told to whoever asks for the page
            self.scripts()
            self.voices()

    def _make_all(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or self._waiting or (self._to_warm and not self._warm))
                if self._stopping:
                    return
                self._current = self._waiting.popleft() if self._waiting else None
                job = self._current
            if job is None:
                self._get_warm()
                continue
            self._make(job)
            with self._changed:
                self._current = None
                self._forget_sounds()

    def _get_warm(self) -> None:
        try:
            warm_up()
        except Exception:  # noqa: BLE001 a bug, which the next session will meet; the server goes on
            _LOG.exception("the voice could not be started")
        self._warm = True

    def _make(self, job: Job) -> None:
        asked = job.asked
        options = MakeOptions(
            folder=self._folder,
            voice=asked.voice,
            music=asked.music,
            adjustments=Adjustments(guidance=asked.guidance, length=asked.length),
        )
        job.state = "making"
        try:
            session = make(job.path, options, library=self._library, reporter=job, observer=job)
            info = read_session_info(session.path)
            if info is None:
                raise OutputError(f"{session.path} was replaced as soon as it was made")
        except FaultyScriptError as error:
            job.problems = error.problems
            job.state = "failed"
        except (VoiceroutineError, OSError) as error:
            job.error, job.hint = getattr(error, "message", str(error)), getattr(error, "hint", None) or ""
            job.state = "failed"
        except StoppedError:
            job.error = "the computer has ended it"
            job.state = "failed"
        except Exception:  # noqa: BLE001 whatever it is, the server goes on
            _LOG.exception("a session could not be made")
            job.error = "something went wrong on the computer, which says what"
            job.state = "failed"
        else:
            job.timeline, job.identity = info.timeline, info.provenance.fingerprint
            job.title, job.changes = info.timeline.title, session.changes
            job.slug, job.fraction = slug_of(session.path.stem), 1.0
            job.state = "done"

    def _forget_sounds(self) -> None:
        """Let go of the sounds of all finished jobs but the last few."""
        jobs = list({id(job): job for job in self._jobs.values() if job.over and job.sound}.values())
        for job in jobs[:-KEPT_SOUNDS]:
            if job.sound:
                job.sound.close()


def _is_here(name: str) -> bool:
    try:
        return not any(voice.download_notice for voice in candidates(name))
    except VoiceroutineError:  # it cannot start on this machine
        return False


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return (str(path), 0, 0)
    return (str(path), status.st_mtime_ns, status.st_size)
