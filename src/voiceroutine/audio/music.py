"""Beds from sound files (any that ffmpeg reads) and from the bundled sounds: levelled, limited, and looped."""

from __future__ import annotations

import hashlib
import io
import re
import wave
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.audio.ambience import BUNDLED_BEDS
from voiceroutine.audio.bed import BED_VERSION, Bed, Loop
from voiceroutine.audio.encode import ffmpeg_version, pcm_args, run, stream
from voiceroutine.audio.evenness import STEP_MS, gains_db, softened
from voiceroutine.audio.loudness import DUAL_MONO_LU, SPEECH_LUFS
from voiceroutine.audio.master import CEILING_DBFS, limiter
from voiceroutine.audio.sound_file import SoundFileError, sound_file_input, sound_file_sha256
from voiceroutine.cache import Cache, cache_folder
from voiceroutine.errors import EncodeError
from voiceroutine.units import SAMPLE_RATE_HZ, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

LONGEST_LOOP_MS = 900_000
"""Of a longer file only the beginning is looped. As samples this much takes 170 MB."""
SHORTEST_LOOP_MS = 500
_OVERLAP_MS = 4_000
"""How long a loop is cross-faded into itself: this, or a quarter of the sound if that is less."""
_STEPS = 4
"""The momentary loudness is measured over this many steps (400 ms, EBU Tech 3341)."""
_QUIET_LU = 20.0
"""A beginning or an end that is this much softer than the whole is silence or a fade, and not part of the loop."""
_SILENT_LUFS = -60.0
"""A file below this counts as silent."""
_HIGHEST_DBFS = -1.5
"""For the sum of voice and bed. MP3 may add half a decibel."""
CLEAR_OF_SPEECH_DB = 14.0
"""How much softer than the voice every moment of the music under it is: what the check `music-too-loud` demands of its
level and its ducking together."""
_STEREO = f"aresample={SAMPLE_RATE_HZ},aformat=sample_fmts=fltp:channel_layouts=stereo"


class BedError(SoundFileError):
    """A sound file cannot be used as music."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the sound of a bed comes from."""

    name: str
    arguments: tuple[str, ...]
    """ffmpeg's arguments for its input."""
    content: Callable[[], bytes]
    """Gives what ffmpeg reads on stdin: nothing, where it opens the file itself."""
    sha256: str
    seamless: bool
    """Whether it loops without a cross-fade."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How loud a bed is."""

    level_db: float
    """Relative to speech."""
    duck_db: float
    """How much softer it is under speech: the more, the higher its peaks may be."""

    @property
    def lufs(self) -> float:
        """The loudness of the bed on two channels."""
        return SPEECH_LUFS + DUAL_MONO_LU + self.level_db

    @property
    def highest_lufs(self) -> float:
        """How loud any of its moments may be, so that it is far enough below the voice when it is ducked."""
        return SPEECH_LUFS + DUAL_MONO_LU + self.duck_db - CLEAR_OF_SPEECH_DB

    @property
    def ceiling(self) -> float:
        """The highest sample the bed may have, so that when ducked it leaves room for the voice's peaks: 0 to 1."""
        voice = 10 ** (CEILING_DBFS / 20)
        return min(voice, (10 ** (_HIGHEST_DBFS / 20) - voice) * 10 ** (self.duck_db / 20))


def music(
    file: str, *, level_db: float, duck_db: float, fade_ms: int, preparing: Callable[[], None] | None = None
) -> Bed:
    """Return the bed that plays `file`.

    The file is read for the bed's key. Its sound is prepared when it is first asked for, and kept in the cache.

    Args:
        file: One of `BUNDLED_BEDS`, or the path of a sound file.
        level_db: How loud it is relative to speech: below 0.
        duck_db: How much softer than that it is under the voice: 0 or more.
        fade_ms: How long it fades in at the beginning of the session, and out at the end.
        preparing: Called before the sound is prepared, which takes seconds, if it is not in the cache.

    Raises:
        BedError: The file is missing. From the bed's `sound`: it is not a sound, is silent, or is too short.
        EncodeError: ffmpeg is missing.
        OutputError: From the bed's `sound`: there is nowhere to keep it.
    """
    source = _bundled(file) if file in BUNDLED_BEDS else _file(Path(file))
    level = _Level(level_db, duck_db)
    prepared_key = [BED_VERSION, ffmpeg_version(), source.sha256, level_db, duck_db]

    def load() -> Loop:
        cache = Cache(cache_folder() / "beds")
        frames = None
        while frames is None:
            stored = cache.open(prepared_key, source.name)
            if stored is None:
                if preparing:
                    preparing()
                loop = _Loop(source, level)
                stored = cache.store(prepared_key, source.name, loop.prepared)
                cache.put([*prepared_key, _SOFTENED], _SOFTENED, f"{loop.softened_db:.1f}".encode())
            with suppress(FileNotFoundError):  # another process has pruned it in between
                frames = np.memmap(stored.path, "<i2", "r", stored.offset).reshape(-1, 2)
        overlap = 0 if source.seamless else min(samples(_OVERLAP_MS), len(frames) // 4)
        return Loop(
            frames=frames,
            overlap=overlap,
            peak=level.ceiling,
            loudness_lufs=level.lufs,
            softened_db=_noted(cache, prepared_key),
        )

    key = hashlib.sha256(repr([prepared_key, fade_ms]).encode()).hexdigest()
    return Bed(key=key, load=load, duck_db=duck_db, fade_ms=fade_ms)


_SOFTENED = "softened"
"""The cache keeps under a key with this word how much the loudest moments of a bed were softened."""


def _noted(cache: Cache, prepared_key: list[Any]) -> float:
    try:
        return float(cache.get([*prepared_key, _SOFTENED], _SOFTENED) or b"0")
    except ValueError:
        return 0.0


def _file(path: Path) -> _Source:
    """Return a sound file as the source of a bed."""
    hint = f"{' and '.join(f'`{name}`' for name in BUNDLED_BEDS)} need no file"
    if path.name.lower() in BUNDLED_BEDS:
        hint = f"did you mean `{path.name.lower()}`?"
    try:
        sha256 = sound_file_sha256(path, "music", hint)
    except SoundFileError as error:
        raise BedError(error.message, error.hint) from error
    return _Source(path.name, sound_file_input(path), bytes, sha256, seamless=False)


def _bundled(name: str) -> _Source:
    return _Source(name, ("-i", "pipe:0"), partial(_wav, name), f"own {name}", seamless=True)


def _wav(name: str) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(2)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE_HZ)
        wav.writeframes(np.round(BUNDLED_BEDS[name]() * 32767).astype("<i2").tobytes())
    return file.getvalue()


@dataclass(slots=True)
class _Loop:
    """A loop in the making."""

    source: _Source
    level: _Level
    softened_db: float = 0.0
    """By how much its loudest moments were made softer; known once `prepared` has begun."""

    def prepared(self) -> Iterator[bytes]:
        """Yield the samples: trimmed, at its level, without moments or peaks that are too loud for the voice."""
        source, level = self.source, self.level
        try:
            lufs, momentary = _measured(source)
        except EncodeError as error:
            message = f"cannot play {source.name} as music: ffmpeg finds no sound in it"
            raise BedError(message, "any sound file that ffmpeg reads will do") from error
        start_ms, end_ms = _loop_range(source, lufs, momentary)
        gains = self._gains(lufs, momentary[start_ms // STEP_MS : -(-end_ms // STEP_MS)])
        self.softened_db = float(-gains.min(initial=0.0))
        filters = (
            f"atrim={start_ms / 1000}:{end_ms / 1000},{_STEREO},"
            f"volume={level.lufs - lufs:.2f}dB:precision=float,{limiter(level.ceiling)}"
        )
        most = round(level.ceiling * 32767)
        arguments = [*source.arguments, "-map", "0:a:0", "-af", filters, *pcm_args(2), "pipe:1"]
        blocks: Iterator[Any] = stream(arguments, source.content())
        if self.softened_db:
            blocks = (np.round(it).astype("<i2").tobytes() for it in softened(blocks, gains, samples(STEP_MS)))
        for block in blocks:
            # the limiter lets the sharpest peaks through
            yield np.frombuffer(block, "<i2").clip(-most, most).astype("<i2").tobytes()

    def _gains(self, lufs: float, momentary: list[float]) -> NDArray[np.float64]:
        seam_ms = 0 if self.source.seamless else min(_OVERLAP_MS, len(momentary) * STEP_MS // 4)
        levelled = [it + self.level.lufs - lufs for it in momentary]
        return gains_db(levelled, self.level.highest_lufs, -(-seam_ms // STEP_MS))


def _loop_range(source: _Source, lufs: float, momentary: list[float]) -> tuple[int, int]:
    """Return where in the sound the loop begins and ends, in ms: without silence or fades at the ends.

    Raises:
        BedError: The sound is silent or too short.
    """
    length_ms = min(LONGEST_LOOP_MS, len(momentary) * STEP_MS)
    if length_ms < SHORTEST_LOOP_MS:
        raise BedError(f"the music {source.name} is too short for a loop", "it must last half a second or more")
    if lufs <= _SILENT_LUFS:
        raise BedError(f"the music {source.name} is silent")
    loud = [position for position, level in enumerate(momentary) if level > lufs - _QUIET_LU]
    # each figure is for the 400 ms before it: the first loud one may owe its loudness to its last step alone, and the
    # last loud one to its first step
    start_ms = loud[0] * STEP_MS if loud[0] >= _STEPS else 0
    end_ms = (loud[-1] + 2 - _STEPS) * STEP_MS if loud[-1] < len(momentary) - 2 else length_ms
    if source.seamless or end_ms - start_ms < SHORTEST_LOOP_MS:
        return 0, length_ms
    return start_ms, end_ms


def _measured(source: _Source) -> tuple[float, list[float]]:
    """Return the integrated loudness in LUFS, and the momentary loudness in each tenth of a second."""
    filters = f"{_STEREO},ebur128=metadata=1,ametadata=mode=print:file=-"
    limit = ["-t", str(LONGEST_LOOP_MS / 1000)]
    printed = run([*source.arguments, "-map", "0:a:0", *limit, "-af", filters, "-f", "null", "-"], source.content())
    found = re.findall(rb"lavfi\.r128\.([MI])=(\S+)", printed)
    momentary = [float(value) for name, value in found if name == b"M"]
    integrated = [float(value) for name, value in found if name == b"I"]
    return (integrated[-1] if integrated else float("-inf")), momentary
