"""The timeline as JSON: a stable format for other programs, with its version and its JSON Schema.

`voiceroutine show --json` prints it, and every session keeps it. Times are whole milliseconds from the session's
beginning. A field that does not apply is left out.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, FailFast, Field

from voiceroutine.language.markup import recorded
from voiceroutine.plan.timeline import Chapter, Event, Kind, Role, Side, Timeline, Turn
from voiceroutine.script.values import sound_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from voiceroutine.document.nodes import Path

FORMAT = "voiceroutine-timeline"
VERSION = 1
"""Raised when a field changes its meaning or goes. New fields may come without it."""
SCHEMA_ID = f"urn:voiceroutine:timeline:{VERSION}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_MS = 2 * 24 * 3600 * 1000
"""A time beyond this cannot be part of a session, which lasts a day at most."""
MOST_EVENTS = 60_000
"""A cue and a pause in every second of eight hours. Whoever reads a timeline needs 2 kB of memory for each."""
MOST_CHAPTERS = 10_000
MOST_CHANGES = 10_000
LONGEST_SOUND_MS = 10 * 60 * 1000
"""A cue has at most 1 000 characters: two minutes at half the voice's own pace."""

_Start = Annotated[int, Field(ge=0, le=LONGEST_MS)]
_Length = Annotated[int, Field(gt=0, le=LONGEST_MS)]
_Time = Annotated[int, Field(ge=0, le=LONGEST_MS)]
_Number = Annotated[int, Field(ge=1, le=100_000)]
_Place = Annotated[int, Field(ge=0, le=100_000)]
_Text = Annotated[str, Field(max_length=20_000)]
_Key = Annotated[str, Field(max_length=1_000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class ShareJson(_Part):
    """What the time of a chapter is spent on, in milliseconds. Together they are its length."""

    speech: _Time = Field(description="Cues, but for those inside silences, as prompts in holds.")
    hold: _Time = Field(description="Holds, with the prompts in them.")
    rest: _Time = Field(description="Rests between reps and sets.")
    ready: _Time = Field(description="Getting into position, arriving in it, and changing sides.")
    pause: _Time = Field(description="All other silence: between sentences, and between the counts of paced reps.")


class ChapterJson(_Part):
    """A chapter."""

    title: _Text = Field(description="For a reader.")
    start_ms: _Start = Field(description="From the session's beginning.")
    length_ms: _Length = Field(description="A multiple of 24.")
    share: ShareJson | None = Field(None, description="What its time is spent on.")


class SourceJson(_Part):
    """The place in a script that asks for an event."""

    file: _Text = Field(description="The script, or the library stretch, as it was named.")
    line: _Length = Field(description="From 1.")
    column: _Length = Field(description="From 1, in characters.")


class EventJson(_Part):
    """One thing that happens."""

    kind: Kind = Field(
        description="`speech` and `chime` are heard; `hold`, `rest` (between reps and sets), `ready` (time to get into "
        "position) and `pause` (a step without words, too) are silences. Prompts and chimes lie inside silences."
    )
    chapter: _Place = Field(description="The position of its chapter, from 0.")
    start_ms: _Start = Field(description="From the session's beginning.")
    length_ms: _Length = Field(description="Above 0.")
    text: _Text | None = Field(None, description="What is said, as a reader sees it.")
    spoken: _Text | None = Field(
        None,
        description="What the voice is given: numbers and abbreviations in words, respellings in place. Not of a "
        "recording.",
    )
    recording: str | None = Field(
        None,
        max_length=300,
        pattern=r"^[^{}|]+$",
        description="The name of the sound file that is heard in place of the voice.",
    )
    chime: str | None = Field(
        None, max_length=300, description="Which chime sounds, or bell: `bowl`, or the name of a sound file."
    )
    role: Role | None = Field(None, description="What a cue is for.")
    stretch: _Place | None = Field(None, description="The stretch's position in the order in which they are done.")
    round: _Number | None = Field(None, description="Of a group that has several, from 1.")
    rounds: _Number | None = Field(None, description="How many rounds the group has.")
    side: Side | None = Field(None, description="Which side of the body is stretched.")
    set: _Number | None = Field(None, description="From 1.")
    sets: _Number | None = Field(None, description="How many sets there are.")
    rep: _Number | None = Field(None, description="From 1.")
    reps: _Number | None = Field(None, description="How many reps a set has.")
    field: tuple[_Key | _Place, ...] | None = Field(
        None,
        strict=False,
        max_length=20,
        description="The field of the script that asks for it: keys, and positions from 0.",
    )
    source: SourceJson | None = Field(None, description="Where that field is written.")


class TimelineJson(_Part):
    """The timeline of one session."""

    format: Literal["voiceroutine-timeline"]
    version: Literal[1] = Field(description="Of the format.")
    title: _Text = Field(description="For a reader.")
    duration_ms: _Length = Field(description="The length of the session, and of the MP3.")
    disclaimer: _Key | None = Field(None, description="The script's own, in a language that has no stock one.")
    changes: tuple[_Text, ...] | None = Field(
        None,
        strict=False,
        max_length=MOST_CHANGES,
        description="What was changed in the script to fit the session to its length, each in a line for a reader.",
    )
    chapters: Annotated[tuple[ChapterJson, ...], FailFast()] = Field(
        strict=False, min_length=1, max_length=MOST_CHAPTERS, description="In order, without gaps."
    )
    events: Annotated[tuple[EventJson, ...], FailFast()] = Field(
        strict=False, max_length=MOST_EVENTS, description="By chapter, then by start."
    )


def as_json(
    timeline: Timeline,
    *,
    spoken: Callable[[str], str] | None = None,
    source: Callable[[Path], dict[str, Any] | None] | None = None,
    share: Callable[[Chapter], dict[str, int]] | None = None,
    changes: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the timeline as JSON can hold it.

    Args:
        timeline: A whole session.
        spoken: Gives what the voice is given for a cue's text; None leaves `spoken` out.
        source: Gives a `SourceJson` for a field of the routine; None leaves `source` out.
        share: Gives a `ShareJson` for a chapter; None leaves `share` out.
        changes: What was changed to fit the session to its length; none leaves `changes` out.
    """

    def event_json(position: int, event: Event) -> dict[str, Any]:
        turn = event.turn
        found: dict[str, Any] = {
            "kind": event.kind,
            "chapter": position,
            "start_ms": event.start_ms,
            "length_ms": event.length_ms,
            "text": event.shown,
            "spoken": spoken(event.text) if spoken and event.text is not None and not event.recording else None,
            "recording": sound_name(event.recording) if event.recording else None,
            "chime": event.chime,
            "role": event.role,
            "stretch": turn.stretch,
            "round": turn.round,
            "rounds": turn.rounds,
            "side": turn.side,
            "set": turn.set,
            "sets": turn.sets,
            "rep": turn.rep,
            "reps": turn.reps,
            "field": list(event.origin) if event.origin is not None else None,
            "source": source(event.origin) if source and event.origin is not None else None,
        }
        return {key: value for key, value in found.items() if value is not None}

    return {
        "format": FORMAT,
        "version": VERSION,
        "title": timeline.title,
        "duration_ms": timeline.duration_ms,
        **({"disclaimer": timeline.disclaimer} if timeline.disclaimer else {}),
        **({"changes": list(changes)} if changes else {}),
        "chapters": [
            {
                "title": chapter.title,
                "start_ms": start_ms,
                "length_ms": chapter.length_ms,
                **({"share": share(chapter)} if share else {}),
            }
            for start_ms, chapter in timeline.starts()
        ],
        "events": [event_json(position, event) for position, event in timeline.events()],
    }


def from_json(content: object) -> Timeline:
    """Return the timeline that `as_json` gave; `spoken`, `source`, `share` and `changes` are not part of it.

    Raises:
        ValueError: `content` is not such a timeline (pydantic's ValidationError is one).
    """
    return timeline_of(TimelineJson.model_validate(content))


def timeline_of(document: TimelineJson) -> Timeline:
    """Return the timeline that a document describes.

    Raises:
        ValueError: Its parts do not follow each other as in a timeline.
    """
    events: list[tuple[Event, ...]] = [()] * len(document.chapters)
    for position, inside in groupby(document.events, key=lambda event: event.chapter):
        if position >= len(document.chapters) or events[position]:
            raise ValueError(f"events of chapter {position} are out of place")
        events[position] = tuple(_event(event, document.chapters[position].start_ms) for event in inside)
    chapters: list[Chapter] = []
    start_ms = 0
    for chapter, found in zip(document.chapters, events, strict=True):
        if chapter.start_ms != start_ms or not _in_order(found, chapter.length_ms):
            raise ValueError(f"chapter {len(chapters)} and its events do not follow each other")
        chapters.append(Chapter(title=chapter.title, length_ms=chapter.length_ms, events=found))
        start_ms += chapter.length_ms
    if document.duration_ms != start_ms:
        raise ValueError("the chapters are not as long as the session")
    return Timeline(title=document.title, chapters=tuple(chapters), disclaimer=document.disclaimer)


def _in_order(events: tuple[Event, ...], length_ms: int) -> bool:
    """Return whether events lie inside their chapter by start, sounds one after the other, and silences likewise."""
    ends_ms = {True: 0, False: 0}
    before_ms = 0
    for event in events:
        if not max(before_ms, ends_ms[event.sounds]) <= event.start_ms < event.end_ms <= length_ms:
            return False
        if event.sounds and event.length_ms > LONGEST_SOUND_MS:
            return False
        before_ms, ends_ms[event.sounds] = event.start_ms, event.end_ms
    return True


def _event(event: EventJson, chapter_ms: int) -> Event:
    return Event(
        kind=event.kind,
        start_ms=event.start_ms - chapter_ms,
        length_ms=event.length_ms,
        text=recorded(event.text, event.recording) if event.text and event.recording else event.text,
        chime=event.chime,
        role=event.role,
        turn=Turn(
            stretch=event.stretch,
            round=event.round,
            rounds=event.rounds,
            side=event.side,
            set=event.set,
            sets=event.sets,
            rep=event.rep,
            reps=event.reps,
        ),
        origin=event.field,
    )


def timeline_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `as_json` gives."""
    schema = TimelineJson.model_json_schema()
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **schema, "title": "voiceroutine timeline"}
