"""The timeline: what is heard, when, and for how long. It is what `show` prints and what the mixer plays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from voiceroutine.language.markup import recording_of, shown, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from voiceroutine.document.nodes import Path
    from voiceroutine.document.problems import Finding

Kind = Literal["speech", "hold", "rest", "ready", "pause", "chime"]
Side = Literal["left", "right"]
Role = Literal[
    "disclaimer",
    "pain-rule",
    "notice",
    "screening",
    "title",
    "opening",
    "announcement",
    "progress",
    "equipment",
    "position",
    "dose",
    "avoid-if",
    "purpose",
    "setup",
    "feel",
    "easier",
    "caution",
    "chime-explanation",
    "side",
    "start",
    "count",
    "prompt",
    "release",
    "set",
    "round",
    "closing",
]
"""What a cue is for. Silences and chimes need no role: their kind says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Which part of its stretch's dose something belongs to. What does not apply is None."""

    stretch: int | None = None
    """The position of the stretch in the order in which they are done, from 0; None in the opening and the closing."""
    round: int | None = None
    """Of its group, from 1; None where there is no other round."""
    rounds: int | None = None
    """How many rounds its group has."""
    side: Side | None = None
    set: int | None = None
    """From 1."""
    sets: int | None = None
    """How many sets there are."""
    rep: int | None = None
    """From 1."""
    reps: int | None = None
    """How many reps a set has."""


NO_TURN = Turn()
"""Of what belongs to no stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens: a cue, a chime (bells among them), or a silence with a purpose.

    Two events that sound the same are equal, whatever they are for.
    """

    kind: Kind
    start_ms: int
    """From the beginning of its chapter, or of the session where it is in a `Timeline`."""
    length_ms: int
    """Above 0."""
    text: str | None = None
    """What is said, for speech, with respellings, `{word|how it is spoken}`, and with its recording."""
    chime: str | None = None
    """The name of a chime, a key of `chimes.CHIMES`, or of the sound file that is a bell."""
    role: Role | None = field(default=None, compare=False)
    """What a cue is for."""
    turn: Turn = field(default=NO_TURN, compare=False)
    origin: Path | None = field(default=None, compare=False)
    """The field of the routine that asks for it; None for most chimes, and for the pause that fills a chapter."""

    @property
    def sounds(self) -> bool:
        """Whether it is heard: a cue or a chime."""
        return self.kind in ("speech", "chime")

    @property
    def shown(self) -> str | None:
        """What is said, for a reader: without respellings and without its recording."""
        return shown(self.text) if self.text is not None else None

    @property
    def recording(self) -> str | None:
        """The file in which it was recorded, as the script names it; None where it was not."""
        return recording_of(self.text) if self.text is not None else None

    def later(self, by_ms: int) -> Event:
        """Return the same event so much later. It is what `replace` does, in a third of the time: there are many."""
        return Event(
            kind=self.kind,
            start_ms=self.start_ms + by_ms,
            length_ms=self.length_ms,
            text=self.text,
            chime=self.chime,
            role=self.role,
            turn=self.turn,
            origin=self.origin,
        )

    @property
    def end_ms(self) -> int:
        """The first millisecond that is no longer part of it."""
        return self.start_ms + self.length_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One stretch, the opening or the closing, laid out by itself.

    Cues, holds, rests, waits and pauses follow each other without a gap and fill it. Prompts and chimes lie
    inside these silences.
    """

    title: str
    """For a reader."""
    length_ms: int
    """A multiple of 24 ms."""
    events: tuple[Event, ...]
    """By start; times from the chapter's own beginning."""
    findings: tuple[Finding, ...] = ()
    """What did not fit, and was left out."""

    def spoken(self, recordings: Collection[str]) -> Chapter:
        """Return the chapter with some recordings taken out: the voice speaks in their place."""
        if not recordings:
            return self
        return replace(self, events=tuple(_spoken(event, recordings) for event in self.events))


def _spoken(event: Event, recordings: Collection[str]) -> Event:
    return replace(event, text=words_of(event.text or "")) if event.recording in recordings else event


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A whole session."""

    title: str
    """For a reader."""
    chapters: tuple[Chapter, ...]
    disclaimer: str | None = None
    """The script's own disclaimer, in a language that has no stock one."""

    @property
    def duration_ms(self) -> int:
        """The length of the session, and of the MP3."""
        return sum(chapter.length_ms for chapter in self.chapters)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that did not fit."""
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
                yield position, event.later(start_ms)
