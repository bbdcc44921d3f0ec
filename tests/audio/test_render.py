"""Chapters that are encoded apart and joined are heard as one pass of the encoder over the whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import decode, write
from voiceroutine.app.preview import Preview, preview
from voiceroutine.audio.bed import Place, under
from voiceroutine.audio.context import in_context
from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode
from voiceroutine.audio.frames import FRAME_MS, MUSIC, SPEECH
from voiceroutine.audio.mix import mix, over
from voiceroutine.audio.music import music
from voiceroutine.audio.render import Renderer, write_mp3
from voiceroutine.plan.timeline import Chapter, Event
from voiceroutine.script.library import Library
from voiceroutine.units import up_to_grid

if TYPE_CHECKING:
    from voiceroutine.voice.clips import Clips

SCRIPT = """\
title: Many edges
stretches:
  - {name: One, hold: 1s, ready: 0, after: 0}
  - {name: Two, hold: 1s, ready: 0, after: 0, release: ''}
  - {name: Three, reps: 2, hold: 1s, ready: 0, rest: 0, after: 1s}
  - {name: Four, hold: 12s, ready: 0, after: 11s}
closing: And that is all.
"""


@pytest.fixture
def previewed() -> Preview:
    write(Path("x.yaml"), SCRIPT)
    return preview("x.yaml", library=Library(()))


def difference_db(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return how loud the difference of two sounds is against the first."""
    assert len(one) == len(other)
    return float(20 * np.log10(np.sqrt(((one - other) ** 2).mean()) / np.sqrt((one**2).mean()) + 1e-12))


def test_joined_chapters_are_one_pass_to_the_bit(previewed: Preview) -> None:
    timeline = previewed.timeline
    before_ms, after_ms = FRAMES_BEFORE * FRAME_MS, FRAMES_AFTER * FRAME_MS
    events = [event for _, event in timeline.events()]
    sound = mix(events, -before_ms, timeline.duration_ms + after_ms, previewed.clips.load)
    one_pass = encode(sound.raw_data, SPEECH, timeline.duration_ms // FRAME_MS + 1)
    assert b"".join(frames for _, frames in Renderer(previewed.clips).frames(timeline.chapters)) == one_pass


class Bursts:
    """Clips of noise, cut off hard: a length in ms for a text."""

    def load(self, text: str) -> NDArray[np.int16]:
        source = np.random.default_rng(int(text))
        sound = source.standard_normal(int(text) * 48) * float(source.choice([30, 1_000, 9_000]))
        return sound.astype(np.int16)

    def key(self, text: str) -> str:
        return text


@pytest.mark.long
def test_joined_chapters_are_one_pass_to_the_bit_wherever_their_sounds_lie() -> None:
    """Sounds that begin and end at an edge, just before and after it, in long chapters and in the shortest."""
    source = np.random.default_rng(1)
    chapters, whole, start_ms = [], [], 0
    for _ in range(150):
        events, now_ms = [], int(source.choice([0, 1, 11, 24, 40, 75, 120]))
        for _ in range(source.integers(1, 4)):
            length_ms = int(source.choice([24, 49, 96, 250]))
            events.append(Event(kind="speech", start_ms=now_ms, length_ms=length_ms, text=str(length_ms)))
            now_ms += length_ms + int(source.choice([0, 3, 24, 80, 150, 400]))
        chapters.append(Chapter(title="x", length_ms=up_to_grid(now_ms), events=tuple(events)))
        whole += [replace(event, start_ms=event.start_ms + start_ms) for event in events]
        start_ms += chapters[-1].length_ms
    sound = mix(whole, -FRAMES_BEFORE * FRAME_MS, start_ms + FRAMES_AFTER * FRAME_MS, Bursts().load)
    one_pass = encode(sound.raw_data, SPEECH, start_ms // FRAME_MS + 1)
    rendered = Renderer(cast("Clips", Bursts())).frames(chapters)
    assert b"".join(frames for _, frames in rendered) == one_pass


@pytest.mark.long
def test_joined_chapters_sound_like_one_pass_with_music_across_their_edges(previewed: Preview) -> None:
    timeline, bed = previewed.timeline, music("drone", level_db=-12, duck_db=8, fade_ms=2_000)
    start_ms, end_ms = -FRAMES_BEFORE * FRAME_MS, timeline.duration_ms + FRAMES_AFTER * FRAME_MS
    events = [event for _, event in timeline.events()]
    voice = mix(events, start_ms, end_ms, previewed.clips.load)
    below = under([bed], events, start_ms, end_ms, Place(start_ms=0, end_ms=timeline.duration_ms), 2)
    one_pass = encode(over(voice, below), MUSIC, timeline.duration_ms // FRAME_MS + 1)
    write_mp3(Path("one.mp3"), [one_pass], MUSIC)
    rendered = Renderer(previewed.clips, (bed,)).frames(timeline.chapters)
    write_mp3(Path("joined.mp3"), (frames for _, frames in rendered), MUSIC)
    one, joined = decode(Path("one.mp3")).astype(float), decode(Path("joined.mp3")).astype(float)
    assert len(one) == timeline.duration_ms * 48
    assert difference_db(one, joined) < -70, "a bed is computed in single precision, from where a chapter begins"
    for at_ms, _ in timeline.starts():
        edge = slice(max(0, at_ms * 48 - 1_152), at_ms * 48 + 1_152)
        assert np.abs(one[edge] - joined[edge]).max() <= 0.002 * np.abs(one).max(), "a click where chapters meet"


@pytest.mark.long
def test_a_long_hold_is_encoded_a_chunk_at_a_time_and_sounds_the_same(
    previewed: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = music("waves", level_db=-12, duck_db=8, fade_ms=2_000)

    def sound(folder: str) -> NDArray[np.float64]:
        monkeypatch.setenv("VOICEROUTINE_CACHE", str(Path(folder).absolute()))
        rendered = Renderer(previewed.clips, (bed,)).frames(previewed.timeline.chapters)
        write_mp3(Path("x.mp3"), (frames for _, frames in rendered), MUSIC)
        return decode(Path("x.mp3")).astype(float)

    whole = sound("a")
    monkeypatch.setattr("voiceroutine.audio.render.CHUNK_FRAMES", 70)
    chunked = sound("b")
    assert difference_db(whole, chunked) < -70


def test_a_chapter_depends_on_itself_and_what_reaches_into_its_frames(previewed: Preview) -> None:
    chapters = previewed.timeline.chapters
    for context, chapter in zip(in_context(chapters), chapters, strict=True):
        own = [e for e in context.events if 0 <= e.start_ms < chapter.length_ms]
        assert own == [e for e in chapter.events if e.sounds]
        assert all(e.end_ms > -48 and e.start_ms < chapter.length_ms + 24 for e in context.events)
    assert [context.last for context in in_context(chapters)] == [False] * (len(chapters) - 1) + [True]


def test_an_edit_of_one_stretch_encodes_one_chapter(previewed: Preview, cache: Path) -> None:
    def encoded() -> set[str]:
        return {path.name for path in (cache / "chapters").rglob("*.vrc")}

    list(Renderer(previewed.clips).frames(previewed.timeline.chapters))
    before = encoded()
    write(Path("x.yaml"), SCRIPT.replace("ready: 0, after: 11s", "ready: 1s, after: 11s"))
    edited = preview("x.yaml", library=Library(()))
    list(Renderer(edited.clips).frames(edited.timeline.chapters))
    assert [name.split("-")[0] for name in encoded() - before] == ["four"]


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "voiceroutine", "make", "-q", "--force", *args]


@pytest.mark.long
def test_two_at_once_make_the_same(tmp_path: Path) -> None:
    write(Path("x.yaml"), SCRIPT)
    env = {**os.environ, "VOICEROUTINE_CACHE": str(tmp_path / "shared")}
    both = [subprocess.Popen(command("x.yaml", "-o", folder), env=env) for folder in ("a", "b")]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert Path("a/x.mp3").read_bytes() == Path("b/x.mp3").read_bytes()


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_process_that_is_killed_leaves_a_cache_that_works(tmp_path: Path) -> None:
    write(Path("x.yaml"), SCRIPT)
    folder = tmp_path / "shared"
    env = {**os.environ, "VOICEROUTINE_CACHE": str(folder)}
    process = subprocess.Popen(command("x.yaml"), env=env)
    while process.poll() is None and not list(folder.rglob("*.vrc")):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not Path("output/x.mp3").exists()
    assert subprocess.run(command("x.yaml"), env=env, check=False).returncode == 0
    assert Path("output/x.mp3").exists()


def test_memory_holds_a_few_chapters_not_the_session(previewed: Preview) -> None:
    """What is laid out is asked for only as it is needed."""
    asked = []

    def chapters() -> Iterator[Chapter]:
        for _ in range(50):
            for chapter in previewed.timeline.chapters[1:3]:
                asked.append(chapter.title)
                yield chapter

    frames = Renderer(previewed.clips).frames(chapters())
    for _ in range(4):
        next(frames)
    assert len(asked) <= 4 + 2 * (os.cpu_count() or 1) + 3
    cast("Generator[object]", frames).close()
