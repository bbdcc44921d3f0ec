"""What plays under the voice: a loop at its level, ducked while the voice speaks, faded at both ends of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.units import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from voiceroutine.plan.timeline import Event

BED_VERSION = 1
"""Raised with every change to how a bed is prepared or played: part of the cache's keys."""

DUCK_MS = 400
"""How long a bed takes to make way; it has, when the cue begins."""
RETURN_AFTER_MS = 200
"""A pause between two sentences does not bring it back."""
RETURN_MS = 800
REACH_MS = RETURN_AFTER_MS + RETURN_MS
"""How far around a cue it changes a bed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A sound without an end."""

    sound: NDArray[np.int16]
    """One round of it: shape (frames, channels), 48 kHz, 1 or 2 channels."""
    overlap: int = 0
    """Frames at its end that are blended into those at its beginning; 0 where it goes round of itself."""
    peak: float = 1.0
    """No sample is above it, where the ends are blended neither: 0 to 1."""
    duck_db: float = 0.0
    """How much softer it is under the voice: 0 or more."""
    fade_ms: int = 0
    """How long it comes and goes at the session's ends."""
    loudness_lufs: float
    """How loud it is where nobody speaks, as two channels play it."""
    key: str
    """All that decides how it sounds."""

    @property
    def channels(self) -> int:
        """1 or 2."""
        return int(self.sound.shape[1])

    @property
    def period(self) -> int:
        """Frames after which it comes again."""
        return len(self.sound) - self.overlap

    def play(self, start_ms: int, end_ms: int) -> NDArray[np.float32]:
        """Return the bed between two times of a session, as loud as it is: shape (frames, channels), in [-1, 1].

        Args:
            start_ms: From the session's beginning; may be before it.
            end_ms: Exclusive.
        """
        wanted = np.empty((samples(end_ms - start_ms), self.channels), np.float32)
        at = samples(start_ms) % self.period
        filled = 0
        while filled < len(wanted):
            count = min(len(wanted) - filled, self.period - at)
            wanted[filled : filled + count] = self._round(at, at + count)
            filled, at = filled + count, 0
        wanted /= 32768
        return wanted

    def _round(self, start: int, end: int) -> NDArray[np.float32]:
        """Return frames of one round; those at its beginning still hear the end of the one before."""
        part = self.sound[start:end].astype(np.float32)
        blended = min(end, self.overlap) - start
        if blended > 0:
            # equal power: the two do not resemble each other
            angle = (np.arange(start, start + blended, dtype=np.float32)[:, None] + 0.5) / self.overlap * (np.pi / 2)
            ending = self.sound[self.period + start : self.period + start + blended]
            part[:blended] = part[:blended] * np.sin(angle) + ending * np.cos(angle)
            part.clip(-32768 * self.peak, 32768 * self.peak, out=part)
        return part


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in its session a range of time lies."""

    start_ms: int
    """The session's time at which the range's own clock is at 0."""
    end_ms: int | None = None
    """The session's end, on the range's own clock, where that is near enough to fade to it."""


def under(
    beds: Iterable[Bed], events: Iterable[Event], start_ms: int, end_ms: int, place: Place, channels: int
) -> NDArray[np.int16]:
    """Return what plays under a range of a chapter: shape (frames, channels), 48 kHz.

    Args:
        beds: Are added to each other.
        events: With every cue within a second of the range, on the chapter's clock.
        start_ms: On the chapter's clock; may be before it.
        end_ms: Exclusive.
        place: Of the chapter in its session.
        channels: 1, or 2: a bed of one channel plays on both.
    """
    cues = [event for event in events if event.kind == "speech"]
    total = np.zeros((samples(end_ms - start_ms), channels), np.float32)
    for bed in beds:
        sound = bed.play(place.start_ms + start_ms, place.start_ms + end_ms)
        if bed.duck_db:
            sound *= (10 ** (-bed.duck_db / 20 * _way_made(cues, start_ms, end_ms)))[:, None]
        for gain in _fades(bed.fade_ms, start_ms, end_ms, place):
            sound *= gain[:, None]
        total += sound
    return np.asarray(np.round(np.clip(total, -1.0, 1.0) * 32767).astype(np.int16))


def _way_made(cues: Iterable[Event], start_ms: int, end_ms: int) -> NDArray[np.float32]:
    """Return how far a bed makes way at each sample: 0 where nobody speaks, 1 under a cue, smooth between."""
    depth = np.zeros(samples(end_ms - start_ms), np.float32)
    for cue in cues:
        first, last = max(start_ms, cue.start_ms - DUCK_MS), min(end_ms, cue.end_ms + REACH_MS)
        if first >= last:
            continue
        time_ms = _clock(first, last)
        going = (time_ms - (cue.start_ms - DUCK_MS)) / DUCK_MS
        coming = (cue.end_ms + REACH_MS - time_ms) / RETURN_MS
        part = depth[samples(first - start_ms) : samples(last - start_ms)]
        np.maximum(part, _eased(np.minimum(going, coming)), out=part)
    return depth


def _fades(fade_ms: int, start_ms: int, end_ms: int, place: Place) -> Iterator[NDArray[np.float32]]:
    """Yield the gain of the fade at the session's beginning, and that at its end, where they touch the range."""
    if not fade_ms:
        return
    if place.start_ms + start_ms < fade_ms:
        yield _eased(_clock(place.start_ms + start_ms, place.start_ms + end_ms) / fade_ms)
    if place.end_ms is not None:
        # no longer than the last chapter: the one before it is encoded without knowing it
        yield _eased((place.end_ms - _clock(start_ms, end_ms)) / min(fade_ms, place.end_ms))


def _clock(start_ms: int, end_ms: int) -> NDArray[np.float32]:
    return start_ms + np.arange(samples(end_ms - start_ms), dtype=np.float32) * np.float32(1000 / SAMPLE_RATE_HZ)


def _eased(share: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """Return `share`, cut to 0 to 1, along a raised cosine."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0)), np.float32)
