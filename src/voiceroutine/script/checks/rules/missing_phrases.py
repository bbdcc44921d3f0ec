"""A script in a language without stock phrases must word all of them itself, so that no session is in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault
from voiceroutine.script.checks.rules.unknown_language import has_stock_phrases, words_itself

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "missing-phrases"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault that names the phrases that are missing."""
    routine = context.routine
    if routine is None or has_stock_phrases(routine) or not words_itself(routine):
        return
    if missing := routine.phrases.missing():
        names = ", ".join(f"`{key}`" for key in missing)
        yield Fault(
            path=("phrases",),
            message=f"there are no stock phrases in `{routine.language}`, and `phrases` lacks {names}",
            hint="write them all: the page about the script format has a whole example",
            at_key=True,
        )
