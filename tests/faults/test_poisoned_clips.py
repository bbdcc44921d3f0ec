"""What the cache says a cue sounds like is not believed: `verify` listens to it, and to the disclaimer most of all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.command import own_world, run_here
from tests.support import RunCli, write
from voiceroutine.app.preview import preview
from voiceroutine.app.verify import Check, verify
from voiceroutine.audio import regions
from voiceroutine.language.languages import phrases_for
from voiceroutine.script.library import Library

pytestmark = pytest.mark.long  # sessions are made, damaged and measured

SHORT = "title: Short\nstretches: [{name: Lean to the left, hold: 5s, ready: 0}]\n"
DISCLAIMER = phrases_for("en").disclaimer

Clip = NDArray[np.int16]


def silent(clip: Clip) -> Clip:
    return np.zeros_like(clip)


def late(clip: Clip) -> Clip:
    return np.concatenate([np.zeros(24_000, np.int16), clip[24_000:]])


def ends_early(clip: Clip) -> Clip:
    return np.concatenate([clip[:-24_000], np.zeros(24_000, np.int16)])


def first_half(clip: Clip) -> Clip:
    half = len(clip) // 2
    return np.concatenate([clip[:half], np.zeros(len(clip) - half, np.int16)])


def edges_alone(clip: Clip) -> Clip:
    found = np.zeros_like(clip)
    found[:48_000], found[-48_000:] = clip[:48_000], clip[-48_000:]
    return found


def soft(clip: Clip) -> Clip:
    return np.asarray(clip // 4, np.int16)


def backwards(clip: Clip) -> Clip:
    return np.asarray(clip[::-1], np.int16)


def hum(clip: Clip) -> Clip:
    return np.asarray(5_000 * np.sin(np.arange(len(clip)) * 0.03), np.int16)


def poison(text: str, change: Callable[[Clip], Clip], keys: str = "") -> None:
    """Write a script, and let the cache hold a changed clip of one of its cues, which proves itself whole."""
    write(Path("short.yaml"), keys + SHORT)
    clips = preview("short.yaml", library=Library(())).clips
    changed = change(clips.load(text))
    clips.cache.put(clips.key(text), text, changed.astype("<i2").tobytes())


def off(run_cli: RunCli) -> dict[str, Check]:
    assert run_cli("make", "-q", "short.yaml").returncode == 0
    return {row.what: row for row in verify(Path("output/short.mp3"), library=Library(())) if not row.ok}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache with the clips and the music that the scripts here need."""
    folder = tmp_path_factory.mktemp("good")
    write(folder / "work/short.yaml", "music: waves\n" + SHORT)
    with pytest.MonkeyPatch.context() as patch:
        own_world(patch, folder, folder / "cache")
        assert run_here("make", "-q", "short.yaml").returncode == 0
    return folder / "cache"


@pytest.fixture(autouse=True)
def _cache_of_its_own(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("clips", "beds"):
        shutil.copytree(good / name, tmp_path / "poisoned" / name)
    monkeypatch.setenv("VOICEROUTINE_CACHE", str(tmp_path / "poisoned"))
    # what this process has encoded before does not come from that cache
    monkeypatch.setattr(regions, "_SHARED", type(regions._SHARED)())


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (silent, {"cue onsets", "cues", "disclaimer"}),
        (late, {"cue onsets", "cues"}),
        (ends_early, {"cues"}),
        (first_half, {"cues", "disclaimer"}),
        (edges_alone, {"cues", "disclaimer"}),
        (soft, {"cues"}),
        (backwards, {"disclaimer"}),
        (hum, {"disclaimer"}),
    ],
)
def test_a_disclaimer_that_is_not_spoken_is_heard(
    run_cli: RunCli, change: Callable[[Clip], Clip], wanted: set[str]
) -> None:
    poison(DISCLAIMER, change)
    assert wanted <= set(off(run_cli))


@pytest.mark.parametrize("change", [silent, first_half, backwards])
def test_it_is_heard_under_music_too(run_cli: RunCli, change: Callable[[Clip], Clip]) -> None:
    poison(DISCLAIMER, change, "music: waves\n")
    assert "disclaimer" in off(run_cli)


@pytest.mark.parametrize("text", ["And release.", "Now lean to the left.", "Begin.", "Lean to the left."])
def test_any_cue_that_is_silent_is_told_with_its_time(run_cli: RunCli, text: str) -> None:
    write(Path("short.yaml"), SHORT)
    timeline = preview("short.yaml", library=Library(())).timeline
    said = [event.text for _, event in timeline.events() if event.kind == "speech" and event.text != DISCLAIMER]
    cue = next((one for one in said if one == text), said[0])
    poison(str(cue), silent)
    row = off(run_cli)["cues"]
    assert ", the first at 0:" in row.found


def test_other_words_of_the_same_length_are_not_the_disclaimer(run_cli: RunCli) -> None:
    def other(clip: Clip) -> Clip:
        write(Path("other.yaml"), "title: T\nstretches: [{name: A, start: 'TEXT', hold: 1s}]\n".replace("TEXT", WORDS))
        clips = preview("other.yaml", library=Library(())).clips
        said = clips.load(WORDS)
        return np.resize(said, len(clip))

    poison(DISCLAIMER, other)
    row = off(run_cli)["disclaimer"]
    assert row.found.startswith("not as `heart` says it (")


WORDS = (
    "The weather was fine when we left the village, and nobody in the little company had thought of taking a coat. "
    "By noon the clouds had come over the ridge. We sat under a tree and ate what there was, bread, some cheese and "
    "an apple for each of us, while the rain ran down the path and made a small river of it."
)


def test_a_voice_that_is_not_here_is_no_fault(run_cli: RunCli, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path("short.yaml"), SHORT)
    assert run_cli("make", "-q", "short.yaml").returncode == 0
    monkeypatch.setattr("voiceroutine.app.disclaimer.voices", lambda: ())
    rows = verify(Path("output/short.mp3"), library=Library(()))
    row = next(row for row in rows if row.what == "disclaimer")
    assert (row.ok, row.found) == (True, "`heart`, as it was then, is not here, and not compared")
