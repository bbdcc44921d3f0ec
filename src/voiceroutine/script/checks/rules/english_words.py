"""Texts that may be English, in a script in another language: each too short to be sure of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.english import english, looks_english
from voiceroutine.language.markup import words_of
from voiceroutine.language.tags import primary
from voiceroutine.script.checks.base import Fault, WarningContext, cues
from voiceroutine.script.library import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path

CODE = "english-words"
SEVERITY = "warning"

_SEVERAL = 2
"""So many short texts that look English are no accident; one could be the name of an exercise."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each part of the script that has such texts: a stretch, the opening, the closing."""
    if primary(context.routine.language) == "en":
        return
    parts = [_doubtful(context, texts) for texts in _parts(context)]
    several = sum(len(part) for part in parts) >= _SEVERAL
    for part in parts:
        if found := [path for path, how in part if several or how == "perhaps"]:
            yield _fault(found, context.routine.language)


def _parts(context: WarningContext) -> Iterator[list[tuple[Path, str]]]:
    """Yield the texts of each part of the script, with their paths."""
    for key in ("title", "notice", "opening", "closing"):
        yield [((key,), words_of(getattr(context.routine, key) or ""))]
    for path, stretch in context.stretches:
        yield [((*path, *where), text) for where, text in cues(stretch)]


def _doubtful(context: WarningContext, texts: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """Return the paths of the texts that may be English, and how likely that is: `perhaps`, or less: `short`.

    Those that surely are, and bundled ones, are errors of their own.
    """
    bundled = bundled_folder()
    found: list[tuple[Path, str]] = []
    for path, text in texts:
        how = english(text)
        if how == "surely" or not (how == "perhaps" or looks_english(text)):
            continue
        if not context.written_in(path).is_relative_to(bundled):
            found.append((path, "perhaps" if how == "perhaps" else "short"))
    return found


def _fault(paths: list[Path], language: str) -> Fault:
    """Return one fault for the texts of a part, at the first of them."""
    keys = list(dict.fromkeys(_called(path) for path in paths))
    listed = ", ".join(f"`{key}`" for key in keys)
    which = "this text looks" if len(paths) == 1 else f"{len(paths)} texts here ({listed}) look"
    message = f"{which} English, and the script's `language` is `{language}`"
    what = "it" if len(paths) == 1 else "them"
    return Fault(path=paths[0], message=message, hint=f"write {what} in `{language}`, or `allow: [{CODE}]`")


def _called(path: Path) -> str:
    """Return the key of a text in its stretch, or in the script."""
    keys = [str(step) for step in path if isinstance(step, str) and step not in ("stretches", "say")]
    return keys[-1]
