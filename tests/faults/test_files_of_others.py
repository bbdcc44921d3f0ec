"""What voiceroutine did not make, or what was edited since, stays unless --force."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support import RunCli, write

pytestmark = pytest.mark.long  # sessions are made, each by a process

SHORT = "title: Short one\nstretches:\n  - {name: Shoulder drop, ready: 1s, hold: 3s}\n"
OTHER = SHORT.replace("Short one", "Other one")
LONGER = SHORT.replace("hold: 3s", "hold: 4s")


@pytest.fixture
def short() -> Path:
    return write(Path("scripts/short.yaml"), SHORT)


def test_captions_corrected_by_hand_stay(run_cli: RunCli, short: Path) -> None:
    assert run_cli("make", "-q", "short", "--captions", "vtt").returncode == 0
    captions = Path("output/short.vtt")
    made = captions.read_text(encoding="utf-8")
    captions.write_text(made.replace("Shoulder", "My shoulder"), encoding="utf-8")
    corrected = captions.read_bytes()
    for script in (SHORT, LONGER):  # up to date, and made again
        short.write_text(script, encoding="utf-8")
        done = run_cli("make", "-q", "short", "--captions", "vtt")
        assert done.returncode == 1
        assert done.stderr == (
            f"error: the captions at {captions} were changed since they were made, or voiceroutine did not make them; "
            "move them away, or replace them with --force\n"
        )
        assert captions.read_bytes() == corrected
    assert run_cli("make", "-q", "short", "--captions", "vtt", "--force").returncode == 0
    assert captions.read_bytes() != corrected


def test_captions_of_the_session_before_are_replaced(run_cli: RunCli, short: Path) -> None:
    assert run_cli("make", "-q", "short", "--captions", "vtt,srt").returncode == 0
    before = Path("output/short.vtt").read_bytes()
    short.write_text(LONGER, encoding="utf-8")
    done = run_cli("make", "-q", "short", "--captions", "vtt,srt")
    assert (done.returncode, done.stderr) == (0, "")
    assert Path("output/short.vtt").read_bytes() != before


def test_captions_that_lie_there_before_the_first_session_stay(run_cli: RunCli, short: Path) -> None:
    theirs = write(Path("output/short.vtt"), "WEBVTT\n\nmine\n")
    assert run_cli("make", "-q", "short", "--captions", "vtt").returncode == 1
    assert theirs.read_text() == "WEBVTT\n\nmine\n"
    theirs.unlink()
    assert run_cli("make", "-q", "short", "--captions", "vtt").returncode == 0
    Path("output/short.mp3").unlink()
    assert run_cli("make", "-q", "short", "--captions", "vtt").returncode == 0, "these are what would be written"


def test_a_song_in_the_folder_of_auditions_stays(run_cli: RunCli) -> None:
    song = write(Path("songs/heart.mp3"), "a song")
    done = run_cli("audition", "heart", "--no-play", "-o", "songs")
    assert done.returncode == 1
    assert done.stderr == (
        f"error: there is a file at {song} that is not a sample made by voiceroutine; "
        "move it away, or name another folder (--output); --force replaces a file\n"
    )
    assert song.read_text() == "a song"
    assert run_cli("audition", "heart", "--no-play", "-o", "songs", "--force").returncode == 0
    assert run_cli("audition", "heart", "--no-play", "-o", "songs", "--text", "Hello.").returncode == 0, "ours now"
    with song.open("ab") as file:
        file.write(b"edited")
    edited = song.read_bytes()
    assert run_cli("audition", "heart", "--no-play", "-o", "songs").returncode == 1
    assert song.read_bytes() == edited


def test_a_session_is_no_sample(run_cli: RunCli, short: Path) -> None:
    write(Path("scripts/heart.yaml"), SHORT)
    assert run_cli("make", "-q", "heart").returncode == 0
    made = Path("output/heart.mp3").read_bytes()
    assert run_cli("audition", "heart", "--no-play", "-o", "output").returncode == 1
    assert Path("output/heart.mp3").read_bytes() == made


def test_a_schema_of_ones_own_stays_and_new_says_so(run_cli: RunCli) -> None:
    assert run_cli("new", "a").stderr == ""
    schema = Path("scripts/voiceroutine.schema.json")
    made = schema.read_bytes()
    assert run_cli("new", "b").stderr == "", "ours is written anew"
    assert schema.read_bytes() == made
    older = {"title": "as an earlier version wrote it"}
    for edited in (made.replace(b"cue script", b"my script"), json.dumps(older).encode(), b"mine", b"[" * 100_000):
        schema.write_bytes(edited)
        done = run_cli("new", f"c{len(edited)}")
        assert done.returncode == 0
        assert done.stderr == (
            f"note: {schema} was changed since it was made, or is somebody else's, and is left as it is\n"
        )
        assert schema.read_bytes() == edited


def test_scripts_of_one_name_in_two_folders_do_not_replace_each_others_session(run_cli: RunCli) -> None:
    mine, other = write(Path("a/day.yaml"), SHORT), write(Path("b/day.yaml"), SHORT.replace("3s", "4s"))
    assert run_cli("make", "-q", str(mine)).returncode == 0
    made = Path("output/day.mp3").read_bytes()
    done = run_cli("make", "-q", str(other))
    assert done.returncode == 1
    assert done.stderr == (
        f"error: the session at output/day.mp3 is of another script of that name, {mine.resolve()}; "
        "move it away, or name another folder (--output); --force replaces a file\n"
    )
    assert Path("output/day.mp3").read_bytes() == made
    mine.write_text(LONGER.replace("Short one", "A new title"), encoding="utf-8")
    assert run_cli("make", "-q", str(mine)).returncode == 0, "one's own session is made again"
    assert run_cli("make", "-q", str(other), "--force").returncode == 0
    mine.unlink()
    shutil.move(other, mine)
    mine.write_text(SHORT, encoding="utf-8")
    assert run_cli("make", "-q", str(mine)).returncode == 0, "a script may be moved"


def test_what_this_machine_does_not_remember_is_told_by_the_title(run_cli: RunCli, tmp_path: Path) -> None:
    write(Path("a/day.yaml"), SHORT)
    write(Path("b/day.yaml"), OTHER)
    assert run_cli("make", "-q", "a/day.yaml").returncode == 0
    fresh = {"VOICEROUTINE_CACHE": str(tmp_path / "fresh")}
    done = run_cli("make", "-q", "b/day.yaml", **fresh)
    assert done.returncode == 1
    assert "is of another script of that name, `Short one`" in done.stderr
    write(Path("a/day.yaml"), LONGER)
    assert run_cli("make", "-q", "a/day.yaml", **fresh).returncode == 0


def test_a_session_names_no_path(run_cli: RunCli, tmp_path: Path) -> None:
    write(Path("private-folder/day.yaml"), SHORT)
    assert run_cli("make", "-q", "private-folder/day.yaml", "-o", "x").returncode == 0
    elsewhere = write(tmp_path / "elsewhere" / "day.yaml", SHORT)
    assert run_cli("make", "-q", str(elsewhere), "-o", "y").returncode == 0
    assert Path("x/day.mp3").read_bytes() == Path("y/day.mp3").read_bytes()
