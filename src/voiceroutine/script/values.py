"""The values of a script: words to speak, names, flags. Each is read from text; `quantities` has the numbers.

Every type here carries its validator, its JSON Schema and its words for the reference page, so that the model is the
only place that says what a key means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from voiceroutine.chimes import BELL, BELLS, SWITCHES
from voiceroutine.document.problems import one_of
from voiceroutine.language.forms import SESSION_PLACEHOLDERS, SIDE_PLACEHOLDERS
from voiceroutine.language.markup import fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST_TEXT = 1_000
"""Characters in one cue: more than a minute of speech. A longer cue is a lecture, or was pasted by mistake."""

PLACEHOLDERS = (*SIDE_PLACEHOLDERS, *SESSION_PLACEHOLDERS)
"""What a text may name."""

_ON_OR_OFF = "`true` or `false`"

_YES = ("true", "yes", "on")
OFF = ("false", "no", "off", "none")


def _as_written(value: Any) -> str:
    return "" if value in (None, "", (), {}) else str(value)


@dataclass(frozen=True, slots=True)
class Described:
    """How the reference page describes a type. It stands in the type's `Annotated`."""

    words: str
    """What a person calls such a value: `duration`."""
    write: Callable[[Any], str] = _as_written
    """Returns a value as it is written in a script; nothing where there is no need to write it."""
    placeholders: bool = False
    """Whether its texts can contain placeholders."""


MESSAGE = "message"
"""Where our own errors carry their message; pydantic's have nothing of this name in their context."""


INSIDE = "inside"
"""Where our own errors carry the key, inside a value that is read as a whole, that they are about."""


def refused(code: str, message: str, inside: str = "") -> PydanticCustomError:
    """Return the error of a value that does not fit, with the message as the user reads it.

    Args:
        code: Of the problem.
        message: What the user reads.
        inside: The key inside the value that it is about; empty for all of it.
    """
    context = {MESSAGE: message, INSIDE: inside} if inside else {MESSAGE: message}
    return PydanticCustomError(code, f"{{{MESSAGE}}}", context)


def wrong(code: str, expected: str, found: str) -> PydanticCustomError:
    """Return the error of a text that is not what was expected."""
    found = found if len(found) <= 40 else found[:39] + "\N{HORIZONTAL ELLIPSIS}"
    return refused(code, f"expected {expected}, found `{found}`")


def wrong_type(expected: str, value: object) -> PydanticCustomError:
    """Return the error of a value of another kind than was expected."""
    if value is None:
        found = "nothing"
    elif isinstance(value, list):
        found = "a list"
    else:
        found = "keys and values" if isinstance(value, dict) else f"`{str(value)[:40]}`"
    return refused("wrong-type", f"expected {expected}, found {found}")


def scalar(value: object, expected: str) -> str:
    """Return the text of a value; refuse nothing, a list, and keys and values."""
    if value is None:
        raise refused("no-value", "this key has no value")
    if isinstance(value, dict | list):
        raise wrong_type(expected, value)
    return str(value).strip()


def turned_off(value: object) -> bool:
    """Return whether `value` turns something off: `off`, `none`, `no` or `false`."""
    return isinstance(value, str) and value.strip().lower() in OFF


def turned_on(value: object) -> bool:
    """Return whether `value` turns something on: `on`, `yes` or `true`."""
    return isinstance(value, str) and value.strip().lower() in _YES


def _flag(value: object) -> bool:
    text = scalar(value, _ON_OR_OFF).lower()
    if text in _YES:
        return True
    if text in OFF[:3]:
        return False
    raise wrong("flag", _ON_OR_OFF, text)


def _chimes(value: object) -> tuple[str, ...]:
    expected = f"`true`, `false` or a list of {', '.join(f'`{name}`' for name in SWITCHES)}"
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
        raise refused("long-text", f"this text has {len(text)} characters, and a cue may have at most {LONGEST_TEXT}")
    if text and not any(char.isalnum() for char in text):
        raise refused("unspeakable", f"there is nothing to speak in `{text[:40]}`")
    return text


def _name(value: object) -> str:
    text = scalar(value, "a name or a path")
    if not text:
        raise refused("no-value", "this key has no value")
    return text


def _sound(value: object) -> str:
    names = (BELL, *BELLS)
    text = scalar(value, "a sound")
    if not text:
        raise refused("no-value", "this key has no value")
    if text.lower() in names:
        return text.lower()
    if not re.search(r"[^/\\.]\.[^/\\.]+$", text):
        raise wrong("sound", f"{', '.join(f'`{name}`' for name in names)} or a sound file", text)
    return text


def sound_name(sound: str) -> str:
    """Return what a sound is called: a file's name, without its folder."""
    return re.split(r"[/\\]", sound)[-1]


def label(value: object) -> str:
    """Return words, of which there must be some."""
    text = _words(value)
    if not text:
        raise refused("unspeakable", "expected words, found an empty text")
    return text


def cue(value: object) -> str:
    """Return a cue, which may be empty."""
    return whole_braces(_words(value), PLACEHOLDERS)


def whole_braces(text: str, names: Iterable[str]) -> str:
    """Return `text` if everything in braces is a respelling or one of the placeholders `names`."""
    if wrong := fault(text, names):
        raise refused("placeholder", wrong)
    return text


def _non_empty_cue(value: object) -> str:
    label(value)
    return cue(value)


def _credit(value: object) -> str:
    return whole_braces(label(value), ())


def _pronunciations(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise refused("wrong-type", "expected words and how each is spoken")
    return {_plain(word): _plain(spoken) for word, spoken in value.items()}


def _plain(value: object) -> str:
    text = label(value)
    if found := re.search(r"[{}]", text):
        raise refused("placeholder", f"a respelling is spoken as it is written, so it cannot contain a `{found[0]}`")
    return text


def one_of_words(*words: str) -> BeforeValidator:
    """Return the validator of a value that is one of `words`."""
    expected = one_of(words)

    def read(value: object) -> object:
        text = value.strip().lower() if isinstance(value, str) else value
        if text in words:
            return text
        found = "nothing" if value is None else f"`{value}`" if isinstance(value, str) else "a list or keys"
        raise refused("choice", f"expected {expected}, found {found}")

    return BeforeValidator(read)


def sequence(value: object) -> object:
    """Return `value` if it is a list."""
    if isinstance(value, list):
        return value
    raise wrong_type("a list", value)


def keys_and_values(value: object) -> object:
    """Return `value` if it is a mapping."""
    if isinstance(value, dict | BaseModel):
        return value
    raise wrong_type("keys and values", value)


def given(value: object) -> object:
    """Return `value`; refuse nothing. A key that is omitted has its default, one that is written must have a value."""
    if value is None:
        raise refused("no-value", "this key has no value")
    return value


def write_flag(value: bool) -> str:
    """Return a flag as it is written in a script."""
    return "true" if value else "false"


def _write_chimes(value: tuple[str, ...]) -> str:
    return f"[{', '.join(value)}]" if set(value) not in (set(), set(SWITCHES)) else write_flag(bool(value))


TEXT_SCHEMA = {"type": "string", "maxLength": LONGEST_TEXT}

Pronunciations = Annotated[
    dict[str, str],
    BeforeValidator(_pronunciations),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}),
    Described("keys and values"),
]
"""From a word, as it is written, to how it is spoken."""
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"}), Described(_ON_OR_OFF, write_flag)]
Chimes = Annotated[
    tuple[str, ...],
    BeforeValidator(_chimes),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "array", "items": {"enum": list(SWITCHES)}}]}),
    Described("`true`, `false` or a list", _write_chimes),
]
"""The chimes that sound, as the switches of `voiceroutine.chimes` name them."""
TEXT = Described("text")
_CUE = Described("text", placeholders=True)
Label = Annotated[str, BeforeValidator(label), WithJsonSchema({**TEXT_SCHEMA, "minLength": 1}), TEXT]
"""A name or a title: at least one letter or digit."""
Name = Annotated[str, BeforeValidator(_name), WithJsonSchema({"type": "string", "minLength": 1}), TEXT]
"""A file or a voice, as it is written in the script."""
Sound = Annotated[str, BeforeValidator(_sound), WithJsonSchema({"type": "string", "minLength": 1}), TEXT]
"""`bell`, one of the bells, or a sound file as it is written in the script: its name has a dot in it."""
Credit = Annotated[str, BeforeValidator(_credit), WithJsonSchema({**TEXT_SCHEMA, "minLength": 1}), TEXT]
"""A name that a player shows. Nothing is spoken, so it has no placeholders."""
Text = Annotated[str, BeforeValidator(_words), WithJsonSchema(TEXT_SCHEMA), TEXT]
"""Words to read, on one line. They may be empty."""
Cue = Annotated[str, BeforeValidator(cue), WithJsonSchema(TEXT_SCHEMA), _CUE]
"""Words to speak, on one line. They may contain {side} and {other_side}, and respell a word: {word|how it is spoken}.
An empty cue is not spoken."""
NonEmptyCue = Annotated[str, BeforeValidator(_non_empty_cue), WithJsonSchema({**TEXT_SCHEMA, "minLength": 1}), _CUE]
"""A cue that is not empty."""
