"""Proves a finished session, by its sound, against the timeline that it keeps of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from voiceroutine.audio.encode import decode
from voiceroutine.audio.frames import MUSIC, SPEECH
from voiceroutine.audio.loudness import SPEECH_LUFS, integrated_lufs
from voiceroutine.errors import EncodeError, OutputError
from voiceroutine.files import reason
from voiceroutine.script.phrases import languages, phrases_for
from voiceroutine.session.tags import Kept, read_origin, tag_bytes
from voiceroutine.timecode import SAMPLE_RATE_HZ, SAMPLES_PER_MS, clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

LOUDNESS_TOLERANCE_LU = 0.5
HIGHEST_TRUE_PEAK_DBTP = -1.0
"""EBU R 128 s1."""
ONSET_TOLERANCE_MS = 30
LENGTH_TOLERANCE_MS = 24
LOUDEST_SILENCE_DBFS = -80.0

_HEARD_DBFS = -55.0
"""Where a cue is taken to begin: below where clips are trimmed (45 dB below their peaks, which lie above -10 dBFS)."""
_EDGE_MS = 60
_RINGING_MS = 120
"""MP3 spreads a sound by up to a frame and a half on both sides; what lies this near to one is not silence."""
_LONGEST_SEARCH_MS = 600
_DUAL_MONO_LU = 3.01
_PEAK_STRETCH = SAMPLE_RATE_HZ * 30


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured."""

    what: str
    found: str
    wanted: str
    good: bool


def verify(path: Path) -> tuple[Row, ...]:
    """Measure the session at `path`.

    Returns:
        What was found and what is wanted, in the order of importance. After a row that makes the others
        meaningless there are no more.

    Raises:
        OutputError: There is no file that can be read.
    """
    try:
        kept = read_origin(path) if path.is_file() else None
        content = path.read_bytes()
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
    if kept is None:
        mp3 = content[:3] == b"ID3" or content[:2] in (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3")
        found = "an MP3 that does not say how it was made" if mp3 else "not an MP3"
        return (Row("file", found, "a session made by voiceroutine", good=False),)
    sound = content[tag_bytes(path) :]
    rows = list(_file(kept, sound))
    samples: NDArray[np.float32]
    try:
        samples = np.frombuffer(decode(path, 1), "<i2").astype(np.float32)
    except EncodeError as error:
        return (*rows, Row("sound", error.message, "an MP3 that can be decoded", good=False))
    samples /= 32768
    return (*rows, *_sound(kept.timeline, samples))


def _file(kept: Kept, sound: bytes) -> Iterator[Row]:
    wanted = kept.origin.sound_bytes
    missing = "" if len(sound) >= wanted else f", {wanted - len(sound):,} are missing"
    yield Row("size", f"{len(sound):,} bytes{missing}", f"{wanted:,} bytes", len(sound) == wanted)
    form = MUSIC if sound.startswith(MUSIC.header[:3]) else SPEECH
    whole = hashlib.sha256(sound[form.frame_bytes :]).hexdigest() == kept.origin.sound_sha256
    yield Row("frames", "as they were made" if whole else "changed since it was made", "as they were made", whole)
    planned = tuple((c["start_ms"], c["start_ms"] + c["length_ms"], c["title"]) for c in kept.timeline["chapters"])
    same = kept.chapters == planned
    yield Row(
        "chapters", f"{len(kept.chapters)}, {'as planned' if same else 'not as planned'}", f"{len(planned)}", same
    )


def _sound(timeline: dict[str, Any], samples: NDArray[np.float32]) -> Iterator[Row]:
    events = timeline["events"]
    speech = [event for event in events if event["kind"] == "speech"]
    length_ms = len(samples) / SAMPLES_PER_MS
    off_ms = length_ms - timeline["duration_ms"]
    found = f"{clock(int(length_ms))} ({off_ms:+.0f} ms)"
    yield Row("length", found, clock(timeline["duration_ms"]), abs(off_ms) <= LENGTH_TOLERANCE_MS)
    first = speech[0] if speech else {"text": "", "start_ms": -1}
    disclaimers = {timeline.get("disclaimer"), *(phrases_for(language).disclaimer for language in languages())}
    is_first = first["text"] in disclaimers and first["start_ms"] == 0
    yield Row("opening", "the disclaimer" if is_first else "something else", "the disclaimer", is_first)
    onsets = _onsets_ms(events, speech, samples)
    worst = max(onsets, key=abs, default=0.0)
    yield Row(
        "cue onsets", f"{worst:+.0f} ms at worst", f"within {ONSET_TOLERANCE_MS} ms", abs(worst) <= ONSET_TOLERANCE_MS
    )
    silence = _loudest_silence_dbfs(events, samples)
    yield Row(
        "silence in holds",
        f"{silence:.0f} dBFS",
        f"{LOUDEST_SILENCE_DBFS:.0f} dBFS or less",
        silence <= LOUDEST_SILENCE_DBFS,
    )
    spoken = [
        samples[e["start_ms"] * SAMPLES_PER_MS : (e["start_ms"] + e["length_ms"]) * SAMPLES_PER_MS] for e in speech
    ]
    joined = np.concatenate(spoken) if spoken else samples
    target = SPEECH_LUFS + _DUAL_MONO_LU
    lufs = integrated_lufs(joined) + _DUAL_MONO_LU if len(joined) > SAMPLE_RATE_HZ else -np.inf
    wanted = f"{target:.0f} LUFS, {LOUDNESS_TOLERANCE_LU} LU more or less"
    yield Row("loudness of speech", f"{lufs:.1f} LUFS", wanted, bool(abs(lufs - target) <= LOUDNESS_TOLERANCE_LU))
    peak = _true_peak_dbtp(samples)
    yield Row(
        "true peak", f"{peak:.1f} dBTP", f"{HIGHEST_TRUE_PEAK_DBTP:.0f} dBTP or less", peak <= HIGHEST_TRUE_PEAK_DBTP
    )


def _onsets_ms(events: list[dict[str, Any]], speech: list[dict[str, Any]], samples: NDArray[np.float32]) -> list[float]:
    """Return how far each cue begins from where it should, where there is silence before it to see that in."""
    ends = sorted(e["start_ms"] + e["length_ms"] for e in events if e["kind"] in ("speech", "chime"))
    threshold = 10 ** (_HEARD_DBFS / 20)
    found = []
    for event in speech:
        start_ms = event["start_ms"]
        position = int(np.searchsorted(ends, start_ms, side="right"))
        quiet_ms = max((ends[position - 1] if position else 0) + _EDGE_MS, start_ms - _LONGEST_SEARCH_MS)
        if start_ms and start_ms - quiet_ms < _EDGE_MS:
            continue
        low_ms = min(quiet_ms, start_ms)
        part = samples[low_ms * SAMPLES_PER_MS : (start_ms + _LONGEST_SEARCH_MS) * SAMPLES_PER_MS]
        heard = np.flatnonzero(np.abs(part) > threshold)
        found.append(low_ms + heard[0] / SAMPLES_PER_MS - start_ms if len(heard) else float(_LONGEST_SEARCH_MS))
    return found


def _loudest_silence_dbfs(events: list[dict[str, Any]], samples: NDArray[np.float32]) -> float:
    """Return the loudest sample in holds where nothing is to be heard; -200 for digital silence."""
    loudest = 0.0
    sounding = [e for e in events if e["kind"] in ("speech", "chime")]
    busy = [(e["start_ms"] - _EDGE_MS, e["start_ms"] + e["length_ms"] + _RINGING_MS) for e in sounding]
    starts = [start for start, _ in busy]
    for hold in (e for e in events if e["kind"] == "hold"):
        at, end = hold["start_ms"] + _EDGE_MS, hold["start_ms"] + hold["length_ms"] - _EDGE_MS
        near = busy[max(0, int(np.searchsorted(starts, at)) - 2) :]
        for start, stop in near:
            if start >= end:
                break
            loudest = max(loudest, _peak(samples, at, start))
            at = max(at, stop)
        loudest = max(loudest, _peak(samples, at, end))
    return _dbfs(loudest)


def _peak(samples: NDArray[np.float32], start_ms: int, end_ms: int) -> float:
    part = samples[max(0, start_ms) * SAMPLES_PER_MS : max(0, end_ms) * SAMPLES_PER_MS]
    return float(np.abs(part).max(initial=0.0))


def _true_peak_dbtp(samples: NDArray[np.float32]) -> float:
    """Return the peak of the sound between its samples too: by four times oversampling (ITU-R BS.1770-4, annex 2)."""
    parts = (samples[at : at + _PEAK_STRETCH] for at in range(0, len(samples), _PEAK_STRETCH))
    peaks = (np.abs(soxr.resample(part, SAMPLE_RATE_HZ, 4 * SAMPLE_RATE_HZ)).max(initial=0.0) for part in parts)
    return _dbfs(float(max(peaks, default=0.0)))


def _dbfs(level: float) -> float:
    return 20 * float(np.log10(max(level, 1e-10)))
