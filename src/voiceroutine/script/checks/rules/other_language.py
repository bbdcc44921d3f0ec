"""The words of the bundled stretches are English, and a script's `language` does not translate them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.markup import shown
from voiceroutine.language.tags import primary
from voiceroutine.script.checks.base import Fault, WarningContext, cues
from voiceroutine.script.library import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "other-language"
SEVERITY = "warning"


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for the first bundled stretch whose own words are spoken in another language."""
    language = context.routine.language
    if primary(language) == "en":
        return
    bundled = bundled_folder()
    for path, stretch in context.stretches:
        if any(context.written_in((*path, *where)).is_relative_to(bundled) for where, _ in cues(stretch)):
            yield Fault(
                path=("language",),
                message=f"the bundled stretch `{shown(stretch.name)}` is in English, and is spoken as it is written",
                hint=f"write its cues in `{language}`; "
                "`language` changes the voice, the stock phrases and the counts alone",
            )
            return
