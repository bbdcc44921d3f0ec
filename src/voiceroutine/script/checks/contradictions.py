"""Keys that are each right and wrong together: errors that the model alone cannot see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.problems import Finding, did_you_mean, one_of, width
from voiceroutine.language.languages import languages
from voiceroutine.language.tags import primary, shorter
from voiceroutine.script.assembly import DOSE_KINDS
from voiceroutine.script.model import Routine, Stretch
from voiceroutine.units import LONGEST_DURATION_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from voiceroutine.document.nodes import Path


SHORTEST_DISCLAIMER = 200
"""Characters, wide ones counted twice (one of them says about what two others say). The stock disclaimers have 397 to
495: nobody says the nine things of a disclaimer in less than half of that, so a shorter one leaves something out."""
_TAG = re.compile(r"(?!(?:und|mul|mis|zxx|q[a-t][a-z])\b)[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
"""A language's tag, as far as BCP 47 can be told without its registry; not one that says there is none."""


def contradictions(part: BaseModel) -> Iterator[Finding]:
    """Yield what is contradictory in a routine, or in a stretch by itself."""
    if isinstance(part, Stretch):
        yield from _stretch(part, ())
    elif isinstance(part, Routine):
        yield from _language(part)
        yield from _respelled_twice(part)
        yield from _music(part)
        for key in ("title", "summary", "opening", "closing"):
            yield from _no_side_here(getattr(part, key), (key,))
        for place, stretch in enumerate(part.stretches):
            yield from _stretch(stretch, ("stretches", place))
        yield from _longer_than_a_day(part)


LEAST_BELOW_VOICE_DB = 14
"""For music under a voice that speaks: nearer, it covers words, and the sum of both could clip."""


def _music(routine: Routine) -> Iterator[Finding]:
    music = routine.music
    if music and (below := music.duck - music.level) < LEAST_BELOW_VOICE_DB:
        enough = LEAST_BELOW_VOICE_DB + music.level
        yield Finding(
            code="music-too-loud",
            message=f"while the voice speaks, the music is {below:g} dB softer than it",
            path=("music", "duck"),
            hint=f"{LEAST_BELOW_VOICE_DB} dB is the least: write `duck: {enough:g}dB` or more, or lower its `level`",
        )


def _longer_than_a_day(routine: Routine) -> Iterator[Finding]:
    """Yield an error where the work alone takes longer than a session may: before anything is laid out."""
    work_ms = sum(it.rep_ms * it.reps * it.sets * max(1, len(it.sides)) for it in routine.stretches)
    if work_ms > LONGEST_DURATION_MS:
        yield Finding(
            code="too-long",
            message=f"the stretches of this session go on for {work_ms // 3_600_000} hours",
            path=("stretches",),
            hint="a day is the most; a slip in `reps`, `sets` or `hold`?",
            at_key=True,
        )


def _language(routine: Routine) -> Iterator[Finding]:
    language, own = routine.language, routine.phrases
    name = primary(language)
    none = f"there are no stock phrases in `{language}`"
    if name in languages():
        if own.disclaimer:
            message = f"the disclaimer in `{language}` is always the stock one"
            hint = "take yours out; `opening` is spoken right after it"
            yield Finding(code="disclaimer", message=message, path=("phrases", "disclaimer"), hint=hint, at_key=True)
    elif short := shorter(language):
        message = f"the language `{language}` has a shorter tag"
        yield Finding(code="unknown-language", message=message, path=("language",), hint=f"write `{short}`")
    elif not own.given() or not _TAG.fullmatch(language):
        like = did_you_mean(language, languages())
        hint = like or f"expected {one_of(languages())}, or a language's tag and all its `phrases`"
        yield Finding(code="unknown-language", message=none, path=("language",), hint=hint)
    elif missing := own.missing():
        message = f"{none}, and `phrases` lacks {', '.join(f'`{key}`' for key in missing)}"
        hint = "write them all: the script format's page has an example"
        yield Finding(code="missing-phrases", message=message, path=("phrases",), hint=hint, at_key=True)
    if name not in languages() and own.disclaimer and (length := width(own.disclaimer)) < SHORTEST_DISCLAIMER:
        message = (
            f"this disclaimer has {length} characters; one that says all it must has {SHORTEST_DISCLAIMER} or more"
        )
        hint = "`voiceroutine explain disclaimer` says what it must say"
        yield Finding(code="disclaimer", message=message, path=("phrases", "disclaimer"), hint=hint)


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
