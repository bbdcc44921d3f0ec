"""What a rule is given, and what it yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.language.markup import words_of
from voiceroutine.script.group import written

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.checks import Checks
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.script.checks.session import Session
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One place where a rule is broken. The registry adds the rule's code and severity."""

    path: Path
    """The field of the routine to point at."""
    message: str
    hint: str
    at_key: bool = False
    """Whether to point at the key, and not at its value."""
    word: str | None = None
    """The word or words in the value to point at; None points at the whole value."""
    missing: str | None = None
    """The key that is wanted beside `path`, and is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule for an error may look at: a routine, or a library stretch by itself. Neither is laid out yet."""

    routine: Routine | None
    """None where a library stretch is checked by itself."""
    stretches: tuple[tuple[Path, Stretch], ...]
    """Each stretch and its path."""

    @property
    def times(self) -> tuple[int, ...]:
        """How many times each of the stretches is done: once in each round of its group."""
        return tuple(times for _, _, times in written(self.routine.items)) if self.routine else (1,)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningContext:
    """What a rule for a warning, or for an error that can be allowed, may look at: all that is known of a script."""

    routine: Routine
    phrases: Phrases
    """The stock phrases of the routine's language, with the routine's own in their place."""
    words: Checks
    """Words of that language that warnings look for in texts."""
    session: Session
    """What is heard, and when."""
    written_in: Callable[[Path], pathlib.Path]
    """Tells the file in which a field is written: the script's own, one it extends, or a library stretch's."""

    @property
    def stretches(self) -> tuple[tuple[Path, Stretch], ...]:
        """Each stretch and its path."""
        return numbered(self.routine)


def numbered(routine: Routine) -> tuple[tuple[Path, Stretch], ...]:
    """Return each stretch of a routine and its path."""
    return tuple((path, stretch) for path, stretch, _ in written(routine.items))


def cues(stretch: Stretch) -> Iterator[tuple[Path, str]]:
    """Yield the words of every text of a stretch that is spoken as it is written, with its path in the stretch."""
    yield from ((where, words_of(text)) for where, text in stretch.texts() if text)
