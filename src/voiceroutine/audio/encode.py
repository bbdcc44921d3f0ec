"""The only calls of ffmpeg: encoding, decoding, and its limiter."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from typing import TYPE_CHECKING

from voiceroutine.audio.frames import Mp3Format, cut
from voiceroutine.errors import EncodeError
from voiceroutine.files import reason
from voiceroutine.units import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAME_SCALE = 0.95
"""What LAME multiplies every sound with at these bit rates, by its presets; the encoder's input makes up for it."""

_LAME_QUALITY = 7
"""From 0, the slowest, to 9. From 7 on LAME shapes no noise, and so forgets: the frames of a sound that follows silence
are the same whatever it encoded before. What is joined from parts relies on that (tests hold it to it); at 5 or 6 it
does not hold."""

FRAMES_BEFORE = 2
FRAMES_AFTER = 1
"""Of the sound around a chapter, encoded with it and dropped: the encoder overlaps frames with their neighbours."""


@cache
def find_ffmpeg() -> str:
    """Return the ffmpeg to use: the one that comes with imageio-ffmpeg, else one on the PATH.

    The first is the same for everybody, so that a script gives the same bytes; and it starts in a quarter of the time
    of those that systems put together from many libraries. `IMAGEIO_FFMPEG_EXE` names another one.

    Raises:
        EncodeError: There is none.
    """
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())  # it looks on the PATH, too
    except (ImportError, RuntimeError) as error:
        message = "there is no ffmpeg on this machine"
        raise EncodeError(message, "install ffmpeg, or the package imageio-ffmpeg") from error


@cache
def ffmpeg_version() -> str:
    """Return ffmpeg's first line about itself: its encoder is part of what decides a session's bytes."""
    return run(["-version"], b"").decode(errors="replace").partition("\n")[0]


def run(arguments: list[str], data: bytes) -> bytes:
    """Run ffmpeg on `data`; return what it writes to stdout.

    Raises:
        EncodeError: It is missing or failed.
    """
    return b"".join(stream(arguments, data))


_STREAMED = 1 << 20
"""Bytes of a stream at a time."""


def stream(arguments: list[str], data: bytes = b"") -> Iterator[bytes]:
    """Run ffmpeg on `data`; yield what it writes to stdout as it comes. Errors as `run`, after the last of it."""
    # one thread: several of these run at once, and a session's sounds are too short to share among threads
    command = [find_ffmpeg(), "-nostdin", "-hide_banner", "-v", "error", "-filter_threads", "1", *arguments]
    # a file, not a pipe, at both other ends: nothing waits for anything, and ffmpeg reads at its own speed.
    # In a session of its own: Ctrl-C comes to us alone, and we end it.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaints:
        try:
            given.write(data)
            given.seek(0)
        except OSError as error:
            raise EncodeError(f"cannot write to {tempfile.gettempdir()}: {reason(error)}") from error
        try:
            process = subprocess.Popen(
                command, stdin=given, stdout=subprocess.PIPE, stderr=complaints, start_new_session=True
            )
        except OSError as error:
            raise EncodeError(f"ffmpeg cannot start: {reason(error)}") from error
        with process:
            try:
                while process.stdout and (part := process.stdout.read(_STREAMED)):
                    yield part
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
            raise EncodeError(_explained(lines, process.returncode))


def pcm_args(channels: int) -> list[str]:
    """Return ffmpeg's arguments for our samples: 16-bit little-endian at 48 kHz."""
    return ["-f", "s16le", "-ar", str(SAMPLE_RATE_HZ), "-ac", str(channels)]


def encode(samples: bytes, form: Mp3Format, frame_count: int) -> bytes:
    """Encode one chapter to MP3 frames.

    Args:
        samples: 16-bit little-endian at 48 kHz, interleaved: the chapter, with two frames of the sound before it
            and one of the sound after (silence where there is none).
        form: Of the frames.
        frame_count: How many to return, from the chapter's beginning.

    Raises:
        EncodeError: ffmpeg is missing or failed.
    """
    arguments = [
        "-threads", "1", *pcm_args(form.channels), "-i", "pipe:0", "-threads", "1",
        "-af", f"volume={1 / LAME_SCALE:.6f}:precision=float",
        "-c:a", "libmp3lame", "-b:a", f"{form.bitrate_kbps}k", "-reservoir", "0", "-joint_stereo", "1",
        "-compression_level", str(_LAME_QUALITY),
        "-write_xing", "0", "-id3v2_version", "0", "-map_metadata", "-1",
        "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "mp3", "pipe:1",
    ]  # fmt: skip
    return cut(run(arguments, samples), form, FRAMES_BEFORE, frame_count)


def decode(path: Path, channels: int) -> Iterator[bytes]:
    """Yield the sound of any file that ffmpeg reads: 16-bit little-endian at 48 kHz, interleaved.

    Raises:
        EncodeError: It cannot be read; the message says what ffmpeg does.
    """
    return stream(["-i", f"file:{path}", "-map", "0:a:0", *pcm_args(channels), "pipe:1"])


def _explained(lines: list[str], code: int) -> str:
    text = " ".join(lines)
    if "Unknown encoder" in text:
        return "this ffmpeg has no MP3 encoder (libmp3lame); unset IMAGEIO_FFMPEG_EXE, or install one that has"
    return f"ffmpeg failed: {lines[0] if lines else f'it ended with {code}'}"
