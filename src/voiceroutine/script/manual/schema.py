"""The JSON Schema of a script, from the model, for editors that complete keys and show what they mean."""

from __future__ import annotations

from typing import Any

from voiceroutine.script.group import MOST_STRETCHES
from voiceroutine.script.model import Routine

SCHEMA_ID = "urn:voiceroutine:script"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def script_schema() -> dict[str, Any]:
    """Return the schema of whole scripts, including overlays (JSON Schema 2020-12)."""
    schema = Routine.model_json_schema(by_alias=True)
    definitions = schema["$defs"]
    stretch = definitions["Stretch"]
    stretch["properties"] = {
        "use": {"type": "string", "minLength": 1, "description": "The key of a library stretch to begin with."},
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
    schema["properties"] |= {
        "extends": {"type": "string", "minLength": 1, "description": "The name or the path of a script to change."},
        "change": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/Changes"},
            "description": "What to change in its stretches, by their keys.",
        },
        "skip": {"type": "array", "items": {"type": "string"}, "description": "The stretches to omit, by key."},
    }
    schema.pop("required")
    schema["anyOf"] = [{"required": ["title", "stretches"]}, {"required": ["extends"]}]
    schema["dependentRequired"] = {"change": ["extends"], "skip": ["extends"]}
    _tidy(schema)
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **schema, "title": "voiceroutine cue script"}


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
