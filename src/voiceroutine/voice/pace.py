"""From the pace that a script asks for to what an engine must be told, so that it means the same with every voice."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Paces: TypeAlias = tuple[tuple[float, float], ...]
"""Rows of a pace as it is heard and of what the engine is told for it, by pace.

A pace is measured: how long the ten cues of `bench/voices.py` last at 1.0, divided by how long they last so, trimmed,
their inner pauses with them.
"""


PACE_VERSION = 1
"""Raised with every change to what an engine is told for a pace: part of the cache's keys."""


def engine_speed(paces: Paces, pace: float) -> float:
    """Return what an engine must be told so that `pace` is heard."""
    heard, values = zip(*paces, strict=True)
    return float(np.interp(pace, heard, values))
