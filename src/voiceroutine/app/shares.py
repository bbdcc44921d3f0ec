"""What the time of a chapter is spent on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.plan.timeline import Chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What time is spent on, in whole milliseconds. A cue inside a silence, as a prompt in a hold, is part of it."""

    speech: int = 0
    """Cues, but for those inside silences."""
    hold: int = 0
    rest: int = 0
    """Between reps, and between sets."""
    ready: int = 0
    """Getting into position, arriving in it, and changing sides."""
    pause: int = 0
    """All other silence: between sentences, and between the counts of paced reps."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.speech + self.hold + self.rest + self.ready + self.pause

    def as_json(self) -> dict[str, int]:
        """Return it as `voiceroutine show --json` prints it."""
        return {it.name: getattr(self, it.name) for it in fields(self)}


def share_of(chapters: Iterable[Chapter]) -> Share:
    """Return what the time of some chapters is spent on."""
    chapters = tuple(chapters)
    silences = dict.fromkeys(("hold", "rest", "ready", "pause"), 0)
    for chapter in chapters:
        for event in chapter.events:
            if event.kind in silences:
                silences[event.kind] += event.length_ms
    length_ms = sum(chapter.length_ms for chapter in chapters)
    return Share(speech=length_ms - sum(silences.values()), **silences)
