"""How a caller of `make` can hear a session while it is being made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from voiceroutine.plan.timeline import Timeline


class Observer(Protocol):
    """Is told of a session while it is being made. What it raises ends the making: then no file is left.

    A session that is up to date is not made, and nothing is told of it.
    """

    def going_on(self) -> None:
        """Be asked, several times a second while the encoder is waited for, whether to go on."""

    def planned(self, timeline: Timeline, frame_bytes: int) -> None:
        """Take the plan, in which the lengths of what is not spoken yet are estimates, before any frames.

        Args:
            timeline: The plan.
            frame_bytes: The size of an MP3 frame, which lasts 24 ms.
        """

    def laid_out(self, timeline: Timeline) -> None:
        """Take the timeline as it will be: everything is spoken, and not all of it is rendered."""

    def rendered(self, frames: bytes) -> None:
        """Take the next MP3 frames, in order. The finished file has the same, after its tag and its Info frame."""
