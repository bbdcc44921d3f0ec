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
from typing import TYPE_CHECKING

from voiceroutine.audio.bells import NO_FILES
from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode
from voiceroutine.audio.frames import FRAME_MS, FRAME_SAMPLES, SPEECH
from voiceroutine.audio.mix import mix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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


class RegionEncoder:
    """Encodes regions as speech and keeps the most recently used. Safe to use from several threads."""

    def __init__(self, load: Callable[[str], NDArray[np.int16]], bells: Bells = NO_FILES) -> None:
        self._load = load
        self._bells = bells
        self._kept: OrderedDict[Region, Future[bytes]] = OrderedDict()
        self._kept_frames = 0
        self._lock = Lock()

    def frames(self, regions: Sequence[Region]) -> list[bytes]:
        """Return the MP3 frames of each region.

        Raises:
            EncodeError: ffmpeg is missing or failed.
        """
        with self._lock:
            missing = {region: Future[bytes]() for region in regions if region not in self._kept}
            self._kept.update(missing)
            self._kept_frames += sum(region.length for region in missing)
            found = [self._kept[region] for region in regions]
            for region in regions:
                self._kept.move_to_end(region)
            while self._kept_frames > _KEPT_FRAMES:
                region, _ = self._kept.popitem(last=False)
                self._kept_frames -= region.length
        try:
            encoded = self._encoded(list(missing))
        except BaseException as error:
            for future in missing.values():
                future.set_exception(error)
            raise
        for future, frames in zip(missing.values(), encoded, strict=True):
            future.set_result(frames)
        return [future.result() for future in found]

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
