"""What a cue mentions and the listener needs is listed as `equipment`, so that it is known before the session."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from voiceroutine.language.markup import shown
from voiceroutine.script.checks.base import Fault, WarningContext, cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.checks import Checks

CODE = "unlisted-equipment"
SEVERITY = "warning"


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for the first mention of each thing that no stretch lists, in the opening and in each stretch."""
    mention = _mention(context.words)
    listed = " ".join(item.lower() for _, stretch in context.stretches for item in stretch.equipment)
    hint = "add `equipment: [{thing}]` to the stretch that needs it, or reword the `opening`"
    texts = (("notice", context.routine.notice), ("opening", context.routine.opening))
    for thing, path in _mentions([((key,), text) for key, text in texts], listed, mention):
        yield _fault(thing, path, hint)
    for path, stretch in context.stretches:
        for thing, where in _mentions(cues(stretch), listed, mention):
            yield _fault(thing, (*path, *where), "add `equipment: [{thing}]` to the stretch")


def _fault(thing: str, path: Path, hint: str) -> Fault:
    message = f"this cue mentions `{thing}`, which no `equipment` lists"
    return Fault(path=path, message=message, hint=hint.format(thing=thing), word=thing)


def _mention(words: Checks) -> str:
    """Return a regular expression for the mention of a thing."""
    things = "|".join(map(re.escape, sorted(words.equipment, key=len, reverse=True))) or "(?!)"
    return rf"(?!{words.no_equipment})\b({things})s?\b"


@lru_cache(4_096)  # most texts are as before when a script is looked at again
def _named(mention: str, text: str) -> tuple[str, ...]:
    return tuple(named[1].lower() for named in re.finditer(mention, shown(text), re.IGNORECASE))


def _mentions(texts: Iterable[tuple[Path, str]], listed: str, mention: str) -> Iterator[tuple[str, Path]]:
    """Yield each thing once, with the path of the first text that mentions it."""
    told: set[str] = set()
    for where, text in texts:
        for thing in _named(mention, text):
            if thing not in told and not re.search(rf"\b{re.escape(thing)}s?\b", listed):
                told.add(thing)
                yield thing, where
