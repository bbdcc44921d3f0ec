"""Runs ffmpeg: all encoding, decoding and filtering goes through here."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from typing import IO, TYPE_CHECKING

from voiceroutine.audio.frames import Mp3Format, cut
from voiceroutine.errors import EncodeError, OutputError
from voiceroutine.files import reason
from voiceroutine.units import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAME_SCALE = 0.95
"""The presets of LAME for these bit rates multiply the sound by this; we divide by it before encoding."""

_LAME_QUALITY = 7
"""From 0, the slowest, to 9. From 7 on LAME does no noise shaping and keeps no memory of it: a sound that follows
silence is encoded to the same frames whatever came before. Joining frames relies on that, and tests check it; it is not
so at 5 or 6."""

FRAMES_BEFORE = 2
FRAMES_AFTER = 1
"""Frames of the sound before and after a chapter that are encoded with it and then dropped, because the encoder
overlaps each frame with its neighbours."""


@cache
def find_ffmpeg() -> str:
    """Return the path of the ffmpeg to use: the one that comes with imageio-ffmpeg, else one on the PATH.

    The first is the same for everybody, so a script gives the same bytes everywhere; and it starts in a quarter of the
    time of a system's ffmpeg, which is linked to many libraries. `IMAGEIO_FFMPEG_EXE` names another one.

    Raises:
        EncodeError: There is none.
    """
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())  # this looks on the PATH, too
    except (ImportError, RuntimeError) as error:
        message = "there is no ffmpeg on this machine"
        raise EncodeError(message, "install ffmpeg, or the package imageio-ffmpeg") from error


@cache
def ffmpeg_version() -> str:
    """Return the line in which ffmpeg names its version, which decides the bytes of a session."""
    return run(["-version"], b"").decode(errors="replace").partition("\n")[0]


def run(arguments: list[str], data: bytes) -> bytes:
    """Run ffmpeg with `data` on stdin; return what it writes to stdout.

    Raises:
        EncodeError: It is missing or failed.
    """
    return b"".join(stream(arguments, data))


_CONTAINERS = (
    "aac,ac3,aiff,amr,ape,asf,au,caf,dsf,eac3,f32le,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpc,mpc8,mpeg,"
    "mpegts,ogg,s16le,tak,tta,voc,w64,wav,wv,xwma"
)
"""The formats that ffmpeg may open (its names of them): those that hold sound themselves. A playlist would make it open
other files, and addresses."""
_INPUT_RULES = ("-protocol_whitelist", "file,pipe", "-format_whitelist", _CONTAINERS)

_STREAMED = 1 << 20
"""How many bytes are read at a time."""


def stream(arguments: list[str], data: bytes = b"") -> Iterator[bytes]:
    """Run ffmpeg with `data` on stdin; yield what it writes to stdout as it comes.

    Args:
        arguments: The options of its only input come first.
        data: What it reads on stdin.

    Raises:
        EncodeError: ffmpeg is missing; or, after the last of its output, it failed.
        OutputError: The temporary folder is full or missing.
    """
    # one thread each: several of these run at once, and our sounds are too short to be worth sharing among threads
    general = ("-nostdin", "-hide_banner", "-v", "error", "-filter_threads", "1")
    command = [find_ffmpeg(), *general, *_INPUT_RULES, *arguments]  # the rules are for the input that follows them
    # files, not pipes, for stdin and stderr, so that neither side can block the other;
    # and a session of its own, so that Ctrl-C reaches us alone and we end it
    with _temporary(data) as given, _temporary() as complaints:
        try:
            process = subprocess.Popen(
                command, stdin=given, stdout=subprocess.PIPE, stderr=complaints, start_new_session=True
            )
        except OSError as error:
            raise EncodeError(f"ffmpeg cannot start: {reason(error)}") from error
        with process:
            try:
                while process.stdout and (block := process.stdout.read(_STREAMED)):
                    yield block
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
            raise EncodeError(_explained(lines, process.returncode))


def _temporary(data: bytes = b"") -> IO[bytes]:
    """Return a temporary file that holds `data`, to be read from its beginning."""
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 the caller closes it
        try:
            file.write(data)
            file.seek(0)
        except OSError:
            with suppress(OSError):  # closing it tries to write once more
                file.close()
            raise
    except OSError as error:
        message = f"cannot write to the folder for temporary files: {reason(error)}"
        raise OutputError(message, "make room in it, or name another one in TMPDIR") from error
    return file


def pcm_args(channels: int) -> list[str]:
    """Return ffmpeg's arguments for samples in our format: 16-bit little-endian at 48 kHz."""
    return ["-f", "s16le", "-ar", str(SAMPLE_RATE_HZ), "-ac", str(channels)]


def encode(samples: bytes, mp3_format: Mp3Format, frame_count: int) -> bytes:
    """Encode one chapter to MP3 frames.

    Args:
        samples: 16-bit little-endian at 48 kHz, interleaved: the chapter, with two frames of the sound before it
            and one of the sound after (silence where there is none).
        mp3_format: Of the frames to return.
        frame_count: How many to return, from the chapter's beginning.

    Raises:
        EncodeError: ffmpeg is missing or failed.
    """
    arguments = [
        "-threads", "1", *pcm_args(mp3_format.channels), "-i", "pipe:0", "-threads", "1",
        "-af", f"volume={1 / LAME_SCALE:.6f}:precision=float",
        "-c:a", "libmp3lame", "-b:a", f"{mp3_format.bitrate_kbps}k", "-reservoir", "0", "-joint_stereo", "1",
        "-compression_level", str(_LAME_QUALITY),
        "-write_xing", "0", "-id3v2_version", "0", "-map_metadata", "-1",
        "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "mp3", "pipe:1",
    ]  # fmt: skip
    return cut(run(arguments, samples), mp3_format, FRAMES_BEFORE, frame_count)


_CODECS = {
    "m4a": ("-f", "ipod", "-c:a", "aac", "-movflags", "+faststart"),
    "opus": ("-f", "opus", "-c:a", "libopus"),
}
"""ffmpeg's options for other formats than MP3, by their ending."""
_BITRATES = {"m4a": (96, 160), "opus": (48, 96)}
"""In kbit/s: of one channel and of two. Opus needs less for the same (https://wiki.xiph.org/Opus_Recommended_Settings)."""


def convert(path: Path, target: Path, form: str, *, channels: int, chapters: str) -> None:
    """Encode the sound of a session in another format.

    Args:
        path: The session.
        target: The file to write; it is replaced. It has no tags.
        form: `m4a` (AAC) or `opus` (in Ogg).
        channels: 1 or 2.
        chapters: As ffmpeg reads them (FFMETADATA1), for a container that ffmpeg writes them to.

    Raises:
        EncodeError: ffmpeg is missing, has no such encoder, or failed.
    """
    arguments = [
        "-f", "mp3", "-i", f"file:{path}",
        "-protocol_whitelist", "pipe", "-f", "ffmetadata", "-i", "pipe:0",
        "-map", "0:a:0", "-map_metadata", "1", "-map_chapters", "1" if form == "m4a" else "-1",
        "-ac", str(channels), "-b:a", f"{_BITRATES[form][channels - 1]}k", "-threads", "1",
        "-fflags", "+bitexact", "-flags:a", "+bitexact", *_CODECS[form], "-y", f"file:{target}",
    ]  # fmt: skip
    run(arguments, chapters.encode())


def decode(path: Path, channels: int) -> Iterator[bytes]:
    """Yield the sound of a file that ffmpeg can read: 16-bit little-endian at 48 kHz, interleaved.

    Raises:
        EncodeError: It cannot be read; the message repeats ffmpeg's.
    """
    return stream(["-i", f"file:{path}", "-map", "0:a:0", *pcm_args(channels), "pipe:1"])


_ENCODERS = {"libmp3lame": "MP3", "libopus": "Opus", "aac": "AAC"}


def _explained(lines: list[str], code: int) -> str:
    text = " ".join(lines)
    if "Unknown encoder" in text:
        encoder = next((it for it in _ENCODERS if it in text), "libmp3lame")
        kind = f"{_ENCODERS[encoder]} encoder ({encoder})"
        return f"this ffmpeg has no {kind}; unset IMAGEIO_FFMPEG_EXE, or install one that has"
    return f"ffmpeg failed: {lines[0] if lines else f'it ended with {code}'}"
