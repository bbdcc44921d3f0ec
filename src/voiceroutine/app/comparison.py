"""Compare two routines whose times are known: what differs in doses, words and minutes. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from voiceroutine.app.differences import Changes, ValueChange, group_changes, session_changes, stretch_changes
from voiceroutine.app.matching import by_key, match, moved, placed_groups, placed_stretches
from voiceroutine.language.markup import shown
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.stretch import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voiceroutine.app.matching import Pairs, Placed
    from voiceroutine.script.group import Group
    from voiceroutine.script.model import Routine


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedScript:
    """One of two scripts that are compared."""

    name: str
    path: Path
    title: str
    """For a reader."""
    duration_ms: int
    """Of the session."""
    fitted: bool
    """Whether that is the `length` that it is fitted to, and so no estimate."""
    guessed: bool
    """Whether its other times are estimates: the voice has not spoken all of it yet, or it is fitted to a length."""

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine diff --json` prints it."""
        return {
            "name": self.name,
            "file": str(self.path),
            "title": self.title,
            "duration_ms": self.duration_ms,
            "fitted": self.fitted,
            "guessed": self.guessed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDiff:
    """A stretch or a group that differs, is new, or is gone."""

    key: str
    """What scripts call it: `chin-tuck`, `sun-salutation/mountain`."""
    name: str
    """For a reader."""
    dose: str = ""
    """Of a stretch, as it is now, or as it was where it is gone."""
    before: int | None
    """Its number in the earlier script, from 1, in the order in which they are written; None where it is new."""
    after: int | None
    """Its number in the later script; None where it is gone."""
    moved: bool = False
    """Whether it is in another order than before among those that both scripts have."""
    changes: Changes

    @property
    def added(self) -> bool:
        """Whether only the later script has it."""
        return self.before is None

    @property
    def removed(self) -> bool:
        """Whether only the earlier script has it."""
        return self.after is None

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine diff --json` prints it."""
        return {
            "key": self.key,
            "name": self.name,
            "number": {"before": self.before, "after": self.after},
            "added": self.added,
            "removed": self.removed,
            "moved": self.moved,
            **self.changes.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthDiff:
    """How long a chapter plays in two scripts; of a stretch in a group, all its rounds together."""

    title: str
    """For a reader."""
    before_ms: int | None
    """None where it is new."""
    after_ms: int | None
    """None where it is gone."""

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine diff --json` prints it."""
        return {"title": self.title, "before_ms": self.before_ms, "after_ms": self.after_ms}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptDiff:
    """What differs between two scripts."""

    before: ComparedScript
    after: ComparedScript
    session: Changes
    """Of the session as a whole: its settings, and its own texts."""
    groups: tuple[PartDiff, ...]
    """Those that differ."""
    stretches: tuple[PartDiff, ...]
    """Those that differ, in the order of the later script."""
    lengths: tuple[LengthDiff, ...]
    """The opening, every stretch, and the closing."""

    @property
    def same(self) -> bool:
        """Whether the two say the same, and take the same time."""
        return not (self.session or self.groups or self.stretches)

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine diff --json` prints it."""
        return {
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "same": self.same,
            "session": {key: it for key, it in self.session.as_json().items() if key != "dose"},
            "groups": [{key: it for key, it in group.as_json().items() if key != "dose"} for group in self.groups],
            "stretches": [it.as_json() for it in self.stretches],
            "lengths": [it.as_json() for it in self.lengths],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A script, and how long everything in it takes."""

    routine: Routine
    keys: tuple[str, ...]
    """What each stretch is called, in the order in which they are written."""
    info: ComparedScript
    alone: bool
    """Whether it is a stretch of the library."""
    chapters_ms: tuple[int, ...]
    """The length of each chapter."""
    titles: tuple[str, str]
    """Of the opening and of the closing; the latter is empty where there is none."""

    @property
    def stretches(self) -> tuple[Placed[Stretch], ...]:
        """The stretches in it."""
        return placed_stretches(self.routine, self.keys)

    def stretch_ms(self, stretch: Placed[Stretch] | None) -> int | None:
        """Return how long a stretch takes, in all rounds of its group."""
        return None if stretch is None else sum(self.chapters_ms[1 + turn] for turn in stretch.turns)


def compare(before: Measured, after: Measured) -> ScriptDiff:
    """Return what differs between two scripts."""
    alone = before.alone and after.alone
    groups = match(placed_groups(before.routine), placed_groups(after.routine), [lambda it: it.key])
    stretches = match(before.stretches, after.stretches, [lambda _: ""] if alone else by_key())
    return ScriptDiff(
        before=before.info,
        after=after.info,
        session=session_changes(before.routine, after.routine),
        groups=tuple(_groups(groups)),
        stretches=tuple(_stretches(stretches)),
        lengths=tuple(_lengths(before, after, stretches)),
    )


def _groups(pairs: Pairs[Group]) -> Iterator[PartDiff]:
    for old, new in pairs:
        changes = group_changes(old.part, new.part) if old and new else Changes()
        if changes or not (old and new):
            yield _part(old, new, changes, moved=False)


def _stretches(pairs: Pairs[Stretch]) -> Iterator[PartDiff]:
    out_of_order = moved([old.place for old, new in pairs if old and new and old.group == new.group])
    for old, new in pairs:
        changes = Changes()
        if old and new:
            changes = stretch_changes(old.part, new.part)
            if old.group != new.group:
                into = ValueChange(key="group", before=old.group, after=new.group)
                changes = replace(changes, values=(into, *changes.values))
        is_moved = old is not None and new is not None and old.place in out_of_order
        if changes or is_moved or not (old and new):
            yield _part(old, new, changes, moved=is_moved)


def _part(old: Placed[Any] | None, new: Placed[Any] | None, changes: Changes, *, moved: bool) -> PartDiff:
    here = _either(old, new)
    return PartDiff(
        key=here.path,
        name=shown(here.part.name),
        dose=print_dose(here.part) if isinstance(here.part, Stretch) else "",
        before=old.place + 1 if old else None,
        after=new.place + 1 if new else None,
        moved=moved,
        changes=changes,
    )


def _either(old: Placed[Any] | None, new: Placed[Any] | None) -> Placed[Any]:
    """Return what a part is now, or was where it is gone."""
    found = new or old
    if found is None:
        raise ValueError("a pair has at least one part")
    return found


def _lengths(before: Measured, after: Measured, pairs: Pairs[Stretch]) -> Iterator[LengthDiff]:
    """Yield the lengths of what is compared: a stretch of the library has no opening and no closing."""
    sessions = [None if it.alone else it for it in (before, after)]
    titles = next((it.titles for it in reversed(sessions) if it), ("", ""))
    openings = [it.chapters_ms[0] if it else None for it in sessions]
    if any(openings):
        yield LengthDiff(title=titles[0], before_ms=openings[0], after_ms=openings[1])
    for old, new in pairs:
        title = shown(_either(old, new).part.name)
        yield LengthDiff(title=title, before_ms=before.stretch_ms(old), after_ms=after.stretch_ms(new))
    closings = [it.chapters_ms[-1] if it and it.titles[1] else None for it in sessions]
    if any(closings):
        title = next(it.titles[1] for it in reversed(sessions) if it and it.titles[1])
        yield LengthDiff(title=title, before_ms=closings[0], after_ms=closings[1])
