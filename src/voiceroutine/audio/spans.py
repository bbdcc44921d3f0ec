"""The spans of a session that sound, between its silences: each is encoded once, however often it comes.

With the bit reservoir off, and at the quality we ask it for, LAME gives a voice or a chime that follows a few frames of
silence the same frames, whatever it encoded before (a test holds it to that). So a span's frames depend on the span
alone, and "three", said at the same place within a frame, is the same bytes in every set of a session.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from voiceroutine.audio.encode import FRAMES_AFTER, FRAMES_BEFORE, encode
from voiceroutine.audio.frames import FRAME_MS, FRAME_SAMPLES, SPEECH
from voiceroutine.audio.mix import mix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from voiceroutine.plan.timeline import Event

SETTLE_FRAMES = 3
"""Of silence, encoded before and after a sound: as many as there are, where the chapter begins or ends sooner. Two are
enough for sounds that are cut off hard, one is not."""
_KEPT_FRAMES = 30_000
"""Of spans, for the next chapters: 12 minutes of sound, 9 MB at 96 kbit/s."""


@dataclass(frozen=True, slots=True)
class Span:
    """Sounds with hardly a silence between them, and the silence around them."""

    length: int
    """In frames."""
    events: tuple[Event, ...]
    """By start, from the span's beginning. What lies outside the span is not heard."""


SILENCE = Span(2 * SETTLE_FRAMES, ())
"""One of its frames is like another, but at its beginning."""


def sounding_spans(events: Iterable[Event], start: int, end: int) -> list[tuple[int, Span]]:
    """Return what sounds in a range of frames, by where it begins.

    Args:
        events: By start; those that sound. Each reaches into the range.
        start: The first frame; frame 0 begins at 0 ms of the events' clock.
        end: Exclusive.

    Returns:
        The frames at which the spans begin, and the spans, one after the other.
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
        (first, Span(last - first, tuple(replace(e, start_ms=e.start_ms - first * FRAME_MS) for e in together)))
        for first, last, together in found
    ]


class SpanEncoder:
    """Encodes spans as speech, and keeps the latest for whoever asks next. Several threads may ask at once."""

    def __init__(self, load: Callable[[str], NDArray[np.int16]]) -> None:
        self._load = load
        self._kept: OrderedDict[Span, Future[bytes]] = OrderedDict()
        self._kept_frames = 0
        self._lock = Lock()

    def frames(self, spans: Sequence[Span]) -> list[bytes]:
        """Return the MP3 frames of each span.

        Raises:
            EncodeError: ffmpeg is missing or failed.
        """
        with self._lock:
            missing = {span: Future[bytes]() for span in spans if span not in self._kept}
            self._kept.update(missing)
            self._kept_frames += sum(span.length for span in missing)
            found = [self._kept[span] for span in spans]
            for span in spans:
                self._kept.move_to_end(span)
            while self._kept_frames > _KEPT_FRAMES:
                span, _ = self._kept.popitem(last=False)
                self._kept_frames -= span.length
        try:
            encoded = self._encoded(list(missing))
        except BaseException as error:
            for future in missing.values():
                future.set_exception(error)
            raise
        for future, frames in zip(missing.values(), encoded, strict=True):
            future.set_result(frames)
        return [future.result() for future in found]

    def _encoded(self, spans: list[Span]) -> list[bytes]:
        """Encode all of them in one run, each with silence around it, which is dropped."""
        if not spans:
            return []
        # as chapters are: a sound that an edge cuts would show in the frame before it and in those after it
        before, after = (bytes(count * FRAME_SAMPLES * 2) for count in (FRAMES_BEFORE, FRAMES_AFTER))
        mixed = (mix(span.events, 0, span.length * FRAME_MS, self._load).raw_data for span in spans)
        sound = b"".join(part for one in mixed for part in (before, one, after))
        around = FRAMES_BEFORE + FRAMES_AFTER
        encoded = encode(sound, SPEECH, sum(span.length + around for span in spans) - around)
        size, at, parts = SPEECH.frame_bytes, 0, []
        for span in spans:
            parts.append(encoded[at : at + span.length * size])
            at += (span.length + around) * size
        return parts
