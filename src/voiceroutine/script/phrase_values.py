"""The values of stock phrases: a sentence, one for each side, a counted noun, the disclaimer."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from voiceroutine.script.values import TEXT, TEXT_SCHEMA, Described, label, refused, whole_braces


def phrase(*names: str, needed: bool = False) -> BeforeValidator:
    """Return the validator of a stock phrase.

    Args:
        names: The placeholders that it may contain.
        needed: Whether it must contain the first of them.
    """

    def read(value: object) -> str:
        text = whole_braces(label(value), names)
        if needed and f"{{{names[0]}}}" not in text:
            raise refused("placeholder", f"this phrase must contain `{{{names[0]}}}`")
        return text

    return BeforeValidator(read)


def phrase_forms(name: str) -> BeforeValidator:
    """Return the validator of a unit's singular and its plural, which must contain the placeholder `name`."""
    one, more = phrase().func, phrase(name, needed=True).func

    def read(value: object) -> tuple[str, str]:
        if not isinstance(value, list) or len(value) != 2:
            raise refused("wrong-type", "expected a list of two texts: the singular and the plural")
        return one(value[0]), more(value[1])  # type: ignore[call-arg]

    return BeforeValidator(read)


def _counted_forms(value: object) -> tuple[str, ...]:
    *few, more = phrase().func, phrase("number", needed=True).func
    if not isinstance(value, list) or len(value) not in (2, 3):
        raise refused("wrong-type", "expected a list of two or three texts: for one, for two if it differs, for more")
    return (*(few[0](it) for it in value[:-1]), more(value[-1]))  # type: ignore[call-arg]


def _pair(value: object) -> dict[str, str]:
    read = phrase("side").func
    if not isinstance(value, dict):
        return {"left": read(value), "right": read(value)}  # type: ignore[call-arg]
    if set(value) != {"left", "right"}:
        raise refused("wrong-type", "expected a text, or the keys `left` and `right` with a text each")
    return {side: read(text) for side, text in value.items()}  # type: ignore[call-arg]


def _sentences(value: object) -> tuple[str, ...]:
    texts = value if isinstance(value, list) else [value]
    return tuple(phrase().func(text) for text in texts)  # type: ignore[call-arg]


def _disclaimer(value: object) -> str:
    text = label(value)
    if found := re.search(r"[{}]", text):
        raise refused("placeholder", f"the disclaimer is spoken as it is written, so it cannot contain a `{found[0]}`")
    return text


Phrase = Annotated[str | None, WithJsonSchema({**TEXT_SCHEMA, "minLength": 1}), TEXT]
"""A stock phrase; None where the script does not word it."""
PhraseForms = Annotated[
    tuple[str, str] | None,
    WithJsonSchema({"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 2, "maxItems": 2}),
    Described("list of two texts"),
]
"""A unit's singular and plural."""
Disclaimer = Annotated[
    str | None,
    BeforeValidator(_disclaimer),
    WithJsonSchema({**TEXT_SCHEMA, "minLength": 1}),
    TEXT,
]
PhrasePair = Annotated[
    dict[str, str] | None,
    BeforeValidator(_pair),
    WithJsonSchema(
        {
            "anyOf": [
                {**TEXT_SCHEMA, "minLength": 1},
                {
                    "type": "object",
                    "properties": {"left": {"type": "string"}, "right": {"type": "string"}},
                    "required": ["left", "right"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
    Described("text, or `left` and `right`"),
]
"""A phrase about a side: one text for both, or one for each."""
CountedForms = Annotated[
    tuple[str, ...] | None,
    BeforeValidator(_counted_forms),
    WithJsonSchema({"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 2, "maxItems": 3}),
    Described("list of two or three texts"),
]
"""A counted noun: for one, for two where that differs, for more."""
Sentences = Annotated[
    tuple[str, ...] | None,
    BeforeValidator(_sentences),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string", "minLength": 1}}]}),
    Described("list of texts"),
]
