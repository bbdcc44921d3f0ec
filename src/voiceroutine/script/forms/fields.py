"""What a form shows of each key of a script, from the schema and the model: it repeats nothing that they say."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from voiceroutine.language.forms import SESSION_PLACEHOLDERS
from voiceroutine.script import parts
from voiceroutine.script.dose.nodes import KEY as DOSE
from voiceroutine.script.forms.schema import Schema, choices, whole_schema
from voiceroutine.script.group import Group
from voiceroutine.script.manual.reference import default_of, described
from voiceroutine.script.model import Routine
from voiceroutine.script.spoken import RECORDED_SCHEMA
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.values import OFF, PLACEHOLDERS, Described
from voiceroutine.units import DURATION_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARTS: dict[str, type[BaseModel]] = {
    "script": Routine,
    "group": Group,
    "stretch": Stretch,
    "action": parts.Action,
    "step": parts.Step,
    "during": parts.During,
    "prompts": parts.Prompts,
    "music": parts.Music,
    "bell": parts.Bell,
    "at_least": parts.AtLeast,
}
"""The parts of a script that a form has cards or fields for."""
_NAMES = {part: name for name, part in _PARTS.items()}


def form_fields() -> dict[str, list[dict[str, Any]]]:
    """Return what a form needs to know of each key, by the parts of a script: `script`, `group`, `stretch` and so on.

    Each key of a part is a dictionary, in the order in which the keys are documented, and is made of JSON values:

    - `key`, and `label`, which is the key as a person reads it.
    - `kind`: `text`, `length`, `number`, `level`, `flag`, `choice`, `dose`, `list`, `part` (a part of its own) or
      `words` (words and what belongs to each).
    - `type`: what the reference page calls it, for example "duration, or `off`".
    - `description`, and `example`, the lines of a script that show it, or None.
    - `required`, and `default`, as it would be written, or None where the session does something of its own.
    - `choices`: of a choice, or of the items of a list.
    - `least` and `most`: of a number; of a text, `most` is its longest.
    - `many`: whether it can be a list; `off`: whether it can be turned off.
    - `part`: the part that it is, or that the items of its list are; for `stretches` it is `stretch` or `group`.
    - `placeholders`: what its texts can name in braces, beside the script's own `vars`.

    >>> import voiceroutine
    >>> next(field for field in voiceroutine.form_fields()["stretch"] if field["key"] == "reps")["most"]
    200
    """
    return {name: [dict(field) for field in fields] for name, fields in _fields().items()}


@lru_cache(maxsize=1)
def _fields() -> dict[str, list[dict[str, Any]]]:
    return {name: list(_of_part(name, part)) for name, part in _PARTS.items()}


def _of_part(name: str, part: type[BaseModel]) -> Iterator[dict[str, Any]]:
    whole = whole_schema()
    known = whole["properties"] if part is Routine else whole["$defs"].get(part.__name__, {}).get("properties")
    fields = parts.field_keys(part)
    for key in known or fields:
        yield _field(name, key, _schema_of(part, key, known), fields.get(key))


def _schema_of(part: type[BaseModel], key: str, known: Schema | None) -> Schema:
    found: Schema = (known or part.model_json_schema(by_alias=True)["properties"])[key]
    return found


def _field(name: str, key: str, schema: Schema, field: Any) -> dict[str, Any]:
    """Return a key of a part; a key that the assembly of a script has done with has no `field` of a model."""
    found = _without_recordings(choices(schema))
    items = [choice for each in found if "items" in each for choice in _without_recordings(choices(each["items"]))]
    numbers = [choice for choice in found if choice.get("type") in ("number", "integer")]
    texts = [choice for choice in found if choice.get("type") == "string" and "pattern" not in choice]
    description: Described | None = described(field) if field else None
    session_alone = SESSION_PLACEHOLDERS if name == "script" else PLACEHOLDERS
    return {
        "key": key,
        "label": key.replace("_", " ").capitalize(),
        "kind": "dose" if key == DOSE else _kind(found),
        "type": description.words if description else None,
        "description": schema.get("description", field.description if field else None),
        "example": parts.example_of(key, field) if field and field.examples else None,
        "required": bool(field and field.is_required()),
        "default": (default_of(field).strip("`") or None) if field and not field.is_required() else None,
        "choices": _choices(found) or _choices(items),
        "least": numbers[0].get("minimum") if numbers else None,
        "most": numbers[0].get("maximum") if numbers else texts[0].get("maxLength") if texts else None,
        "many": any(choice.get("type") == "array" for choice in found),
        "off": any(choice.get("const") is False for choice in found) or _is_flag_or_part(found),
        "part": _part_of(field.annotation) if field else None,
        "placeholders": list(session_alone) if description and description.placeholders else [],
    }


def _without_recordings(found: Iterable[Schema]) -> list[Schema]:
    """Return what a value may be, but for keys with a text and its recording: it is the text that a form shows."""
    return [choice for choice in found if choice.get("properties") != RECORDED_SCHEMA["properties"]]


def _kind(found: list[Schema]) -> str:
    """Return what a form shows, by what a value may be."""
    types = {choice.get("type") for choice in found}
    if any("properties" in choice for choice in found) and "array" not in types:
        return "part"
    if any(choice.get("pattern") == DURATION_PATTERN for choice in found):
        return "length"
    if any("pattern" in choice for choice in found):
        return "level"
    for kind, shown in (("integer", "number"), ("number", "number"), ("string", "text")):
        if kind in types:
            return shown
    if any("enum" in choice for choice in found):
        return "choice"
    if "array" in types:
        return "list"
    return "flag" if "boolean" in types else "words"


def _is_flag_or_part(found: list[Schema]) -> bool:
    return {"type": "boolean"} in found and len(found) > 1


def _choices(found: list[Schema]) -> list[str]:
    return [choice for each in found for choice in each.get("enum", ()) if tuple(each["enum"]) != OFF]


def _part_of(annotation: Any) -> str | None:
    """Return the name of the part that a value is, or that the items of a list are."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _NAMES.get(annotation)
    return next(filter(None, map(_part_of, get_args(annotation))), None)
