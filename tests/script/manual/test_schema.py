"""The JSON Schema agrees with the model, by a validator that knows nothing of us."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.support import codes_of
from voiceroutine.script.library import bundled_folder
from voiceroutine.script.manual.explain import explanations
from voiceroutine.script.manual.schema import script_schema
from voiceroutine.script.manual.starter import starter

VALIDATOR = jsonschema.Draft202012Validator(script_schema())
STRETCH = jsonschema.Draft202012Validator(
    {**script_schema(), "anyOf": [{"$ref": "#/$defs/Stretch"}], "properties": {}, "additionalProperties": True}
)


class Loader(yaml.SafeLoader):
    """Reads YAML as an editor's language server does: 1.2, where `1:30` is a text and `no` is a word."""


Loader.yaml_implicit_resolvers = {
    first: [
        (tag, regexp) for tag, regexp in resolvers if tag.rsplit(":", 1)[1] not in ("int", "bool", "float", "timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for tag, pattern, first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:int", r"-?[0-9]+", "-0123456789"),
    ("tag:yaml.org,2002:float", r"-?[0-9]*\.[0-9]+", "-.0123456789"),
):
    import re

    Loader.add_implicit_resolver(tag, re.compile(rf"^(?:{pattern})$"), list(first))


def parsed(text: str) -> Any:
    return yaml.load(text, Loader)  # noqa: S506 it is a safe loader with fewer resolvers


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(script_schema())


@pytest.mark.parametrize("path", sorted(bundled_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bundled_routine_is_valid(path: Path) -> None:
    VALIDATOR.validate(parsed(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(bundled_folder().glob("stretches/*.yaml")), ids=lambda path: path.stem)
def test_every_bundled_stretch_is_valid(path: Path) -> None:
    STRETCH.validate(parsed(path.read_text(encoding="utf-8")))


def test_the_starter_and_an_overlay_are_valid() -> None:
    VALIDATOR.validate(parsed(starter()))
    VALIDATOR.validate(parsed("extends: neck\nchange: {chin-tuck: {reps: 5, hold: 1:30}}\nskip: [upper-trap]\n"))


SEEN_BY_A_SCHEMA = [
    "unknown-key", "missing-key", "no-value", "wrong-type", "duration", "number", "flag", "choice", "no-base",
]  # fmt: skip


@pytest.mark.parametrize("code", SEEN_BY_A_SCHEMA)
def test_the_wrong_examples_are_invalid_and_the_right_ones_valid(code: str) -> None:
    it = explanations()[code]
    assert not VALIDATOR.is_valid(parsed(it.wrong or ""))
    VALIDATOR.validate(parsed(it.right or ""))


WRONG = [
    "title: T\nstretches: [{use: chin-tuck, reps: 0}]",
    "title: T\nstretches: [{name: A, hold: -3}]",
    "title: T\npace: 9\nstretches: [{name: A}]",
    "title: T\nstretches: [{name: A, sides: [up]}]",
    "title: T\nstretches: [{name: A, steps: [{say: Up.}]}]",
    "title: T\nstretches: [{name: A, during: [{at: 3s, say: B, now: 1}]}]",
    "title: T\nprompts: {halfway: often}\nstretches: [{name: A}]",
    "title: T\nphrases: {halfways: Half.}\nstretches: [{name: A}]",
    "title: T\nphrases: {second: [a second]}\nstretches: [{name: A}]",
    "title: T\nstretches: []",
    "title: ''\nstretches: [{name: A}]",
    "extends: neck\nchange: {chin-tuck: {use: cat-dog}}",
    "extends: []",
    "extends: neck\nonly: []",
    "extends: neck\norder: chin-tuck",
    "extends: neck\ninsert: [{first: no, name: A}]",
    "extends: neck\ninsert: [{after: chin-tuck, nam: A}]",
    "title: T\ninsert: [{name: A}]\nstretches: [{name: A}]",
    "title: T\nvars: {title: T}\nstretches: [{name: A}]",
    "title: T\nvars: {a: [b]}\nstretches: [{name: A}]",
    "title: T\nartist: ''\nstretches: [{name: A}]",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_we_refuse_the_schema_refuses(text: str) -> None:
    assert not VALIDATOR.is_valid(parsed(text))
    assert codes_of(text)


RIGHT = [
    "title: T\nstretches: [{name: A, hold: 1:30, ready: 0.5s, after: 1m30s, switch: 2 min}]",
    "title: T\nprompts: {halfway: off, countdown: 0}\nstretches: [{name: A, prompts: {halfway: no}}]",
    "title: T\nsay_as: {scapulae: SKAP-yoo-lee}\nchimes: false\npace: 0.8\nguidance: brief\nstretches: [{name: A}]",
    "title: T\nphrases: {halfway: Half., second: [a sec, '{number} secs']}\nstretches: [{name: A}]",
    "title: T\nartist: Hill Street\nvars: {patient: Anna}\nopening: Hello {patient}.\nstretches: [{name: A}]",
    "extends: [desk-break, neck]\nonly: [chin-tuck]\norder: [chin-tuck]\ninsert: [{after: chin-tuck, use: cat-dog}]",
    "extends: neck\ninsert: [{first: true, name: A}, {before: a, name: B, hold: 5s}]",
    "voice: heart\nnotice: Recorded for patients of Hill Street.\nvars: {patient: Anna}",
    "title: T\nstretches: [{name: A, hold: 20, reps: 2, at_least: {hold: 15s}, optional: true, release: ''}]",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_we_take_the_schema_takes(text: str) -> None:
    VALIDATOR.validate(parsed(text))
    assert "error" not in codes_of(text).values()
