"""The cache: bounded, and nobody else's files."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.support import RunCli, write
from voiceroutine.cache import Cache, cached_files, prune


def fill(folder: Path, count: int) -> Cache:
    cache = Cache(folder / "clips")
    for number in range(count):
        cache.put(number, f"thing {number}", bytes(1_000))
    for age, (path, _) in enumerate(sorted(cached_files(folder))):
        os.utime(path, (time.time() - 86_400 * 2 - age,) * 2)
    return cache


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    cache = fill(tmp_path, 10)
    assert cache.get(3, "thing 3") == bytes(1_000), "using it makes it young"
    gone, size = prune(tmp_path, 2_500)
    assert gone == 8
    assert size > 8_000
    assert cache.get(3, "thing 3") is not None
    assert sum(stat.st_size for _, stat in cached_files(tmp_path)) <= 2_500


def test_nothing_goes_while_there_is_room(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    assert prune(tmp_path) == (0, 0)


def test_what_another_process_is_writing_stays_for_a_day(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    young, old = (write(tmp_path / f"clips/00/.{name}.part.vrc", "half") for name in ("young", "old"))
    os.utime(old, (time.time() - 86_401,) * 2)
    assert prune(tmp_path, 0)[0] == 2
    assert young.exists()
    assert not old.exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    other = write(tmp_path / "clips" / "notes.txt", "mine")
    prune(tmp_path, 0)
    assert other.read_text() == "mine"
    assert cached_files(tmp_path) == []


def test_what_a_killed_process_left_goes_in_the_end(tmp_path: Path) -> None:
    old = write(tmp_path / "clips" / ".x.abc.part.vrc", "half")
    young = write(tmp_path / "clips" / ".y.abc.part.vrc", "half")
    os.utime(old, (time.time() - 86_400 * 2,) * 2)
    prune(tmp_path)
    assert not old.exists()
    assert young.exists()


def test_a_read_only_folder_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "clips").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "clips")
    cache.put("key", "name", b"content")
    assert cache.get("key", "name") == b"content"


def test_what_was_damaged_in_a_folder_now_full_is_got_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "clips")
    cache.put("key", "thing", b"what was kept")
    (tmp_path / "clips").rename(tmp_path / "before")
    (tmp_path / "clips").write_text("nothing can be kept below a file")
    cache.put("key", "thing", b"what was kept")
    (tmp_path / "clips").unlink()
    (tmp_path / "before").rename(tmp_path / "clips")
    ((damaged, _),) = cached_files(tmp_path)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert cache.get("key", "thing") == b"what was kept"
    assert not damaged.exists()


def test_the_command_shows_and_prunes(run_cli: RunCli, tmp_path: Path) -> None:
    fill(tmp_path / "c", 5)
    env = {"VOICEROUTINE_CACHE": str(tmp_path / "c")}
    assert "5 files, 0.0 MB" in run_cli("cache", **env).stdout
    assert run_cli("cache", "--prune", "2kB", **env).stdout.startswith("removed 4 files")
    assert run_cli("cache", "--prune", "lots", **env).returncode == 2
