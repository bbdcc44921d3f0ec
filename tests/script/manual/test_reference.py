"""The reference page says what a script may hold, in the words and the spelling of a script."""

from __future__ import annotations

import pytest

from voiceroutine.script import model, parts, phrase_parts, picture_parts
from voiceroutine.script.manual.reference import default_of, described, script_format
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.wording import Wording

PARTS = (
    model.Routine,
    Stretch,
    parts.Prompts,
    parts.Action,
    parts.Step,
    parts.During,
    parts.Music,
    parts.Bell,
    parts.AtLeast,
    Wording,
    phrase_parts.DoseWording,
    phrase_parts.PositionWording,
    phrase_parts.EquipmentWording,
    picture_parts.PictureValue,
    picture_parts.ReachValue,
    picture_parts.ArrowValue,
)


@pytest.mark.parametrize(
    ("key", "words", "default"),
    [
        ("title", "text", "required"),
        ("chimes", "`true`, `false` or a list", "`true`"),
        ("guidance", "`full`, `brief` or `minimal`", "`full`"),
        ("prompts", "keys and values", "`{halfway: 20s, countdown: 3, numbers: true}`"),
        ("music", "text, keys and values, or `off`", "`off`"),
        ("pace", "number, 0.5 to 2.0", "`1.0`"),
        ("phrases", "keys and values", ""),
        ("stretches", "list", "required"),
    ],
)
def test_types_and_defaults_are_told_as_they_are_written(key: str, words: str, default: str) -> None:
    field = parts.field_keys(model.Routine)[key]
    assert (described(field).words, default_of(field)) == (words, default)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_has_a_row(part: type[parts.Part]) -> None:
    page = script_format()
    for key in parts.field_keys(part):
        assert f"| `{key}` | " in page


def test_every_table_is_filled_in() -> None:
    assert "<!--" not in script_format()
