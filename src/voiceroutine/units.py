"""All conversions of time: milliseconds, samples, the 24 ms grid, and times as people write them.

The model's time is whole milliseconds. At 48 kHz a millisecond is exactly 48 samples and an MP3 frame
(1152 samples, ISO/IEC 11172-3) is exactly 24 ms, so nothing is ever rounded on the way to the file.
"""

import math
import re

SAMPLE_RATE_HZ = 48_000
"""Every clip, mix and session is at this rate."""

SAMPLES_PER_MS = SAMPLE_RATE_HZ // 1000

GRID_MS = 24
"""One MP3 frame at 48 kHz: 1152 samples. Chapters begin and end on multiples of it."""

LONGEST_DURATION_MS = 24 * 3600 * 1000
"""The longest duration a script may ask for: a day. More than that is surely a typing mistake."""

_SECONDS = r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_HOUR, _MINUTE, _SECOND = r"h(?:r|our)?s?", r"m(?:in(?:ute)?s?)?", r"s(?:ec(?:ond)?s?)?"
_UNITS = re.compile(
    rf"(?:(?P<h>{_SECONDS})\s*{_HOUR})?\s*(?:(?P<m>{_SECONDS})\s*{_MINUTE})?\s*(?:(?P<s>{_SECONDS})\s*{_SECOND})?"
)
_CLOCK = re.compile(r"(?:(?P<h>[0-9]+):(?=[0-5][0-9]:))?(?P<m>[0-9]+):(?P<s>[0-5][0-9](?:\.[0-9]+)?)")
_PLAIN = re.compile(rf"(?:{_SECONDS})")

DURATION_PATTERN = (
    r"^([0-9.]+|([0-9]+:)?[0-9]+:[0-5][0-9](\.[0-9]+)?"
    r"|(?=[0-9.])([0-9.]+ *h(r|our)?s?)? *([0-9.]+ *m(in(ute)?s?)?)? *([0-9.]+ *s(ec(ond)?s?)?)?)$"
)
"""The same forms for a JSON Schema, a little wider; `parse_duration` has the last word."""


def samples(time_ms: int) -> int:
    """Return the number of samples in `time_ms` milliseconds."""
    return time_ms * SAMPLES_PER_MS


def ms_to_hold(sample_count: int) -> int:
    """Return the fewest whole milliseconds that hold `sample_count` samples."""
    return -(-sample_count // SAMPLES_PER_MS)


def up_to_grid(time_ms: int) -> int:
    """Return the first multiple of 24 ms that is not before `time_ms`."""
    return -(-time_ms // GRID_MS) * GRID_MS


def parse_duration(text: str) -> int:
    """Return the milliseconds in `30`, `30s`, `0.5s`, `1m30s`, `2 min`, `30 seconds`, `1h`, `1:30` or `1:02:03`.

    Raises:
        ValueError: `text` is none of these, or is longer than a day. The message continues the sentence
            "expected a duration, ..." in lower case.
    """
    text = text.strip().lower()
    if text.startswith("-"):
        raise ValueError("of zero or more")
    if _PLAIN.fullmatch(text):
        seconds = float(text)
    elif match := _CLOCK.fullmatch(text) or (text and _UNITS.fullmatch(text)):
        parts = {unit: float(value) for unit, value in match.groupdict(default="0").items()}
        seconds = parts["h"] * 3600 + parts["m"] * 60 + parts["s"]
    else:
        raise ValueError("such as `30s`, `1m30s`, `1:30` or `0.5s`")
    time_ms = seconds * 1000
    if not math.isfinite(time_ms) or time_ms > LONGEST_DURATION_MS:
        raise ValueError("of a day at most")
    return round(time_ms)


def clock(time_ms: int) -> str:
    """Return `time_ms` for reading, whole seconds rounded down: `0:07`, `12:30`, `1:02:03`."""
    minutes, seconds = divmod(time_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds(time_ms: int) -> str:
    """Return `time_ms` as seconds for an error or a table: `0.35 s`, `3 s`, `90 s`."""
    return f"{time_ms / 1000:.2f}".rstrip("0").rstrip(".") + " s"
