"""The language must be one that has stock phrases, or be named by its tag while the script words all phrases itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.problems import did_you_mean, one_of
from voiceroutine.language.languages import languages
from voiceroutine.language.tags import primary, shorter
from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.script.model import Routine

CODE = "unknown-language"
SEVERITY = "error"

_TAG = re.compile(r"(?!(?:und|mul|mis|zxx|q[a-t][a-z])\b)[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
"""A language's tag, as far as BCP 47 can be recognised without its registry; no tag that says the language is unknown,
several, or private."""


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault where the language cannot be spoken."""
    routine = context.routine
    if routine is None or has_stock_phrases(routine):
        return
    language = routine.language
    if short := shorter(language):
        yield Fault(path=("language",), message=f"the language `{language}` has a shorter tag", hint=f"write `{short}`")
    elif not words_itself(routine):
        others = f"expected {one_of(languages())}; for another language, write its tag and all its `phrases`"
        yield Fault(
            path=("language",),
            message=f"there are no stock phrases in `{language}`",
            hint=did_you_mean(language, languages()) or others,
        )


def has_stock_phrases(routine: Routine) -> bool:
    """Return whether there are stock phrases in the routine's language."""
    return primary(routine.language) in languages()


def words_itself(routine: Routine) -> bool:
    """Return whether the routine gives a language's shortest tag and words phrases of its own."""
    language = routine.language
    return bool(routine.phrases.given()) and bool(_TAG.fullmatch(language)) and not shorter(language)
