from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from voiceroutine.cache import Cache
from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import Sound
from voiceroutine.voice.clips import Clips


class Tones:
    """A voice that whistles, a tenth of a second for each character, and remembers what it was asked for."""

    name = "tones"
    engine = "tones 1"
    download_notice = None

    def __init__(self) -> None:
        self.asked: list[str] = []

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        for text in texts:
            self.asked.append(text)
            time_s = np.arange(int(2400 * len(text) / pace)) / 24_000
            yield Sound((0.3 * np.sin(2 * np.pi * 440 * time_s)).astype(np.float32), 24_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clips"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_cue_is_spoken_once_and_then_comes_from_the_cache(folder: Path) -> None:
    voice = Tones()
    first = Clips(voice, cache=Cache(folder))
    assert first.prepare(["abc", "de", "abc"]) == 2
    again = Clips(voice, cache=Cache(folder))
    assert again.prepare(["abc", "de"]) == 0
    assert voice.asked == ["abc", "de"]
    np.testing.assert_array_equal(first.load("abc"), again.load("abc"))
    assert again.length_ms("abc") * 48 == len(again.load("abc"))


def test_a_clips_file_has_a_readable_name(folder: Path) -> None:
    Clips(Tones(), cache=Cache(folder)).prepare(["Lean to the left, slowly."])
    assert files(folder)[0].name.startswith("lean-to-the-left-slowly-")


def test_everything_that_changes_the_sound_changes_the_file(folder: Path) -> None:
    other, newer = Tones(), Tones()
    other.name, newer.engine = "other", "tones 2"
    for clips in (
        Clips(Tones(), cache=Cache(folder)),
        Clips(other, cache=Cache(folder)),
        Clips(newer, cache=Cache(folder)),
    ):
        clips.prepare(["abc"])
    Clips(Tones(), pace=0.5, cache=Cache(folder)).prepare(["abc"])
    assert len(files(folder)) == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"RIFF" + content[4:],
        lambda content: content + b"\0\0",
    ],
)
def test_a_damaged_file_is_thrown_away_and_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    voice = Tones()
    Clips(voice, cache=Cache(folder)).prepare(["abc"])
    (path,) = files(folder)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    clips = Clips(voice, cache=Cache(folder))
    assert clips.prepare(["abc"]) == 1
    assert path.read_bytes() == whole
    path.write_bytes(damage(whole))
    assert clips.load("abc").any(), "damaged after it was prepared"
    assert voice.asked == ["abc"] * 3


def test_a_cache_that_cannot_be_written_stops_nothing(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    clips = Clips(Tones(), cache=Cache(folder))
    clips.prepare(["abc"])
    assert clips.load("abc").any()


def test_a_length_is_known_without_reading_the_sound(folder: Path) -> None:
    clips = Clips(Tones(), cache=Cache(folder))
    clips.prepare(["abc"])
    assert Clips(Tones(), cache=Cache(folder)).known_length_ms("abc") == clips.length_ms("abc")
    assert clips.known_length_ms("never said") is None


def test_two_at_once_do_not_disturb_each_other(folder: Path) -> None:
    texts = [f"cue {n}" for n in range(20)]
    threads = [threading.Thread(target=Clips(Tones(), cache=Cache(folder)).prepare, args=(texts,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(files(folder)) == 20
    assert Clips(Tones(), cache=Cache(folder)).prepare(texts) == 0


def test_a_voice_that_makes_no_sound_is_named_with_the_text(folder: Path) -> None:
    class Mute(Tones):
        def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
            return (Sound(np.zeros(24_000, np.float32), 24_000) for _ in texts)

    with pytest.raises(VoiceError, match="the voice `tones` has no sound for `abc`"):
        Clips(Mute(), cache=Cache(folder)).prepare(["abc"])
    assert files(folder) == []


def test_the_short_clips_loaded_last_are_kept_in_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voiceroutine.voice.clips._RECENT", 2)
    clips = Clips(Tones(), cache=Cache(folder))
    long = "a cue of more than a second"
    clips.prepare(["one", "two", "six", long])
    counts = {text: clips.load(text) for text in ("one", "two")}
    assert all(clips.load(text) is sound for text, sound in counts.items())
    assert clips.load(long) is not clips.load(long)
    clips.load("six")
    assert clips.load("two") is counts["two"]
    assert clips.load("one") is not counts["one"], "the one that was not asked for the longest goes"
