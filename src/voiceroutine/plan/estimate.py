"""How long a cue takes, guessed from its text alone: for whoever must know before anything is spoken."""

from __future__ import annotations

from voiceroutine.language.markup import words_of

MS_PER_CHARACTER = 56
"""Of the bundled voice at its own pace, measured over the bundled scripts."""
SHORTEST_CUE_MS = 300


def estimated_ms(text: str, pace: float = 1.0) -> int:
    """Return the estimated length of a cue's clip in ms, for a pace of 0.5 (slow) to 2.0 (fast)."""
    return max(SHORTEST_CUE_MS, int(len(words_of(text)) * MS_PER_CHARACTER / pace))
