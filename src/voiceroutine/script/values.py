"""The values a script is made of: durations, numbers, words to speak. Each is read from text.

Every type here carries its validator, its JSON Schema and its words for the reference page, so that the
model is the only place where a key's meaning stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from voiceroutine.script.markup import fault
from voiceroutine.timecode import DURATION_PATTERN, parse_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TEXT = 1_000
"""Characters in one cue: over a minute of speech. A cue that long is a lecture, or a paste gone wrong."""

PLACEHOLDERS = ("side", "other_side")

CHIMES = ("hold", "side", "end", "wake")

_YES = ("true", "yes", "on")
_NO = ("false", "no", "off", "none")


def _scalar(value: object, expected: str) -> str:
    if value is None:
        raise PydanticCustomError("no-value", "there is no value here")
    if isinstance(value, dict | list):
        found = "a list" if isinstance(value, list) else "keys and values"
        raise PydanticCustomError(
            "wrong-type", "expected {expected}, found {found}", {"expected": expected, "found": found}
        )
    return str(value).strip()


def _wrong(code: str, expected: str, found: str) -> PydanticCustomError:
    found = found if len(found) <= 40 else found[:39] + "\N{HORIZONTAL ELLIPSIS}"
    return PydanticCustomError(code, "expected {expected}, found `{found}`", {"expected": expected, "found": found})


def _duration(value: object) -> int:
    text = _scalar(value, "a duration such as `30s`")
    try:
        return parse_duration(text)
    except ValueError as error:
        raise _wrong("duration", f"a duration {error}", text) from error


LONGEST_FADE_MS = 30_000


def _fade(value: object) -> int:
    time_ms = _duration(value)
    if time_ms > LONGEST_FADE_MS:
        raise _wrong("duration", f"a duration of {LONGEST_FADE_MS // 1000} s at most", str(value).strip())
    return time_ms


def _longer_than_nothing(value: object) -> int:
    time_ms = _duration(value)
    if time_ms == 0:
        raise _wrong("duration", "a duration longer than nothing", str(value).strip())
    return time_ms


def turned_off(value: object) -> bool:
    """Return whether `value` says that something is not wanted: `off`, `none`, `no`, `false`."""
    return isinstance(value, str) and value.strip().lower() in _NO


def _duration_or_off(value: object) -> int | None:
    if turned_off(value):
        return None
    return _longer_than_nothing(value)


def _whole_number(low: int, high: int) -> BeforeValidator:
    expected = f"a whole number from {low} to {high}"

    def read(value: object) -> int:
        text = _scalar(value, expected)
        if re.fullmatch(r"[0-9]{1,9}", text) and low <= int(text) <= high:
            return int(text)
        raise _wrong("number", expected, text)

    return BeforeValidator(read)


def _count_or_off(value: object) -> int:
    if turned_off(value):
        return 0
    text = _scalar(value, "a whole number from 0 to 10")
    if re.fullmatch(r"[0-9]{1,2}", text) and int(text) <= 10:
        return int(text)
    raise _wrong("number", "a whole number from 0 to 10", text)


def _decibels(low: int, high: int) -> BeforeValidator:
    expected = f"a level from `{low}dB` to `{high}dB`"

    def read(value: object) -> float:
        text = _scalar(value, expected)
        match = re.fullmatch(
            r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*(?:db)?", text.lower().replace("\N{MINUS SIGN}", "-")
        )
        if match and low <= float(match[1]) <= high:
            return float(match[1])
        raise _wrong("level", expected, text)

    return BeforeValidator(read)


def _pace(value: object) -> float:
    expected = "a number from 0.5 (slow) to 2.0 (fast)"
    text = _scalar(value, expected)
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?|\.[0-9]{1,6}", text) and 0.5 <= float(text) <= 2.0:
        return float(text)
    raise _wrong("number", expected, text)


def _flag(value: object) -> bool:
    text = _scalar(value, "`true` or `false`").lower()
    if text in _YES:
        return True
    if text in _NO[:3]:
        return False
    raise _wrong("flag", "`true` or `false`", text)


def _chimes(value: object) -> tuple[str, ...]:
    expected = f"`true`, `false`, or a list of {', '.join(f'`{name}`' for name in CHIMES)}"
    if isinstance(value, list):
        names = [_scalar(item, expected).lower() for item in value]
        for name in names:
            if name not in CHIMES:
                raise _wrong("choice", expected, name)
        return tuple(name for name in CHIMES if name in names)
    text = _scalar(value, expected).lower()
    if text in (*_YES, *_NO[:3]):
        return CHIMES if text in _YES else ()
    raise _wrong("flag", expected, text)


def _words(value: object) -> str:
    text = re.sub(r"\s+", " ", _scalar(value, "words"))
    if len(text) > LONGEST_TEXT:
        message = "this text has {length} characters, and one cue has {most} at most"
        raise PydanticCustomError("long-text", message, {"length": len(text), "most": LONGEST_TEXT})
    if text and not any(char.isalnum() for char in text):
        raise PydanticCustomError("unspeakable", "there is nothing to speak in `{text}`", {"text": text[:40]})
    return text


def _name(value: object) -> str:
    text = _scalar(value, "a name or a path")
    if not text:
        raise PydanticCustomError("no-value", "there is no value here")
    return text


def _label(value: object) -> str:
    text = _words(value)
    if not text:
        raise PydanticCustomError("unspeakable", "expected words, found an empty text")
    return text


def _cue(value: object) -> str:
    return whole_braces(_words(value), PLACEHOLDERS)


def whole_braces(text: str, names: Iterable[str]) -> str:
    """Return `text` if what stands in braces in it makes sense; `names` are what is filled in."""
    if wrong := fault(text, names):
        raise PydanticCustomError("placeholder", "{wrong}", {"wrong": wrong})
    return text


def _some_cue(value: object) -> str:
    _label(value)
    return _cue(value)


def phrase(*names: str, needed: bool = False) -> BeforeValidator:
    """Return the validator of a stock phrase.

    Args:
        names: What is filled into it.
        needed: Whether it must name that.
    """

    def read(value: object) -> str:
        text = whole_braces(_label(value), names)
        if needed and f"{{{names[0]}}}" not in text:
            raise PydanticCustomError("placeholder", "there is no `{needed}` in it", {"needed": f"{{{names[0]}}}"})
        return text

    return BeforeValidator(read)


def phrase_forms(name: str) -> BeforeValidator:
    """Return the validator of the form for one and the form for more, which must name `name`."""
    one, more = phrase().func, phrase(name, needed=True).func

    def read(value: object) -> tuple[str, str]:
        if not isinstance(value, list) or len(value) != 2:
            raise PydanticCustomError("wrong-type", "expected a list of two: the form for one, and the form for more")
        return one(value[0]), more(value[1])  # type: ignore[call-arg]

    return BeforeValidator(read)


def _disclaimer(value: object) -> str:
    text = _label(value)
    if found := re.search(r"[{}]", text):
        message = "the disclaimer is spoken as it stands: this `{found}` has no place in it"
        raise PydanticCustomError("placeholder", message, {"found": found[0]})
    return text


def _pronunciations(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise PydanticCustomError("wrong-type", "expected words and how they are spoken")
    return {_label(word): _label(spoken) for word, spoken in value.items()}


def one_of_words(*words: str) -> BeforeValidator:
    """Return the validator of a value that is one of `words`."""
    expected = " or ".join(f"`{word}`" for word in words)

    def read(value: object) -> object:
        text = value.strip().lower() if isinstance(value, str) else value
        if text in words:
            return text
        found = "nothing" if value is None else f"`{value}`" if isinstance(value, str) else "a list or keys"
        raise PydanticCustomError(
            "choice", "expected {expected}, found {found}", {"expected": expected, "found": found}
        )

    return BeforeValidator(read)


def sequence(value: object) -> object:
    """Return `value` if it is a list."""
    if isinstance(value, list):
        return value
    found = "nothing" if value is None else "keys and values" if isinstance(value, dict) else f"`{str(value)[:40]}`"
    raise PydanticCustomError("wrong-type", "expected a list, found {found}", {"found": found})


def keys_and_values(value: object) -> object:
    """Return `value` if it is a mapping."""
    if isinstance(value, dict | BaseModel):
        return value
    found = "nothing" if value is None else "a list" if isinstance(value, list) else f"`{str(value)[:40]}`"
    raise PydanticCustomError("wrong-type", "expected keys and values, found {found}", {"found": found})


def given(value: object) -> object:
    """Refuse nothing: a key that is left out has its default, one that is there must have a value."""
    if value is None:
        raise PydanticCustomError("no-value", "there is no value here")
    return value


_DURATION_SCHEMA = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": DURATION_PATTERN}]}
_TEXT_SCHEMA = {"type": "string", "maxLength": LONGEST_TEXT}
_OFF_SCHEMA = [{"const": False}, {"enum": list(_NO)}]

Duration = Annotated[int, BeforeValidator(_duration), WithJsonSchema(_DURATION_SCHEMA)]
"""Milliseconds, 0 or more."""
Fade = Annotated[int, BeforeValidator(_fade), WithJsonSchema(_DURATION_SCHEMA)]
"""Milliseconds, 0 to 30 000."""
PositiveDuration = Annotated[int, BeforeValidator(_longer_than_nothing), WithJsonSchema(_DURATION_SCHEMA)]
"""Milliseconds, more than 0."""
DurationOrOff = Annotated[
    int | None,
    BeforeValidator(_duration_or_off),
    WithJsonSchema({"anyOf": [*_DURATION_SCHEMA["anyOf"], *_OFF_SCHEMA]}),
]
"""Milliseconds, or None where the script says `off`."""
CountdownSeconds = Annotated[
    int,
    BeforeValidator(_count_or_off),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0, "maximum": 10}, *_OFF_SCHEMA]}),
]
"""Seconds counted down, 0 to 10."""
Pronunciations = Annotated[
    dict[str, str],
    BeforeValidator(_pronunciations),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}),
]
"""From a word, as it is written, to how it is spoken."""
Reps = Annotated[int, _whole_number(1, 200), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 200})]
Sets = Annotated[int, _whole_number(1, 20), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 20})]
Pace = Annotated[float, BeforeValidator(_pace), WithJsonSchema({"type": "number", "minimum": 0.5, "maximum": 2.0})]
"""1.0 is the voice's own; 0.5 slow, 2.0 fast."""
_LEVEL_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[+-]?[0-9.]+ *(dB|db|DB|Db)?$"}]}
Level = Annotated[float, _decibels(-40, -6), WithJsonSchema(_LEVEL_SCHEMA)]
"""Decibels against the voice."""
Duck = Annotated[float, _decibels(0, 24), WithJsonSchema(_LEVEL_SCHEMA)]
"""Decibels."""
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Chimes = Annotated[
    tuple[str, ...],
    BeforeValidator(_chimes),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "array", "items": {"enum": list(CHIMES)}}]}),
]
"""Those that sound, of `CHIMES`."""
Label = Annotated[str, BeforeValidator(_label), WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1})]
"""A name or a title: at least one letter or digit."""
Name = Annotated[str, BeforeValidator(_name), WithJsonSchema({"type": "string", "minLength": 1})]
"""A file or a voice, as it is written."""
Cue = Annotated[str, BeforeValidator(_cue), WithJsonSchema(_TEXT_SCHEMA)]
"""Words to speak, on one line; may name {side} and {other_side}, and respell a word: {word|how it is spoken}.
Empty says nothing."""
Phrase = Annotated[str | None, WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1})]
"""A stock phrase; None where the script does not word it."""
PhraseForms = Annotated[
    tuple[str, str] | None,
    WithJsonSchema({"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 2, "maxItems": 2}),
]
"""The form for one, and the form for more."""
Disclaimer = Annotated[
    str | None,
    BeforeValidator(_disclaimer),
    WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1}),
]
SomeCue = Annotated[str, BeforeValidator(_some_cue), WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1})]
"""A cue that is not empty."""
