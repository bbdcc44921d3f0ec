"""WAV files of ours: each ends with a mark that tells whether anybody has changed it since."""

from __future__ import annotations

import hashlib
import struct
import wave
from typing import TYPE_CHECKING

from voiceroutine.units import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MARK = b"vrtn"
"""The id of a chunk with the SHA-256 of all before it but the header, which gives the file's size. Programs that do not
know a chunk skip it, as RIFF says."""
_HEADER_BYTES = 12
_MARK_BYTES = 8 + 32


def write_wav(path: Path, parts: Iterable[bytes], *, marked: bool = True) -> None:
    """Write samples (48 kHz, mono, 16 bits, little-endian) to a WAV file.

    Raises:
        OSError: It cannot be written.
    """
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE_HZ, 0, "NONE", ""))
        for part in parts:
            file.writeframes(part)
    if marked:
        content = bytearray(path.read_bytes())
        mark = _MARK + (32).to_bytes(4, "little") + hashlib.sha256(content[_HEADER_BYTES:]).digest()
        content += mark
        content[4:8] = (len(content) - 8).to_bytes(4, "little")
        path.write_bytes(content)


def wav_header(frames: int, channels: int = 1) -> bytes:
    """Return what stands before the samples of a WAV file (48 kHz, 16 bits, little-endian), as RIFF has it.

    Args:
        frames: How many follow, each with a sample for every channel. A file has 4 GB at most.
        channels: 1 or 2.
    """
    size, frame_bytes = frames * channels * 2, channels * 2
    form = struct.pack("<HHIIHH", 1, channels, SAMPLE_RATE_HZ, SAMPLE_RATE_HZ * frame_bytes, frame_bytes, 16)
    return struct.pack("<4sI4s4sI16s4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, form, b"data", size)


def is_own_wav(path: Path) -> bool:
    """Return whether the file at `path` is as `write_wav` left it.

    Raises:
        OSError: It cannot be read.
    """
    content = path.read_bytes()
    body, mark = content[_HEADER_BYTES:-_MARK_BYTES], content[-_MARK_BYTES:]
    return mark[:4] == _MARK and mark[8:] == hashlib.sha256(body).digest()
