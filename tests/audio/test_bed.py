"""What plays under the voice: its level, its loop, its ducking, its fades."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from voiceroutine.audio.ambience import BUNDLED_BEDS, keep_awake
from voiceroutine.audio.bed import DUCK_MS, REACH_MS, RETURN_AFTER_MS, Bed, Loop, Place, under
from voiceroutine.audio.encode import find_ffmpeg
from voiceroutine.audio.loudness import integrated_lufs
from voiceroutine.audio.music import BedError, music
from voiceroutine.plan.timeline import Event
from voiceroutine.script.parts import OWN_BEDS

RATE = 48_000


def wav(path: Path, sound: NDArray[np.floating[Any]], rate: int = RATE) -> Path:
    """Write `sound`, shape (frames, channels)."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(sound * 32767).astype("<i2").tobytes())
    return path


def noise(length_s: float, channels: int = 2, rate: int = RATE, level: float = 0.1) -> NDArray[np.float64]:
    return level * np.random.default_rng(1).standard_normal((round(length_s * rate), channels)).clip(-4, 4)


def played(path: Path, level_db: float = -20, duck_db: float = 8, fade_ms: int = 0) -> Bed:
    return music(str(path), level_db=level_db, duck_db=duck_db, fade_ms=fade_ms)


def flat(loudness: int = 8_000, *, duck_db: float = 0.0, fade_ms: int = 0) -> Bed:
    """A bed that is one level all along, so that what is heard is its gain."""
    sound = np.full((RATE, 1), loudness, np.int16)
    loop = Loop(frames=sound, loudness_lufs=-30)
    return Bed(key="flat", load=lambda: loop, duck_db=duck_db, fade_ms=fade_ms)


def cue(start_ms: int, length_ms: int) -> Event:
    return Event(kind="speech", start_ms=start_ms, length_ms=length_ms, text="Lean over.")


def gains_db(bed: Bed, events: list[Event], start_ms: int, end_ms: int, place: Place) -> NDArray[np.float64]:
    """Return the gain at each millisecond."""
    heard = under([bed], events, start_ms, end_ms, place, 1)[::48, 0] / (bed.sound.frames[0, 0] / 32768 * 32767)
    return np.asarray(20 * np.log10(np.maximum(heard, 1e-6)))


MIDDLE = Place(start_ms=1_000_000)


@pytest.mark.parametrize("level_db", [-32.0, -20.0, -14.0])
@pytest.mark.parametrize("kind", ["loud-stereo.wav", "soft-mono-44100.wav", "x.mp3", "x.flac"])
def test_any_file_comes_at_the_level_asked_for(tmp_path: Path, kind: str, level_db: float) -> None:
    source = tmp_path / kind
    if kind == "soft-mono-44100.wav":
        wav(source, noise(12, 1, 44_100, level=0.002), 44_100)
    else:
        wav(tmp_path / "loud-stereo.wav", noise(12, level=0.2))
        if source.suffix != ".wav":
            command = [find_ffmpeg(), "-v", "error", "-i", str(tmp_path / "loud-stereo.wav"), str(source)]
            subprocess.run(command, check=True)
    loop = played(source, level_db).sound
    assert loop.channels == 2
    assert integrated_lufs(loop.play(0, 30_000)) == pytest.approx(-16 + level_db, abs=0.5)


@pytest.mark.long
@pytest.mark.parametrize("name", OWN_BEDS)
def test_our_own_beds_come_at_their_level_and_go_round_without_a_seam(name: str) -> None:
    loop = music(name, level_db=-20, duck_db=8, fade_ms=0).sound
    assert loop.overlap == 0
    length_ms = loop.period // 48
    assert integrated_lufs(loop.play(0, length_ms)) == pytest.approx(-36, abs=0.5)
    round_the_seam = loop.play(length_ms - 500, length_ms + 500)[:, 0]
    steps = np.abs(np.diff(round_the_seam))
    assert steps[23_900:24_100].max() <= np.abs(np.diff(loop.play(10_000, 20_000)[:, 0])).max()


def test_the_names_of_our_beds_are_those_that_scripts_may_use() -> None:
    assert set(BUNDLED_BEDS) == set(OWN_BEDS)


def test_a_file_is_looped_without_a_seam(tmp_path: Path) -> None:
    loop = played(wav(tmp_path / "x.wav", noise(9))).sound
    assert loop.overlap == round(9 * RATE) // 4
    seam_ms = loop.period // 48
    sound = loop.play(seam_ms - 3_000, seam_ms + 6_000)
    blocks = 20 * np.log10(np.sqrt((sound.reshape(-1, RATE // 5, 2) ** 2).mean(axis=(1, 2))))
    assert np.ptp(blocks) < 1.0, "the level changes where the loop closes"


def test_a_tone_in_a_loop_has_no_click(tmp_path: Path) -> None:
    time_s = np.arange(round(7.3 * RATE)) / RATE
    loop = played(wav(tmp_path / "x.wav", 0.3 * np.sin(2 * np.pi * 220.7 * time_s)[:, None])).sound
    sound = loop.play(0, 40_000)[:, 0]
    assert np.abs(sound).max() > 50 * 4 / 32768
    rounding = 4 / 32768
    assert np.abs(np.diff(sound, 2)).max() < (2 * np.pi * 220.7 / RATE) ** 2 * np.abs(sound).max() + rounding


def test_silence_and_fades_at_the_ends_of_a_file_are_left_out_of_the_loop(tmp_path: Path) -> None:
    sound = np.concatenate([np.zeros((3 * RATE, 2)), noise(10), np.zeros((4 * RATE, 2))])
    loop = played(wav(tmp_path / "x.wav", sound)).sound
    assert len(loop.frames) / RATE == pytest.approx(10, abs=0.5)
    blocks = np.sqrt((loop.play(0, 30_000).reshape(-1, RATE // 2, 2) ** 2).mean(axis=(1, 2)))
    assert blocks.min() > 0.6 * blocks.max()


def test_a_file_of_one_second_is_a_loop(tmp_path: Path) -> None:
    loop = played(wav(tmp_path / "x.wav", noise(1.0))).sound
    assert len(loop.play(0, 10_000)) == 10 * RATE
    assert integrated_lufs(loop.play(0, 10_000)) == pytest.approx(-36, abs=1.0)


def test_any_range_is_the_same_as_that_part_of_the_whole(tmp_path: Path) -> None:
    bed = played(wav(tmp_path / "x.wav", noise(2.5)), fade_ms=500)
    events = [cue(1_000, 900), cue(4_000, 300)]
    place = Place(start_ms=24, end_ms=9_000)
    whole = under([bed, keep_awake()], events, -48, 9_024, place, 2)
    for start_ms, end_ms in ((-48, 0), (0, 1), (500, 2_000), (3_333, 9_024)):
        part = under([bed, keep_awake()], events, start_ms, end_ms, place, 2)
        np.testing.assert_allclose(part, whole[(start_ms + 48) * 48 : (end_ms + 48) * 48], atol=1)


def test_only_the_beginning_of_a_long_file_is_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voiceroutine.audio.music.LONGEST_LOOP_MS", 3_000)
    assert len(played(wav(tmp_path / "x.wav", noise(8))).sound.frames) == 3 * RATE


def test_a_bed_makes_way_before_a_cue_and_comes_back_after_it() -> None:
    gains = gains_db(flat(duck_db=8), [cue(2_000, 1_000)], 0, 6_000, MIDDLE)
    assert gains[: 2_000 - DUCK_MS] == pytest.approx(0, abs=0.01)
    assert gains[2_000 : 3_000 + RETURN_AFTER_MS] == pytest.approx(-8, abs=0.01)
    assert gains[3_000 + REACH_MS :] == pytest.approx(0, abs=0.01)
    assert np.abs(np.diff(gains)).max() < 8 / DUCK_MS * 2, "it moves softly"


def test_cues_near_each_other_are_one_to_a_bed() -> None:
    gains = gains_db(flat(duck_db=8), [cue(1_000, 500), cue(1_650, 500)], 0, 4_000, MIDDLE)
    assert gains[1_000:2_150] == pytest.approx(-8, abs=0.01)


def test_a_cue_beyond_the_range_is_felt_in_it() -> None:
    both = gains_db(flat(duck_db=8), [cue(-700, 500), cue(2_100, 500)], 0, 2_000, MIDDLE)
    assert both[0] < -4
    assert both[-1] < -4
    assert both[1_000] == pytest.approx(0, abs=0.01)


def test_a_bed_fades_in_and_out_with_the_session() -> None:
    gains = gains_db(flat(fade_ms=2_000), [], 0, 10_000, Place(start_ms=0, end_ms=10_000))
    assert gains[0] < -60
    assert gains[1_000] == pytest.approx(-6, abs=0.1)
    assert gains[2_000:8_000] == pytest.approx(0, abs=0.01)
    assert gains[9_000] == pytest.approx(-6, abs=0.1)
    assert gains[9_999] < -60
    assert (np.diff(gains[:2_000]) >= 0).all()


def test_a_fade_longer_than_the_last_chapter_keeps_within_it() -> None:
    gains = gains_db(flat(fade_ms=60_000), [], 0, 5_000, Place(start_ms=500_000, end_ms=5_000))
    assert gains[0] == pytest.approx(0, abs=0.01)
    assert gains[-1] < -60


def test_loud_peaks_leave_room_for_the_voice(tmp_path: Path) -> None:
    sound = noise(10, level=0.02)
    sound[:: RATE // 2] = 1.0
    for level_db, duck_db in ((-6.0, 8.0), (-20.0, 8.0), (-14.0, 0.0)):
        loop = played(wav(tmp_path / "x.wav", sound), level_db, duck_db).sound
        ducked = np.abs(loop.play(0, 20_000)).max() * 10 ** (-duck_db / 20)
        assert ducked + 10 ** (-2.5 / 20) <= 10 ** (-1.4 / 20)


def test_the_floor_that_keeps_headphones_awake_is_soft_and_always_there() -> None:
    sound = keep_awake().sound.play(0, 60_000)[:, 0]
    blocks = 20 * np.log10(np.sqrt((sound.reshape(-1, RATE // 10) ** 2).mean(axis=1)))
    assert blocks.min() > -66
    assert blocks.max() < -60


def test_what_is_prepared_once_is_kept(tmp_path: Path, cache: Path) -> None:
    source = wav(tmp_path / "x.wav", noise(2))
    first = played(source)
    assert len(first.sound.play(0, 100)) == 4_800
    files = set((cache / "beds").rglob("*.vrc"))
    again = played(source)
    assert again.key == first.key
    assert again.sound.period == first.sound.period
    assert set((cache / "beds").rglob("*.vrc")) == files
    assert played(source, -21).key != first.key
    assert played(wav(source, noise(2, level=0.05))).key != first.key


def test_a_key_prepares_nothing_and_a_kept_loop_does_not_need_the_file_again(tmp_path: Path, cache: Path) -> None:
    source = wav(tmp_path / "lazy.wav", noise(2, level=0.03))
    waits: list[str] = []

    def lazy() -> Bed:
        return music(str(source), level_db=-20, duck_db=8, fade_ms=0, preparing=lambda: waits.append("prepared"))

    bed = lazy()
    assert bed.key
    assert not waits
    assert not list((cache / "beds").rglob("lazy-wav-*.vrc"))
    sound = bed.sound.play(0, 2_000)
    assert waits == ["prepared"]
    again = lazy()
    source.unlink()
    np.testing.assert_array_equal(again.sound.play(0, 2_000), sound)
    assert waits == ["prepared"]


@pytest.mark.long
def test_making_a_session_reads_its_music_file_once(tmp_path: Path) -> None:
    wav(tmp_path / "once.wav", noise(2))
    script = tmp_path / "x.yaml"
    script.write_text("title: T\nmusic: once.wav\nstretches: [{name: A, hold: 1s}]\n", encoding="utf-8")
    code = (
        "import sys; opened = []; "
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0]))); "
        "from voiceroutine.cli import cli; "
        f"cli(['make', '-q', {str(script)!r}, '-o', {str(tmp_path)!r}], standalone_mode=False); "
        "print(sum(path.endswith('once.wav') for path in opened))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (tmp_path / "x.mp3").exists()
    assert done.stdout.strip() == "1"


def test_a_damaged_file_in_the_cache_is_made_again(tmp_path: Path, cache: Path) -> None:
    source = wav(tmp_path / "damaged.wav", noise(2))
    before = played(source).sound.play(0, 2_000)
    (kept,) = (cache / "beds").rglob("damaged-wav-*.vrc")
    kept.write_bytes(kept.read_bytes()[:-1_000])
    np.testing.assert_array_equal(played(source).sound.play(0, 2_000), before)


def unreadable(path: Path) -> None:
    path.write_text("this is no sound")


def silent(path: Path) -> None:
    wav(path, np.zeros((RATE * 2, 1)))


def too_short(path: Path) -> None:
    wav(path, noise(0.3))


def picture(path: Path) -> None:
    command = [find_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", "color=s=16x16", "-frames:v", "1", "-f", "apng"]
    subprocess.run([*command, str(path)], check=True)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "cannot read the music .*x.wav: no such file or directory; `drone` and `waves` need no file"),
        (Path.mkdir, "cannot play .*x.wav as music: it is a folder"),
        (
            unreadable,
            "cannot play x.wav as music: ffmpeg finds no sound in it; any sound file that ffmpeg reads will do",
        ),
        (picture, "cannot play x.wav as music: ffmpeg finds no sound in it; any sound file that ffmpeg reads will do"),
        (silent, "the music x.wav is silent"),
        (too_short, "the music x.wav is too short for a loop; it must last half a second or more"),
    ],
    ids=["missing", "folder", "no sound", "picture", "silent", "too short"],
)
def test_what_cannot_be_music_is_told_in_a_sentence(tmp_path: Path, make, words: str) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path / "x.wav")
    with pytest.raises(BedError, match=f"^{words}"):
        _ = played(tmp_path / "x.wav").sound
