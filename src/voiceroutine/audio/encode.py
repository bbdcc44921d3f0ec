"""MP3: the only call of ffmpeg."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from voiceroutine.errors import EncodeError
from voiceroutine.timecode import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BITRATE_KBPS = 96


def find_ffmpeg() -> str:
    """Return the ffmpeg to use: the one on the PATH, else the one that comes with imageio-ffmpeg.

    Raises:
        EncodeError: There is none.
    """
    if found := shutil.which("ffmpeg"):
        return found
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise EncodeError(
            "there is no ffmpeg on this machine; install ffmpeg, or the package imageio-ffmpeg"
        ) from error


def encode_mp3(chunks: Iterable[bytes], path: Path) -> None:
    """Encode sound to an MP3 at `path`: 48 kHz, mono, constant 96 kbit/s, with an Info header.

    The header holds the encoder's delay and padding, so that players give back exactly the samples that came
    in. ffmpeg can write it only to a file, not to a pipe.

    Args:
        chunks: 16-bit little-endian mono samples at 48 kHz; taken one at a time.
        path: Is overwritten.

    Raises:
        EncodeError: ffmpeg is missing or failed.
    """
    command = [
        find_ffmpeg(), "-nostdin", "-hide_banner", "-v", "error", "-y",
        "-f", "s16le", "-ar", str(SAMPLE_RATE_HZ), "-ac", "1", "-i", "pipe:0",
        "-c:a", "libmp3lame", "-b:a", f"{BITRATE_KBPS}k", "-write_xing", "1",
        "-map_metadata", "-1", "-id3v2_version", "0", "-fflags", "+bitexact", "-flags:a", "+bitexact",
        "-f", "mp3", str(path),
    ]  # fmt: skip
    with tempfile.TemporaryFile() as complaints:
        # in a session of its own: Ctrl-C comes to us alone, and we end it
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=complaints, start_new_session=True)
        try:
            _feed(process, chunks)
            code = process.wait()
        finally:
            process.kill()
            process.wait()
        if code:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
            raise EncodeError(_explained(lines, code))


def _feed(process: subprocess.Popen[bytes], chunks: Iterable[bytes]) -> None:
    """Write `chunks` to ffmpeg and close the pipe. An ffmpeg that has ended says why by its return code."""
    if process.stdin is None:
        raise RuntimeError("a process without the pipe it was asked for")
    try:
        for chunk in chunks:
            process.stdin.write(chunk)
    except BrokenPipeError:
        pass
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()


def _explained(lines: list[str], code: int) -> str:
    text = " ".join(lines)
    if "No space left on device" in text:
        return "cannot write the MP3: no space left on device"
    if "Unknown encoder" in text:
        return "this ffmpeg has no MP3 encoder (libmp3lame); install one that has, or take it off the PATH"
    return f"ffmpeg failed: {lines[0] if lines else f'it ended with {code}'}"
