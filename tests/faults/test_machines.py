"""Machines: no home, no memory, no room, other processes, long names, damaged settings. Each ends in a sentence."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import RunCli, codes_of, write

SHORT = "title: Short one\nstretches:\n  - {name: Shoulder drop, ready: 1s, hold: 3s}\n"

posix = pytest.mark.skipif(os.name != "posix", reason="users and permissions as POSIX has them")


@pytest.fixture
def short() -> Path:
    return write(Path("scripts/short.yaml"), SHORT)


def homeless(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user whom the system does not know, without a home."""
    unshare = ["unshare", "--user", "--map-user=54321", "--map-group=54321"]
    if not shutil.which("unshare") or subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine gives nobody another user's number")
    kept = {name: value for name, value in os.environ.items() if name != "HOME" and not name.startswith("VOICEROU")}
    kept.pop("HIBARI_HOME", None)
    command = [*unshare, sys.executable, "-m", "voiceroutine", *args]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, stdin=subprocess.DEVNULL, env={**kept, **env}
    )


@posix
@pytest.mark.long
def test_a_user_without_a_home_has_the_temporary_folder(short: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = homeless("make", "short", TMPDIR=str(temporary))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert list((temporary / "voiceroutine-54321" / "cache" / "clips").iterdir())
    assert stat.S_IMODE((temporary / "voiceroutine-54321").stat().st_mode) == 0o700
    assert not Path("~").exists()
    for command in (("list",), ("config",), ("cache",), ("check",), ("config", "voice", "heart")):
        done = homeless(*command, TMPDIR=str(temporary))
        assert done.returncode == 0, done.stderr
    (temporary / "voiceroutine-54321").chmod(0o777)
    done = homeless("make", "short", TMPDIR=str(temporary))
    assert done.returncode == 1
    assert "can be written by other users, who could change what is in it" in done.stderr


def test_no_memory_ends_in_a_sentence() -> None:
    code = (
        "import voiceroutine.cli as c\n"
        "@c.cli.command()\n"
        "def eat(): bytearray(1 << 62)\n"
        "c.main()\n"
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, "eat"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == (
        "error: there is not enough memory for this; close other programs, or make the session shorter\n"
    )


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.name != "posix" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.mark.long
def test_a_full_temporary_folder_is_told_as_that(run_process: RunCli, tmp_path: Path) -> None:
    write(Path("x.yaml"), f"{SHORT}music: drone\n")
    with small_disk(tmp_path / "disk", "200k") as disk:
        fresh = str(tmp_path / "fresh")
        done = run_process("make", "-q", "x.yaml", TMPDIR=str(disk), VOICEROUTINE_CACHE=fresh)
    assert done.returncode == 1
    assert done.stderr == (
        "error: cannot write to the folder for temporary files: no space left on device; "
        "make room in it, or name another one in TMPDIR\n"
    )


def test_new_on_a_full_disk_leaves_no_file(run_cli: RunCli, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "16k") as disk:
        (disk / "filler").write_bytes(bytes(16_384))
        done = run_cli("new", str(disk / "evening.yaml"))
        assert done.returncode == 1
        assert f"error: cannot write {disk / 'evening.yaml'}: no space left on device" in done.stderr
        assert [path.name for path in disk.iterdir()] == ["filler"]


@pytest.mark.long
def test_make_succeeds_while_another_process_prunes_without_end(run_cli: RunCli, tmp_path: Path) -> None:
    write(Path("x.yaml"), SHORT.replace("hold: 3s", "hold: 20s, reps: 4") + "music: drone\n")
    cache = tmp_path / "pruned"
    code = (
        "import sys; from pathlib import Path; from voiceroutine.cache import prune\n"
        "while True: prune(Path(sys.argv[1]), 0)"
    )
    pruning = subprocess.Popen([sys.executable, "-c", code, str(cache)])
    try:
        done = run_cli("make", "-q", "x.yaml", VOICEROUTINE_CACHE=str(cache))
        assert (done.returncode, done.stderr) == (0, "")
    finally:
        pruning.kill()
        pruning.wait()
    assert run_cli("verify", "output/x.mp3").returncode == 0


@posix
@pytest.mark.long
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("name", ["é" * 120, "a" * 250, "\N{GRINNING FACE}" * 60])
def test_any_name_that_a_file_can_have_is_a_scripts(run_cli: RunCli, name: str, locale: str) -> None:
    write(Path(f"scripts/{name}.yaml"), SHORT)
    for script in (f"scripts/{name}.yaml", name):
        done = run_cli("make", "-q", script, "--captions", "vtt", LC_ALL=locale)
        assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in Path("output").iterdir()} == {f"{name}.mp3", f"{name}.vtt"}


def test_a_name_that_is_too_long_is_told_with_the_reason(run_cli: RunCli) -> None:
    done = run_cli("make", "scripts/" + "é" * 140 + ".yaml")
    assert done.returncode == 1
    assert "it has 285 bytes, and the name of a file has at most 255" in done.stderr
    done = run_cli("new", "a" * 300)
    assert done.returncode == 1
    assert "file name too long" in done.stderr


def test_settings_nested_without_end_are_told_as_damaged(run_cli: RunCli) -> None:
    write(Path(os.environ["VOICEROUTINE_CONFIG"]) / "config.json", '{"voice":' * 100_000)
    done = run_cli("config")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "config.json is damaged: it is nested too deeply; remove it" in done.stderr


@pytest.mark.parametrize("say_as", ['right: "{side}"', 'right: "a {b|c}"', '"{side}": left', 'right: "a }"'])
def test_a_respelling_has_no_braces(say_as: str) -> None:
    assert codes_of(f"{SHORT}say_as: {{{say_as}}}\n")["placeholder"] == "error"
    assert "error" not in codes_of(f"{SHORT}say_as: {{scapula: SKAP-yoo-la}}\n").values()


def test_check_does_not_count_what_it_could_not_check(run_process: RunCli) -> None:
    write(Path("scripts/b.yaml"), f"{SHORT}music: drone\n")
    none = str(Path("none").absolute())
    done = run_process("check", IMAGEIO_FFMPEG_EXE=none)
    assert done.returncode == 1
    assert done.stderr.startswith("1 script not checked\nerror: scripts/b.yaml could not be checked completely: ")
    write(Path("scripts/a.yaml"), SHORT)
    done = run_process("check", IMAGEIO_FFMPEG_EXE=none)
    assert re.match(r"1 script checked: 0 errors, \d warnings; 1 script not checked\n", done.stderr)


@posix
def test_the_cache_is_its_users_alone(run_cli: RunCli, short: Path, tmp_path: Path) -> None:
    cache = tmp_path / "deep" / "cache"
    os.umask(0)
    try:
        assert run_cli("make", "-q", "short", VOICEROUTINE_CACHE=str(cache)).returncode == 0
    finally:
        os.umask(0o022)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    for folder in (cache, cache / "clips"):
        for mode in (0o777, 0o770, 0o702):
            folder.chmod(mode)
            done = run_cli("make", "-q", "short", VOICEROUTINE_CACHE=str(cache))
            assert done.returncode == 1
            assert done.stderr == (
                f"error: the cache {folder} can be written by other users, who could change what is in it; "
                f"write `chmod go-w {folder}`, or remove it if you do not trust what is in it\n"
            )
        folder.chmod(0o755)
    assert run_cli("make", "-q", "short", VOICEROUTINE_CACHE=str(cache)).returncode == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="gives a folder away, as root")
def test_a_cache_of_another_user_is_refused(run_cli: RunCli, short: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o755)
    os.chown(cache, 12345, 12345)
    for command in (("make", "-q", "short"), ("list",), ("cache",)):
        done = run_cli(*command, VOICEROUTINE_CACHE=str(cache))
        assert done.returncode == 1
        assert done.stderr == (
            f"error: the cache {cache} belongs to another user, who could change what is in it; "
            "set VOICEROUTINE_CACHE to a folder of your own\n"
        )
