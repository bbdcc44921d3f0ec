"""Regions of sound: found between the silences, encoded once, and the same whatever is encoded before them."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from queue import SimpleQueue

import numpy as np
import pytest
from numpy.typing import NDArray

from voiceroutine.audio.frames import FRAME_MS, SPEECH
from voiceroutine.audio.regions import SETTLE_FRAMES, SILENCE, Region, RegionEncoder, sounding_regions
from voiceroutine.errors import EncodeError
from voiceroutine.plan.timeline import Event


def cue(start_ms: int, length_ms: int = 480, text: str = "one") -> Event:
    return Event(kind="speech", start_ms=start_ms, length_ms=length_ms, text=text)


def noise(text: str) -> NDArray[np.int16]:
    """A loud or a quiet sound of 480 ms, cut off hard at both ends, another one for each text."""
    source = np.random.default_rng(len(text))
    sound = source.standard_normal(480 * 48) * source.choice([30, 300, 9_000])
    clipped: NDArray[np.int16] = sound.clip(-30_000, 30_000).astype(np.int16)
    return clipped


def shuffled(regions: list[Region], seed: int) -> list[Region]:
    return [regions[position] for position in np.random.default_rng(seed).permutation(len(regions))]


class Counted:
    """Gives sounds, and counts."""

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def __call__(self, text: str) -> NDArray[np.int16]:
        self.loaded.append(text)
        return noise(text)


def test_sounds_far_apart_are_regions_of_their_own() -> None:
    (first, one), (second, two) = sounding_regions([cue(240), cue(2_640)], -2, 200)
    assert (first, one.length) == (10 - SETTLE_FRAMES, 20 + 2 * SETTLE_FRAMES)
    assert (second, two) == (110 - SETTLE_FRAMES, one), "the same sound at the same place within a frame"


def test_the_place_within_a_frame_tells_regions_apart() -> None:
    (_, one), (_, two) = sounding_regions([cue(240), cue(2_640 + 1)], -2, 200)
    assert one != two
    assert two.events[0].start_ms == SETTLE_FRAMES * FRAME_MS + 1


def test_sounds_with_hardly_a_silence_between_them_are_one_region() -> None:
    ((start, region),) = sounding_regions([cue(0), cue(500), cue(1_100)], -2, 200)
    assert start == -2
    assert [event.start_ms for event in region.events] == [48, 548, 1_148]
    assert region.length == 2 + 66 + SETTLE_FRAMES


def test_regions_end_with_the_range() -> None:
    ((start, region),) = sounding_regions([cue(-300), cue(200, 480)], -2, 25)
    assert (start, region.length) == (-2, 27)
    assert region.events[0].start_ms == -300 + 48


def test_there_may_be_nothing() -> None:
    assert sounding_regions([], -2, 200) == []
    assert RegionEncoder(noise).frames([]) == []


def test_a_region_is_the_same_whatever_is_encoded_before_it() -> None:
    regions = [region for at in range(40) for _, region in sounding_regions([cue(at, text="x" * at)], -3, 30)]
    alone = dict(zip(regions, RegionEncoder(noise).frames(regions), strict=True))
    for seed in range(3):
        order = shuffled(regions, seed)
        assert dict(zip(order, RegionEncoder(noise).frames(order), strict=True)) == alone
    assert RegionEncoder(noise).frames(regions[-1:]) == [alone[regions[-1]]]
    assert {len(frames) for frames in alone.values()} == {region.length * SPEECH.frame_bytes for region in regions}


def test_a_region_is_the_same_beside_one_that_an_edge_cuts() -> None:
    """A sound in its first frame, or one that begins in its last, as the edge of a chapter leaves it."""
    cut = [Region(20, (cue(at_ms, text=text),)) for at_ms in (0, 23, 456, 479) for text in ("a", "bb", "ccc")]
    for region in (SILENCE, Region(29, (cue(72, text="dddd"),))):
        (alone,) = RegionEncoder(noise).frames([region])
        for other in cut:
            assert RegionEncoder(noise).frames([region, other])[0] == alone
            assert RegionEncoder(noise).frames([other, region])[1] == alone


def test_what_comes_again_is_encoded_once() -> None:
    load = Counted()
    encoder = RegionEncoder(load)
    _, counts = zip(
        *sounding_regions([cue(at, text=word) for at, word in ((0, "a"), (2_400, "bb"))], 0, 400), strict=True
    )
    first = encoder.frames([counts[0], counts[0], counts[1]])
    assert load.loaded == ["a", "bb"]
    assert first[0] == first[1] != first[2]
    assert encoder.frames(counts[::-1]) == [first[2], first[0]]
    assert load.loaded == ["a", "bb"]


def test_several_ask_at_once_and_each_is_given_the_same() -> None:
    load = Counted()
    encoder = RegionEncoder(load)
    regions = [region for at in range(24) for _, region in sounding_regions([cue(at, text="x" * at)], -3, 30)]
    orders = [shuffled(regions, seed) for seed in range(8)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(encoder.frames, orders))
    given = [dict(zip(order, frames, strict=True)) for order, frames in zip(orders, found, strict=True)]
    assert all(one == other for one, other in pairwise(given))
    assert len(load.loaded) == len(regions)


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voiceroutine.audio.regions._KEPT_FRAMES", 60)
    load = Counted()
    encoder = RegionEncoder(load)
    one, two, three = (Region(26, (cue(72, text=text),)) for text in ("a", "bb", "ccc"))
    encoder.frames([one])
    encoder.frames([two])
    encoder.frames([one])
    encoder.frames([three])
    assert load.loaded == ["a", "bb", "ccc"]
    encoder.frames([one])
    assert load.loaded == ["a", "bb", "ccc"], "the latest used stay"
    encoder.frames([two])
    assert load.loaded == ["a", "bb", "ccc", "bb"]
    assert len(encoder.frames([one, two, three])) == 3, "more at once than is kept"


def test_a_failure_reaches_everybody_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, waits, may_fail = threading.Event(), threading.Event(), threading.Event()

    class Watched(Future[bytes]):
        def result(self, timeout: float | None = None) -> bytes:
            waits.set()
            return super().result(timeout)

    def fails(*_: object) -> bytes:
        begun.set()
        assert may_fail.wait(10)
        raise EncodeError("no encoder")

    monkeypatch.setattr("voiceroutine.audio.regions.encode", fails)
    monkeypatch.setattr("voiceroutine.audio.regions.Future", Watched)
    encoder = RegionEncoder(noise)
    region = Region(26, (cue(72),))
    failed: SimpleQueue[str] = SimpleQueue()

    def ask() -> None:
        try:
            encoder.frames([region])
        except EncodeError as error:
            failed.put(str(error))

    threading.Thread(target=ask, daemon=True).start()
    assert begun.wait(10)
    threading.Thread(target=ask, daemon=True).start()
    assert waits.wait(10)
    may_fail.set()
    assert [failed.get(timeout=10) for _ in range(2)] == ["no encoder", "no encoder"]


def test_sounds_whose_silences_touch_stay_apart() -> None:
    gap_ms = 2 * SETTLE_FRAMES * FRAME_MS
    assert len(sounding_regions([cue(240), cue(240 + 480 + gap_ms)], -2, 200)) == 2
    assert len(sounding_regions([cue(240), cue(240 + 480 + gap_ms - 1)], -2, 200)) == 1
