"""In languages with genders, `{side}` has one form, and a noun of the other gender beside it sounds wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext, cues

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "side-gender"
SEVERITY = "warning"


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each cue in which a masculine noun has a bare `{side}` beside it."""
    forms = context.phrases.side_forms.get("right")
    if forms is None or not forms.masculine or forms.masculine == context.phrases.side("right"):
        return
    noun = re.compile(rf"\b(?:{context.words.masculine_articles})\s+\w+\s+\{{((?:other_)?side)\}}", re.IGNORECASE)
    for path, stretch in context.stretches:
        for where, text in cues(stretch):
            if found := noun.search(text):
                heard = " ".join([*found[0].split()[:2], context.phrases.side("right")])
                yield Fault(
                    path=(*path, *where),
                    message=f"`{{{found[1]}}}` is feminine: `{heard}` is heard",
                    hint=f"write `{{{found[1]}.masculine}}`, which is `{forms.masculine}`",
                    word=found[0],
                )
