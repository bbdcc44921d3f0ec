"""Remembers how chapters were planned and laid out: where little of a script has changed, little is done again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from voiceroutine.plan.directions import Say
from voiceroutine.plan.layout import NO_FILES, lay_out_chapter
from voiceroutine.plan.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.plan.prompts import LengthOf
    from voiceroutine.plan.timeline import Chapter

_Kept = TypeVar("_Kept")
MOST_CHAPTERS = 2_000
"""How many are remembered: a day of typing makes very many. What was used last stays."""


@dataclass(frozen=True, slots=True)
class _Laid:
    plan: ChapterPlan
    chapter: Chapter
    lengths_ms: dict[str, int]
    """Of its cues: with the same lengths, it is the same again."""


@dataclass(slots=True)
class Layouts:
    """Lays sessions out, but no chapter twice whose plan is the same object and whose cues are as long."""

    _known: OrderedDict[Hashable, _Laid] = field(default_factory=OrderedDict)

    def lay_out(
        self,
        title: str,
        plans: Sequence[ChapterPlan],
        length_of: LengthOf,
        *,
        wake: bool = True,
        rings_ms: Mapping[str, int] = NO_FILES,
    ) -> Timeline:
        """Return what `layout.lay_out` returns."""
        rings = tuple(sorted(rings_ms.items()))
        chapters: list[Chapter] = []
        for plan, after in zip_longest(plans, plans[1:]):
            # of the chapter after it, no more decides
            follows = after is not None and isinstance(after.directions[0], Say)
            key = (id(plan), wake, follows, rings)
            laid = self._known.get(key)
            if laid is None or laid.plan is not plan or not _as_long(laid, length_of):
                laid = _laid(plan, after, length_of, wake, rings_ms)
            _keep(self._known, key, laid)
            chapters.append(laid.chapter)
        return Timeline(title=title, chapters=tuple(chapters))


def _as_long(laid: _Laid, length_of: LengthOf) -> bool:
    return all(length_of(text) == length_ms for text, length_ms in laid.lengths_ms.items())


def _laid(
    plan: ChapterPlan, after: ChapterPlan | None, length_of: LengthOf, wake: bool, rings_ms: Mapping[str, int]
) -> _Laid:
    lengths_ms: dict[str, int] = {}

    def noted(text: str) -> int:
        lengths_ms[text] = length_of(text)
        return lengths_ms[text]

    return _Laid(plan, lay_out_chapter(plan, noted, wake=wake, after=after, rings_ms=rings_ms), lengths_ms)


@dataclass(slots=True)
class Memory:
    """What is remembered of the sessions that were planned with it. One thread may use it at a time."""

    layouts: Layouts = field(default_factory=Layouts)
    """By the lengths that are known or estimated."""
    guesses: Layouts = field(default_factory=Layouts)
    """By the lengths that are estimated from texts alone."""
    _plans: OrderedDict[Hashable, ChapterPlan] = field(default_factory=OrderedDict)

    def plan(self, key: Hashable, make: Callable[[], ChapterPlan]) -> ChapterPlan:
        """Return the plan that was made for a key, which has all that decides; if there is none, make it."""
        found = self._plans.get(key) or make()
        _keep(self._plans, key, found)
        return found


def _keep(kept: OrderedDict[Hashable, _Kept], key: Hashable, what: _Kept) -> None:
    """Remember something as what was used last."""
    kept[key] = what
    kept.move_to_end(key)
    if len(kept) > MOST_CHAPTERS:
        kept.popitem(last=False)
