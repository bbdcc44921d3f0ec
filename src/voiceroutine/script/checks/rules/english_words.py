"""A text that may be English, in a script in another language: too short to be sure of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.english import english
from voiceroutine.language.tags import primary
from voiceroutine.script.checks.base import Fault, WarningContext, cues
from voiceroutine.script.library import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "english-words"
SEVERITY = "warning"


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for the first such text of each stretch that has no text that is surely English."""
    language = context.routine.language
    if primary(language) == "en":
        return
    bundled = bundled_folder()
    for path, stretch in context.stretches:
        found = [(where, english(text)) for where, text in cues(stretch)]
        doubtful = next((where for where, how in found if how == "perhaps"), None)
        sure = any(how == "surely" for _, how in found)
        if doubtful and not sure and not context.written_in((*path, *doubtful)).is_relative_to(bundled):
            yield Fault(
                path=(*path, *doubtful),
                message=f"this text looks English, and the script's `language` is `{language}`",
                hint=f"write it in `{language}`, or `allow: [{CODE}]`",
            )
