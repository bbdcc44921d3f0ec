"""MP3 frames: cutting those of a chapter out of the encoder's output, and the Info frame of a whole session.

At 48 kHz and a constant bit rate a frame is exactly 24 ms and never padded (ISO/IEC 11172-3, 2.4.3.1). With the bit
reservoir off, no frame depends on the bits of another, so the frames of chapters that were encoded separately can be
joined.
"""

from __future__ import annotations

from dataclasses import dataclass

from voiceroutine.errors import EncodeError
from voiceroutine.units import GRID_MS, SAMPLE_RATE_HZ, samples

FRAME_SAMPLES = samples(GRID_MS)
FRAME_MS = GRID_MS

ENCODER_DELAY = 576
"""Samples that LAME adds before the sound. A decoder adds 529 more, and removes both (LAME tag revision 1)."""
TAIL_FRAMES = 1
"""Frames at the end of a session that hold the sound which both delays push beyond its last frame."""

_BITRATES_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""The bit rates of MPEG-1 layer III. The first has index 1 in a frame header."""


@dataclass(frozen=True, slots=True)
class Mp3Format:
    """What all frames of a session have in common."""

    channels: int
    """1, or 2 for joint stereo."""
    bitrate_kbps: int

    @property
    def frame_bytes(self) -> int:
        """The size of each frame in bytes."""
        return FRAME_SAMPLES // 8 * self.bitrate_kbps * 1000 // SAMPLE_RATE_HZ

    @property
    def header(self) -> bytes:
        """Each frame's header: sync word, MPEG-1 layer III without CRC, bit rate, 48 kHz, channel mode, original."""
        mode = 0b11 if self.channels == 1 else 0b01
        index = _BITRATES_KBPS.index(self.bitrate_kbps) + 1
        return bytes((0xFF, 0xFB, index << 4 | 0b01 << 2, mode << 6 | 0b1 << 2))


SPEECH = Mp3Format(channels=1, bitrate_kbps=96)
MUSIC = Mp3Format(channels=2, bitrate_kbps=160)


def cut(encoded: bytes, mp3_format: Mp3Format, skip: int, count: int) -> bytes:
    """Return `count` frames of an encoder's output after the first `skip`.

    Raises:
        EncodeError: There are fewer, or they have another format.
    """
    size = mp3_format.frame_bytes
    frames = encoded[skip * size : (skip + count) * size]
    # the second byte's last bit says whether there is a CRC, the third's whether there is padding
    if len(frames) != count * size or any(
        frames[at : at + 3] != mp3_format.header[:3] for at in range(0, len(frames), size)
    ):
        raise EncodeError(
            f"ffmpeg returned frames that are not {mp3_format.bitrate_kbps} kbit/s at 48 kHz without padding"
        )
    return frames


def info_frame(mp3_format: Mp3Format, frame_count: int) -> bytes:
    """Return the Info frame that goes before `frame_count` frames of sound.

    It tells a player how many frames and bytes there are, where to seek, and how many samples at both ends the encoder
    added, so that exactly the original sound is played (Xing header, LAME tag revision 1).
    """
    sound = (frame_count - TAIL_FRAMES) * FRAME_SAMPLES
    padding = frame_count * FRAME_SAMPLES - ENCODER_DELAY - sound
    size = mp3_format.frame_bytes
    total = (frame_count + 1) * size
    side_information = 17 if mp3_format.channels == 1 else 32
    seek_points = bytes(min(255, 256 * (size + percent * (total - size) // 100) // total) for percent in range(100))
    tag = b"".join(
        (
            mp3_format.header,
            bytes(side_information),
            b"Info",
            (0b1111).to_bytes(4, "big"),  # frames, bytes, seek points and quality follow
            frame_count.to_bytes(4, "big"),
            total.to_bytes(4, "big"),
            seek_points,
            (0).to_bytes(4, "big"),
            b"LAME3.100",
            bytes((0x01,)),  # constant bit rate
            bytes(10),  # low pass and replay gain: not given
            bytes((min(255, mp3_format.bitrate_kbps),)),
            (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes(4),
            total.to_bytes(4, "big"),
            bytes(2),
        )
    )
    tag += _crc16(tag).to_bytes(2, "big")
    return tag + bytes(size - len(tag))


def _crc16(data: bytes) -> int:
    """Return the CRC-16/ARC of the first 190 bytes, as the LAME tag needs it."""
    crc = 0
    for byte in data[:190]:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
