"""Loads what other scripts extend: a script without stretches of its own, or all that a script is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Entry, Mapping, Scalar, Sequence, Span
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import ScriptNotFoundError, VoiceroutineError
from voiceroutine.script import model
from voiceroutine.script.assembly import Assembler
from voiceroutine.script.loader import Script, is_base, not_admitted, validated
from voiceroutine.script.overlays.variables import expanded

if TYPE_CHECKING:
    import pathlib

    from voiceroutine.script.library import Library
    from voiceroutine.script.overlays.collector import Collector


def holds_base(path: pathlib.Path, library: Library) -> bool:
    """Return whether the script at `path` is a base for others; a script that cannot be read is none."""
    try:
        collector, document = _assembled(path, library)
    except (FaultyScriptError, ScriptNotFoundError):
        return False
    return not collector.incomplete and is_base(document)


def load_base(path: pathlib.Path, library: Library) -> Script:
    """Return the script without stretches in `path`, with a title and a stretch of no meaning; errors as `load_script`.

    A name in its texts that stands for nothing can be that of a var in the scripts that extend it.
    """
    collector, document = _assembled(path, library)
    expansion = expanded(document, collector, open_names=True)
    document = expansion.document
    nowhere = Span(document.span.source, 0, 0)
    stretch = Mapping({"name": Entry(nowhere, Scalar(path.stem, nowhere))}, nowhere)
    given = {"title": Entry(nowhere, Scalar(path.stem, nowhere)), **document.entries}
    whole = Mapping({**given, "stretches": Entry(nowhere, Sequence((stretch,), nowhere))}, document.span)
    routine, problems = validated(model.Routine, whole)
    if routine is None or collector.problems:
        raise FaultyScriptError([*collector.problems, *map(expansion.hinted, problems)])
    script = Script(path.stem, routine, whole, path)
    if outside := not_admitted(script, library):
        raise FaultyScriptError(outside)
    return script


def load_extended(script: str | pathlib.Path, library: Library) -> Script:
    """Return what a script extends, as a script of its own; several are merged. Errors as `load_script`.

    Raises:
        VoiceroutineError: It extends none, or nothing that has stretches.
    """
    path = library.find_script(str(script))
    assembler = Assembler(library)
    found = assembler.assemble_extended(path)
    collector = assembler.collector
    if found is None and not collector.problems:
        raise VoiceroutineError(f"{path} extends no other script", "name two scripts to compare")
    if found is None:
        raise FaultyScriptError(collector.problems)
    where, document = found
    if is_base(document):
        raise VoiceroutineError(f"{where} has no stretches to compare with", "name two scripts to compare")
    document = expanded(document, collector, open_names=True).document
    routine, problems = validated(model.Routine, document, collector.unresolved)
    if routine is None or collector.problems:
        raise FaultyScriptError([*collector.problems, *problems])
    extended = Script(where.stem, routine, document, where)
    if outside := not_admitted(extended, library):
        raise FaultyScriptError(outside)
    return extended


def _assembled(path: pathlib.Path, library: Library) -> tuple[Collector, Mapping]:
    assembler = Assembler(library)
    return assembler.collector, assembler.assemble(path).document
