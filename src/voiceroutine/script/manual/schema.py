"""The JSON Schema of a script, from the model, for editors that complete keys and show what they mean."""

from __future__ import annotations

from typing import Any

from voiceroutine.script.group import MOST_STRETCHES
from voiceroutine.script.model import Routine
from voiceroutine.script.overlays.operations import KEYS
from voiceroutine.script.overlays.variables import LONGEST_NAME
from voiceroutine.script.values import PLACEHOLDERS, TEXT_SCHEMA

SCHEMA_ID = "urn:voiceroutine:script"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def script_schema() -> dict[str, Any]:
    """Return the schema of whole scripts, including overlays (JSON Schema 2020-12)."""
    schema = Routine.model_json_schema(by_alias=True)
    definitions = schema["$defs"]
    stretch = definitions["Stretch"]
    stretch["properties"] = {
        "use": {"type": "string", "minLength": 1, "description": "The key of a library stretch to begin with."},
        "name": stretch["properties"]["name"],  # what is written first, in the order in which forms write keys, too
        "dose": {
            "type": "string",
            "minLength": 1,
            "description": "Sets, reps, hold, rests, sides, tempo and frequency, as on paper: 3 x 10, hold 5 s.",
        },
        **stretch["properties"],
    }
    stretch.pop("required")
    changes = {key: value for key, value in stretch["properties"].items() if key != "use"}
    definitions["Changes"] = {**stretch, "properties": changes, "description": "Fields that replace a stretch's own."}
    stretch["anyOf"] = [{"required": ["name"]}, {"required": ["use"]}]
    schema["properties"]["stretches"] |= {"minItems": 1, "maxItems": MOST_STRETCHES}
    music = schema["properties"]["music"]
    music["anyOf"] = [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/Music"}, {"const": False}]
    bell = schema["properties"]["bell"]
    bell["anyOf"] = [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/Bell"}, {"type": "boolean"}]
    schema["properties"] |= _overlay_keys(definitions)
    schema.pop("required")
    unlike_a_base = {"title", "summary", "frequency", "stretches"}
    schema["anyOf"] = [
        {"required": ["title", "stretches"]},
        {"required": ["extends"]},
        {  # a base for others: something to give to them, and no stretches
            "not": {"required": ["stretches"]},
            "anyOf": [{"required": [key]} for key in schema["properties"] if key not in unlike_a_base],
        },
    ]
    schema["dependentRequired"] = {key: ["extends"] for key in KEYS}
    _tidy(schema)
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **schema, "title": "voiceroutine cue script"}


def _overlay_keys(definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas of the keys that the assembly of a script has done with before the model sees it."""
    key = {"type": "string", "minLength": 1}
    keys = {"type": "array", "items": key}
    places = {
        "after": {**key, "description": "The key of the stretch that it comes after."},
        "before": {**key, "description": "The key of the stretch that it comes before."},
        "first": {"const": True, "description": "Puts it before all others."},
    }
    for name, what in (("Stretch", "A stretch"), ("Group", "A group")):
        definitions[f"Inserted{name}"] = {
            **definitions[name],
            "properties": {**definitions[name]["properties"], **places},
            "description": f"{what}, and where it is inserted.",
        }
    return {
        "extends": {
            "anyOf": [key, {**keys, "minItems": 1}],
            "description": "The name or the path of the script to change; or several, of which a later one wins.",
        },
        "vars": {
            "type": "object",
            "propertyNames": {"maxLength": LONGEST_NAME, "not": {"enum": list(PLACEHOLDERS)}},
            "additionalProperties": TEXT_SCHEMA,
            "description": "Names for texts: with `patient: Anna`, any text can contain {patient}.",
        },
        "only": {**keys, "minItems": 1, "description": "The stretches to keep, by key; all others are omitted."},
        "skip": {**keys, "description": "The stretches to omit, by key."},
        "change": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/Changes"},
            "description": "What to change in its stretches, by their keys.",
        },
        "order": {**keys, "description": "The stretches that come first, by key, in this order; the others follow."},
        "insert": {
            "type": "array",
            "items": {"oneOf": [{"$ref": "#/$defs/InsertedStretch"}, {"$ref": "#/$defs/InsertedGroup"}]},
            "description": "Stretches to insert, each `after` another one, `before` one, or `first`.",
        },
    }


def _tidy(node: object) -> None:
    """Remove what pydantic adds and nobody needs: generated titles, and defaults and examples that are not JSON."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        node.pop("default", None)
        node.pop("examples", None)
        if {"type": "null"} in node.get("anyOf", ()):  # a key that can be omitted, but not left empty
            node["anyOf"].remove({"type": "null"})
            if len(node["anyOf"]) == 1:
                node.update(node.pop("anyOf")[0])
        for value in node.values():
            _tidy(value)
    elif isinstance(node, list):
        for value in node:
            _tidy(value)
