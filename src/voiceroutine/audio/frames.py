"""MP3 frames: taking a chapter's out of an encoder's output, and the Info header of a whole session.

At 48 kHz and a constant bit rate a frame is exactly 24 ms and never padded (ISO/IEC 11172-3, 2.4.3.1). With the bit
reservoir off no frame needs another one's bits, so frames of chapters that were encoded apart can be joined.
"""

from __future__ import annotations

from dataclasses import dataclass

from voiceroutine.errors import EncodeError
from voiceroutine.units import GRID_MS, SAMPLE_RATE_HZ, samples

FRAME_SAMPLES = samples(GRID_MS)
FRAME_MS = GRID_MS

ENCODER_DELAY = 576
"""Samples that LAME puts before the sound; a decoder adds 529 of its own and takes both away (LAME tag revision 1)."""
TAIL_FRAMES = 1
"""Frames after the last of the sound: what both delays push beyond it."""

_BITRATES_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""MPEG-1 layer III, by index from 1."""


@dataclass(frozen=True, slots=True)
class Mp3Format:
    """What every frame of a session has in common."""

    channels: int
    """1, or 2 for joint stereo."""
    bitrate_kbps: int

    @property
    def frame_bytes(self) -> int:
        """The size of every frame."""
        return FRAME_SAMPLES // 8 * self.bitrate_kbps * 1000 // SAMPLE_RATE_HZ

    @property
    def header(self) -> bytes:
        """The frame header: sync word, MPEG-1 layer III without CRC, bit rate, 48 kHz, channel mode, original."""
        mode = 0b11 if self.channels == 1 else 0b01
        index = _BITRATES_KBPS.index(self.bitrate_kbps) + 1
        return bytes((0xFF, 0xFB, index << 4 | 0b01 << 2, mode << 6 | 0b1 << 2))


SPEECH = Mp3Format(channels=1, bitrate_kbps=96)
MUSIC = Mp3Format(channels=2, bitrate_kbps=160)


def cut(encoded: bytes, form: Mp3Format, skip: int, count: int) -> bytes:
    """Return `count` frames of an encoder's output after the first `skip`.

    Raises:
        EncodeError: There are fewer, or they are not of the format.
    """
    size = form.frame_bytes
    frames = encoded[skip * size : (skip + count) * size]
    # the second byte's last bit says whether there is a CRC, the third's whether there is padding
    if len(frames) != count * size or any(frames[at : at + 3] != form.header[:3] for at in range(0, len(frames), size)):
        raise EncodeError(f"ffmpeg gave other frames than {form.bitrate_kbps} kbit/s at 48 kHz, without padding")
    return frames


def info_frame(form: Mp3Format, frame_count: int) -> bytes:
    """Return the Info frame that stands before `frame_count` frames of sound.

    It says how many frames and bytes there are, where to seek, and how many samples at both ends are the
    encoder's own, so that a player gives back exactly the sound that went in (Xing header, LAME tag revision 1).
    """
    sound = (frame_count - TAIL_FRAMES) * FRAME_SAMPLES
    padding = frame_count * FRAME_SAMPLES - ENCODER_DELAY - sound
    size = form.frame_bytes
    total = (frame_count + 1) * size
    side_information = 17 if form.channels == 1 else 32
    seek_points = bytes(min(255, 256 * (size + percent * (total - size) // 100) // total) for percent in range(100))
    tag = b"".join(
        (
            form.header,
            bytes(side_information),
            b"Info",
            (0b1111).to_bytes(4, "big"),  # frames, bytes, seek points and quality follow
            frame_count.to_bytes(4, "big"),
            total.to_bytes(4, "big"),
            seek_points,
            (0).to_bytes(4, "big"),
            b"LAME3.100",
            bytes((0x01,)),  # constant bit rate
            bytes(10),  # low pass and replay gain: not said
            bytes((min(255, form.bitrate_kbps),)),
            (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes(4),
            total.to_bytes(4, "big"),
            bytes(2),
        )
    )
    tag += _crc16(tag).to_bytes(2, "big")
    return tag + bytes(size - len(tag))


def _crc16(data: bytes) -> int:
    """CRC-16/ARC, as the LAME tag has it over its first 190 bytes."""
    crc = 0
    for byte in data[:190]:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
