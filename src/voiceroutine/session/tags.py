"""ID3 tags, with mutagen. The only module that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutagen.id3 import COMM, ID3, TALB, TIT2, TLAN, TLEN, TPE1, Encoding

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.model import Routine

ALBUM = "Voice routines"


def write_tags(path: Path, routine: Routine, timeline: Timeline) -> None:
    """Write what a player shows into the MP3 at `path`: ID3v2.3, UTF-16, which every player reads."""
    tags = ID3()
    tags.add(TIT2(encoding=Encoding.UTF16, text=routine.title))
    tags.add(TPE1(encoding=Encoding.UTF16, text="voiceroutine"))
    tags.add(TALB(encoding=Encoding.UTF16, text=ALBUM))
    tags.add(TLEN(encoding=Encoding.LATIN1, text=str(timeline.duration_ms)))
    tags.add(TLAN(encoding=Encoding.LATIN1, text="eng" if routine.language.startswith("en") else "und"))
    if routine.summary:
        tags.add(COMM(encoding=Encoding.UTF16, lang="eng", desc="", text=routine.summary))
    tags.save(path, v2_version=3)
