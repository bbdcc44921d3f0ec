"""The timeline: what is heard, when, and for how long. What `show` prints and the mixer plays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from voiceroutine.language.markup import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.document.problems import Finding

Kind = Literal["speech", "hold", "rest", "ready", "pause", "chime"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens: a cue, a chime, or a silence with a purpose."""

    kind: Kind
    start_ms: int
    """From the beginning of its chapter, or of the session where it is in a `Timeline`."""
    length_ms: int
    """Above 0."""
    text: str | None = None
    """What is said, for speech, as the script writes it: with respellings, `{word|how it is spoken}`."""
    chime: str | None = None
    """The name of a chime, a key of `chimes.CHIMES`."""

    @property
    def sounds(self) -> bool:
        """Whether there is something to hear: a cue or a chime. All else is silence with a purpose."""
        return self.kind in ("speech", "chime")

    @property
    def shown(self) -> str | None:
        """What is said, for a reader: without respellings."""
        return shown(self.text) if self.text is not None else None

    @property
    def end_ms(self) -> int:
        """The first millisecond that is no longer part of it."""
        return self.start_ms + self.length_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One stretch, the opening or the closing, laid out by itself.

    Cues, holds, rests, waits and pauses follow each other without a gap and fill it. Prompts and chimes lie
    inside the silences among these.
    """

    title: str
    """For a reader."""
    length_ms: int
    """A multiple of 24 ms."""
    events: tuple[Event, ...]
    """By start; times from the chapter's own beginning."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A whole session."""

    title: str
    """For a reader."""
    chapters: tuple[Chapter, ...]
    disclaimer: str | None = None
    """The session's own, in a language that has no stock one."""

    @property
    def duration_ms(self) -> int:
        """The length of the session, and of the MP3."""
        return sum(chapter.length_ms for chapter in self.chapters)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that has no room."""
        return tuple(finding for chapter in self.chapters for finding in chapter.findings)

    def starts(self) -> Iterable[tuple[int, Chapter]]:
        """Yield each chapter with its start in ms."""
        start_ms = 0
        for chapter in self.chapters:
            yield start_ms, chapter
            start_ms += chapter.length_ms

    def events(self) -> Iterable[tuple[int, Event]]:
        """Yield every event, timed from the session's beginning, with its chapter's position."""
        for position, (start_ms, chapter) in enumerate(self.starts()):
            for event in chapter.events:
                yield position, replace(event, start_ms=start_ms + event.start_ms)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Timeline:
        """Return the timeline that `as_json` gave.

        Raises:
            KeyError, TypeError, ValueError: `content` is no such thing.
        """
        events: list[list[Event]] = [[] for _ in content["chapters"]]
        for it in content["events"]:
            it = dict(it)
            position = it.pop("chapter")
            it["start_ms"] -= content["chapters"][position]["start_ms"]
            events[position].append(Event(**it))
        chapters = (
            Chapter(title=it["title"], length_ms=it["length_ms"], events=tuple(inside))
            for it, inside in zip(content["chapters"], events, strict=True)
        )
        return cls(title=content["title"], chapters=tuple(chapters), disclaimer=content.get("disclaimer"))

    def as_json(self) -> dict[str, Any]:
        """Return the timeline in the form of `voiceroutine show --json`."""
        return {
            "title": self.title,
            "duration_ms": self.duration_ms,
            **({"disclaimer": self.disclaimer} if self.disclaimer else {}),
            "chapters": [
                {"title": chapter.title, "start_ms": start_ms, "length_ms": chapter.length_ms}
                for start_ms, chapter in self.starts()
            ],
            "events": [
                {
                    "kind": event.kind,
                    "start_ms": event.start_ms,
                    "length_ms": event.length_ms,
                    **({"text": event.shown} if event.text is not None else {}),
                    **({"chime": event.chime} if event.chime is not None else {}),
                    "chapter": position,
                }
                for position, event in self.events()
            ],
        }
