"""Keys that are each right and wrong together: errors that the model alone cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.assembly import DOSE_KINDS
from voiceroutine.script.model import Routine, Stretch
from voiceroutine.script.phrases import languages
from voiceroutine.script.problems import Finding, did_you_mean, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from voiceroutine.script.nodes import Path


def contradictions(part: BaseModel) -> Iterator[Finding]:
    """Yield what is contradictory in a routine, or in a stretch by itself."""
    if isinstance(part, Stretch):
        yield from _stretch(part, ())
    elif isinstance(part, Routine):
        yield from _language(part)
        yield from _respelled_twice(part)
        for key in ("title", "summary", "opening", "closing"):
            yield from _no_side_here(getattr(part, key), (key,))
        for place, stretch in enumerate(part.stretches):
            yield from _stretch(stretch, ("stretches", place))


def _language(routine: Routine) -> Iterator[Finding]:
    if routine.language.split("-")[0].lower() not in languages():
        yield Finding(
            code="unknown-language",
            message=f"there are no stock phrases in `{routine.language}`",
            path=("language",),
            hint=did_you_mean(routine.language, languages()) or f"expected {one_of(languages())}",
        )


def _respelled_twice(routine: Routine) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for word in routine.say_as:
        earlier = first.setdefault(word.lower(), word)
        if earlier != word:
            message = f"the word `{word}` stands here twice: large and small letters are one"
            hint = f"the first is `{earlier}`; keep one of them"
            yield Finding(code="duplicate-key", message=message, path=("say_as", word), hint=hint, at_key=True)


def _no_side_here(text: str | None, path: Path) -> Iterator[Finding]:
    if text and ("{side}" in text or "{other_side}" in text):
        message = "`{side}` stands for nothing here: only the cues of a stretch have a side"
        yield Finding(code="placeholder", message=message, path=path, hint="write the side itself")


def _stretch(stretch: Stretch, path: Path) -> Iterator[Finding]:
    yield from _no_side_here(stretch.name, (*path, "name"))
    yield from _dose(stretch, path)
    if len(set(stretch.sides)) < len(stretch.sides):
        yield _contradiction(path, "sides", "`sides` names the same side twice", "write `sides: [left, right]`")
    if not stretch.sides:
        for where, text in cues(stretch):
            if "{side}" in text or "{other_side}" in text:
                yield Finding(
                    code="no-sides",
                    message="this cue names a `{side}`, and the stretch has no `sides`",
                    path=(*path, *where),
                    hint="add `sides: [left, right]`, or write the side itself",
                )


def _dose(stretch: Stretch, path: Path) -> Iterator[Finding]:
    given = [kind for kind in DOSE_KINDS if getattr(stretch, kind)]
    if len(given) > 1:
        message = f"`{given[1]}` beside `{given[0]}`: a rep is held, in steps, or counted"
        hint = f"remove `{given[0]}` or `{given[1]}`; a hold among steps is a step of its own"
        yield _contradiction(path, given[1], message, hint)
    elif stretch.rest is not None and not stretch.hold and not stretch.steps:
        message = "`rest` beside reps that are only counted: they follow each other by `tempo`"
        yield _contradiction(path, "rest", message, "write a longer `tempo`, or a `hold`")
    if stretch.during and not stretch.hold:
        message = "`during` without `hold`: there is nothing it could lie in"
        yield _contradiction(path, "during", message, "write a `hold`, or put the cue into `steps`")


def _contradiction(path: Path, key: str, message: str, hint: str) -> Finding:
    return Finding(code="combination", message=message, path=(*path, key), hint=hint, at_key=True)


def cues(stretch: Stretch) -> Iterator[tuple[Path, str]]:
    """Yield every text of a stretch that is spoken as it stands, with its path in the stretch."""
    for key in ("setup", "caution", "start", "again", "release"):
        if text := getattr(stretch, key):
            yield (key,), text
    for place, step in enumerate(stretch.steps):
        yield ("steps", place, "say"), step.say
    for place, cue in enumerate(stretch.during):
        yield ("during", place, "say"), cue.say
