"""Tells what is heard in a laid out session as the rules of warnings need it, which do not know the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.session import Heard, Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.plan.timeline import Chapter, Event, Timeline

_SILENCES = ("ready", "rest", "pause")


def account_of(timeline: Timeline, stretches: int) -> Session:
    """Return what is heard in a session.

    Args:
        timeline: The session.
        stretches: How many stretches are done in it, those of a group once in each round.
    """
    chapters = tuple(timeline.starts())
    return Session(
        duration_ms=timeline.duration_ms,
        cues=tuple(_cues(chapters)),
        time_to_get_ready_ms=_times_to_get_ready(
            (event for _, chapter in chapters for event in chapter.events), stretches
        ),
    )


def _cues(chapters: Iterable[tuple[int, Chapter]]) -> Iterator[Heard]:
    for chapter_ms, chapter in chapters:
        for event in chapter.events:
            if event.kind == "speech":
                start_ms = chapter_ms + event.start_ms
                end_ms = start_ms + event.length_ms
                # by position: there are thousands, and names take twice the time
                yield Heard(
                    event.text or "", event.origin or (), event.turn.stretch, start_ms, end_ms, event.role == "count"
                )


def _times_to_get_ready(events: Iterable[Event], stretches: int) -> tuple[int, ...]:
    times_ms = [0] * stretches
    begun: set[int] = set()
    for event in events:
        stretch = event.turn.stretch
        if stretch is None or stretch in begun:
            continue
        if event.kind == "hold" or event.role in ("start", "count") or "steps" in (event.origin or ()):
            begun.add(stretch)
        elif event.kind in _SILENCES:
            times_ms[stretch] += event.length_ms
    return tuple(times_ms)
