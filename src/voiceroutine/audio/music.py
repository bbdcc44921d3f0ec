"""Beds from sound files: any that ffmpeg reads, at the level asked for, in a loop."""

from __future__ import annotations

import hashlib
import io
import re
import wave
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.audio.ambience import BEDS
from voiceroutine.audio.bed import BED_VERSION, Bed
from voiceroutine.audio.encode import ffmpeg_version, pcm_args, run, stream
from voiceroutine.audio.loudness import DUAL_MONO_LU, SPEECH_LUFS
from voiceroutine.audio.master import CEILING_DBFS, limiter
from voiceroutine.cache import Cache, cache_folder
from voiceroutine.errors import EncodeError, VoiceroutineError
from voiceroutine.files import reason
from voiceroutine.units import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_LOOP_MS = 900_000
"""Of a longer file, this much of its beginning is played again and again: as samples it takes 170 MB."""
SHORTEST_LOOP_MS = 500
_OVERLAP_MS = 4_000
_STEP_MS = 100
"""ffmpeg gives the loudness of a moment this often."""
_STEPS = 4
"""Of the loudness of a moment; the first three have none."""
_QUIET_LU = 20.0
"""A beginning or an end this far below the whole is silence, or a fade, and is left out of the loop."""
_SILENT_LUFS = -60.0
_HIGHEST_DBFS = -1.5
"""For the sum of voice and bed: MP3 may add half a decibel."""


class BedError(VoiceroutineError):
    """A sound file cannot be a bed."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a bed comes from: a file, or, for our own, its content."""

    name: str
    arguments: tuple[str, ...]
    """ffmpeg's, for its input."""
    content: Callable[[], bytes]
    sha256: str
    seamless: bool


def music(
    file: str, *, level_db: float, duck_db: float, fade_ms: int, preparing: Callable[[], None] | None = None
) -> Bed:
    """Return the bed that plays `file`; what is prepared is kept in the cache.

    Args:
        file: One of `BEDS`, or the path of a sound file.
        level_db: How loud it is, against the voice: below 0.
        duck_db: How much softer yet under the voice: 0 or more.
        fade_ms: How long it comes and goes at the session's ends.
        preparing: Is called if nothing is kept yet, before the seconds that it then takes.

    Raises:
        BedError: The file is missing, is no sound, is silent, or is shorter than half a second.
        EncodeError: ffmpeg is missing.
        OutputError: There is nowhere to keep it.
    """
    source = _source(file)
    cache = Cache(cache_folder() / "beds")
    key = _prepared_key(source, level_db, duck_db)
    stored = cache.open(key, source.name)
    if stored is None:
        if preparing:
            preparing()
        stored = cache.store(key, source.name, lambda: _prepared(source, level_db, duck_db))
    sound = np.memmap(stored.path, "<i2", "r", stored.offset).reshape(-1, 2)
    overlap = 0 if source.seamless else min(samples(_OVERLAP_MS), len(sound) // 4)
    return Bed(
        sound=sound,
        overlap=overlap,
        peak=_ceiling(duck_db),
        duck_db=duck_db,
        fade_ms=fade_ms,
        loudness_lufs=_target(level_db),
        key=_bed_key(key, fade_ms),
    )


def music_key(file: str, *, level_db: float, duck_db: float, fade_ms: int) -> str:
    """Return the key of the bed that `music` would return, without preparing it.

    Raises:
        BedError: The file is missing.
        EncodeError: ffmpeg is missing.
    """
    return _bed_key(_prepared_key(_source(file), level_db, duck_db), fade_ms)


def _prepared_key(source: _Source, level_db: float, duck_db: float) -> list[Any]:
    return [BED_VERSION, ffmpeg_version(), source.sha256, level_db, duck_db]


def _bed_key(prepared: list[Any], fade_ms: int) -> str:
    return hashlib.sha256(repr([prepared, fade_ms]).encode()).hexdigest()


def _source(file: str) -> _Source:
    return _own(file) if file in BEDS else _file(Path(file))


def _target(level_db: float) -> float:
    return SPEECH_LUFS + DUAL_MONO_LU + level_db


def _ceiling(duck_db: float) -> float:
    """Return the highest sample of a bed: ducked, there is room for it above the voice's own."""
    voice = 10 ** (CEILING_DBFS / 20)
    return min(voice, (10 ** (_HIGHEST_DBFS / 20) - voice) * 10 ** (duck_db / 20))


def _file(path: Path) -> _Source:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError as error:
        raise BedError(f"cannot read the music {path}: {reason(error)}", _instead(path)) from error
    return _Source(path.name, ("-i", f"file:{path}"), bytes, digest.hexdigest(), seamless=False)


def _instead(path: Path) -> str:
    """Return a hint for a file that cannot be read."""
    if path.name.lower() in BEDS:
        return f"did you mean `{path.name.lower()}`?"
    if {"http:", "https:"} & set(path.parts):
        return "download it first, and name the file"
    return f"{' and '.join(f'`{name}`' for name in BEDS)} need no file"


def _own(name: str) -> _Source:
    return _Source(name, ("-i", "pipe:0"), partial(_wav, name), f"own {name}", seamless=True)


def _wav(name: str) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(2)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE_HZ)
        wav.writeframes(np.round(BEDS[name]() * 32767).astype("<i2").tobytes())
    return file.getvalue()


def _prepared(source: _Source, level_db: float, duck_db: float) -> Iterator[bytes]:
    """Yield the loop's samples: its ends trimmed, at its level, its peaks low enough for the voice on top."""
    try:
        lufs, momentary = _measured(source)
    except EncodeError as error:
        message = f"cannot play {source.name} as music: ffmpeg finds no sound in it"
        raise BedError(message, "any sound that ffmpeg reads will do") from error
    length_ms = min(LONGEST_LOOP_MS, len(momentary) * _STEP_MS)
    if length_ms < SHORTEST_LOOP_MS:
        raise BedError(f"the music {source.name} is too short for a loop", "half a second is the least")
    if lufs <= _SILENT_LUFS:
        raise BedError(f"the music {source.name} is silent")
    loud = [position for position, level in enumerate(momentary) if level > lufs - _QUIET_LU]
    # a figure is of the 400 ms up to it: the first is of sound in its last step, the last of sound in its first
    start_ms = loud[0] * _STEP_MS if loud[0] >= _STEPS else 0
    end_ms = (loud[-1] + 2 - _STEPS) * _STEP_MS if loud[-1] < len(momentary) - 2 else length_ms
    if source.seamless or end_ms - start_ms < SHORTEST_LOOP_MS:
        start_ms, end_ms = 0, length_ms
    gain_db = _target(level_db) - lufs
    ceiling = _ceiling(duck_db)
    filters = (
        f"atrim={start_ms / 1000}:{end_ms / 1000},{_STEREO},volume={gain_db:.2f}dB:precision=float,{limiter(ceiling)}"
    )
    most = round(ceiling * 32767)
    for part in stream([*source.arguments, "-map", "0:a:0", "-af", filters, *pcm_args(2), "pipe:1"], source.content()):
        # the limiter lets the sharpest peaks through
        yield np.frombuffer(part, "<i2").clip(-most, most).astype("<i2").tobytes()


_STEREO = f"aresample={SAMPLE_RATE_HZ},aformat=sample_fmts=fltp:channel_layouts=stereo"


def _measured(source: _Source) -> tuple[float, list[float]]:
    """Return the integrated loudness in LUFS, and the momentary one for each tenth of a second."""
    filters = f"{_STEREO},ebur128=metadata=1,ametadata=mode=print:file=-"
    limit = ["-t", str(LONGEST_LOOP_MS / 1000)]
    printed = run([*source.arguments, "-map", "0:a:0", *limit, "-af", filters, "-f", "null", "-"], source.content())
    found = re.findall(rb"lavfi\.r128\.([MI])=(\S+)", printed)
    momentary = [float(value) for name, value in found if name == b"M"]
    integrated = [float(value) for name, value in found if name == b"I"]
    return (integrated[-1] if integrated else float("-inf")), momentary
