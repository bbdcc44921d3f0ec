"""Words that are surely English, in a script in another language, whose voice cannot say them.

The words of the bundled scripts and stretches are English, and a script's `language` does not translate them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.english import english
from voiceroutine.language.markup import shown, words_of
from voiceroutine.language.tags import primary
from voiceroutine.script.checks.base import Fault, WarningContext, cues
from voiceroutine.script.library import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path

CODE = "other-language"
SEVERITY = "error"
NEEDS_SESSION = True

_MOST_NAMED = 3
"""Stretches of a script that is extended, in one message."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each text of the script, and each stretch, that is in English under another language."""
    if primary(context.routine.language) == "en":
        return
    bundled = bundled_folder()

    def is_bundled(path: Path) -> bool:
        return context.written_in(path).is_relative_to(bundled)

    for key in ("notice", "opening", "closing"):
        text = words_of(getattr(context.routine, key) or "")
        from_base = bool(text) and is_bundled((key,))
        if from_base or english(text) == "surely":
            here = ("language",) if from_base else (key,)
            yield _fault(context, here, f"the `{key}` is in English, and is spoken as it is written")
    elsewhere: list[str] = []
    for path, stretch in context.stretches:
        texts = list(cues(stretch))
        if any(is_bundled((*path, *where)) for where, _ in texts):
            if is_bundled(path):  # in a script that this one extends
                elsewhere.append(shown(stretch.name))
            else:
                message = f"the bundled stretch `{shown(stretch.name)}` is in English, and is spoken as it is written"
                yield _fault(context, path, message)
            continue
        for where in (where for where, text in texts if english(text) == "surely"):
            yield _fault(context, (*path, *where), "this text is in English, and is spoken as it is written")
    if elsewhere:
        yield _fault(context, ("language",), _of_base(elsewhere))


def _of_base(names: list[str]) -> str:
    """Return the message for stretches of a bundled script that this one extends."""
    more = len(names) - _MOST_NAMED
    named = ", ".join(f"`{name}`" for name in names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    one = len(names) == 1
    return (
        f"the script that this one extends has {'a stretch' if one else f'{len(names)} stretches'} in English, "
        f"spoken as {'it is' if one else 'they are'} written: {named}"
    )


def _fault(context: WarningContext, path: Path, message: str) -> Fault:
    language = context.routine.language
    how = " (`voiceroutine new NAME --from SCRIPT --expand` writes all the words out)" if "stretch" in message else ""
    return Fault(path=path, message=message, hint=f"write it in `{language}`{how}, or `allow: [{CODE}]`")
