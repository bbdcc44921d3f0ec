"""WebVTT (W3C, https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.session.captions import captions, one_line, timestamp, without_arrows

if TYPE_CHECKING:
    from voiceroutine.plan.timeline import Timeline

DESCRIPTION = "WebVTT, for browsers"


def write(timeline: Timeline) -> str:
    """Return the captions of a session as WebVTT, with each chapter's title as a comment before its captions."""
    chapters = [[f"NOTE {without_arrows(one_line(chapter.title))}".rstrip()] for chapter in timeline.chapters]
    for caption in captions(timeline):
        times = f"{timestamp(caption.start_ms, '.')} --> {timestamp(caption.end_ms, '.')}"
        chapters[caption.chapter].append(f"{times}\n{_escaped(caption.text)}")
    return "\n\n".join(["WEBVTT", *(block for blocks in chapters for block in blocks)]) + "\n"


def _escaped(text: str) -> str:
    """Return `text` as WebVTT cue text. With `>` escaped, it cannot contain an arrow."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
