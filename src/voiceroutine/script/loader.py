"""From a file to a routine, with every problem found told in our words at the place it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from voiceroutine.script import model
from voiceroutine.script.assembly import DOSE_KINDS, OVERLAY_KEYS, Assembler, mapping
from voiceroutine.script.nodes import Mapping, Node, Path, Sequence, Span, plain, span_of
from voiceroutine.script.problems import FaultyScriptError, Problem, did_you_mean, one_of
from voiceroutine.script.reader import read_file

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator

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

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Return where a field of the routine was written: its value, or with `key` its key."""
        return span_of(self.document, path, key=key)


def load_script(path: pathlib.Path, library: Library) -> Script:
    """Return the script in `path`.

    Raises:
        VoiceroutineError: A file cannot be read.
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
    problems = list(_combinations(result, document))
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


def _combinations(part: BaseModel, document: Mapping) -> Iterator[Problem]:
    """Find keys that are each right and wrong together."""
    if isinstance(part, model.Routine):
        for place, stretch in enumerate(part.stretches):
            yield from _dose(stretch, document, ("stretches", place))
    elif isinstance(part, model.Stretch):
        yield from _dose(part, document, ())


def _dose(stretch: model.Stretch, document: Mapping, path: Path) -> Iterator[Problem]:
    def problem(key: str, message: str, hint: str) -> Problem:
        span = span_of(document, (*path, key), key=True)
        return Problem(code="combination", message=message, span=span, hint=hint)

    given = [kind for kind in DOSE_KINDS if getattr(stretch, kind)]
    if len(given) > 1:
        message = f"`{given[1]}` beside `{given[0]}`: a rep is held, in steps, or counted"
        yield problem(
            given[1], message, f"remove `{given[0]}` or `{given[1]}`; a hold among steps is a step of its own"
        )
    elif stretch.rest is not None and not stretch.hold and not stretch.steps:
        message = "`rest` beside reps that are only counted: they follow each other by `tempo`"
        yield problem("rest", message, "write a longer `tempo`, or a `hold`")
    if stretch.during and not stretch.hold:
        message = "`during` without `hold`: there is nothing it could lie in"
        yield problem("during", message, "write a `hold`, or put the cue into `steps`")
    if len(set(stretch.sides)) < len(stretch.sides):
        yield problem("sides", "`sides` names the same side twice", "write `sides: [left, right]`")
    if not stretch.sides:
        for where in _cues_that_name_a_side(stretch):
            yield Problem(
                code="no-sides",
                message="this cue names a `{side}`, and the stretch has no `sides`",
                span=span_of(document, (*path, *where)),
                hint="add `sides: [left, right]`, or write the side itself",
            )


def _cues_that_name_a_side(stretch: model.Stretch) -> Iterable[Path]:
    texts: list[tuple[Path, str | None]] = [
        ((key,), getattr(stretch, key)) for key in ("setup", "caution", "start", "again", "release")
    ]
    texts.extend((("steps", n, "say"), step.say) for n, step in enumerate(stretch.steps))
    texts.extend((("during", n, "say"), cue.say) for n, cue in enumerate(stretch.during))
    return [where for where, text in texts if text and ("{side}" in text or "{other_side}" in text)]
