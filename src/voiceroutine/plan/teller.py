"""What every part of the plan needs to say something: the routine, its phrases, and what is true of the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill
from voiceroutine.language.phrases import capital
from voiceroutine.plan.directions import Direction, Say, Silence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from voiceroutine.document.nodes import Path
    from voiceroutine.language.phrases import Phrases
    from voiceroutine.plan.timeline import Role, Side
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch

BREATH_MS = 600
"""Between two cues that belong together: about what a speaker leaves between two sentences."""
SENTENCE_MS = 800
"""Between the sentences of an opening or a closing, which ask for nothing to be done at once."""
TO_ACT_MS = 1_500
"""After a sentence of an instruction or a caution: time to act on it, or to take it in."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns texts of the script into cues."""

    routine: Routine
    phrases: Phrases
    words: Mapping[str, str]
    """What `{title}`, `{duration}`, `{equipment}` and `{stretches}` stand for in this session."""

    @property
    def full(self) -> bool:
        """Whether everything is said."""
        return self.routine.guidance == "full"

    @property
    def minimal(self) -> bool:
        """Whether only names, doses, counts and cautions are said."""
        return self.routine.guidance == "minimal"

    def text(self, text: str, side: Side | None = None) -> str:
        """Return a text with its placeholders filled."""
        return fill(text, **self.words, **(self.phrases.side_words(side) if side else {}))

    def say(self, text: str, role: Role, origin: Path, side: Side | None = None) -> Say:
        """Return the cue for a text."""
        return Say(self.text(text, side), role, origin)

    def sentences(
        self, text: str, role: Role, origin: Path, pause_ms: int, side: Side | None = None
    ) -> Iterator[Direction]:
        """Yield a text sentence by sentence, with a pause after each."""
        for sentence in self.phrases.sentences(text) if text else ():
            yield self.say(sentence, role, origin, side)
            yield Silence("pause", pause_ms)

    def dose(self, stretch: Stretch) -> str:
        """Return the dose as it is announced."""
        phrases = self.phrases
        duration = phrases.duration(stretch.hold) if stretch.hold else ""
        parts = ["sets"] if stretch.sets > 1 else []
        parts += ["reps"] if stretch.reps > 1 or (stretch.sets > 1 and not duration) else []
        parts += ["hold"] if duration else []
        if not parts:
            return ""
        key = "_".join(parts) + ("_each_side" if len(stretch.sides) > 1 else "")
        dose = capital(
            fill(
                getattr(phrases.dose, key),
                duration=duration,
                times=phrases.with_noun(stretch.reps, phrases.times),
                sets=phrases.with_noun(stretch.sets, phrases.sets),
                reps=phrases.with_noun(stretch.reps, phrases.reps),
            )
        )
        return f"{dose} {phrases.alternating}".rstrip() if stretch.alternate else dose
