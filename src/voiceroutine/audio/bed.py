"""What plays under the voice: looped at its level, ducked while the voice speaks, faded at both ends of a session.

How a bed comes about: a script asks for it (`script.parts.Music`, `keep_awake`), `app.beds` decides between the script
and the command, `audio.music` (a sound file or a bundled bed) or `audio.ambience` (the noise of `keep_awake`) makes the
`Bed`, and `under` plays it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.units import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from voiceroutine.plan.timeline import Event

BED_VERSION = 2
"""Part of the caches' keys: raise it with every change to how a bed is prepared or played."""

DUCK_MS = 400
"""How long before a cue a bed begins to get softer; it is at its softest when the cue begins."""
RETURN_AFTER_MS = 200
"""How long after a cue a bed stays softer, so that a pause between two sentences does not bring it back."""
RETURN_MS = 800
"""How long a bed then takes to come back."""
REACH_MS = RETURN_AFTER_MS + RETURN_MS
"""How far before and after itself a cue can change a bed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A sound that can be played for any length of time."""

    frames: NDArray[np.int16]
    """One round of it: shape (frames, channels), 48 kHz, 1 or 2 channels."""
    overlap: int = 0
    """How many frames at the end are cross-faded with those at the beginning; 0 if the sound has no seam."""
    peak: float = 1.0
    """The highest absolute sample, cross-fade included: 0 to 1."""
    loudness_lufs: float
    """How loud it is where nobody speaks, played on two channels."""
    softened_db: float = 0.0
    """By how much its loudest moments were made softer to stay away from the voice."""

    @property
    def channels(self) -> int:
        """1 or 2."""
        return int(self.frames.shape[1])

    @property
    def period(self) -> int:
        """The number of frames after which it repeats."""
        return len(self.frames) - self.overlap

    def play(self, start_ms: int, end_ms: int) -> NDArray[np.float32]:
        """Return what plays between two times, neither ducked nor faded: shape (frames, channels), in [-1, 1].

        Args:
            start_ms: From the session's beginning; may be negative.
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
        """Return frames of one round, cross-faded with the end of the round before them where they overlap."""
        played = self.frames[start:end].astype(np.float32)
        blended = min(end, self.overlap) - start
        if blended > 0:
            # with equal power, because the two sounds are not correlated
            angle = (np.arange(start, start + blended, dtype=np.float32)[:, None] + 0.5) / self.overlap * (np.pi / 2)
            ending = self.frames[self.period + start : self.period + start + blended]
            played[:blended] = played[:blended] * np.sin(angle) + ending * np.cos(angle)
            played.clip(-32768 * self.peak, 32768 * self.peak, out=played)
        return played


@dataclass(frozen=True, kw_only=True)
class Bed:
    """A loop to be played under the voice, and how. Its key is known at once; its sound is prepared when needed."""

    key: str
    """All that decides what it sounds like."""
    load: Callable[[], Loop]
    """Prepares the loop, which may take seconds. Called once, by `sound`."""
    duck_db: float = 0.0
    """How much softer it is under the voice: 0 or more."""
    fade_ms: int = 0
    """How long it fades in at the beginning of a session, and out at the end."""

    @cached_property
    def sound(self) -> Loop:
        """The loop, prepared when it is first asked for. Raises what `load` raises."""
        return self.load()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a chapter lies in its session."""

    start_ms: int
    """When it begins, from the session's beginning."""
    end_ms: int | None = None
    """When the session ends, from the chapter's beginning, for the last chapter. None for the others."""


def under(
    beds: Iterable[Bed], events: Iterable[Event], start_ms: int, end_ms: int, place: Place, channels: int
) -> NDArray[np.int16]:
    """Return what plays under a chapter between two times: shape (frames, channels), 48 kHz.

    Args:
        beds: Are mixed.
        events: Timed from the chapter's beginning, with every cue that is less than a second away.
        start_ms: From the chapter's beginning; may be negative.
        end_ms: Exclusive.
        place: Of the chapter in its session.
        channels: 1, or 2: a bed of one channel plays on both.
    """
    cues = [event for event in events if event.kind == "speech"]
    total = np.zeros((samples(end_ms - start_ms), channels), np.float32)
    for bed in beds:
        sound = bed.sound.play(place.start_ms + start_ms, place.start_ms + end_ms)
        if bed.duck_db:
            sound *= (10 ** (-bed.duck_db / 20 * _ducking(cues, start_ms, end_ms)))[:, None]
        for gain in _fades(bed.fade_ms, start_ms, end_ms, place):
            sound *= gain[:, None]
        total += sound
    return np.asarray(np.round(np.clip(total, -1.0, 1.0) * 32767).astype(np.int16))


def _ducking(cues: Iterable[Event], start_ms: int, end_ms: int) -> NDArray[np.float32]:
    """Return how far a bed is ducked at each sample: 0 where nobody speaks, 1 under a cue, smooth in between."""
    depth = np.zeros(samples(end_ms - start_ms), np.float32)
    for cue in cues:
        first, last = max(start_ms, cue.start_ms - DUCK_MS), min(end_ms, cue.end_ms + REACH_MS)
        if first >= last:
            continue
        time_ms = _clock(first, last)
        going = (time_ms - (cue.start_ms - DUCK_MS)) / DUCK_MS
        coming = (cue.end_ms + REACH_MS - time_ms) / RETURN_MS
        affected = depth[samples(first - start_ms) : samples(last - start_ms)]
        np.maximum(affected, _eased(np.minimum(going, coming)), out=affected)
    return depth


def _fades(fade_ms: int, start_ms: int, end_ms: int, place: Place) -> Iterator[NDArray[np.float32]]:
    """Yield the gains of the session's fade-in and of its fade-out, each only if it reaches between the two times."""
    if not fade_ms:
        return
    if place.start_ms + start_ms < fade_ms:
        yield _eased(_clock(place.start_ms + start_ms, place.start_ms + end_ms) / fade_ms)
    if place.end_ms is not None:
        # no longer than the last chapter: the one before it is encoded before the session's end is known
        yield _eased((place.end_ms - _clock(start_ms, end_ms)) / min(fade_ms, place.end_ms))


def _clock(start_ms: int, end_ms: int) -> NDArray[np.float32]:
    """Return the time of each sample in ms."""
    return start_ms + np.arange(samples(end_ms - start_ms), dtype=np.float32) * np.float32(1000 / SAMPLE_RATE_HZ)


def _eased(share: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """Return `share`, clipped to 0 to 1, along a raised cosine."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0)), np.float32)
