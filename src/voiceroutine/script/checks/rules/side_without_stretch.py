"""Only the cues of a stretch have a side, and a title or a name is what it is: it has nothing to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.language.forms import SESSION_PLACEHOLDERS
from voiceroutine.language.markup import names_side
from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path

CODE = "placeholder"
SEVERITY = "error"

_TEXTS = ("title", "summary", "notice", "opening", "closing")
_SESSION = rf"\{{(?:{'|'.join(SESSION_PLACEHOLDERS)})\}}"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each text outside the cues of a stretch that names a side."""
    texts: list[tuple[Path, str | None]] = [((*path, "name"), stretch.name) for path, stretch in context.stretches]
    if context.routine:
        texts += [((key,), getattr(context.routine, key)) for key in _TEXTS]
        texts += [((*path, "group"), group.name) for path, group in context.routine.groups]
    for path, text in texts:
        if text and names_side(text):
            yield Fault(
                path=path,
                message="`{side}` means nothing here: only the cues of a stretch have a side",
                hint="write the side itself",
            )
    for path, text in texts:
        found = re.search(_SESSION, text or "")
        if found and path[-1] in ("name", "group", "title", "summary"):
            yield Fault(
                path=path,
                message=f"`{found[0]}` means nothing here: it is filled in what the voice says to the listener",
                hint="write it in `opening` or `closing`, or in a cue of a stretch",
                word=found[0],
            )
