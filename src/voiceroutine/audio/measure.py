"""Measures what is heard in a finished session, from its decoded sound, one chunk at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import soxr

from voiceroutine.audio.bed import REACH_MS
from voiceroutine.audio.cues import is_whole
from voiceroutine.audio.loudness import DUAL_MONO_LU, gated_lufs, step_energies
from voiceroutine.units import SAMPLE_RATE_HZ, SAMPLES_PER_MS, samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from voiceroutine.plan.timeline import Chapter, Event

_HEARD_DBFS = -55.0
"""A cue begins at its first sample above this. Clips are trimmed at a higher level: 45 dB below their peaks, which are
above -10 dBFS."""
_ABOVE_BED = 1.5
"""Over a bed, a cue begins at its first sample this many times higher than the bed's peak just before."""
_EDGE_MS = 60
"""How much silence must lie before a cue for its onset to be measured."""
_RINGING_MS = 120
"""MP3 spreads a sound by up to a frame and a half at both ends. What is nearer to a sound is not silence."""
_LONGEST_SEARCH_MS = 600
"""How far before and after its time a cue's onset is looked for."""
_DUCKED_MS = 100
"""This long before a cue, a bed is nearly as soft as under it."""
_LEAD_MS = _LONGEST_SEARCH_MS + _EDGE_MS
"""How much of the sound before a chunk is needed to measure the chunk."""
_PEAK_SAMPLES = SAMPLE_RATE_HZ * 30
"""The true peak is measured on this many samples at a time."""
LONGEST_CHUNK_MS = 120_000
"""How much is held in memory at a time, unless a cue is longer: a chapter may last an hour."""


@dataclass(slots=True)
class Heard:
    """What has been measured so far."""

    bed: bool
    """Whether something plays under the voice."""
    onset_ms: float = 0.0
    """The largest difference between when a cue begins and when it should: negative if it is early."""
    silence_dbfs: float = -200.0
    """The highest sample in holds and silent steps, away from cues and chimes; -200 for digital silence."""
    true_peak_dbtp: float = -200.0
    cues: int = 0
    """How many cues there should be."""
    not_whole_ms: list[int] = field(default_factory=list)
    """When the cues begin, from the session's beginning, that are not heard from their beginning to their end."""
    opening: NDArray[np.int16] | None = None
    """What is heard in the time of the first cue: shape (frames,), both channels as one."""
    _start_ms: int = 0
    """When the next chunk begins, from the session's beginning."""
    _sounded_ms: float = -np.inf
    """When the last sound in the chunks so far ended, relative to the beginning of the next chunk: 0 or less."""
    _speech: list[NDArray[np.float64]] = field(default_factory=list)
    _holds: list[NDArray[np.float64]] = field(default_factory=list)
    _channels: int = 1

    def take(self, chunk: Chapter, sound: NDArray[np.int16], lead_ms: int) -> None:
        """Measure a chunk.

        Args:
            chunk: What should be heard: a chapter or a chunk of one.
            sound: Shape (frames, channels), 48 kHz: the chunk, after `lead_ms` of the sound before it.
            lead_ms: 0 for the first chunk.
        """
        self._channels = sound.shape[1]
        events, own = chunk.events, sound[samples(lead_ms) :]
        self.true_peak_dbtp = max(self.true_peak_dbtp, _true_peak_dbtp(own))
        self.onset_ms = max((self.onset_ms, *self._onsets_ms(events, sound, lead_ms)), key=abs)
        for silence in _slices(own, _silences(events, _EDGE_MS, _RINGING_MS)):
            self.silence_dbfs = max(self.silence_dbfs, _dbfs(float(_level(silence).max(initial=0.0))))
        spoken = [event for event in events if event.kind == "speech"]
        if cues := list(_slices(own, ((event.start_ms, event.end_ms) for event in spoken))):
            self._speech.append(step_energies(_floats(np.concatenate(cues))))
            self._take_cues(spoken, cues)
        if self.bed:
            silences = _slices(own, _silences(events, REACH_MS, REACH_MS))
            self._holds.extend(step_energies(_floats(silence)) for silence in silences)
        ends = (event.end_ms for event in events if event.sounds)
        self._sounded_ms = max((self._sounded_ms, *ends)) - chunk.length_ms
        self._start_ms += chunk.length_ms

    def _take_cues(self, spoken: Sequence[Event], cues: Sequence[NDArray[np.int16]]) -> None:
        """Tell which cues are heard whole."""
        if self.opening is None:
            self.opening = cues[0].mean(axis=1).astype(np.int16)
        for event, cue in zip(spoken, cues, strict=True):
            recorded = event.recording is not None
            whole = len(cue) == samples(event.length_ms) and is_whole(_floats(cue), bed=self.bed, recorded=recorded)
            self.not_whole_ms += [] if whole else [self._start_ms + event.start_ms]
        self.cues += len(cues)

    def _onsets_ms(self, events: Sequence[Event], sound: NDArray[np.int16], lead_ms: int) -> Iterator[float]:
        """Yield how late each cue begins (negative: early), if there is enough silence before it to tell."""
        ends = sorted(event.end_ms for event in events if event.sounds)
        for event in events:
            if event.kind != "speech":
                continue
            position = bisect_right(ends, event.start_ms)
            before_ms = ends[position - 1] if position else self._sounded_ms
            quiet_ms = int(max(before_ms + _EDGE_MS, event.start_ms - _LONGEST_SEARCH_MS, -lead_ms))
            # before the session's beginning it is quiet, and a cue that begins with it can only be late
            first = before_ms == -np.inf and lead_ms == 0
            if event.start_ms - quiet_ms < _EDGE_MS and not first:
                continue
            if self.bed:
                quiet_ms = max(quiet_ms, event.start_ms - _DUCKED_MS)
            level = _level(sound[samples(lead_ms + quiet_ms) : samples(lead_ms + event.start_ms + _LONGEST_SEARCH_MS)])
            threshold = 10 ** (_HEARD_DBFS / 20)
            if self.bed and event.start_ms - quiet_ms >= _EDGE_MS:
                gap = level[: samples(event.start_ms - quiet_ms - _EDGE_MS // 2)]
                threshold = max(threshold, _ABOVE_BED * float(gap.max(initial=0.0)))
            found = np.flatnonzero(level > threshold)
            at_ms = quiet_ms + found[0] / SAMPLES_PER_MS if len(found) else event.start_ms + _LONGEST_SEARCH_MS
            yield float(at_ms - event.start_ms)

    @property
    def speech_lufs(self) -> float:
        """The loudness of all the speech, played on two channels; minus infinity if there is none."""
        return self._lufs(self._speech)

    @property
    def bed_lufs(self) -> float:
        """The loudness of the bed in holds, away from cues; minus infinity if there is no such place."""
        return self._lufs(self._holds)

    def _lufs(self, energies: list[NDArray[np.float64]]) -> float:
        lufs = gated_lufs(np.concatenate(energies)) if energies else float("-inf")
        return lufs + (DUAL_MONO_LU if self._channels == 1 else 0.0)


def _silences(events: Iterable[Event], before_ms: int, after_ms: int) -> Iterator[tuple[int, int]]:
    """Yield where in holds, and in steps without words, nothing sounds, as starts and ends in ms.

    They end `before_ms` or more before a sound or the end of the silence, and begin `after_ms` or more after a sound.
    """
    busy = [(e.start_ms - before_ms, e.end_ms + after_ms) for e in events if e.sounds]
    starts = [start for start, _ in busy]
    for hold in (event for event in events if event.kind == "hold" or _is_step(event)):
        at, end = hold.start_ms + before_ms, hold.end_ms - before_ms
        # sounds do not overlap: of those that began before, only the last can reach in here
        for position in range(max(0, bisect_right(starts, at) - 2), len(busy)):
            start, stop = busy[position]
            if start >= end:
                break
            if at < start:
                yield at, start
            at = max(at, stop)
        if at < end:
            yield at, end


def _is_step(event: Event) -> bool:
    return event.kind == "pause" and "steps" in (event.origin or ())


def _slices(sound: NDArray[np.int16], ranges_ms: Iterable[tuple[int, int]]) -> Iterator[NDArray[np.int16]]:
    """Yield the slice of `sound` for each range: shape (frames, channels)."""
    for start_ms, end_ms in ranges_ms:
        yield sound[samples(start_ms) : samples(end_ms)]


def _floats(sound: NDArray[np.int16]) -> NDArray[np.float32]:
    return sound.astype(np.float32) / np.float32(32768)


def _level(sound: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return the absolute value of each frame on its louder channel: shape (frames,), 0 to 1."""
    return np.asarray(np.abs(_floats(sound)).max(axis=1, initial=0.0))


def _true_peak_dbtp(sound: NDArray[np.int16]) -> float:
    """Return the true peak, measured with four times oversampling (ITU-R BS.1770-4, annex 2)."""
    slices = (_floats(sound[at : at + _PEAK_SAMPLES]) for at in range(0, len(sound), _PEAK_SAMPLES))
    peaks = (np.abs(soxr.resample(one, SAMPLE_RATE_HZ, 4 * SAMPLE_RATE_HZ)).max(initial=0.0) for one in slices)
    return _dbfs(float(max(peaks, default=0.0)))


def _dbfs(level: float) -> float:
    return 20 * float(np.log10(max(level, 1e-10)))


def chunks(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield the chapters, a long one in several chunks. A sound is never cut, a hold may be."""
    for chapter in chapters:
        sounding = [event for event in chapter.events if event.sounds]
        starts_ms = [event.start_ms for event in sounding]
        cuts_ms = [0]
        while (cut_ms := cuts_ms[-1] + LONGEST_CHUNK_MS) < chapter.length_ms:
            # sounds do not overlap: only the last one that begins before the cut can lie across it
            position = bisect_left(starts_ms, cut_ms)
            cuts_ms.append(max(cut_ms, sounding[position - 1].end_ms) if position else cut_ms)
        if cuts_ms[-1] < chapter.length_ms:
            cuts_ms.append(chapter.length_ms)
        events: list[list[Event]] = [[] for _ in cuts_ms[1:]]
        for event in chapter.events:
            for number in range(bisect_right(cuts_ms, event.start_ms) - 1, bisect_left(cuts_ms, event.end_ms)):
                start_ms, end_ms = max(event.start_ms, cuts_ms[number]), min(event.end_ms, cuts_ms[number + 1])
                inside = replace(event, start_ms=start_ms - cuts_ms[number], length_ms=end_ms - start_ms)
                events[number].append(inside)
        for (start_ms, end_ms), own in zip(pairwise(cuts_ms), events, strict=True):
            yield replace(chapter, length_ms=end_ms - start_ms, events=tuple(own))


def chunk_sounds(
    stream: Iterable[bytes], channels: int, lengths_ms: Iterable[int]
) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """Yield the sound of each chunk with a little of what comes before it, and finally what is left of the stream.

    Args:
        stream: 16-bit little-endian samples, interleaved, in blocks of any size.
        channels: 1 or 2.
        lengths_ms: Of the chunks.

    Yields:
        How many ms of sound before the chunk there are, and the sound: shape (frames, channels), shorter than expected
        if the stream ends early.
    """
    blocks = iter(stream)
    held = bytearray()
    frame_bytes = 2 * channels
    lead_ms = 0

    def taken(count: int) -> NDArray[np.int16]:
        with memoryview(held) as view:
            whole = np.frombuffer(view[: min(count, len(held) // frame_bytes * frame_bytes)], "<i2").astype(np.int16)
        return whole.reshape(-1, channels)

    for length_ms in lengths_ms:
        wanted = samples(lead_ms + length_ms) * frame_bytes
        while len(held) < wanted and (block := next(blocks, None)):
            held += block
        yield lead_ms, taken(wanted)
        done_ms = max(0, lead_ms + length_ms - _LEAD_MS)
        del held[: samples(done_ms) * frame_bytes]
        lead_ms += length_ms - done_ms
    for block in blocks:
        held += block
    yield lead_ms, taken(len(held))
