"""Turns the pace that a script asks for into what an engine must be told, so that it is the same with every voice."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Paces: TypeAlias = tuple[tuple[float, float], ...]
"""Pairs of a pace as it is heard and what the engine is told for it, the slowest first.

A pace is measured as the length of the ten cues of `bench/voices.py` at 1.0, divided by their length at that pace; the
cues are trimmed, and the pauses inside them count.
"""

PACE_VERSION = 1
"""Raised with every change to what an engine is told for a pace: part of the cache's keys."""


def engine_speed(paces: Paces, pace: float) -> float:
    """Return what an engine must be told so that `pace` is heard."""
    heard, values = zip(*paces, strict=True)
    return float(np.interp(pace, heard, values))
