"""Durations in breaths: `hold: 5 breaths`. They become milliseconds before anything is validated.

A slow breath is meant: a resting adult takes 10 to 20 breaths a minute, and slow breathing is 4 to 10 (Russo MA,
Santarelli DM, O'Rourke D, The physiological effects of slow breathing in the healthy human, Breathe
2017;13(4):298-309, doi:10.1183/20734735.009817).
"""

from __future__ import annotations

import re

from voiceroutine.units import LONGEST_DURATION_MS, parse_duration

SHORTEST_BREATH_MS, LONGEST_BREATH_MS = 2_000, 30_000
DEFAULT_BREATH_MS = 6_000
"""Ten a minute: where slow breathing begins, so that nobody runs out of breath."""
BREATHS_PATTERN = "^[0-9.]+ *breaths?$"
"""For a JSON Schema."""
_BREATHS = re.compile(r"\s*(?P<count>[0-9]{1,6}(?:\.[0-9]{1,3})?)\s*breaths?\s*", re.IGNORECASE)
_KEYS = frozenset(
    ("hold", "for", "tempo", "rest", "set_rest", "settle", "ready", "switch", "after", "wait", "at", "every")
)
"""The durations of a dose, by their keys."""


class InBreaths(str):
    """A duration as it is written, in breaths whose length is known."""

    __slots__ = ("breath_ms", "breaths")

    breaths: float
    breath_ms: int

    def time_ms(self) -> int:
        """Return the duration.

        Raises:
            ValueError: It is longer than a day; the message continues "expected a duration".
        """
        time_ms = self.breaths * self.breath_ms
        if time_ms > LONGEST_DURATION_MS:
            raise ValueError("of a day at most")
        return round(time_ms)


def with_breaths(value: object, breath_ms: int = DEFAULT_BREATH_MS) -> object:
    """Return `value` (dicts, lists and strings) with its durations in breaths marked; those marked before stay."""
    if isinstance(value, list):
        return [with_breaths(item, breath_ms) for item in value]
    if isinstance(value, dict):
        marked = {key: _marked(item, breath_ms) for key, item in value.items() if key in _KEYS}
        return {key: marked.get(key) or with_breaths(item, breath_ms) for key, item in value.items()}
    return value


def breath_of(script: object) -> int:
    """Return the length of a breath in a script that is not validated yet; the usual one where it gives none."""
    try:
        breath_ms = parse_duration(str(script.get("breath"))) if isinstance(script, dict) else DEFAULT_BREATH_MS
    except ValueError:  # none, or one that is refused when the script is validated
        return DEFAULT_BREATH_MS
    # what is refused must not make every duration in breaths wrong as well
    return breath_ms if SHORTEST_BREATH_MS <= breath_ms <= LONGEST_BREATH_MS else DEFAULT_BREATH_MS


def whole_breaths(value: object) -> int | None:
    """Return how many breaths a duration is that is written in whole breaths."""
    if isinstance(value, InBreaths) and value.breaths.is_integer():
        return int(value.breaths)
    return None


def _marked(value: object, breath_ms: int) -> object:
    if not isinstance(value, str):
        return with_breaths(value, breath_ms)
    if isinstance(value, InBreaths) or len(value) > 40 or not (found := _BREATHS.fullmatch(value)):
        return value
    marked = InBreaths(value)
    marked.breaths, marked.breath_ms = float(found["count"]), breath_ms
    return marked
