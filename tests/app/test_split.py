"""A session is split into one MP3 a chapter, which are the session when they are played without a gap."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from tests.support import RunCli, decode, mp3_info, write
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.app.split import split_session
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.session.parts import Part
from voiceroutine.session.pictures import chapter_picture_of, cover_of
from voiceroutine.session.tags import read_session_info
from voiceroutine.units import samples

SCRIPT = """\
title: Short one
artist: Hill Street Physio
screening: false
guidance: minimal
stretches:
  - {name: "Calf / wall: left?", hold: 3s, ready: 1s, after: 1s, caution: Stop if it hurts.}
  - {name: Füße, reps: 2, tempo: 2s, ready: 1s, after: 1s, caution: Stop if it hurts.}
"""
NAMES = ["01 Opening.mp3", "02 Calf - wall- left.mp3", "03 Füße.mp3", "04 Closing.mp3"]


@pytest.fixture
def session() -> Path:
    return make(write(Path("scripts/short.yaml"), SCRIPT)).path


def parts(listed: Path) -> list[Path]:
    """Return the files that a playlist names."""
    lines = listed.read_text(encoding="utf-8").splitlines()
    return [listed.parent / line for line in lines if line and not line.startswith("#")]


def test_a_playlist_has_every_chapter_in_order_with_its_title_and_length(session: Path) -> None:
    listed = split_session(session)
    assert listed == Path("output/short/short.m3u8")
    assert [file.name for file in parts(listed)] == NAMES
    assert sorted(file.name for file in listed.parent.iterdir()) == sorted([*NAMES, "short.m3u8"])
    lines = listed.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["#EXTM3U", "#PLAYLIST:Short one"]
    info = read_session_info(session)
    assert info is not None
    rows = [f"#EXTINF:{round(it.length_ms / 1000)},{it.title}" for it in info.timeline.chapters]
    assert [line for line in lines if line.startswith("#EXTINF")] == rows


@pytest.mark.parametrize("music", [None, pytest.param("waves", marks=pytest.mark.long)])
def test_parts_played_without_a_gap_are_the_session_to_the_sample(music: str | None) -> None:
    path = make(write(Path("scripts/short.yaml"), SCRIPT), MakeOptions(music=music)).path
    info = read_session_info(path)
    assert info is not None
    whole = decode(path)
    decoded = [decode(file) for file in parts(split_session(path))]
    for sound, (start_ms, chapter) in zip(decoded, info.timeline.starts(), strict=True):
        assert len(sound) == samples(chapter.length_ms)
        expected = whole[samples(start_ms) :][: len(sound)]
        assert np.abs(sound.astype(int) - expected.astype(int)).max() <= 1
    assert sum(map(len, decoded)) == len(whole)


def test_each_part_has_tags_of_its_own(session: Path) -> None:
    files = parts(split_session(session))
    for number, file in enumerate(files, 1):
        tags: Any = ID3(file)
        assert (str(tags["TALB"]), str(tags["TPE1"]), str(tags["TRCK"])) == (
            "Short one",
            "Hill Street Physio",
            f"{number}/4",
        )
        assert tags.getall("APIC")[0].data == (chapter_picture_of(session, number - 1) or cover_of(session))
        assert round(mp3_info(file).length * 1000) == int(str(tags["TLEN"]))
    titles: list[Any] = [MP3(file).tags for file in files]
    assert [str(tags["TIT2"]) for tags in titles] == ["Opening", "Calf / wall: left?", "Füße", "Closing"]
    lyrics = titles[0].getall("USLT")[0].text
    assert "Before we start." in lyrics
    assert "Füße" not in lyrics


def test_parts_that_are_as_they_should_be_are_left_alone_and_others_follow_the_script(session: Path) -> None:
    files = parts(split_session(session))
    for file in files:
        os.utime(file, (1, 1))
    split_session(session)
    assert {file.stat().st_mtime for file in files} == {1}
    changed = make(write(Path("scripts/short.yaml"), SCRIPT.replace("name: Füße", "name: Toes"))).path
    listed = split_session(changed)
    assert [file.name for file in parts(listed)] == [*NAMES[:2], "03 Toes.mp3", NAMES[3]]
    assert not (listed.parent / "03 Füße.mp3").exists()


@pytest.mark.parametrize("name", ["02 Calf - wall- left.mp3", "short.m3u8"])
def test_a_file_of_others_or_one_that_was_changed_stays_and_nothing_is_written(session: Path, name: str) -> None:
    file = write(Path("output/short") / name, "mine")
    with pytest.raises(OutputError, match="did not make, or that was changed since"):
        split_session(session)
    assert [it.name for it in file.parent.iterdir()] == [name]
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_part_that_somebody_has_edited_is_theirs(session: Path) -> None:
    listed = split_session(session)
    edited = listed.parent / NAMES[2]
    tags = ID3(edited)
    tags["TIT2"].text = ["Mine"]
    tags.save(edited)
    with pytest.raises(OutputError, match="changed since"):
        split_session(session)
    make(write(Path("scripts/short.yaml"), SCRIPT.replace("name: Füße", "name: Toes")))
    split_session(session)
    assert edited.exists()
    split_session(session, force=True)


def test_only_whole_sessions_of_ours_are_split(session: Path) -> None:
    with pytest.raises(VoiceroutineError, match="did not make"):
        split_session(write(Path("other.mp3"), "ID3"))
    with session.open("ab") as file:
        file.write(bytes(288))
    with pytest.raises(VoiceroutineError, match="not as long as its timeline"):
        split_session(session)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("...", "07.mp3"),
        ("a" * 500, f"07 {'a' * 120}.mp3"),
        ("首" * 99, f"07 {'首' * 40}.mp3"),
        ("A\tB.", "07 A-B.mp3"),
    ],
)
def test_a_title_becomes_a_name_that_every_disk_can_have(title: str, name: str) -> None:
    assert Part(number=7, count=9, title=title, start_ms=0, length_ms=24).file_name == name


def test_make_splits_where_it_is_asked_to(run_cli: RunCli) -> None:
    write(Path("scripts/short.yaml"), SCRIPT)
    done = run_cli("make", "short", "--split")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == str(Path("output/short/short.m3u8"))
    assert run_cli("make", "short", "--split").stdout.splitlines()[-1] == str(Path("output/short/short.m3u8"))
