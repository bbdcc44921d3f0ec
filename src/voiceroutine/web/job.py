"""A session that a phone has asked for: how far it is, and what can be heard of it already."""

from __future__ import annotations

import re
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from voiceroutine.audio.frames import TAIL_FRAMES
from voiceroutine.errors import OutputError
from voiceroutine.files import reason
from voiceroutine.units import GRID_MS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voiceroutine.document.problems import Problem
    from voiceroutine.plan.timeline import Timeline

MOST_NOTES = 20
_LONGEST_LINE = 200
_WARNING = re.compile(r":\d+:\d+: warning: ")
"""In the headline of what is doubtful in a script: a matter for who writes it, and with a path of this computer."""

State = Literal["waiting", "making", "done", "failed"]


class StoppedError(Exception):
    """The server ends, and so does the making."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for. What is None is as the script has it."""

    script: str
    """Its name."""
    length: str | None = None
    guidance: str | None = None
    voice: str | None = None
    music: str | None = None


class Sound:
    """The MP3 frames of a session that is being made, in a temporary file without a name. Threads may share it.

    What it is asked to keep may raise an OutputError: there is no room for it.
    """

    def __init__(self, frame_bytes: int) -> None:
        self.frame_bytes = frame_bytes
        self.size = 0
        """Of what is there, in bytes."""
        self.total: int | None = None
        """What there will be, once that is known."""
        self._lock = threading.Lock()
        with _room():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 it is closed when nobody needs it any more

    def add(self, frames: bytes) -> None:
        """Take the next frames."""
        with self._lock, _room():
            self._file.seek(self.size)
            self._file.write(frames)
            self._file.flush()
        self.size += len(frames)

    def read(self, start: int, count: int) -> bytes:
        """Return at most `count` bytes from `start` on; nothing if they are not there, or no longer."""
        with self._lock:
            if self._file.closed:
                return b""
            self._file.seek(start)
            return self._file.read(min(count, max(0, self.size - start)))

    def close(self) -> None:
        """Forget it."""
        with self._lock:
            self._file.close()


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot write to the folder for temporary files: {reason(error)}"
        raise OutputError(message, "make room in it, or name another one in TMPDIR") from error


@dataclass(slots=True, kw_only=True)
class Job:
    """A session that was asked for. It watches the making of it, and is told how far it is."""

    asked: Asked
    path: Path
    """Of the script."""
    title: str
    state: State = "waiting"
    fraction: float = 0.0
    """Of the work, from 0 to 1."""
    label: str = ""
    """What is being done."""
    notes: list[str] = field(default_factory=list)
    timeline: Timeline | None = None
    """With estimated lengths, until `sound` has a total."""
    sound: Sound | None = None
    """None until there is something to hear, and where the session was up to date."""
    problems: tuple[Problem, ...] = ()
    """Of the script, if it cannot be made."""
    error: str = ""
    """Why it was not made, where the script is not at fault."""
    hint: str = ""
    slug: str = ""
    """Of the finished session."""
    identity: str = ""
    changes: tuple[str, ...] = ()
    """What was changed to fit it to its length."""
    stopping: bool = False

    @property
    def over(self) -> bool:
        """Whether it is made, or will not be."""
        return self.state in ("done", "failed")

    def going_on(self) -> None:
        """End it, if the server ends."""
        if self.stopping:
            raise StoppedError

    def progress(self, label: str, fraction: float) -> None:
        """Take note of how far it is."""
        self.going_on()
        self.label, self.fraction = label, fraction

    def note(self, text: str) -> None:
        """Keep what its listener should know: nothing of the script's lines."""
        self.going_on()
        if len(self.notes) < MOST_NOTES and not _WARNING.search(text):
            self.notes.append(text)

    def planned(self, timeline: Timeline, frame_bytes: int) -> None:
        """Take the plan."""
        self.going_on()
        self.timeline, self.title = timeline, timeline.title
        self.sound = Sound(frame_bytes)

    def laid_out(self, timeline: Timeline) -> None:
        """Take the timeline as it will be."""
        self.going_on()
        self.timeline = timeline
        if self.sound:
            self.sound.total = (timeline.duration_ms // GRID_MS + TAIL_FRAMES) * self.sound.frame_bytes

    def rendered(self, frames: bytes) -> None:
        """Take what can be heard next."""
        self.going_on()
        if self.sound:
            self.sound.add(frames)

    def as_json(self, ahead: int) -> dict[str, Any]:
        """Return it for the page; `ahead` is how many others are made before it."""
        chapters = [[start_ms, chapter.title] for start_ms, chapter in self.timeline.starts()] if self.timeline else []
        return {
            "state": self.state,
            "ahead": ahead,
            "title": self.title,
            "label": self.label,
            "fraction": round(self.fraction, 3),
            "duration_ms": self.timeline.duration_ms if self.timeline else 0,
            "chapters": chapters,
            "audible": bool(self.sound and self.sound.size),
            "slug": self.slug,
            "identity": self.identity,
            "notes": list(self.notes),
            "changes": list(self.changes),
            "problems": [_shown(problem) for problem in self.problems],
            "error": self.error,
            "hint": self.hint,
        }


def _shown(problem: Problem) -> dict[str, Any]:
    """Return a problem as `check` says it: where it is, what is wrong, the line, and what to write.

    What was chosen on the page is written in no file: it has no line, and there is nothing to write.
    """
    name, line, column = problem.place
    file = re.split(r"[/\\]", name)[-1]
    chosen = name.startswith("--")
    written = [] if chosen else problem.span.source.text.splitlines()
    return {
        "chosen": chosen,
        "place": name[2:].capitalize() if chosen else f"{file}, line {line}",
        "line": written[line - 1].strip()[:_LONGEST_LINE] if line <= len(written) else "",
        "column": column,
        "severity": problem.severity,
        "message": problem.message,
        "hint": "" if chosen else problem.hint or "",
    }
