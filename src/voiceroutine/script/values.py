"""The values a script is made of: words to speak, names, flags. Each is read from text; `quantities` has the numbers.

Every type here carries its validator, its JSON Schema and its words for the reference page, so that the
model is the only place where a key's meaning stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from voiceroutine.chimes import SWITCHES
from voiceroutine.language.markup import fault

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TEXT = 1_000
"""Characters in one cue: over a minute of speech. A cue that long is a lecture, or a paste gone wrong."""

PLACEHOLDERS = ("side", "other_side")

_YES = ("true", "yes", "on")
OFF = ("false", "no", "off", "none")


def scalar(value: object, expected: str) -> str:
    """Return the text of a value; refuse nothing, a list, and keys and values."""
    if value is None:
        raise PydanticCustomError("no-value", "there is no value here")
    if isinstance(value, dict | list):
        found = "a list" if isinstance(value, list) else "keys and values"
        raise PydanticCustomError(
            "wrong-type", "expected {expected}, found {found}", {"expected": expected, "found": found}
        )
    return str(value).strip()


def wrong(code: str, expected: str, found: str) -> PydanticCustomError:
    """Return the error of a value that is not what was expected."""
    found = found if len(found) <= 40 else found[:39] + "\N{HORIZONTAL ELLIPSIS}"
    return PydanticCustomError(code, "expected {expected}, found `{found}`", {"expected": expected, "found": found})


def turned_off(value: object) -> bool:
    """Return whether `value` says that something is not wanted: `off`, `none`, `no`, `false`."""
    return isinstance(value, str) and value.strip().lower() in OFF


def _flag(value: object) -> bool:
    text = scalar(value, "`true` or `false`").lower()
    if text in _YES:
        return True
    if text in OFF[:3]:
        return False
    raise wrong("flag", "`true` or `false`", text)


def _chimes(value: object) -> tuple[str, ...]:
    expected = f"`true`, `false`, or a list of {', '.join(f'`{name}`' for name in SWITCHES)}"
    if isinstance(value, list):
        names = [scalar(item, expected).lower() for item in value]
        for name in names:
            if name not in SWITCHES:
                raise wrong("choice", expected, name)
        return tuple(name for name in SWITCHES if name in names)
    text = scalar(value, expected).lower()
    if text in (*_YES, *OFF[:3]):
        return tuple(SWITCHES) if text in _YES else ()
    raise wrong("flag", expected, text)


def _words(value: object) -> str:
    text = re.sub(r"\s+", " ", scalar(value, "words"))
    if len(text) > LONGEST_TEXT:
        message = "this text has {length} characters, and one cue has {most} at most"
        raise PydanticCustomError("long-text", message, {"length": len(text), "most": LONGEST_TEXT})
    if text and not any(char.isalnum() for char in text):
        raise PydanticCustomError("unspeakable", "there is nothing to speak in `{text}`", {"text": text[:40]})
    return text


def _name(value: object) -> str:
    text = scalar(value, "a name or a path")
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


def _non_empty_cue(value: object) -> str:
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


_TEXT_SCHEMA = {"type": "string", "maxLength": LONGEST_TEXT}

Pronunciations = Annotated[
    dict[str, str],
    BeforeValidator(_pronunciations),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}),
]
"""From a word, as it is written, to how it is spoken."""
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Chimes = Annotated[
    tuple[str, ...],
    BeforeValidator(_chimes),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "array", "items": {"enum": list(SWITCHES)}}]}),
]
"""The chimes that sound, as the switches of `voiceroutine.chimes` name them."""
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
NonEmptyCue = Annotated[str, BeforeValidator(_non_empty_cue), WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1})]
"""A cue that is not empty."""
