"""The regions of a session: the sounds between its silences. Each is encoded once, however often it occurs.

With the bit reservoir off, and at the quality we use, LAME encodes a voice or a chime that follows a few frames of
silence to the same frames, whatever it encoded before (a test checks that). So the frames of a region depend on the
region alone: "three", at the same place within a frame, becomes the same bytes in every set of a session.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from voiceroutine.audio.bells import NO_FILES
from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode, ffmpeg_version
from voiceroutine.audio.frames import FRAME_MS, FRAME_SAMPLES, SPEECH
from voiceroutine.audio.mix import mix

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from voiceroutine.audio.bells import Bells
    from voiceroutine.plan.timeline import Event

SETTLE_FRAMES = 3
"""Frames of silence encoded before and after a sound; fewer where the chapter begins or ends sooner. Two are enough
even for sounds that are cut off hard, one is not."""
_KEPT_FRAMES = 30_000
"""How many frames of regions are kept for the next chapters: 12 minutes, 9 MB at 96 kbit/s."""


@dataclass(frozen=True, slots=True)
class Region:
    """Sounds with hardly a silence between them, and the silence around them."""

    length: int
    """In frames."""
    events: tuple[Event, ...]
    """Those that sound, in order of their start, timed from the region's beginning. What lies outside is not heard."""


SILENCE = Region(2 * SETTLE_FRAMES, ())
"""Except at its beginning, all its frames are the same."""


def sounding_regions(events: Iterable[Event], start: int, end: int) -> list[tuple[int, Region]]:
    """Return the regions in a range of frames, each with the frame at which it begins, in order and without overlap.

    Args:
        events: Those that sound, in order of their start. Each reaches into the range.
        start: The first frame; frame 0 begins at 0 ms of the events' clock.
        end: Exclusive.
    """
    found: list[tuple[int, int, list[Event]]] = []
    for event in events:
        first = max(start, event.start_ms // FRAME_MS - SETTLE_FRAMES)
        last = min(end, -(-event.end_ms // FRAME_MS) + SETTLE_FRAMES)
        if found and first < found[-1][1]:
            begun, until, together = found.pop()
            together.append(event)
            found.append((begun, max(until, last), together))
        else:
            found.append((first, last, [event]))
    return [
        (first, Region(last - first, tuple(replace(e, start_ms=e.start_ms - first * FRAME_MS) for e in together)))
        for first, last, together in found
    ]


class _Kept:
    """The frames of the regions that were used last, by all that decides them; some may still be in the encoder."""

    def __init__(self) -> None:
        self._frames: OrderedDict[Hashable, Future[bytes]] = OrderedDict()
        self._lengths: dict[Hashable, int] = {}
        self._lock = Lock()

    def take(self, regions: Mapping[Hashable, Region]) -> tuple[dict[Hashable, Future[bytes]], list[Hashable]]:
        """Return the frames of each region, and the keys of those that the caller has to encode."""
        with self._lock:
            missing = [key for key in regions if key not in self._frames]
            self._frames.update({key: Future[bytes]() for key in missing})
            self._lengths.update({key: regions[key].length for key in missing})
            found = {key: self._frames[key] for key in regions}
            for key in regions:
                self._frames.move_to_end(key)
            kept = sum(self._lengths.values())
            while kept > _KEPT_FRAMES:
                key, _ = self._frames.popitem(last=False)
                kept -= self._lengths.pop(key)
        return found, missing

    def drop(self, keys: Iterable[Hashable]) -> None:
        """Forget regions that could not be encoded."""
        with self._lock:
            for key in keys:
                self._frames.pop(key, None)
                self._lengths.pop(key, None)


_SHARED = _Kept()
"""Of all sessions that this process makes: what one patient's session says is mostly what the next one's says."""


class RegionEncoder:
    """Encodes regions as speech and keeps the most recently used. Safe to use from several threads.

    Args:
        load: Returns the clip of a cue.
        bells: The sounds of chimes and bells.
        key: Returns all that decides how a cue sounds. With it, regions are shared with other encoders.
    """

    def __init__(
        self,
        load: Callable[[str], NDArray[np.int16]],
        bells: Bells = NO_FILES,
        key: Callable[[str], list[Any]] | None = None,
    ) -> None:
        self._load = load
        self._bells = bells
        self._key_of = key
        self._kept = _SHARED if key else _Kept()

    def frames(self, regions: Sequence[Region]) -> list[bytes]:
        """Return the MP3 frames of each region.

        Raises:
            EncodeError: ffmpeg is missing or failed.
        """
        keys = [self._key(region) for region in regions]
        wanted = dict(zip(keys, regions, strict=True))
        found, missing = self._kept.take(wanted)
        try:
            encoded = self._encoded([wanted[key] for key in missing])
        except BaseException as error:
            self._kept.drop(missing)
            for key in missing:
                found[key].set_exception(error)
            raise
        for key, frames in zip(missing, encoded, strict=True):
            found[key].set_result(frames)
        return [found[key].result() for key in keys]

    def _key(self, region: Region) -> Hashable:
        """Return all that decides the frames of a region; without a `key` for cues, the region itself."""
        if self._key_of is None:
            return region
        sounds = [
            (e.start_ms, e.length_ms, self._bells.key(e.chime), self._key_of(e.text) if e.text else None)
            for e in region.events
        ]
        return repr((ffmpeg_version(), region.length, sounds))

    def _encoded(self, regions: list[Region]) -> list[bytes]:
        """Encode all regions in one run of the encoder, each with silence around it, which is dropped."""
        if not regions:
            return []
        # as with chapters: a sound that is cut at an edge shows in the frame before the edge and in those after it
        before, after = (bytes(count * FRAME_SAMPLES * 2) for count in (FRAMES_BEFORE, FRAMES_AFTER))
        mixed = (
            mix(region.events, 0, region.length * FRAME_MS, self._load, self._bells).raw_data for region in regions
        )
        sound = b"".join(data for one in mixed for data in (before, one, after))
        around = FRAMES_BEFORE + FRAMES_AFTER
        encoded = encode(sound, SPEECH, sum(region.length + around for region in regions) - around)
        size, at, frames = SPEECH.frame_bytes, 0, []
        for region in regions:
            frames.append(encoded[at : at + region.length * size])
            at += (region.length + around) * size
        return frames
