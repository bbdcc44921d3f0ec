"""Scripts are watched: whichever of their files is saved, and however, they are to be made again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import mp3_info, write
from voiceroutine.app.watch import watch_scripts

BASE = "vars: {clinic: Hill Street}\nbell: {sound: ../sounds/bowl.wav, end: true}\n"
SCRIPT = """\
extends: house
title: Short one
music: ../sounds/sea.wav
stretches:
  - {name: Calf, hold: 10s, caution: Stop if it hurts.}
  - use: mine
"""
ALONE = """\
title: Other one
stretches:
  - use: chin-tuck
"""
MINE = "name: Mine\nhold: 10s\ncaution: Stop if it hurts.\n"
PATH, OTHER = Path("scripts/short.yaml"), Path("scripts/other.yaml")
FILES = ["scripts/short.yaml", "scripts/house.yaml", "scripts/stretches/mine.yaml", "sounds/sea.wav", "sounds/bowl.wav"]
LONGEST_S = 20


@pytest.fixture
def watching() -> Iterator[tuple[Path, ...]]:
    """Watch two scripts, which were just to be made."""
    write(Path("scripts/house.yaml"), BASE)
    write(PATH, SCRIPT)
    write(Path("scripts/stretches/mine.yaml"), MINE)
    write(
        OTHER,
        SCRIPT.replace("extends: house\n", "").replace("music: ../sounds/sea.wav\n", "").replace("mine", "chin-tuck"),
    )
    for name in ("sea", "bowl"):
        write(Path(f"sounds/{name}.wav"), "sound")
    saved = watch_scripts([PATH, OTHER])
    assert next(saved) == (PATH, OTHER)
    return saved


def save(path: Path, *, renamed: bool) -> None:
    """Save a file as an editor does, in place or by a rename; its content stays good."""
    content = path.read_text(encoding="utf-8") + "\n"
    if renamed:
        write(path.with_name(".editing"), content).replace(path)
    else:
        write(path, content)


@pytest.mark.parametrize("renamed", [False, True], ids=["in place", "renamed"])
@pytest.mark.parametrize("name", FILES)
def test_a_script_is_made_again_when_a_file_of_it_is_saved_and_others_are_not(
    watching: Iterator[tuple[Path, ...]], name: str, renamed: bool
) -> None:
    timer = threading.Timer(0.1, save, (Path(name),), {"renamed": renamed})
    timer.start()
    assert next(watching) == (PATH,)
    timer.join()


def test_what_is_saved_while_a_session_is_made_is_not_missed(watching: Iterator[tuple[Path, ...]]) -> None:
    save(PATH, renamed=True)
    assert next(watching) == (PATH,)
    write(PATH, SCRIPT.replace("mine", "fresh"))
    write(Path("scripts/stretches/fresh.yaml"), MINE)
    assert PATH in next(watching)
    save(Path("scripts/stretches/fresh.yaml"), renamed=False)  # which it had not named when it was seen first
    assert next(watching) == (PATH,)


def test_a_faulty_script_keeps_its_sounds_and_its_bases_in_view(watching: Iterator[tuple[Path, ...]]) -> None:
    write(PATH, SCRIPT.replace("10s", "ten"))
    assert next(watching) == (PATH,)
    for name in FILES:
        save(Path(name), renamed=False)
        assert next(watching) == (PATH,)


def test_a_file_that_takes_the_place_of_a_bundled_one_or_of_a_missing_one_is_seen(
    watching: Iterator[tuple[Path, ...]],
) -> None:
    write(Path("scripts/stretches/chin-tuck.yaml"), MINE)
    assert OTHER in next(watching)
    OTHER.unlink()
    assert OTHER in next(watching)
    write(OTHER, SCRIPT)
    assert OTHER in next(watching)


def test_music_that_the_command_names_is_watched_in_place_of_the_scripts() -> None:
    write(PATH, SCRIPT.replace("extends: house\n", "").replace("mine", "chin-tuck"))
    for name in ("sea", "own"):
        write(Path(f"sounds/{name}.wav"), "sound")
    saved = watch_scripts([PATH], music="sounds/own.wav")
    next(saved)
    save(Path("sounds/sea.wav"), renamed=False)
    timer = threading.Timer(0.1, save, (Path("sounds/own.wav"),), {"renamed": False})
    timer.start()
    assert next(saved) == (PATH,)
    assert timer.finished.is_set()


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_the_command_makes_again_what_is_saved_tells_what_is_wrong_and_ends_with_ctrl_c() -> None:
    script = (
        "title: Short\nscreening: false\nguidance: minimal\nstretches:\n  - {name: Calf, hold: 10s, caution: Stop.}\n"
    )
    write(PATH, script)
    write(OTHER, script.replace("Short", "Other"))
    session = Path("output/short.mp3")
    command = [sys.executable, "-m", "voiceroutine", "make", "--watch", "short", "other", "--captions", "vtt"]
    with (
        Path("told").open("w", encoding="utf-8") as told,
        subprocess.Popen(
            command, stdout=told, stderr=told, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
        ) as process,
    ):
        try:
            until_told("2 scripts watched", 1)
            first_s = mp3_info(session).length
            other = OTHER.stat(), Path("output/other.mp3").stat()
            write(PATH, script.replace("10s", "ten"))
            until_told("2 scripts watched", 2)
            assert "scripts/short.yaml:5:24: error: expected a duration" in Path("told").read_text(encoding="utf-8")
            assert mp3_info(session).length == first_s
            write(PATH.with_name(".editing"), script.replace("10s", "14s")).replace(PATH)
            until_told("2 scripts watched", 3)
            assert mp3_info(session).length >= first_s + 3.9
            assert Path("output/short.vtt").exists()
            assert other == (OTHER.stat(), Path("output/other.mp3").stat())
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST_S) == 0
    lines = Path("told").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "stopped watching"
    assert len([line for line in lines if line.startswith("output/short.mp3") and "made in" in line]) == 2


def until_told(words: str, times: int) -> None:
    deadline = time.monotonic() + LONGEST_S
    while Path("told").read_text(encoding="utf-8").count(words) < times:
        assert time.monotonic() < deadline, Path("told").read_text(encoding="utf-8")
        time.sleep(0.02)
