"""LRC: the timed lyrics that music players show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.session.captions import one_line, timed_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.plan.timeline import Timeline

DESCRIPTION = "LRC lyrics, for music players"


def write(timeline: Timeline) -> str:
    """Return the lines of a session as LRC: `[mm:ss.xx]text`, where `mm` may be above 99.

    Times are rounded down to 10 ms. A time without a text clears the last line before a silence of over 5 s.
    """
    return lyrics(timeline, timed_lines(timeline))


def lyrics(timeline: Timeline, lines: Iterable[tuple[str, int]]) -> str:
    """Return what `write` does of the session's `timed_lines`, for a caller that has them already."""
    minutes, seconds = divmod(timeline.duration_ms // 1000, 60)
    rows = [f"[ti:{_without_tags(one_line(timeline.title))}]", f"[length:{minutes:02}:{seconds:02}]"]
    for text, start_ms in lines:
        minutes, rest_ms = divmod(start_ms, 60_000)
        rows.append(f"[{minutes:02}:{rest_ms // 1000:02}.{rest_ms % 1000 // 10:02}]{_without_tags(text)}")
    return "\n".join(rows) + "\n"


def _without_tags(text: str) -> str:
    """Return `text` without what LRC reads as markup: square brackets (tags), and `<00:12.00>` (a word's time)."""
    return re.sub(r"<(\d+:[^>]*)>", r"(\1)", text).translate(str.maketrans("[]", "()"))
