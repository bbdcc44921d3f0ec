"""In languages with genders or cases, `{side}` has one form, and a noun that needs another one sounds wrong."""

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
    yield from _wrong_forms(context)
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


def _wrong_forms(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each cue in which a bare `{side}` stands where another form belongs: `nach {side}`."""
    forms = context.phrases.side_forms.get("right")
    for form, pattern in context.words.wrong_forms.items() if forms else ():
        if getattr(forms, form) in ("", context.phrases.side("right")):  # the script words its sides itself
            continue
        wrong = re.compile(pattern.replace("{side}", r"\{((?:other_)?side)\}"), re.IGNORECASE)
        for path, stretch in context.stretches:
            for where, text in cues(stretch):
                if found := wrong.search(text):
                    side = next(name for name in found.groups() if name)
                    heard = found[0].replace(f"{{{side}}}", context.phrases.side("right"))
                    instead = f" in place of `{found[0]}`" if form == "toward" else ""
                    yield Fault(
                        path=(*path, *where),
                        message=f"`{heard}` is heard",
                        hint=f"write `{{{side}.{form}}}`{instead}, which is `{getattr(forms, form)}`",
                        word=found[0],
                    )
