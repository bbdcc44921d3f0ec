"""Reads what speech engines write: WAV, and the AIFF of macOS whatever its name (Python 3.13 has no `aifc`)."""

from __future__ import annotations

import struct
import wave
from typing import TYPE_CHECKING

import numpy as np

from voiceroutine.voice.base import Sound

if TYPE_CHECKING:
    from pathlib import Path

_SAMPLE_TYPES = {b"NONE": ">i2", b"twos": ">i2", b"sowt": "<i2"}
"""By an AIFF-C file's compression; a plain AIFF file has none (Apple, Audio Interchange File Format AIFF-C, 1991)."""
_EXTENDED_BIAS = 16_383 + 63
"""Of the 80-bit number that holds the sample rate: its exponent's, and the bits of its fraction."""


def read(file: Path) -> Sound | None:
    """Return the sound in a file of 16-bit samples, or None if it is missing, damaged or of another kind."""
    try:
        if file.read_bytes()[:4] == b"FORM":
            return _aiff(file.read_bytes())
        with wave.open(str(file), "rb") as wav:
            if wav.getsampwidth() != 2:
                return None
            return _sound(wav.readframes(wav.getnframes()), "<i2", wav.getnchannels(), wav.getframerate())
    except (OSError, EOFError, wave.Error, ValueError, KeyError, OverflowError, struct.error):
        return None


def _aiff(content: bytes) -> Sound | None:
    kind = content[8:12]
    chunks = _chunks(content)
    channels, _, bits, exponent, fraction = struct.unpack_from(">hIhHQ", chunks[b"COMM"])
    if kind not in (b"AIFF", b"AIFC") or bits != 16:
        return None
    compression = chunks[b"COMM"][18:22] if kind == b"AIFC" else b"NONE"
    (offset,) = struct.unpack_from(">I", chunks[b"SSND"])
    rate_hz = round(fraction * 2.0 ** (exponent - _EXTENDED_BIAS))
    return _sound(chunks[b"SSND"][8 + offset :], _SAMPLE_TYPES[compression], channels, rate_hz)


def _chunks(content: bytes) -> dict[bytes, bytes]:
    found, at = {}, 12
    while at + 8 <= len(content):
        (size,) = struct.unpack_from(">I", content, at + 4)
        found[content[at : at + 4]] = content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return found


def _sound(data: bytes, sample_type: str, channels: int, rate_hz: int) -> Sound | None:
    if channels < 1 or rate_hz < 1:
        return None
    whole = len(data) - len(data) % (2 * channels)
    frames = np.frombuffer(data[:whole], sample_type).reshape(-1, channels)
    return Sound((frames.mean(axis=1) / 32768).astype(np.float32), rate_hz)
