"""A session in another format: the same length, chapters, cover, words and silences as its MP3."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from tests.support import RunCli, decode, write
from voiceroutine.app.convert import convert_session
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.audio.encode import find_ffmpeg
from voiceroutine.errors import EncodeError, OutputError, VoiceroutineError
from voiceroutine.session.tags import read_session_info
from voiceroutine.units import samples

SCRIPT = """\
title: Short one
summary: "For calves = legs; and # more"
artist: Hill Street Physio
screening: false
guidance: minimal
chimes: false
stretches:
  - {name: "Calf = wall; \\\\ #1", hold: 5s, ready: 1s, after: 1s, caution: Stop if it hurts.}
  - {name: Füße, reps: 2, tempo: 2s, ready: 1s, after: 1s, caution: Stop if it hurts.}
"""
FORMS = ["m4a", "opus"]
ONE_OF_THEM = ["m4a", pytest.param("opus", marks=pytest.mark.long)]
QUIET = 4
"""Of 32 768: what a codec may leave in a silence, below -78 dBFS."""
EDGE_MS = 60
"""How far a sound can spread into the silence before and after it: a block of the codec and its overlap."""
NEAR_S = 0.05

needs_ffprobe = pytest.mark.skipif(shutil.which("ffprobe") is None, reason="there is no ffprobe here")


@pytest.fixture
def session() -> Path:
    return make(write(Path("scripts/short.yaml"), SCRIPT)).path


def probe(path: Path) -> Any:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_streams", "-show_format", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


@needs_ffprobe
@pytest.mark.parametrize("form", FORMS)
def test_a_player_finds_the_length_the_chapters_and_the_cover_of_the_session(session: Path, form: str) -> None:
    info = read_session_info(session)
    assert info is not None
    found = probe(convert_session(session, form))
    assert float(found["format"]["duration"]) == pytest.approx(info.timeline.duration_ms / 1000, abs=NEAR_S)
    chapters = [(float(it["start_time"]), it["tags"]["title"]) for it in found["chapters"]]
    assert [title for _, title in chapters] == [chapter.title for chapter in info.timeline.chapters]
    assert [start for start, _ in chapters] == pytest.approx(
        [start_ms / 1000 for start_ms, _ in info.timeline.starts()], abs=NEAR_S
    )
    (sound,) = [stream for stream in found["streams"] if stream["codec_type"] == "audio"]
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == (
        {"m4a": "aac", "opus": "opus"}[form],
        "48000",
        1,
    )
    (cover,) = [stream for stream in found["streams"] if stream["codec_type"] == "video"]
    assert (cover["codec_name"], cover["width"], cover["disposition"]["attached_pic"]) == ("mjpeg", 1400, 1)


@pytest.mark.long
@pytest.mark.parametrize("form", ONE_OF_THEM)
def test_the_sound_is_the_sessions_to_the_sample_in_time_and_its_silences_stay_silent(session: Path, form: str) -> None:
    before, after = decode(session), decode(convert_session(session, form))
    assert len(after) == len(before)
    words = slice(samples(5_000), samples(5_000) + (1 << 18))  # of the disclaimer
    spectra = [np.fft.rfft(sound[words].astype(float)) for sound in (before, after)]
    lags = np.fft.irfft(spectra[1] * spectra[0].conj())
    assert int(np.argmax(lags)) in (0, 1, len(lags) - 1)
    sounds, edge = np.flatnonzero(before), samples(EDGE_MS)
    gaps = [(start + edge, end - edge) for start, end in pairwise(sounds) if end - start > 4 * edge]
    assert sum(end - start for start, end in gaps) > samples(15_000)
    assert max(np.abs(after[start:end]).max() for start, end in gaps) <= QUIET


@pytest.mark.parametrize("form", ONE_OF_THEM)
def test_what_the_container_can_hold_of_the_tags_is_kept(session: Path, form: str) -> None:
    tags: Any = ID3(session)
    path = convert_session(session, form)
    file: Any = MP4(path) if form == "m4a" else OggOpus(path)
    keys = ("\xa9nam", "\xa9ART", "\xa9alb", "\xa9gen", "\xa9cmt", "\xa9lyr")
    names = keys if form == "m4a" else ("title", "artist", "album", "genre", "comment", "lyrics")
    frames = ("TIT2", "TPE1", "TALB", "TCON", "COMM::eng", "USLT::eng")
    for name, frame in zip(names, frames, strict=True):
        assert file[name] == [str(tags[frame])], name
    if form == "m4a":
        assert bytes(file["covr"][0]) == tags.getall("APIC")[0].data


@needs_ffprobe
@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_music_stays_in_stereo(form: str) -> None:
    path = make(write(Path("scripts/short.yaml"), SCRIPT), MakeOptions(music="waves")).path
    (sound, *_) = probe(convert_session(path, form))["streams"]
    assert sound["channels"] == 2


@pytest.mark.long
@pytest.mark.parametrize("form", ONE_OF_THEM)
def test_a_file_that_is_as_it_should_be_is_left_alone_and_one_of_another_session_is_replaced(
    session: Path, form: str
) -> None:
    path = convert_session(session, form)
    content = path.read_bytes()
    os.utime(path, (1, 1))
    assert convert_session(session, form).stat().st_mtime == 1
    convert_session(session, form, force=True)
    assert path.read_bytes() == content, "the same session gives the same bytes"
    make(write(Path("scripts/short.yaml"), SCRIPT.replace("hold: 5s", "hold: 6s")))
    convert_session(session, form)
    assert path.read_bytes() != content
    assert (
        sorted(it.name for it in path.parent.iterdir()) == [f"short.{form}", "short.mp3"][:: -1 if form > "mp3" else 1]
    )


@pytest.mark.parametrize("form", ONE_OF_THEM)
def test_a_file_of_others_or_one_that_was_changed_stays(session: Path, form: str) -> None:
    write(session.with_suffix(f".{form}"), "mine")
    with pytest.raises(OutputError, match="did not make, or that was changed since"):
        convert_session(session, form)
    path = convert_session(session, form, force=True)
    file: Any = MP4(path) if form == "m4a" else OggOpus(path)
    file["\xa9nam" if form == "m4a" else "title"] = ["Mine"]
    file.save()
    content = path.read_bytes()
    make(write(Path("scripts/short.yaml"), SCRIPT.replace("hold: 5s", "hold: 6s")))
    with pytest.raises(OutputError, match="did not make, or that was changed since"):
        convert_session(session, form)
    assert path.read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for ffmpeg")
@pytest.mark.parametrize(("form", "encoder"), [("m4a", "AAC encoder (aac)"), ("opus", "Opus encoder (libopus)")])
def test_an_ffmpeg_without_the_encoder_is_told_of_and_nothing_is_left_behind(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, encoder: str
) -> None:
    name = encoder.split("(")[1].rstrip(")")
    # the real one, asked for an encoder that no ffmpeg has in place of this one
    lean = write(
        tmp_path / "lean",
        f'#!/bin/sh\nfor it; do shift; [ "$it" = {name} ] && it=no{name}; '
        f'set -- "$@" "$it"; done\nexec {find_ffmpeg()} "$@"\n',
    )
    lean.chmod(lean.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("voiceroutine.audio.encode.find_ffmpeg", lambda: str(lean))
    with pytest.raises(EncodeError) as found:
        convert_session(session, form)
    assert str(found.value).startswith(f"this ffmpeg has no {encoder}")
    assert [it.name for it in session.parent.iterdir()] == ["short.mp3"]


def test_only_sessions_of_ours_are_converted(session: Path) -> None:
    with pytest.raises(VoiceroutineError, match="did not make"):
        convert_session(write(Path("other.mp3"), "ID3"), "m4a")
    with pytest.raises(VoiceroutineError, match="there is no format `wav`; there are mp3, m4a, opus"):
        convert_session(session, "wav")
    assert convert_session(session, "mp3") == session


def test_make_writes_the_format_that_is_asked_for_beside_the_mp3(run_cli: RunCli) -> None:
    write(Path("scripts/short.yaml"), SCRIPT)
    done = run_cli("make", "short", "--format", "m4a")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith(f"{Path('output/short.m4a')}  0.")
    assert Path("output/short.mp3").exists()
