"""What is heard in a finished session, measured from its sound, a portion of a chapter at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import soxr

from voiceroutine.audio.bed import REACH_MS
from voiceroutine.audio.loudness import DUAL_MONO_LU, gated_lufs, step_energies
from voiceroutine.units import SAMPLE_RATE_HZ, SAMPLES_PER_MS, samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from voiceroutine.plan.timeline import Chapter, Event

_HEARD_DBFS = -55.0
"""Where a cue is taken to begin: below where clips are trimmed (45 dB below their peaks, which lie above -10 dBFS)."""
_ABOVE_BED = 1.5
"""How much louder than the loudest moment of a bed before it a cue must be to be heard to begin."""
_EDGE_MS = 60
_RINGING_MS = 120
"""MP3 spreads a sound by up to a frame and a half on both sides; what lies this near to one is not silence."""
_LONGEST_SEARCH_MS = 600
_DUCKED_MS = 100
"""Before a cue, a bed has made way all but a little."""
_LEAD_MS = _LONGEST_SEARCH_MS + _EDGE_MS
"""Of the sound before a piece that is heard along with it."""
_PEAK_STRETCH = SAMPLE_RATE_HZ * 30
LONGEST_PORTION_MS = 120_000
"""Held at a time, unless a cue is longer: a chapter may be an hour long."""


@dataclass(slots=True)
class Heard:
    """What has been heard so far."""

    bed: bool
    """Whether something plays all along."""
    onset_ms: float = 0.0
    """How far the worst cue begins from where it should: below 0 too early."""
    silence_dbfs: float = -200.0
    """The loudest sample in holds, away from every cue and chime; -200 for digital silence."""
    true_peak_dbtp: float = -200.0
    _sounded_ms: float = -np.inf
    """When the last sound of the chapters so far ended, from the beginning of the next one: 0 or less."""
    _speech: list[NDArray[np.float64]] = field(default_factory=list)
    _holds: list[NDArray[np.float64]] = field(default_factory=list)
    _channels: int = 1

    def take(self, chapter: Chapter, sound: NDArray[np.int16], lead_ms: int) -> None:
        """Listen to a chapter.

        Args:
            chapter: What should be heard; or a portion of one.
            sound: Shape (frames, channels): the chapter, with `lead_ms` of what is before it.
            lead_ms: 0 for the first chapter.
        """
        self._channels = sound.shape[1]
        events, own = chapter.events, sound[samples(lead_ms) :]
        self.true_peak_dbtp = max(self.true_peak_dbtp, _true_peak_dbtp(own))
        self.onset_ms = max((self.onset_ms, *self._onsets_ms(events, sound, lead_ms)), key=abs)
        for part in _parts(own, _quiet(events, _EDGE_MS, _RINGING_MS)):
            self.silence_dbfs = max(self.silence_dbfs, _dbfs(float(_level(part).max(initial=0.0))))
        spoken = ((event.start_ms, event.end_ms) for event in events if event.kind == "speech")
        if cues := list(_parts(own, spoken)):
            self._speech.append(step_energies(_floats(np.concatenate(cues))))
        if self.bed:
            self._holds.extend(step_energies(_floats(part)) for part in _parts(own, _quiet(events, REACH_MS, REACH_MS)))
        ends = (event.end_ms for event in events if event.sounds)
        self._sounded_ms = max((self._sounded_ms, *ends)) - chapter.length_ms

    def _onsets_ms(self, events: Sequence[Event], sound: NDArray[np.int16], lead_ms: int) -> Iterator[float]:
        """Yield how far each cue begins from where it should, where there is a gap before it to see that in."""
        ends = sorted(event.end_ms for event in events if event.sounds)
        for event in events:
            if event.kind != "speech":
                continue
            position = bisect_right(ends, event.start_ms)
            before_ms = ends[position - 1] if position else self._sounded_ms
            quiet_ms = int(max(before_ms + _EDGE_MS, event.start_ms - _LONGEST_SEARCH_MS, -lead_ms))
            if event.start_ms - quiet_ms < _EDGE_MS:
                continue
            if self.bed:
                quiet_ms = max(quiet_ms, event.start_ms - _DUCKED_MS)
            part = _level(sound[samples(lead_ms + quiet_ms) : samples(lead_ms + event.start_ms + _LONGEST_SEARCH_MS)])
            threshold = 10 ** (_HEARD_DBFS / 20)
            if self.bed:
                gap = part[: samples(event.start_ms - quiet_ms - _EDGE_MS // 2)]
                threshold = max(threshold, _ABOVE_BED * float(gap.max(initial=0.0)))
            found = np.flatnonzero(part > threshold)
            at_ms = quiet_ms + found[0] / SAMPLES_PER_MS if len(found) else event.start_ms + _LONGEST_SEARCH_MS
            yield float(at_ms - event.start_ms)

    @property
    def speech_lufs(self) -> float:
        """How loud the speech is, all of it, as two channels play it; minus infinity where there is none."""
        return self._lufs(self._speech)

    @property
    def bed_lufs(self) -> float:
        """How loud the bed is in holds, away from every cue; minus infinity where there is no such place."""
        return self._lufs(self._holds)

    def _lufs(self, energies: list[NDArray[np.float64]]) -> float:
        lufs = gated_lufs(np.concatenate(energies)) if energies else float("-inf")
        return lufs + (DUAL_MONO_LU if self._channels == 1 else 0.0)


def _quiet(events: Iterable[Event], before_ms: int, after_ms: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of holds where nothing sounds, nor did or will within the times given."""
    busy = [(e.start_ms - before_ms, e.end_ms + after_ms) for e in events if e.sounds]
    starts = [start for start, _ in busy]
    for hold in (event for event in events if event.kind == "hold"):
        at, end = hold.start_ms + before_ms, hold.end_ms - before_ms
        # of what began before, only the last can still be felt: sounds do not overlap
        for position in range(max(0, bisect_right(starts, at) - 2), len(busy)):
            start, stop = busy[position]
            if start >= end:
                break
            if at < start:
                yield at, start
            at = max(at, stop)
        if at < end:
            yield at, end


def _parts(sound: NDArray[np.int16], ranges_ms: Iterable[tuple[int, int]]) -> Iterator[NDArray[np.int16]]:
    """Yield the parts of `sound` in `ranges_ms`."""
    for start_ms, end_ms in ranges_ms:
        yield sound[samples(start_ms) : samples(end_ms)]


def _floats(sound: NDArray[np.int16]) -> NDArray[np.float32]:
    return sound.astype(np.float32) / np.float32(32768)


def _level(sound: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return how loud each frame is, on its louder channel: 0 to 1."""
    return np.asarray(np.abs(_floats(sound)).max(axis=1, initial=0.0))


def _true_peak_dbtp(sound: NDArray[np.int16]) -> float:
    """Return the peak of the sound between its samples too: by four times oversampling (ITU-R BS.1770-4, annex 2)."""
    parts = (_floats(sound[at : at + _PEAK_STRETCH]) for at in range(0, len(sound), _PEAK_STRETCH))
    peaks = (np.abs(soxr.resample(part, SAMPLE_RATE_HZ, 4 * SAMPLE_RATE_HZ)).max(initial=0.0) for part in parts)
    return _dbfs(float(max(peaks, default=0.0)))


def _dbfs(level: float) -> float:
    return 20 * float(np.log10(max(level, 1e-10)))


def portions(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield chapters, a long one in several portions: cut where nothing sounds, and its holds with it."""
    for chapter in chapters:
        sounding = [event for event in chapter.events if event.sounds]
        starts_ms = [event.start_ms for event in sounding]
        cuts_ms = [0]
        while (cut_ms := cuts_ms[-1] + LONGEST_PORTION_MS) < chapter.length_ms:
            # sounds do not overlap: only the last that began before it can lie across
            position = bisect_left(starts_ms, cut_ms)
            cuts_ms.append(max(cut_ms, sounding[position - 1].end_ms) if position else cut_ms)
        if cuts_ms[-1] < chapter.length_ms:
            cuts_ms.append(chapter.length_ms)
        events: list[list[Event]] = [[] for _ in cuts_ms[1:]]
        for event in chapter.events:
            for number in range(bisect_right(cuts_ms, event.start_ms) - 1, bisect_left(cuts_ms, event.end_ms)):
                start_ms, end_ms = max(event.start_ms, cuts_ms[number]), min(event.end_ms, cuts_ms[number + 1])
                part = replace(event, start_ms=start_ms - cuts_ms[number], length_ms=end_ms - start_ms)
                events[number].append(part)
        for (start_ms, end_ms), inside in zip(pairwise(cuts_ms), events, strict=True):
            yield replace(chapter, length_ms=end_ms - start_ms, events=tuple(inside))


def pieces(parts: Iterable[bytes], channels: int, lengths_ms: Iterable[int]) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """Cut a stream of 16-bit samples into pieces, each with a little of what is before it; then yield what is left.

    Args:
        parts: Interleaved, little-endian.
        channels: 1 or 2.
        lengths_ms: Of the pieces: portions of chapters, or whole ones.

    Yields:
        How many ms before the piece the sound begins, and the sound: shape (frames, channels), shorter where the
        stream ends early.
    """
    stream = iter(parts)
    held = bytearray()
    frame = 2 * channels
    lead_ms = 0

    def taken(count: int) -> NDArray[np.int16]:
        with memoryview(held) as view:
            whole = np.frombuffer(view[: min(count, len(held) // frame * frame)], "<i2").astype(np.int16)
        return whole.reshape(-1, channels)

    for length_ms in lengths_ms:
        wanted = samples(lead_ms + length_ms) * frame
        while len(held) < wanted and (part := next(stream, None)):
            held += part
        yield lead_ms, taken(wanted)
        done_ms = max(0, lead_ms + length_ms - _LEAD_MS)
        del held[: samples(done_ms) * frame]
        lead_ms += length_ms - done_ms
    for part in stream:
        held += part
    yield lead_ms, taken(len(held))
