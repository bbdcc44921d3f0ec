"""Translates what pydantic finds wrong with a script into problems at their place.

Messages and codes are those of our own validators. Of pydantic's own findings only the kind is used, never the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Mapping, Path, first_key, node_at, plain, span_of
from voiceroutine.document.problems import MOST_PROBLEMS, Problem, did_you_mean, one_of
from voiceroutine.document.syntax import BRACES, BRACES_HINT
from voiceroutine.script import model, parts
from voiceroutine.script.assembly import OVERLAY_KEYS
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.values import MESSAGE
from voiceroutine.script.wording import Wording

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_PARTS: dict[str, type[BaseModel]] = {
    "stretches": Stretch,
    "setup": parts.Action,
    "steps": parts.Step,
    "during": parts.During,
    "prompts": parts.Prompts,
    "at_least": parts.AtLeast,
    "phrases": Wording,
    "music": parts.Music,
}
"""Each part of a script, by the key that it stands under."""
_ITEMS = {
    "stretches": "- use: chin-tuck",
    "setup": "- say: Lean back slowly.\n  wait: 6s",
    "steps": "- say: Arch up.\n  for: 3s",
    "during": "- at: 10s\n  say: Let the shoulder drop.",
}
"""An item of each list of parts."""
_HINTS = {
    "long-text": "say less, or spread it over `setup`, `start` and `during`",
    "unspeakable": "write words",
    "placeholder": None,
    "choice": None,
    "too-many-stretches": None,
}
"""The hints of problems for which an example of the key is no help."""


def problems_of(error: ValidationError, part: type[BaseModel], document: Mapping) -> list[Problem]:
    """Return what is wrong with `document`, which is not a valid `part`."""
    found = error.errors(include_url=False, include_input=False)
    unknown: dict[Path, list[str]] = {}
    for details in found:
        if details["type"] == "extra_forbidden":
            unknown.setdefault(details["loc"][:-1], []).append(str(details["loc"][-1]))
    problems: list[Problem] = []
    for details in found:
        if not _explained(details, unknown):
            # a hint takes its time, and no more than these problems are shown
            hinted = len(problems) < MOST_PROBLEMS
            problems.append(_problem(part, details, document) if hinted else _unhinted(details, document))
    return problems


def _explained(details: ErrorDetails, unknown: dict[Path, list[str]]) -> bool:
    """Return whether a missing key is there under a misspelt name, which is reported as an unknown key."""
    if details["type"] != "missing":
        return False
    *place, key = details["loc"]
    beside = unknown.get(tuple(place), [])
    return any(did_you_mean(word, [str(key)]) for word in beside[:MOST_PROBLEMS])


def _unhinted(details: ErrorDetails, document: Mapping) -> Problem:
    """Return a problem that is only counted, because so many come before it."""
    span = span_of(document, details["loc"], key=details["type"] == "extra_forbidden")
    return Problem(code=details["type"], message="this value does not fit here", span=span)


def _problem(part: type[BaseModel], details: ErrorDetails, document: Mapping) -> Problem:
    path, kind = details["loc"], details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(part, path, document)
    if kind == "missing":
        span = first_key(document, path[:-1])
        return Problem(code="missing-key", message=f"`{path[-1]}` is missing", span=span, hint=_example(part, path))
    span = span_of(document, path)
    message = details.get("ctx", {}).get(MESSAGE)
    if message is None:  # a finding of pydantic's own, in words that are not ours
        return Problem(code="wrong-type", message="this value does not fit here", span=span, hint=_example(part, path))
    hint = _HINTS[kind] if kind in _HINTS else _example(part, path)
    if kind == "wrong-type" and BRACES.fullmatch(span.source.text, span.start, span.end):
        hint = BRACES_HINT
    return Problem(code=kind, message=message, span=span, hint=hint)


def _example(part: type[BaseModel], path: Path) -> str | None:
    """Return a hint with an example of what can be written at `path`."""
    if not path or (isinstance(path[-1], int) and path[-2] not in _ITEMS):
        return None
    if isinstance(path[-1], int):
        return _such_as(_ITEMS[str(path[-2])])
    field = parts.field_keys(_part_at(part, path[:-1])).get(path[-1])
    return _such_as(parts.example_of(path[-1], field)) if field and field.examples else None


def _such_as(example: str) -> str:
    return f"for example:\n{example}" if "\n" in example else f"for example `{example}`"


def _part_at(part: type[BaseModel], path: Path) -> type[BaseModel]:
    names = [step for step in path if isinstance(step, str)]
    return _PARTS.get(names[-1], part) if names else part


def _unknown_key(part: type[BaseModel], path: Path, document: Mapping) -> Problem:
    key = str(path[-1])
    here = _part_at(part, path[:-1])
    extra = OVERLAY_KEYS if here is model.Routine else ("use",) if here is Stretch else ()
    known = [*parts.field_keys(here), *extra]
    hint = did_you_mean(key, known)
    if "\u00a0" in key:
        hint = "it contains no-break spaces, as word processors write them: replace them with ordinary spaces"
    elif not re.fullmatch(r"[\w-]+", key) and plain(node_at(document, path)) is None:
        hint = "a comma ends a text inside `{ }`: put the whole text in quotes"
    elif hint is None and key in parts.field_keys(Stretch):
        hint = f"`{key}` belongs to a stretch: write it below one, under `stretches`"
    elif hint is None and key in parts.field_keys(model.Routine):
        hint = f"`{key}` belongs to the script itself: write it at the top, before `stretches`"
    return Problem(
        code="unknown-key",
        message=f"unknown key `{key}`",
        span=span_of(document, path, key=True),
        hint=hint or f"expected {one_of(known)}",
    )
