"""Loudness, the chimes, and the encoder."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode
from numpy.typing import NDArray

from tests.support import decode, write
from voiceroutine.audio.chime import chime
from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode, find_ffmpeg
from voiceroutine.audio.frames import FRAME_SAMPLES, MUSIC, SPEECH, Mp3Format, cut
from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs, integrated_lufs
from voiceroutine.audio.master import CEILING_DBFS, master
from voiceroutine.audio.render import write_mp3
from voiceroutine.chimes import CHIMES
from voiceroutine.errors import EncodeError


def sine(level_dbfs: float, length_s: float = 3.0) -> NDArray[np.int16]:
    time_s = np.arange(int(length_s * 48_000)) / 48_000
    return np.round(32767 * 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * 997 * time_s)).astype(np.int16)


def unit(sound: NDArray[np.int16]) -> NDArray[np.float32]:
    return np.asarray(sound, np.float32) / np.float32(32767)


def test_loudness_is_that_of_the_standard() -> None:
    """ITU-R BS.1770-4: a full-scale 997 Hz sine in one channel reads -3.01 LUFS."""
    assert integrated_lufs(sine(0.0) / 32767) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("length_s", [0.4, 0.9, 5.0, 61.7])
def test_loudness_is_what_pyloudnorm_measures(length_s: float) -> None:
    import pyloudnorm  # needs scipy.signal, which takes seconds to import, in every worker

    rng = np.random.default_rng(3)
    time_s = np.arange(int(length_s * 48_000)) / 48_000
    bursts = (np.sin(2 * np.pi * 0.7 * time_s) > -0.3) * 0.2 + 0.002
    sound = bursts * (rng.standard_normal(len(time_s)) * 0.3 + np.sin(2 * np.pi * 180 * time_s))
    assert integrated_lufs(sound) == pytest.approx(pyloudnorm.Meter(48_000).integrated_loudness(sound), abs=0.05)


def test_loudness_of_two_channels_is_what_pyloudnorm_measures() -> None:
    import pyloudnorm

    sound = np.random.default_rng(2).standard_normal((5 * 48_000, 2)) * (0.1, 0.02)
    assert integrated_lufs(sound) == pytest.approx(pyloudnorm.Meter(48_000).integrated_loudness(sound), abs=0.05)


def test_silence_has_no_loudness() -> None:
    assert integrated_lufs(np.zeros(48_000)) == -np.inf


@pytest.mark.parametrize("level", [-40.0, -26.0, -10.0])
def test_a_clip_comes_to_the_level_of_speech(level: float) -> None:
    (clip,) = master([unit(sine(level))])
    assert integrated_lufs(clip / 32767) == pytest.approx(SPEECH_LUFS, abs=0.1)


def peaky(length_s: float) -> NDArray[np.float32]:
    """A quiet tone with loud clicks: lifted to the level of speech, the clicks are far too loud."""
    sound = unit(sine(-40, length_s))
    sound[4_800::9_600] = 0.5
    return sound


def test_peaks_are_limited_and_everything_keeps_its_place() -> None:
    clips = [peaky(1.0), unit(sine(-26, 0.3)), peaky(2.0)]
    finished = master(clips)
    assert [len(clip) for clip in finished] == [len(clip) for clip in clips]
    for before, after in zip(clips, finished, strict=True):
        assert np.abs(after).max() <= np.ceil(32767 * 10 ** (CEILING_DBFS / 20))
        across = np.correlate(after[2_400:7_000].astype(float), before[2_400:7_000], "full")
        assert np.argmax(across) == 7_000 - 2_400 - 1, "the limiter shifted the sound"


def test_a_very_short_clip_is_measured_too() -> None:
    (clip,) = master([unit(sine(-30, 0.05))])
    assert np.abs(clip).max() > 3 * 32767 * 10 ** (-30 / 20)


def test_a_voice_of_sharp_pulses_is_as_loud_as_any_other() -> None:
    """What the limiter takes away is made up for."""
    pulses = np.zeros(2 * 48_000, np.float32)
    pulses[::400], pulses[::8_000] = 1.0, 2.5
    voice = np.convolve(pulses, np.exp(-np.arange(200) / 25).astype(np.float32))[: len(pulses)]
    (clip,) = master([voice - voice.mean()])
    assert np.abs(clip).max() >= np.floor(32767 * 10 ** (CEILING_DBFS / 20)) - 1, "nothing was limited"
    assert integrated_lufs(clip / 32767) == pytest.approx(SPEECH_LUFS, abs=0.25)


def test_nothing_through_the_master_is_nothing() -> None:
    assert master([]) == []


@pytest.mark.parametrize("name", CHIMES)
def test_a_chime_begins_softly_and_ends_in_silence(name: str) -> None:
    sound = chime(name).astype(float)
    assert len(sound) == CHIMES[name].length_ms * 48
    assert sound[0] == sound[-1] == 0
    assert np.abs(sound[:96]).max() < 0.3 * np.abs(sound).max(), "no click at the start"
    assert np.abs(sound[-480:]).max() < 0.05 * np.abs(sound).max()
    assert 20 * np.log10(np.abs(sound).max() / 32767) < CEILING_DBFS


@pytest.mark.parametrize("name", CHIMES)
def test_a_chime_is_as_loud_as_its_entry_says(name: str) -> None:
    assert clip_lufs(chime(name) / 32767) == pytest.approx(SPEECH_LUFS + CHIMES[name].level_db, abs=0.3)


def test_only_the_chime_that_wakes_headphones_is_softer_than_the_voice() -> None:
    assert [name for name, entry in CHIMES.items() if entry.level_db < 0 and not entry.rings_on] == ["wake"]


def test_no_chime_sounds_like_another() -> None:
    """By their strongest pitches, in the order they are struck."""

    def melody(name: str) -> tuple[int, ...]:
        sound = chime(name).astype(float)
        parts = (sound[at : at + 48 * 100] for at in range(0, min(len(sound), 48 * 800) - 48 * 100, 48 * 100))
        pitches = [round(int(np.abs(np.fft.rfft(part, 48_000)).argmax()), -1) for part in parts]
        return tuple(pitch for at, pitch in enumerate(pitches) if not at or pitch != pitches[at - 1])

    assert len({melody(name) for name in CHIMES}) == len(CHIMES)


def encoded(sound: NDArray[np.int16], path: Path, mp3_format: Mp3Format = SPEECH) -> Path:
    """Encode whole frames of sound as one chapter."""
    flat = sound if mp3_format.channels == 1 else np.repeat(sound, 2)
    before, after = (
        np.zeros(count * FRAME_SAMPLES * mp3_format.channels, np.int16) for count in (FRAMES_BEFORE, FRAMES_AFTER)
    )
    frame_count = len(sound) // FRAME_SAMPLES + 1
    frames = encode(np.concatenate([before, flat, after]).astype("<i2").tobytes(), mp3_format, frame_count)
    write_mp3(path, [frames], mp3_format)
    return path


def whole_frames(sound: NDArray[np.int16]) -> NDArray[np.int16]:
    return sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES]


@pytest.mark.parametrize("mp3_format", [SPEECH, MUSIC])
def test_an_mp3_gives_back_what_went_in_to_the_sample(tmp_path: Path, mp3_format: Mp3Format) -> None:
    sound = whole_frames(np.concatenate([np.zeros(24_000, np.int16), sine(-12, 1.0), np.zeros(24_000, np.int16)]))
    heard = decode(encoded(sound, tmp_path / "x.mp3", mp3_format))
    assert len(heard) == len(sound)
    assert not heard[:20_000].any()
    error = heard.astype(float) - sound
    assert 20 * np.log10(np.sqrt((error**2).mean()) / np.sqrt((sound.astype(float) ** 2).mean())) < -25


@pytest.mark.parametrize("mp3_format", [SPEECH, MUSIC])
def test_the_encoder_keeps_the_level(tmp_path: Path, mp3_format: Mp3Format) -> None:
    sound = whole_frames(sine(-20))
    heard = decode(encoded(sound, tmp_path / "x.mp3", mp3_format))
    assert integrated_lufs(heard / 32767) == pytest.approx(integrated_lufs(sound / 32767), abs=0.05)


@pytest.mark.parametrize("mp3_format", [SPEECH, MUSIC])
def test_an_mp3_is_what_its_format_says(tmp_path: Path, mp3_format: Mp3Format) -> None:
    path = encoded(whole_frames(sine(-12)), tmp_path / "x.mp3", mp3_format)
    info = MP3(path).info
    assert info is not None
    assert (info.sample_rate, info.channels, info.bitrate) == (
        48_000,
        mp3_format.channels,
        mp3_format.bitrate_kbps * 1000,
    )
    assert info.bitrate_mode == BitrateMode.CBR
    assert info.length == pytest.approx(len(whole_frames(sine(-12))) / 48_000, abs=1e-6)
    assert (path.stat().st_size) % mp3_format.frame_bytes == 0


def test_the_info_frame_is_that_of_the_lame_tag(tmp_path: Path) -> None:
    path = encoded(whole_frames(sine(-12)), tmp_path / "x.mp3")
    frame = path.read_bytes()[: SPEECH.frame_bytes]
    count = len(path.read_bytes()) // SPEECH.frame_bytes - 1
    assert frame[:4] == SPEECH.header == path.read_bytes()[288:292]
    assert frame[21:25] == b"Info"
    assert int.from_bytes(frame[29:33], "big") == count
    assert int.from_bytes(frame[33:37], "big") == path.stat().st_size
    assert list(frame[37:137]) == sorted(frame[37:137])
    delay = int.from_bytes(frame[162:165], "big")
    assert (delay >> 12, delay & 0xFFF) == (576, 576)


def test_the_same_sound_is_the_same_file(tmp_path: Path) -> None:
    a, b = (encoded(whole_frames(sine(-12)), tmp_path / name) for name in ("a.mp3", "b.mp3"))
    assert a.read_bytes() == b.read_bytes()


def test_frames_of_another_kind_are_noticed() -> None:
    with pytest.raises(EncodeError, match="frames that are not 96 kbit/s at 48 kHz without padding"):
        cut(b"\xff\xfb\x50\xc0" * 72, SPEECH, 0, 1)
    with pytest.raises(EncodeError, match="frames that are not"):
        cut(SPEECH.header, SPEECH, 0, 1)


@pytest.fixture
def ffmpeg_anew() -> Iterator[None]:
    """Look for ffmpeg again, in the test and after it."""
    find_ffmpeg.cache_clear()
    yield
    find_ffmpeg.cache_clear()


@pytest.mark.usefixtures("ffmpeg_anew")
def test_everybody_has_the_same_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "imageio_ffmpeg" in find_ffmpeg()
    find_ffmpeg.cache_clear()
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/somewhere/ffmpeg")
    assert find_ffmpeg() == "/somewhere/ffmpeg"


@pytest.mark.usefixtures("ffmpeg_anew")
def test_no_ffmpeg_anywhere_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", _raise)
    with pytest.raises(EncodeError, match="there is no ffmpeg on this machine; install ffmpeg"):
        find_ffmpeg()


def _raise() -> str:
    raise RuntimeError("No ffmpeg exe could be found")


@pytest.mark.usefixtures("ffmpeg_anew")
@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        ("Unknown encoder 'libmp3lame'", "has no MP3 encoder"),
        ("Something else entirely", "ffmpeg failed: Something else entirely"),
        ("", "ffmpeg failed: it ended with 3"),
    ],
)
def test_what_ffmpeg_complains_of_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, complaint: str, words: str
) -> None:
    script = write(tmp_path / "bin" / "ffmpeg", f'#!/bin/sh\necho "{complaint}" | grep . >&2\nexit 3\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(script))
    with pytest.raises(EncodeError, match=words):
        encode(sine(-12).tobytes() * 10, SPEECH, 1)
