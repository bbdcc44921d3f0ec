"""A form learns from the schema and the model all that it shows of a key."""

from __future__ import annotations

import json

from voiceroutine.script.forms.fields import form_fields
from voiceroutine.script.manual.schema import script_schema
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.values import PLACEHOLDERS

FIELDS = form_fields()
STRETCH = {field["key"]: field for field in FIELDS["stretch"]}


def test_every_key_of_the_schema_is_there_in_its_order() -> None:
    schema = script_schema()
    assert [field["key"] for field in FIELDS["script"]] == list(schema["properties"])
    assert list(STRETCH) == list(schema["$defs"]["Stretch"]["properties"])
    for name, definition in (("group", "Group"), ("step", "Step"), ("music", "Music"), ("at_least", "AtLeast")):
        assert [field["key"] for field in FIELDS[name]] == list(schema["$defs"][definition]["properties"])


def test_it_can_be_sent_as_json_and_every_key_is_described() -> None:
    assert json.loads(json.dumps(FIELDS)) == FIELDS
    assert all(field["description"] and field["label"] for fields in FIELDS.values() for field in fields)


def test_each_kind_of_value_is_told_from_the_others() -> None:
    kinds = {
        key: STRETCH[key]["kind"] for key in ("start", "hold", "reps", "sides", "alternate", "dose", "steps", "areas")
    }
    assert kinds == {
        "start": "text",
        "hold": "length",
        "reps": "number",
        "sides": "choice",
        "alternate": "flag",
        "dose": "dose",
        "steps": "list",
        "areas": "list",
    }
    script = {field["key"]: field for field in FIELDS["script"]}
    assert [script[key]["kind"] for key in ("music", "pace", "say_as", "chimes")] == ["part", "number", "words", "list"]
    assert (script["music"]["part"], script["music"]["off"]) == ("music", True)


def test_limits_choices_defaults_and_placeholders_are_those_of_the_model() -> None:
    assert (STRETCH["reps"]["least"], STRETCH["reps"]["most"], STRETCH["reps"]["default"]) == (1, 200, "1")
    assert STRETCH["sides"]["choices"] == ["left", "right", "both"]
    assert STRETCH["after"]["default"] == f"{Stretch.model_fields['after'].default // 1000}s"
    assert STRETCH["start"]["placeholders"] == list(PLACEHOLDERS)
    assert STRETCH["areas"]["placeholders"] == []
    assert (STRETCH["steps"]["part"], STRETCH["setup"]["part"], STRETCH["prompts"]["part"]) == (
        "step",
        "action",
        "prompts",
    )


def test_a_change_by_a_caller_stays_with_the_caller() -> None:
    form_fields()["stretch"][0]["label"] = "mine"
    assert form_fields()["stretch"][0]["label"] == "Use"
