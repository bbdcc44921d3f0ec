"""The rule for lengths of time in two units: `1m30s`, `1 min 30 s`, `1h30`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.reading.rule import AFTER, BEFORE, GAP, Rule, compiled

if TYPE_CHECKING:
    import re

    from voiceroutine.language.phrases import Phrases


def clock(phrases: Phrases) -> Rule:
    """Return the rule."""

    def words(match: re.Match[str]) -> str:
        hours, minutes, seconds = (int(match[name] or 0) for name in ("h", "m", "s"))
        minutes += int(match["hm"] or 0)
        return phrases.duration((hours * 3600 + minutes * 60 + seconds) * 1000)

    hours_and_minutes = r"(?P<h>\d\d?)h(?P<hm>[0-5]\d)(?:m|min)?"
    minutes_and_seconds = rf"(?P<m>\d\d?){GAP}m(?:in)?{GAP}(?P<s>[0-5]?\d){GAP}s(?:ec)?"
    return Rule(compiled(rf"{BEFORE}(?:{hours_and_minutes}|{minutes_and_seconds}){AFTER}"), words)
