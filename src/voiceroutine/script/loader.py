"""From a file to a routine, with every problem found told in our words at the place it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from voiceroutine.script import model
from voiceroutine.script.assembly import OVERLAY_KEYS, Assembler, mapping
from voiceroutine.script.contradictions import contradictions
from voiceroutine.script.nodes import Mapping, Node, Path, Sequence, Span, plain, span_of
from voiceroutine.script.problems import FaultyScriptError, Finding, Problem, did_you_mean, one_of
from voiceroutine.script.reader import read_file

if TYPE_CHECKING:
    import pathlib

    from pydantic_core import ErrorDetails

    from voiceroutine.script.library import Library

_PARTS: dict[str, type[BaseModel]] = {
    "stretches": model.Stretch,
    "steps": model.Step,
    "during": model.During,
    "prompts": model.Prompts,
    "at_least": model.AtLeast,
}
"""The key under which each part of a script lies."""


@dataclass(frozen=True, slots=True)
class Script:
    """A routine and the nodes it came from."""

    name: str
    """The file's name without its ending: what the session's file is called."""
    routine: model.Routine
    document: Mapping
    """With overlays and library stretches resolved; paths of the routine's fields lead here too."""

    def problem(self, finding: Finding) -> Problem:
        """Return what was found, at the place where it was written."""
        return _placed(finding, self.document)


def load_script(path: pathlib.Path, library: Library) -> Script:
    """Return the script in `path`.

    Raises:
        FaultyScriptError: It is not a valid script; carries every problem.
    """
    assembler = Assembler(library)
    document = assembler.assemble(path)
    routine, problems = _validated(model.Routine, document)
    if routine is None or assembler.problems:
        raise FaultyScriptError([*assembler.problems, *problems])
    return Script(path.stem, routine, document)


def load_stretch(path: pathlib.Path) -> model.Stretch:
    """Return the library stretch in `path`; errors as `load_script`."""
    stretch, problems = _validated(model.Stretch, mapping(read_file(path), "a stretch"))
    if stretch is None:
        raise FaultyScriptError(problems)
    return stretch


def _validated(part: type[model.PartT], document: Mapping) -> tuple[model.PartT | None, list[Problem]]:
    try:
        result = part.model_validate(plain(document))
    except ValidationError as error:
        return None, [_problem(part, details, document) for details in error.errors(include_url=False)]
    problems = [_placed(finding, document) for finding in contradictions(result)]
    return None if problems else result, problems


def _problem(part: type[BaseModel], details: ErrorDetails, document: Mapping) -> Problem:
    """Translate one of pydantic's findings."""
    path, kind = details["loc"], details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(part, path, document)
    keys = [step for step in path if isinstance(step, str)]
    field = model.field_keys(_part_at(part, path[:-1])).get(keys[-1]) if keys else None
    example = f"such as `{keys[-1]}: {field.examples[0]}`" if field and field.examples else None
    if kind == "missing":
        return Problem(
            code="missing-key",
            message=f"`{path[-1]}` is missing",
            span=_first_key(document, path[:-1]),
            hint=example,
        )
    # pydantic leaves doubled braces as they are when a message has no context to fill in
    message = details["msg"].replace("{{", "{").replace("}}", "}")
    return Problem(code=kind, message=message, span=span_of(document, path), hint=example)


def _node_at(document: Mapping, path: Path) -> Node:
    """Return the node at `path`, or the nearest above it that is there."""
    node: Node = document
    for step in path:
        below = node.get(str(step)) if isinstance(node, Mapping) else None
        if isinstance(node, Sequence) and isinstance(step, int):
            below = node.items[step]
        if below is None:
            break
        node = below
    return node


def _first_key(document: Mapping, path: Path) -> Span:
    """Return the place to point at for something that is not there: the first key of the part it belongs to."""
    node = _node_at(document, path)
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values())).key_span
    return node.span


def _part_at(part: type[BaseModel], path: Path) -> type[BaseModel]:
    names = [step for step in path if isinstance(step, str)]
    return _PARTS.get(names[-1], part) if names else part


def _unknown_key(part: type[BaseModel], path: Path, document: Mapping) -> Problem:
    key = str(path[-1])
    here = _part_at(part, path[:-1])
    extra = OVERLAY_KEYS if here is model.Routine else ("use",) if here is model.Stretch else ()
    known = [*model.field_keys(here), *extra]
    hint = did_you_mean(key, known)
    if " " in key and plain(_node_at(document, path)) is None:
        hint = "a comma ends a text inside `{ }`: put the whole text in quotes"
    elif hint is None and key in model.field_keys(model.Stretch):
        hint = f"`{key}` belongs to a stretch: write it below one, under `stretches`"
    elif hint is None and key in model.field_keys(model.Routine):
        hint = f"`{key}` belongs to the script itself: write it at the top, before `stretches`"
    span = span_of(document, path, key=True)
    return Problem(
        code="unknown-key",
        message=f"unknown key `{key}`",
        span=span,
        hint=hint or f"expected {one_of(known)}",
    )


def _placed(finding: Finding, document: Mapping) -> Problem:
    return Problem(
        code=finding.code,
        message=finding.message,
        span=span_of(document, finding.path, key=finding.at_key),
        hint=finding.hint,
        severity=finding.severity,
    )
