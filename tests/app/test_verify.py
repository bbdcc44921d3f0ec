"""`verify` says what is wrong with a session, and make never makes such a one."""

from __future__ import annotations

import json
import shutil
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from mutagen.id3 import ID3, TIT2
from numpy.typing import NDArray

from tests.command import own_world, run_here
from tests.support import RunCli, decode, mp3_info, write
from voiceroutine.app.verify import Check, verify
from voiceroutine.audio.encode import find_ffmpeg
from voiceroutine.audio.loudness import clip_lufs
from voiceroutine.script.library import Library
from voiceroutine.script.loader import load_script
from voiceroutine.session.formats import caption_formats
from voiceroutine.session.id3 import tag_bytes
from voiceroutine.session.tags import read_session_info

SHORT = """\
title: Short "one"
summary: A few seconds.
stretches:
  - {name: Shoulder drop, areas: [shoulders], hold: 12s, ready: 1s, after: 1s}
  - {name: A much longer name for a very short stretch, hold: 3s, ready: 1s, after: 0}
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> bytes:
    """Make the session once; it is the same bytes each time, which a test below proves."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "work/short.yaml", SHORT)
    with pytest.MonkeyPatch.context() as patch:
        own_world(patch, folder, cache)
        assert run_here("make", "-q", "short.yaml").returncode == 0
    return (folder / "work/output/short.mp3").read_bytes()


@pytest.fixture
def session(made: bytes) -> Path:
    """Return a session of one's own, beside its script."""
    write(Path("short.yaml"), SHORT)
    path = Path("output/short.mp3")
    path.parent.mkdir()
    path.write_bytes(made)
    return path


def off(path: Path) -> set[str]:
    return {row.what for row in verify(path, library=Library(())) if not row.ok}


def test_what_make_makes_is_good(session: Path, run_cli: RunCli) -> None:
    assert off(session) == set()
    done = run_cli("verify", str(session))
    assert done.returncode == 0
    assert "-16" in done.stdout


@pytest.mark.long
@pytest.mark.parametrize("music", ["none", "waves"])
def test_a_long_chapter_is_heard_in_chunks_and_measures_the_same(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, music: str
) -> None:
    dose = "sides: [left, right], hold: 40s, reps: 2"
    write(Path("long.yaml"), f"title: Long\nstretches: [{{name: A long hold, {dose}}}]\n")
    assert run_cli("make", "-q", "long.yaml", "--music", music).returncode == 0

    def found() -> list[Check]:
        rows = verify(Path("output/long.mp3"), library=Library(()))
        assert all(row.ok for row in rows)
        # of a bed, other moments are measured: not those near an edge
        return [row for row in rows if row.what != "loudness of the bed"]

    whole = found()
    monkeypatch.setattr("voiceroutine.audio.measure.LONGEST_CHUNK_MS", 10_000)
    assert found() == whole


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30_000])


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_to_the_tags(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: tag_bytes(path) + 1_000])


def swap_frames(path: Path) -> None:
    content, start = path.read_bytes(), tag_bytes(path) + 288
    frames = [content[at : at + 288] for at in range(start, len(content), 288)]
    path.write_bytes(
        content[:start] + b"".join(frames[:1_200] + frames[1_500:1_800] + frames[1_200:1_500] + frames[1_800:])
    )


def lose_our_frame(path: Path) -> None:
    tags = ID3(path)
    tags.delall("PRIV")
    tags.save(path, v2_version=3)


def rename_a_chapter(path: Path) -> None:
    tags = ID3(path)
    tags.getall("CHAP")[0].sub_frames.add(TIT2(encoding=1, text="Something else"))
    tags.save(path, v2_version=3)


def no_mp3(path: Path) -> None:
    path.write_text("hello")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def louder(path: Path) -> None:
    kept = ID3(path)
    command = [
        find_ffmpeg(),
        "-v",
        "error",
        "-y",
        "-i",
        str(path),
        "-map",
        "0:a",
        "-af",
        "volume=6dB",
        "-b:a",
        "96k",
        "loud.mp3",
    ]
    subprocess.run(command, check=True)
    path.write_bytes(Path("loud.mp3").read_bytes())
    kept.save(path, v2_version=3)


DAMAGE: list[tuple[Callable[[Path], None], set[str]]] = [
    (cut_short, {"size", "frames", "length"}),
    (cut_in_half, {"size", "frames", "length"}),
    (cut_to_the_tags, {"size", "frames", "length"}),
    (swap_frames, {"frames", "cue onsets"}),
    (lose_our_frame, {"file"}),
    (rename_a_chapter, {"chapters"}),
    (no_mp3, {"file"}),
    (empty, {"file"}),
    (louder, {"frames", "loudness of speech", "true peak"}),
]


@pytest.mark.parametrize(("damage", "found"), DAMAGE, ids=[damage.__name__ for damage, _ in DAMAGE])
def test_damage_is_told_by_its_kind(session: Path, damage: Callable[[Path], None], found: set[str]) -> None:
    damage(session)
    assert found <= off(session)


def test_the_command_tells_damage_by_its_exit_code(session: Path, run_cli: RunCli) -> None:
    cut_short(session)
    assert run_cli("verify", str(session)).returncode == 1


@pytest.mark.parametrize("damage", [cut_short, cut_in_half, cut_to_the_tags])
def test_what_is_left_of_a_session_is_measured_to_its_end(session: Path, damage: Callable[[Path], None]) -> None:
    whole_ms = len(decode(session)) / 48
    damage(session)
    (row,) = (row for row in verify(session, library=Library(())) if row.what == "length")
    assert row.found.endswith(f"({len(decode(session)) / 48 - whole_ms:+.0f} ms)")


@pytest.mark.long
@pytest.mark.parametrize(
    ("keys", "channels", "shown"),
    [
        ("music: waves\n", 2, "-70 to -30 LUFS"),
        ("music: {file: drone, level: -12dB, duck: 4dB, fade: 1s}\nchimes: off\n", 2, "-70 to -22 LUFS"),
        ("keep_awake: true\n", 1, "-70 to -53 LUFS"),
    ],
    ids=["waves", "drone", "keep awake"],
)
def test_a_session_with_something_under_the_voice_is_good(
    run_cli: RunCli, keys: str, channels: int, shown: str
) -> None:
    write(Path("short.yaml"), keys + SHORT)
    assert run_cli("make", "-q", "short.yaml").returncode == 0
    done = run_cli("verify", "output/short.mp3", "--script", "short.yaml")
    assert (done.returncode, shown in done.stdout) == (0, True), done.stdout
    kept = read_session_info(Path("output/short.mp3"))
    assert kept
    assert kept.provenance.channels == channels == mp3_info(Path("output/short.mp3")).channels


def drums(length_s: int) -> NDArray[np.float64]:
    """Beats, two a second, with silence between."""
    beat = np.exp(-np.arange(24_000) / 2_000) * np.random.default_rng(0).standard_normal(24_000)
    return np.tile(beat, 2 * length_s)


def swelling(length_s: int) -> NDArray[np.float64]:
    """Half of it soft, half of it loud."""
    sound = np.random.default_rng(0).standard_normal(length_s * 48_000)
    sound[: len(sound) // 2] *= 0.1
    return sound


@pytest.mark.long
@pytest.mark.parametrize("level", ["-20dB", "-10dB", "-6dB"])
@pytest.mark.parametrize("sound", [drums(8), swelling(200)], ids=["drums", "swelling"])
def test_music_of_any_kind_leaves_a_session_good(run_cli: RunCli, sound: NDArray[np.float64], level: str) -> None:
    write_wav(Path("My  Music/a.wav"), sound)
    write(Path("short.yaml"), f'music: {{file: "My  Music/a.wav", level: {level}}}\n' + SHORT)
    assert run_cli("make", "-q", "short.yaml").returncode == 0
    done = run_cli("verify", "output/short.mp3")
    assert done.returncode == 0, done.stdout


def write_wav(path: Path, sound: NDArray[np.float64]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(np.round(sound / np.abs(sound).max() * 20_000).astype("<i2").tobytes())


@pytest.mark.long
def test_music_of_the_command_line_takes_the_place_of_the_scripts(run_cli: RunCli) -> None:
    write(Path("short.yaml"), "music: drone\n" + SHORT)
    assert run_cli("make", "-q", "short.yaml", "--music", "none").returncode == 0
    assert mp3_info(Path("output/short.mp3")).channels == 1
    assert run_cli("verify", "output/short.mp3", "--script", "short.yaml").returncode == 0
    done = run_cli("make", "short.yaml", "--music", "gone.mp3")
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot read the music ")
    for music, hint in (
        ("Drone", "did you mean `drone`?"),
        ("https://x.org/a.mp3", "download it first, and name the file"),
    ):
        assert run_cli("make", "short.yaml", "--music", music).stderr.endswith(f"; {hint}\n")
    assert run_cli("make", "short.yaml", "--music", " ").returncode == 2
    assert "made in" in run_cli("make", "short.yaml").stdout
    assert "up to date" in run_cli("make", "short.yaml", "--music", "drone").stdout


def test_music_is_found_from_the_script_that_names_it(run_cli: RunCli) -> None:
    write(Path("base/base.yaml"), "music: beds/rain.wav\n" + SHORT)
    write_wav(Path("base/beds/rain.wav"), np.random.default_rng(0).standard_normal(96_000))
    write(Path("over.yaml"), "extends: base/base.yaml\ntitle: Over it\n")
    assert run_cli("make", "-q", "over.yaml").returncode == 0
    write(Path("soft.yaml"), "extends: base/base.yaml\nmusic: {level: -30dB}\n")
    soft = load_script(Path("soft.yaml"), Library(()))
    assert (soft.music, soft.routine.music and soft.routine.music.level) == (str(Path("base/beds/rain.wav")), -30)
    write(Path("quiet.yaml"), "extends: base/base.yaml\nmusic: off\n")
    assert run_cli("make", "-q", "quiet.yaml").returncode == 0
    assert [mp3_info(Path(f"output/{name}.mp3")).channels for name in ("over", "quiet")] == [2, 1]


@pytest.mark.long
def test_a_session_is_held_to_its_script(session: Path, run_cli: RunCli) -> None:
    assert "`short` is not here, and not compared" in run_cli("verify", str(session)).stdout
    write(Path("scripts/short.yaml"), "# a comment changes nothing\n" + SHORT)
    assert "`short` says the same" in run_cli("verify", str(session)).stdout
    write(Path("scripts/short.yaml"), SHORT.replace("12s", "13s"))
    done = run_cli("verify", str(session))
    assert (done.returncode, "`short` says something else now" in done.stdout) == (1, True)
    write(Path("scripts/short.yaml"), SHORT.replace("Short", "Another"))
    assert "another `short` is here, and not compared" in run_cli("verify", str(session)).stdout
    write(Path("scripts/short.yaml"), "titel: T\n")
    assert "`short` has mistakes now" in run_cli("verify", str(session)).stdout
    assert run_cli("verify", str(session), "--script", "short.yaml").returncode == 0
    done = run_cli("verify", str(session), "--script", "gone.yaml")
    assert (done.returncode, done.stderr) == (1, "error: there is no script at gone.yaml\n")


def test_a_session_made_anew_is_held_to_what_the_script_says_now(session: Path, run_cli: RunCli) -> None:
    """Whatever was changed, sound or not."""
    write(Path("short.yaml"), SHORT.replace("areas: [shoulders]", "areas: [shoulders], equipment: [chair]"))
    assert "made in" in run_cli("make", "short.yaml").stdout
    assert run_cli("verify", str(session), "--script", "short.yaml").returncode == 0


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="there is no ffprobe on this machine")
def test_ffprobe_reads_the_same_tags_and_chapters(session: Path) -> None:
    command = ["ffprobe", "-v", "error", "-show_format", "-show_chapters", "-show_streams", "-of", "json", str(session)]
    probed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    kept = read_session_info(session)
    assert kept
    chapters = [
        (round(float(it["start_time"]) * 1000), round(float(it["end_time"]) * 1000), it["tags"]["title"])
        for it in probed["chapters"]
    ]
    assert chapters == list(kept.chapters)
    assert chapters == [(at, at + chapter.length_ms, chapter.title) for at, chapter in kept.timeline.starts()]
    tags = probed["format"]["tags"]
    assert (tags["title"], tags["album"], tags["artist"]) == ('Short "one"', "Voice routines", "voiceroutine")
    assert (tags["genre"], tags["track"], tags["TLEN"]) == ("Health & Fitness", "1", str(kept.timeline.duration_ms))
    assert tags["lyrics-eng"].splitlines()[0] == '[ti:Short "one"]'
    sound, cover = probed["streams"]
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("mp3", "48000", 1)
    assert (sound["bit_rate"], cover["codec_name"], cover["width"]) == ("96000", "mjpeg", 1400)
    assert float(sound["duration"]) * 1000 == pytest.approx(kept.timeline.duration_ms, abs=24)


def test_a_scripts_artist_is_the_players_and_is_verified() -> None:
    write(Path("short.yaml"), f'{SHORT}artist: "{{clinic}}"\nvars:\n  clinic: Hill Street {{Physio|FIZZ ee oh}}\n')
    assert run_here("make", "-q", "short.yaml").returncode == 0
    session = Path("output/short.mp3")
    assert str(ID3(session)["TPE1"]) == "Hill Street Physio"
    assert off(session) == set()
    tags = ID3(session)
    tags["TPE1"].text = ["voiceroutine"]
    tags.save(session, v2_version=3, padding=lambda _: 0)
    assert off(session) == {"tags"}


def test_a_file_that_is_not_there_is_told(run_cli: RunCli) -> None:
    done = run_cli("verify", "gone.mp3")
    assert (done.returncode, done.stderr) == (1, "error: cannot read gone.mp3: no such file or directory\n")
    done = run_cli("verify", "neck")
    assert done.stderr.endswith("no such file or directory; name the MP3 that `make` wrote: output/neck.mp3\n")


def test_the_tags_are_what_a_player_needs(session: Path) -> None:
    tags = ID3(session)
    kept = read_session_info(session)
    assert kept
    assert tags.version == (2, 3, 0)
    texts = {key: str(tags[key]) for key in ("TIT2", "TALB", "TPE1", "TCON", "TLAN", "TRCK")}
    assert texts == {
        "TIT2": 'Short "one"',
        "TALB": "Voice routines",
        "TPE1": "voiceroutine",
        "TCON": "Health & Fitness",
        "TLAN": "eng",
        "TRCK": "1",
    }
    assert str(tags.getall("COMM")[0]) == "A few seconds."
    assert tags.getall("USLT")[0].text.startswith("[ti:")
    times = [at for _, at in tags.getall("SYLT")[0].text]
    assert times == sorted(times)
    assert tags.getall("APIC")[0].data[:2] == b"\xff\xd8"
    toc = tags["CTOC:toc"]
    assert [str(tags[f"CHAP:{child}"].sub_frames["TIT2"]) for child in toc.child_element_ids] == [
        "Opening",
        "Shoulder drop",
        "A much longer name for a very short stretch",
        "Closing",
    ]


def test_chapters_lie_in_time_order_in_the_file_and_touch(session: Path) -> None:
    starts = _chapter_starts(session.read_bytes()[: tag_bytes(session)])
    assert len(starts) == 4
    assert starts == sorted(starts)
    kept = read_session_info(session)
    assert kept
    ends = [end for _, end, _ in kept.chapters]
    assert [start for start, _, _ in kept.chapters] == [0, *ends[:-1]]
    assert ends[-1] == kept.timeline.duration_ms == len(decode(session)) / 48


def _chapter_starts(content: bytes) -> list[int]:
    """Return the chapters' starts in ms, in the order of the file (ID3v2.3: ten bytes of header to a frame)."""
    starts, at = [], 10
    while at + 10 < len(content) and content[at]:
        size = int.from_bytes(content[at + 4 : at + 8], "big")
        if content[at : at + 4] == b"CHAP":
            times = content.index(b"\0", at + 10) + 1
            starts.append(int.from_bytes(content[times : times + 4], "big"))
        at += 10 + size
    return starts


def test_the_same_script_gives_the_same_bytes_on_a_cold_cache(session: Path, run_cli: RunCli, tmp_path: Path) -> None:
    first = session.read_bytes()
    assert run_cli("make", "-q", "--force", "short.yaml").returncode == 0
    assert session.read_bytes() == first
    assert run_cli("make", "-q", "--force", "short.yaml", VOICEROUTINE_CACHE=str(tmp_path / "fresh")).returncode == 0
    assert session.read_bytes() == first


def test_a_session_that_is_up_to_date_is_left_alone(session: Path, run_cli: RunCli) -> None:
    before = session.stat().st_mtime_ns
    done = run_cli("make", "short.yaml")
    assert "up to date" in done.stdout
    assert session.stat().st_mtime_ns == before
    write(Path("short.yaml"), "# a comment changes nothing\n" + SHORT)
    assert "up to date" in run_cli("make", "short.yaml").stdout


@pytest.mark.parametrize(
    "change", [("12s", "13s"), ("Shoulder", "Arm"), ("A few", "Some"), ("title", "pace: 1.1\ntitle")]
)
def test_any_change_of_the_script_makes_it_again(session: Path, run_cli: RunCli, change: tuple[str, str]) -> None:
    before = session.read_bytes()
    write(Path("short.yaml"), SHORT.replace(*change))
    assert "made in" in run_cli("make", "short.yaml").stdout
    assert session.read_bytes() != before


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-40_000] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut_short, empty, flip_a_bit])
def test_a_damaged_session_is_made_again(session: Path, run_cli: RunCli, damage: Callable[[Path], None]) -> None:
    before = session.read_bytes()
    damage(session)
    assert "made in" in run_cli("make", "short.yaml").stdout
    assert session.read_bytes() == before


@pytest.mark.parametrize("foreign", [no_mp3, lose_our_frame])
def test_a_file_that_is_no_session_of_ours_stays(
    session: Path, run_cli: RunCli, foreign: Callable[[Path], None]
) -> None:
    ours = session.read_bytes()
    foreign(session)
    before = session.read_bytes()
    done = run_cli("make", "short.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: there is a file at {session} that voiceroutine did not make; move it away")
    assert session.read_bytes() == before
    assert run_cli("make", "-q", "--force", "short.yaml").returncode == 0
    assert session.read_bytes() == ours


def test_a_folder_in_the_way_is_told_before_anything_is_made(run_cli: RunCli, cache: Path) -> None:
    write(Path("short.yaml"), SHORT)
    Path("output/short.mp3").mkdir(parents=True)
    done = run_cli("make", "short.yaml")
    assert done.returncode == 1
    assert "there is a folder; move it away" in done.stderr
    assert "100%" not in done.stderr


def test_captions_of_a_session_that_is_up_to_date_are_made_right(session: Path, run_cli: RunCli) -> None:
    assert run_cli("make", "-q", "--force", "short.yaml", "--captions", "srt").returncode == 0
    right, made = Path("output/short.srt").read_bytes(), session.stat().st_mtime_ns
    Path("output/short.srt").write_text("")
    assert "up to date" in run_cli("make", "short.yaml", "--captions", "srt,lrc").stdout
    assert Path("output/short.srt").read_bytes() == right
    assert Path("output/short.lrc").exists()
    assert session.stat().st_mtime_ns == made


def test_captions_are_written_beside_when_asked_for(session: Path, run_cli: RunCli) -> None:
    assert not list(Path("output").glob("*.vtt"))
    assert run_cli("make", "-q", "short.yaml", "--captions", "vtt,lrc").returncode == 0
    assert Path("output/short.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    tags = ID3(session)
    assert Path("output/short.lrc").read_text(encoding="utf-8") == tags.getall("USLT")[0].text
    done = run_cli("make", "short.yaml", "--captions", "doc")
    assert done.returncode == 2
    assert f"expected {', '.join(caption_formats())} or none, found `doc`" in done.stderr


@pytest.mark.long
@pytest.mark.parametrize("keys", ["", "pace: 0.5\n", "pace: 2.0\n", "voice: system\n", "language: de\n"])
def test_every_cue_is_as_loud_as_the_others(run_cli: RunCli, keys: str) -> None:
    write(Path("short.yaml"), keys + SHORT.replace("hold: 12s", "hold: 20s"))
    assert run_cli("make", "-q", "short.yaml").returncode == 0
    kept = read_session_info(Path("output/short.mp3"))
    assert kept
    heard = decode(Path("output/short.mp3")) / 32767
    cues = [event for _, event in kept.timeline.events() if event.kind == "speech"]
    loudness = [clip_lufs(heard[cue.start_ms * 48 : cue.end_ms * 48]) + 3.01 for cue in cues]
    assert len(cues) >= 10
    assert max(loudness) - min(loudness) <= 1.5
    assert "off" not in run_cli("verify", "output/short.mp3").stdout


def test_the_joined_chapters_are_one_sound(session: Path) -> None:
    """No click where chapters meet: there the sound is as silent as it was laid out."""
    kept = read_session_info(session)
    assert kept
    heard = decode(session).astype(float)
    for start_ms, _, _ in kept.chapters[1:3]:
        edge = heard[(start_ms - 200) * 48 : (start_ms - 60) * 48]
        assert np.abs(edge).max() == 0
