"""Renders a session chapter by chapter, for whoever writes it to a file and for whoever listens meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from voiceroutine.app.speech import prepare
from voiceroutine.language.markup import shown
from voiceroutine.plan.layout import lay_out_chapter
from voiceroutine.plan.timeline import Chapter, Timeline
from voiceroutine.units import GRID_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.app.observing import Observer
    from voiceroutine.app.reporter import Reporter
    from voiceroutine.audio.bed import Bed
    from voiceroutine.audio.bells import Bells
    from voiceroutine.audio.render import Renderer
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.script.loader import Script
    from voiceroutine.voice.clips import Clips


@dataclass(slots=True, kw_only=True)
class Rendering:
    """Speaks, lays out and renders a session chapter by chapter, and keeps its timeline.

    The voice speaks a chapter while those before it are being encoded.
    """

    script: Script
    plans: tuple[ChapterPlan, ...]
    bells: Bells
    clips: Clips
    beds: tuple[Bed, ...]
    guess: Timeline
    """Lengths of what is not spoken yet are estimates."""
    reporter: Reporter
    observer: Observer | None = None
    _chapters: list[Chapter] = field(default_factory=list)

    def frames(self) -> Iterator[bytes]:
        """Yield the MP3 frames of each chapter, in order."""
        from voiceroutine.audio.render import Renderer, mp3_format_for

        done_ms, frame_bytes = 0, mp3_format_for(self.beds).frame_bytes
        renderer = Renderer(self.clips, self.beds, self.bells)
        early = self._early(renderer, frame_bytes)
        self.reporter.progress(self.plans[0].title, 0.0)
        # who listens wants to know early how long it will be, and so it is spoken as fast as it can be
        ahead = len(self.plans) if self.observer else None
        waiting = self.observer.going_on if self.observer else lambda: None
        for chapter, frames in renderer.frames(self._laid_out(), ahead=ahead, waiting=waiting):
            if done_ms:
                self.reporter.progress(chapter.title, min(1.0, done_ms / max(1, self.guess.duration_ms)))
            done_ms += len(frames) // frame_bytes * GRID_MS
            yield frames
            if self.observer:
                told, early = early[: len(frames)], early[len(frames) :]
                if not frames.startswith(told):
                    raise AssertionError("the session does not begin as its beginning was rendered")
                self.observer.rendered(frames[len(told) :])
        self.reporter.progress("done", 1.0)

    def _early(self, renderer: Renderer, frame_bytes: int) -> bytes:
        """Return the session's first frames, and give them to who watches, before the rest of its opening is spoken."""
        if not self.observer:
            return b""
        self.observer.planned(self.guess, frame_bytes)
        sounds = [event for event in self.guess.chapters[0].events if event.sounds]
        known = [event.text is not None and self.clips.known_length_ms(event.text) is not None for event in sounds]
        frames = renderer.beginning(sounds[: [*known, False].index(False) + 1])
        if frames:
            self.observer.rendered(frames)
        return frames

    def _laid_out(self) -> Iterator[Chapter]:
        wake, rings_ms = self.script.routine.wakes, self.bells.lengths_ms
        for plan, after in zip_longest(self.plans, self.plans[1:]):
            prepare(self.script, plan, self.clips)
            chapter = lay_out_chapter(plan, self.clips.length_ms, wake=wake, after=after, rings_ms=rings_ms)
            chapter = chapter.spoken(self.clips.refused)
            self._chapters.append(chapter)
            if self.observer and after is None:
                self.observer.laid_out(self.timeline())
            yield chapter

    def timeline(self) -> Timeline:
        """Return the timeline of the chapters that are rendered."""
        routine = self.script.routine
        return Timeline(
            title=shown(routine.title), chapters=tuple(self._chapters), disclaimer=routine.phrases.disclaimer
        )
