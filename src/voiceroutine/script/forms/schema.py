"""Finds what the schema says about a place in a script."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from voiceroutine.document.edit.edits import Word
from voiceroutine.script.manual.schema import script_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.document.edit.edits import Value
    from voiceroutine.document.nodes import Path

Schema: TypeAlias = "dict[str, Any]"


@lru_cache(maxsize=1)
def whole_schema() -> Schema:
    """Return the schema of scripts, drawn once."""
    return script_schema()


def choices(schema: Schema) -> Iterator[Schema]:
    """Yield the schemas that a value may fit, with references followed."""
    reference = schema.get("$ref")
    if reference:
        yield from choices(whole_schema()["$defs"][reference.rpartition("/")[2]])
    elif "properties" in schema:  # where `anyOf` says which keys are required together
        yield schema
    elif "anyOf" in schema or "oneOf" in schema:
        for choice in schema.get("anyOf") or schema["oneOf"]:
            yield from choices(choice)
    else:
        yield schema


def below(schemas: Iterable[Schema], part: str | int) -> list[Schema]:
    """Return the schemas of the value at a key, or at a position of a list."""
    found: list[Schema] = []
    for schema in schemas:
        if isinstance(part, int):
            inner = schema.get("items")
        else:
            inner = schema.get("properties", {}).get(part, schema.get("additionalProperties"))
        if isinstance(inner, dict):
            found += choices(inner)
    return found


def schemas_at(path: Path) -> list[Schema]:
    """Return the schemas that the value at `path` may fit; none where the language knows no such place."""
    found = list(choices(whole_schema()))
    for part in path:
        found = below(found, part)
    return found


def place_of_key(path: Path, keys: list[str]) -> int:
    """Return the position among `keys` at which the key that `path` ends with belongs, in the schema's order."""
    *before, key = path
    fitting = [list(schema.get("properties", ())) for schema in schemas_at(tuple(before))]
    order = max(fitting, key=lambda known: (key in known, len(set(known) & set(keys))), default=[])
    if key not in order:
        return len(keys)
    later = set(order[order.index(str(key)) :])
    return next((at for at, other in enumerate(keys) if other in later), len(keys))


def as_written(value: Value, schemas: list[Schema]) -> Value:
    """Return a value whose texts have quotes where another program would read a number or a flag, and nothing else."""
    if isinstance(value, dict):
        return {str(key): as_written(inner, below(schemas, str(key))) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(inner, below(schemas, 0)) for inner in value]
    return Word(value) if isinstance(value, str) and not _is_text(schemas) else value


def _is_text(schemas: list[Schema]) -> bool:
    texts = [schema for schema in schemas if schema.get("type") == "string" and "pattern" not in schema]
    others = [schema for schema in schemas if schema.get("type") in ("number", "integer", "boolean")]
    return bool(texts) and not others
