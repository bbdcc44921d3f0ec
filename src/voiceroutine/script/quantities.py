"""The quantities in a script: durations, numbers, levels. Each is read from text and carries its JSON Schema."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from voiceroutine.script.breaths import BREATHS_PATTERN, LONGEST_BREATH_MS, SHORTEST_BREATH_MS, InBreaths
from voiceroutine.script.values import OFF, Described, scalar, turned_off, wrong
from voiceroutine.units import DURATION_PATTERN, parse_duration

LONGEST_FADE_MS = 30_000
SHORTEST_EVERY_MS = 5_000
"""Between two bells. More of them would be noise."""
_MINUTES_FROM_MS = 120_000
"""A duration as long as this is written in minutes."""


def _duration(value: object) -> int:
    text = scalar(value, "a duration, for example `30s`")
    try:
        return value.time_ms() if isinstance(value, InBreaths) else parse_duration(text)
    except ValueError as error:
        raise wrong("duration", f"a duration {error}", text) from error


def _fade(value: object) -> int:
    time_ms = _duration(value)
    if time_ms > LONGEST_FADE_MS:
        raise wrong("duration", f"a duration of at most {LONGEST_FADE_MS // 1000} s", str(value).strip())
    return time_ms


def _breath(value: object) -> int:
    time_ms = _duration(value)
    if not SHORTEST_BREATH_MS <= time_ms <= LONGEST_BREATH_MS:
        between = f"from {SHORTEST_BREATH_MS // 1000} to {LONGEST_BREATH_MS // 1000} s"
        raise wrong("duration", f"a duration {between}", str(value).strip())
    return time_ms


def _every(value: object) -> int | None:
    time_ms = _duration_or_off(value)
    if time_ms is not None and time_ms < SHORTEST_EVERY_MS:
        raise wrong("duration", f"a duration of {SHORTEST_EVERY_MS // 1000} s or more", str(value).strip())
    return time_ms


def _longer_than_nothing(value: object) -> int:
    time_ms = _duration(value)
    if time_ms == 0:
        raise wrong("duration", "a duration of more than 0 s", str(value).strip())
    return time_ms


def _duration_or_off(value: object) -> int | None:
    if turned_off(value):
        return None
    return _longer_than_nothing(value)


def _write_duration(time_ms: int | None) -> str:
    """Return a duration as a person writes it: `1.5s`, `90s`, and from two minutes on `2m40s`, `4m`."""
    if time_ms is None:
        return ""
    minutes, rest_ms = divmod(time_ms, 60_000) if time_ms >= _MINUTES_FROM_MS else (0, time_ms)
    rest = f"{rest_ms / 1000:g}s" if rest_ms or not minutes else ""
    return f"{minutes}m{rest}" if minutes else rest


def _write_duration_or_off(time_ms: int | None) -> str:
    return "off" if time_ms is None else _write_duration(time_ms)


def _write_level(level_db: float) -> str:
    return f"{level_db:g}dB"


def _whole_number(low: int, high: int) -> BeforeValidator:
    expected = f"a whole number from {low} to {high}"

    def read(value: object) -> int:
        text = scalar(value, expected)
        if re.fullmatch(r"[0-9]{1,9}", text) and low <= int(text) <= high:
            return int(text)
        raise wrong("number", expected, text)

    return BeforeValidator(read)


def _count_or_off(value: object) -> int:
    if turned_off(value):
        return 0
    text = scalar(value, "a whole number from 0 to 10")
    if re.fullmatch(r"[0-9]{1,2}", text) and int(text) <= 10:
        return int(text)
    raise wrong("number", "a whole number from 0 to 10", text)


def _decibels(low: int, high: int) -> BeforeValidator:
    expected = f"a level from `{low}dB` to `{high}dB`"

    def read(value: object) -> float:
        text = scalar(value, expected)
        match = re.fullmatch(
            r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*(?:db)?", text.lower().replace("\N{MINUS SIGN}", "-")
        )
        if match and low <= float(match[1]) <= high:
            return float(match[1])
        raise wrong("level", expected, text)

    return BeforeValidator(read)


def _pace(value: object) -> float:
    expected = "a number from 0.5 (slow) to 2.0 (fast)"
    text = scalar(value, expected)
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?|\.[0-9]{1,6}", text) and 0.5 <= float(text) <= 2.0:
        return float(text)
    raise wrong("number", expected, text)


_CLOCK_SCHEMA = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": DURATION_PATTERN}]}
DURATION_SCHEMA = {"anyOf": [*_CLOCK_SCHEMA["anyOf"], {"type": "string", "pattern": BREATHS_PATTERN}]}
"""Of the durations of a dose, which can be written in breaths."""
_OFF_SCHEMA = [{"const": False}, {"enum": list(OFF)}]
_DURATION = Described("duration", _write_duration)

Duration = Annotated[int, BeforeValidator(_duration), WithJsonSchema(DURATION_SCHEMA), _DURATION]
"""Milliseconds, 0 or more."""
Breath = Annotated[int, BeforeValidator(_breath), WithJsonSchema(_CLOCK_SCHEMA), _DURATION]
"""Milliseconds, 2 000 to 30 000."""
Fade = Annotated[int, BeforeValidator(_fade), WithJsonSchema(_CLOCK_SCHEMA), _DURATION]
"""Milliseconds, 0 to 30 000."""
PositiveDuration = Annotated[int, BeforeValidator(_longer_than_nothing), WithJsonSchema(DURATION_SCHEMA), _DURATION]
"""Milliseconds, more than 0."""
DurationOrOff = Annotated[
    int | None,
    BeforeValidator(_duration_or_off),
    WithJsonSchema({"anyOf": [*_CLOCK_SCHEMA["anyOf"], *_OFF_SCHEMA]}),
    Described("duration, or `off`", _write_duration_or_off),
]
"""Milliseconds, or None where the script says `off`."""
EveryOrOff = Annotated[
    int | None,
    BeforeValidator(_every),
    WithJsonSchema({"anyOf": [*DURATION_SCHEMA["anyOf"], *_OFF_SCHEMA]}),
    Described("duration, or `off`", _write_duration_or_off),
]
"""Milliseconds, 5 000 or more, or None where the script says `off`."""
CountdownSeconds = Annotated[
    int,
    BeforeValidator(_count_or_off),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0, "maximum": 10}, *_OFF_SCHEMA]}),
    Described("whole number, 0 to 10"),
]
"""Seconds counted down, 0 to 10."""
Reps = Annotated[
    int,
    _whole_number(1, 200),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 200}),
    Described("whole number, 1 to 200"),
]
RepsWithWords = Annotated[
    int,
    _whole_number(0, 200),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 200}),
    Described("whole number, 0 to 200"),
]
Sets = Annotated[
    int,
    _whole_number(1, 20),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 20}),
    Described("whole number, 1 to 20"),
]
Rounds = Annotated[
    int,
    _whole_number(1, 50),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 50}),
    Described("whole number, 1 to 50"),
]
Pace = Annotated[
    float,
    BeforeValidator(_pace),
    WithJsonSchema({"type": "number", "minimum": 0.5, "maximum": 2.0}),
    Described("number, 0.5 to 2.0"),
]
"""1.0 is the voice's own pace, 0.5 is slow, 2.0 is fast."""
_LEVEL_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[+-]?[0-9.]+ *(dB|db|DB|Db)?$"}]}
_LEVEL = Described("level", _write_level)
Level = Annotated[float, _decibels(-40, -6), WithJsonSchema(_LEVEL_SCHEMA), _LEVEL]
"""Decibels relative to the voice."""
Duck = Annotated[float, _decibels(0, 24), WithJsonSchema(_LEVEL_SCHEMA), _LEVEL]
"""Decibels."""
