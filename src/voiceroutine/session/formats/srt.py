"""SubRip: no standard, but video players and editors read it everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.session.captions import captions, timestamp, without_arrows

if TYPE_CHECKING:
    from voiceroutine.plan.timeline import Timeline

DESCRIPTION = "SubRip, for video players and editors"


def write(timeline: Timeline) -> str:
    """Return the captions of a session as SubRip, which has neither comments nor escapes."""
    blocks = []
    for number, caption in enumerate(captions(timeline), 1):
        times = f"{timestamp(caption.start_ms, ',')} --> {timestamp(caption.end_ms, ',')}"
        blocks.append(f"{number}\n{times}\n{without_arrows(caption.text)}\n")
    return "\n".join(blocks)
