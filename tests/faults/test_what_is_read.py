"""Only scripts are read as scripts and only sounds as music; nothing else is quoted, followed or waited for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tests.support import RunCli, write
from voiceroutine.app.beds import beds_for
from voiceroutine.app.check import check
from voiceroutine.audio.encode import decode
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import EncodeError, ScriptNotFoundError
from voiceroutine.script.library import Library, Shelf, bundled_folder
from voiceroutine.script.loader import load_script

SHORT = "title: Short one\nstretches:\n  - {name: Shoulder drop, ready: 1s, hold: 3s}\n"
KEY_FILE = "-----BEGIN PRIVATE KEY-----\nhunter2: [\n"

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and links as POSIX has them")


def within(seconds: float, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command line; one that waits for ever fails the test."""
    return subprocess.run(
        [sys.executable, "-m", "voiceroutine", *args],
        capture_output=True, text=True, check=False, timeout=seconds, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("name", ["id_rsa", "secret.txt", "link.yaml", "secret.yaml", "listed.yml"])
@posix
def test_extends_quotes_no_file_that_is_not_a_script(run_cli: RunCli, tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    for file in ("id_rsa", "secret.txt", "secret.yaml"):
        write(home / file, KEY_FILE)
    write(home / "listed.yml", "- hunter2\n")
    (home / "link.yaml").symlink_to(home / "id_rsa")
    write(Path("scripts/x.yaml"), f"extends: {home / name}\ntitle: T\n")
    for command in ("check", "make"):
        done = run_cli(command, "x")
        assert done.returncode == 1
        assert "x.yaml:1:10: error: " in done.stdout + done.stderr
        assert "hunter2" not in done.stdout + done.stderr
        assert "PRIVATE" not in done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="as Linux has it")
def test_the_environment_is_not_quoted(run_cli: RunCli) -> None:
    write(Path("x.yaml"), "extends: /proc/self/environ\ntitle: T\n")
    done = run_cli("check", "x.yaml", WORD="hunter2")
    assert done.stdout.startswith(
        "x.yaml:1:10: error: /proc/self/environ is not a script: only .yaml and .yml files are read as scripts"
    )
    assert "hunter2" not in done.stdout + done.stderr
    assert run_cli("make", "/proc/self/environ").stderr == (
        "error: /proc/self/environ is not a script: only .yaml and .yml files are read as scripts\n"
    )
    assert run_cli("new", "mine", "--from", "/proc/self/environ").returncode == 1


def test_a_mistake_in_the_script_that_is_extended_is_still_shown(run_cli: RunCli) -> None:
    write(Path("base.yaml"), SHORT.replace("hold", "hodl"))
    write(Path("x.yaml"), "extends: ./base.yaml\n")
    assert "Shoulder drop, ready: 1s, hodl: 3s" in run_cli("check", "x.yaml").stdout
    write(Path("base.yaml"), "title: [\n")
    assert " | title: [" in run_cli("check", "x.yaml").stdout


@posix
def test_a_link_among_the_stretches_is_not_quoted(run_cli: RunCli, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", KEY_FILE)
    Path("scripts/stretches").mkdir(parents=True)
    Path("scripts/stretches/lean.yaml").symlink_to(secret)
    write(Path("scripts/x.yaml"), "title: T\nstretches: [{use: lean}]\n")
    done = run_cli("check")
    assert done.returncode == 1
    assert "hunter2" not in done.stdout + done.stderr


@pytest.fixture
def strict(tmp_path: Path) -> Library:
    """A library as a page or a server has it, and files around it that it must not read."""
    write(tmp_path / "outside" / "base.yaml", SHORT)
    write(tmp_path / "outside" / "rain.wav", "")
    write(tmp_path / "shelf" / "good.yaml", SHORT)
    write(tmp_path / "shelf" / "deeper" / "base.yaml", SHORT)
    shelves = (Shelf(tmp_path / "shelf", "yours"), Shelf(bundled_folder(), "bundled"))
    return Library(shelves, strict=True)


def test_a_strict_library_reads_its_shelves_and_below(strict: Library, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    assert load_script("good", strict).routine.title == "Short one"
    assert load_script(shelf / "deeper" / "base.yaml", strict).routine.title == "Short one"
    for text in ("extends: deeper/base.yaml", "extends: neck"):
        assert load_script(write(shelf / "x.yaml", text + "\n"), strict)


@pytest.mark.parametrize("key", ["extends: ../outside/base.yaml", "extends: {out}/base.yaml", "extends: {out}/no.yaml"])
def test_a_strict_library_reads_no_script_outside_and_does_not_say_whether_there_is_one(
    strict: Library, tmp_path: Path, key: str
) -> None:
    write(tmp_path / "shelf" / "x.yaml", key.replace("{out}", str(tmp_path / "outside")) + "\ntitle: T\n")
    with pytest.raises(FaultyScriptError, match="is not among the scripts that may be read here"):
        load_script("x", strict)


@posix
def test_a_strict_library_follows_no_link_out(strict: Library, tmp_path: Path) -> None:
    shelf, outside = tmp_path / "shelf", tmp_path / "outside"
    (shelf / "link.yaml").symlink_to(outside / "base.yaml")
    (shelf / "folder").symlink_to(outside)
    (shelf / "round.yaml").symlink_to(shelf / "round.yaml")
    (shelf / "stretches").mkdir()
    (shelf / "stretches" / "lean.yaml").symlink_to(outside / "base.yaml")
    for name in ("link", shelf / "link.yaml", shelf / "folder" / "base.yaml", outside / "base.yaml", "round"):
        with pytest.raises(ScriptNotFoundError):
            load_script(name, strict)
    assert "link" not in strict.scripts()
    assert "lean" not in strict.stretches()


@pytest.mark.parametrize(
    "key", ["music: ../outside/rain.wav", "music: {out}/rain.wav", "music: {out}/none.wav", "voice: piper:../../x.onnx"]
)
def test_a_strict_library_lets_a_script_name_no_file_outside(strict: Library, tmp_path: Path, key: str) -> None:
    write(tmp_path / "shelf" / "x.yaml", f"{SHORT}{key.replace('{out}', str(tmp_path / 'outside'))}\n")
    with pytest.raises(FaultyScriptError, match="this file lies outside the folders that may be read here"):
        load_script("x", strict)
    write(tmp_path / "shelf" / "x.yaml", f"{SHORT}music: rain.wav\nvoice: system:gmw/en\n")
    assert load_script("x", strict)


def test_a_strict_library_lets_a_script_without_stretches_name_no_file_outside(strict: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "shelf" / "style.yaml", "notice: Ours.\nmusic: ../outside/rain.wav\n")
    (problem,) = check(path, library=strict)
    assert problem.message == "this file lies outside the folders that may be read here"


def a_sound(path: Path) -> Path:
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, 48_000, 0, "NONE", ""))
        wav.writeframes(b"\x00\x20\x00\xe0" * 48_000)
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\ntone.wav\n#EXT-X-ENDLIST\n"),
        ("list.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\ntone.wav\n#EXT-X-ENDLIST\n"),
        ("list.ffconcat", "ffconcat version 1.0\nfile tone.wav\n"),
        ("list.wav", "ffconcat version 1.0\nfile tone.wav\n"),
        ("list.pls", "[playlist]\nFile1=tone.wav\n"),
        ("list.m3u", "tone.wav\n"),
    ],
)
def test_a_playlist_is_not_music_and_ffmpeg_does_not_follow_it(name: str, text: str) -> None:
    a_sound(Path("tone.wav"))
    playlist = write(Path(name), text)
    write(Path("x.yaml"), f"{SHORT}music: {name}\n")
    with pytest.raises(FaultyScriptError, match="as music: it is a playlist"):
        beds_for(load_script("x.yaml"))
    with pytest.raises(EncodeError):
        list(decode(playlist, 1))
    assert list(decode(Path("tone.wav"), 1))


@pytest.mark.long
@posix
@pytest.mark.parametrize(
    ("kind", "told"), [("device", "a device"), ("pipe", "a named pipe"), ("folder", "a folder"), ("socket", "a socket")]
)
def test_music_that_is_not_a_file_is_told_at_once(kind: str, told: str) -> None:
    music = "/dev/zero" if kind == "device" else "music.wav"
    listening = socket.socket(socket.AF_UNIX)
    with listening:
        if kind == "pipe":
            os.mkfifo(music)
        elif kind == "folder":
            Path(music).mkdir()
        elif kind == "socket":
            listening.bind(music)
        write(Path("x.yaml"), f"{SHORT}music: {music}\n")
        done = within(60, "make", "-q", "x.yaml")
        assert done.returncode == 1
        assert f"cannot play {music} as music: it is {told} [music]" in done.stderr
        done = within(60, "make", "-q", "x.yaml", "--music", music)
        assert f"as music: it is {told}; name a sound file\n" in done.stderr


@posix
@pytest.mark.long
def test_what_is_not_a_file_at_the_outputs_place_is_told_at_once() -> None:
    write(Path("short.yaml"), SHORT)
    Path("output").mkdir()
    os.mkfifo("output/short.mp3")
    for force in ((), ("--force",)):
        done = within(60, "make", "-q", "short.yaml", *force)
        assert done.returncode == 1
        assert done.stderr == (
            "error: cannot write output/short.mp3: there is a named pipe; move it away, or name another folder "
            "(--output)\n"
        )
    Path("output/short.mp3").unlink()
    Path("output/short.mp3").mkdir()
    assert "there is a folder" in within(60, "make", "-q", "short.yaml", "--force").stderr
    Path("output/short.mp3").rmdir()
    os.mkfifo("output/short.vtt")
    assert "there is a named pipe" in within(60, "make", "-q", "short.yaml", "--captions", "vtt").stderr
    os.mkfifo("output/heart.mp3")
    done = within(60, "audition", "heart", "--no-play", "-o", "output", "--force")
    assert "there is a named pipe" in done.stderr


@posix
@pytest.mark.long
def test_a_pipe_by_a_scripts_name_is_not_waited_for() -> None:
    os.mkfifo("x.yaml")
    for command in (("check", "x.yaml"), ("make", "x.yaml"), ("new", "y", "--from", "x.yaml")):
        done = within(60, *command)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr


@posix
def test_settings_in_a_pipe_are_not_waited_for() -> None:
    folder = Path(os.environ["VOICEROUTINE_CONFIG"])
    folder.mkdir()
    os.mkfifo(folder / "config.json")
    done = within(60, "config")
    assert "it is a named pipe; remove it" in done.stderr
