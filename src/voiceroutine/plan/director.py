"""From a routine to directions: the words and the dose of each stretch, in the order they are heard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from voiceroutine.language.markup import shown
from voiceroutine.plan.bells import struck
from voiceroutine.plan.directions import ChapterPlan, Direction, Say, Silence, during
from voiceroutine.plan.dose import LONG_HOLD_MS, Dose
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.introduction import Introduction
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.moves import go, scenes
from voiceroutine.plan.opening import closing, opening
from voiceroutine.plan.teller import BREATH_MS, Teller

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from voiceroutine.language.phrases import Phrases
    from voiceroutine.plan.memory import Memory
    from voiceroutine.plan.timeline import Side
    from voiceroutine.script.group import Occurrence
    from voiceroutine.script.model import Routine

_UNKNOWN_MS = 15 * 60_000
"""A length to plan with until the real one is estimated: it decides nothing but the words for itself."""
_OF_NO_STRETCH = {
    "title",
    "summary",
    "artist",
    "frequency",
    "length",
    "screening",
    "music",
    "notice",
    "opening",
    "closing",
}
"""The fields of a routine that do not change the chapter of any stretch, but as words in its texts."""
ANNOUNCED_REST_MS = 5_000
"""The shortest rest between rounds that is announced."""


def direct(routine: Routine, phrases: Phrases, memory: Memory | None = None) -> tuple[ChapterPlan, ...]:
    """Return the chapters of a session: the opening, each stretch, the closing.

    The opening begins with the disclaimer, whatever the routine says.

    `{duration}` is estimated from the texts alone, and not from the clips: the same script always says the same,
    whichever voice speaks and whatever has been spoken before.

    Args:
        routine: Has the stretches.
        phrases: The routine's.
        memory: Of sessions that were planned before. What has not changed since is the same object.
    """
    return _chapters(teller_of(routine, phrases, memory), memory)


def teller_of(routine: Routine, phrases: Phrases, memory: Memory | None = None) -> Teller:
    """Return what turns the texts of a routine into the words of its session; `{duration}` as `direct` says."""
    teller = _teller(routine, phrases, _UNKNOWN_MS)
    if not any("{duration}" in text for text in routine.texts()):
        return teller
    length_of = partial(estimated_ms, pace=routine.pace)
    lay = memory.guesses.lay_out if memory else lay_out
    guess = lay("", _chapters(teller, memory), length_of, wake=routine.wakes)
    return _teller(routine, phrases, guess.duration_ms)


def _teller(routine: Routine, phrases: Phrases, duration_ms: int) -> Teller:
    things = [thing for stretch in routine.stretches for thing in stretch.equipment]
    words = {
        "title": routine.title,
        "duration": phrases.about_duration(duration_ms),
        "equipment": phrases.equipment(things),
        "stretches": phrases.with_noun(len(routine.stretches), phrases.stretches),
    }
    return Teller(routine, phrases, words)


def _chapters(teller: Teller, memory: Memory | None) -> tuple[ChapterPlan, ...]:
    routine, phrases = teller.routine, teller.phrases
    occurrences = routine.occurrences
    changes = scenes(occurrences, phrases, own_way_up=routine.phrases.up_from_floor is not None)
    first = tuple(during(go(changes[0], phrases, occurrences[0].path), stretch=0))
    chapters = [ChapterPlan(shown(phrases.opening_chapter), (*opening(teller), *first, *struck(routine, "start")))]
    explained = _explained_chimes(teller, occurrences)
    settings = _settings(teller) if memory else None
    for place, (occurrence, scene) in enumerate(zip(occurrences, changes, strict=True)):
        chimes = frozenset(chime for chime, at in explained.items() if at == place)
        introduction = Introduction(teller=teller, occurrence=occurrence, place=place, scene=scene, chimes=chimes)
        if memory:
            key = (settings, *_decides(introduction))
            chapters.append(memory.plan(key, partial(_chapter, introduction)))
        else:
            chapters.append(_chapter(introduction))
    if last := tuple(closing(teller)):
        chapters.append(ChapterPlan(shown(phrases.closing_chapter), last))
    return tuple(chapters)


def _chapter(introduction: Introduction) -> ChapterPlan:
    occurrence = introduction.occurrence
    rounds = {"round": occurrence.round, "rounds": occurrence.rounds} if occurrence.rounds > 1 else {}
    directions = tuple(during(_stretch(introduction), stretch=introduction.place, **rounds))
    title = shown(introduction.name)
    counted = f"{title} {occurrence.round}/{occurrence.rounds}" if occurrence.rounds > 1 else title
    return ChapterPlan(counted, directions)


def _settings(teller: Teller) -> Hashable:
    """Return what every chapter depends on, beside its stretch: its routine's phrases follow from this, too."""
    routine = teller.routine
    return (routine.model_dump_json(exclude={"items", *_OF_NO_STRETCH}), len(routine.items))


def _decides(introduction: Introduction) -> tuple[Hashable, ...]:
    """Return all that the chapter of a stretch depends on, beside `_settings`."""
    occurrence, stretch = introduction.occurrence, introduction.stretch
    group = occurrence.group
    written = stretch.model_dump_json()
    named = group.model_dump_json(exclude={"stretches"}) if group else ""
    words = introduction.teller.words
    return (
        written,
        (stretch.breaths("hold"), stretch.breaths("for")),
        (occurrence.path, occurrence.item, occurrence.round, occurrence.first, occurrence.last),
        (named, len(group.stretches) if group else 0),
        (introduction.place, introduction.scene, introduction.chimes),
        tuple(words.items()) if any(f"{{{name}}}" in text for name in words for text in (written, named)) else (),
    )


def _stretch(introduction: Introduction) -> Iterator[Direction]:
    stretch = introduction.stretch
    first: Side | None = stretch.sides[0] if stretch.sides else None
    yield from introduction.directions(first)
    yield from Dose(introduction).directions()
    rest_ms = introduction.occurrence.rest_ms
    if rest_ms is None:
        yield Silence("pause", stretch.after, (*introduction.path, "after"))
        return
    rest = (*introduction.path[:2], "rest")
    if rest_ms >= ANNOUNCED_REST_MS:
        yield Silence("pause", BREATH_MS)
        yield Say(introduction.teller.phrases.set_done, "round", rest)
    yield Silence("rest", rest_ms, rest)


def _explained_chimes(teller: Teller, occurrences: Sequence[Occurrence]) -> dict[Literal["hold", "side"], int]:
    """Return the stretch in which each chime sounds for the first time, where it is explained."""
    if not teller.full:
        return {}
    found: dict[Literal["hold", "side"], int] = {}
    for place, stretch in enumerate(occurrence.stretch for occurrence in occurrences):
        if "hold" in teller.routine.chimes and (stretch.hold or 0) >= LONG_HOLD_MS:
            found.setdefault("hold", place)
        if "side" in teller.routine.chimes and len(stretch.sides) > 1:
            found.setdefault("side", place)
    return found
