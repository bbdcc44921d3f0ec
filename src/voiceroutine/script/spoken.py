"""Words to speak, which their writer may have recorded: a text alone, or keys with the text and the sound file.

A text that was recorded ends with its recording, as `language.markup` describes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from voiceroutine.language.markup import fill, names_side, recorded, recording_of, words_of
from voiceroutine.script.values import (
    LONGEST_TEXT,
    MESSAGE,
    TEXT_SCHEMA,
    Described,
    cue,
    label,
    refused,
    scalar,
    wrong,
    wrong_type,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.language.forms import Side

SAY, RECORDING = "say", "recording"
"""The keys of words that were recorded."""
IN_ITS_NAME = ("side", "other_side")
"""What the name of a recording may name. There it is `left` or `right` in any language."""
LONGEST_NAME = 300
_NO_NAME = re.compile(r"[{}|\x00-\x1f\x7f]")


class _Recorded(str):
    """A text that was read, with its recording. Nothing that a script says is one before it was read."""

    __slots__ = ()


def spoken(value: object) -> str:
    """Return words to speak, with their recording if they have one. They may be empty."""
    if isinstance(value, _Recorded):
        return value
    if not isinstance(value, dict):
        return cue(value)
    if not value.keys() & {SAY, RECORDING}:  # braces that should have been in quotes
        raise wrong_type("words", value)
    for key in value:
        if key not in (SAY, RECORDING):
            raise refused("unknown-key", f"unknown key `{key}`; expected `{SAY}` and `{RECORDING}`", str(key))
    if SAY not in value:
        raise refused("missing-key", f"`{SAY}` is missing: the words, for whoever reads them", SAY)
    words = _inside(SAY, some_words, value[SAY])
    if RECORDING not in value:
        return words
    return with_recording(words, _inside(RECORDING, recording_name, value[RECORDING]))


def some_words(value: object) -> str:
    """Return words to speak, of which there must be some."""
    label(value)
    return cue(value)


def with_recording(words: str, recording: str) -> str:
    """Return words with their recording. Where they name a side, it must have one for each."""
    if names_side(words) and not names_side(recording):
        stem, _, ending = recording.rpartition(".")
        better = f"`{stem}-{{side}}.{ending}`"
        message = f"these words name a side, so each side has a recording of its own: write {better}"
        raise refused(RECORDING, message, RECORDING)
    return _Recorded(recorded(words, recording))


def recording_name(value: object) -> str:
    """Return the name of a recording, a sound file."""
    text = scalar(value, "a sound file")
    if not text:
        raise refused("no-value", "this key has no value")
    if not re.search(r"[^/\\.]\.[^/\\.]+$", text):
        raise wrong(RECORDING, "a sound file, such as `lean.wav`", text)
    rest = text
    for name in IN_ITS_NAME:
        rest = rest.replace(f"{{{name}}}", "")
    if found := _NO_NAME.search(rest):
        allowed = " and ".join(f"`{{{name}}}`" for name in IN_ITS_NAME)
        what = f"`{found[0]}`" if found[0].isprintable() else "control character"
        raise refused(RECORDING, f"the name of a recording can contain {allowed}, and no other {what}")
    if len(text) > LONGEST_NAME:
        raise refused(RECORDING, f"this name has {len(text)} characters, and a file's may have at most {LONGEST_NAME}")
    return text


def of_side(recording: str, side: Side | None) -> str:
    """Return the name of the recording of one side.

    >>> of_side("lean-{side}.wav", "left")
    'lean-left.wav'
    """
    other = "right" if side == "left" else "left"
    return fill(recording, side=side, other_side=other) if side else recording


def beside(wordings: tuple[str, ...], recording: str | None) -> tuple[str, ...]:
    """Return the wordings of a part of a stretch with the recording that is written beside its `say`."""
    if recording is None:
        return wordings
    if not wordings:
        message = f"the words of this recording are missing: write them in `{SAY}`, for whoever reads them"
        raise refused("missing-key", message, RECORDING)
    if len(wordings) > 1 or recording_of(wordings[0]):
        message = f"each text of this `{SAY}` has a recording of its own: write it below that text"
        raise refused(RECORDING, message, RECORDING)
    return (with_recording(wordings[0], recording),)


def _inside(key: str, read: Callable[[object], str], value: object) -> str:
    """Return what `read` makes of the value of a key. What is wrong with it is wrong at that key."""
    try:
        return read(value)
    except PydanticCustomError as error:
        raise refused(error.type, (error.context or {})[MESSAGE], key) from None


def _some_spoken(value: object) -> str:
    return spoken(value) if isinstance(value, str | dict) and value else some_words(value)


def _wordings(value: object) -> object:
    """Return the wordings of a cue as a list; an empty text is none."""
    if isinstance(value, list):
        if not value:
            raise refused("no-value", "this list has no texts")
        return value
    text = spoken(value)
    return [text] if text else []


def _some_wordings(value: object) -> object:
    texts = _wordings(value)
    return texts or [label(value)]


def _write(value: str | None) -> str:
    return words_of(value or "")


def _write_wordings(value: tuple[str, ...] | None) -> str:
    return ", ".join(map(words_of, value or ()))


RECORDED_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        SAY: {**TEXT_SCHEMA, "minLength": 1, "description": "The words."},
        RECORDING: {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST_NAME,
            "description": "The sound file in which somebody says them, by its path from the script's folder.",
        },
    },
    "required": [SAY],
    "additionalProperties": False,
}
"""Words with their recording."""
_SOME = {"anyOf": [{**TEXT_SCHEMA, "minLength": 1}, RECORDED_SCHEMA]}
_TEXT = Described("text, or a recording", _write, placeholders=True)
_LIST = Described("text, a recording, or a list of them", _write_wordings, placeholders=True)
_LISTED = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string", "maxLength": LONGEST_TEXT},
            RECORDED_SCHEMA,
            {"type": "array", "items": _SOME, "minItems": 1},
        ]
    }
)
SpokenCue = Annotated[str, BeforeValidator(spoken), WithJsonSchema({"anyOf": [TEXT_SCHEMA, RECORDED_SCHEMA]}), _TEXT]
"""Words to speak, which may have a recording. An empty cue is not spoken."""
SomeSpokenCue = Annotated[str, BeforeValidator(_some_spoken), WithJsonSchema(_SOME), _TEXT]
"""A cue that is not empty."""
Wordings = Annotated[tuple[SomeSpokenCue, ...], BeforeValidator(_wordings), _LISTED, _LIST]
"""The wordings of a cue, which take turns; an empty cue has none."""
SomeWordings = Annotated[tuple[SomeSpokenCue, ...], BeforeValidator(_some_wordings), _LISTED, _LIST]
"""The same, of a cue that is not empty."""
RecordingName = Annotated[
    str,
    BeforeValidator(recording_name),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}),
    Described("text"),
]
"""A sound file in which words were recorded, as it is written in the script."""
