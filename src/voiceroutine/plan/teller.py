"""What every part of the plan needs to say something: the routine, its phrases, and what is true of the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from voiceroutine.language.markup import fill, recorded, recording_of, words_of
from voiceroutine.language.phrases import capital
from voiceroutine.plan.directions import Direction, Say, Silence
from voiceroutine.script.spoken import of_side

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
        """Return a text with its placeholders filled; in the name of its recording, a side is `left` or `right`."""
        words = fill(words_of(text), **self.words, **(self.phrases.side_words(side) if side else {}))
        recording = recording_of(text)
        return recorded(words, of_side(recording, side)) if recording else words

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
        timed = stretch.for_ms is not None  # how many reps there are is not said
        duration = self._duration(stretch)
        parts = ["sets"] if stretch.sets > 1 else []
        parts += ["reps"] if not timed and (stretch.reps > 1 or (stretch.sets > 1 and not duration)) else []
        parts += ["hold"] if duration else []
        if not parts:
            return ""
        each = len(stretch.sides) > 1 and not (timed and stretch.alternate)  # whose time is for both sides
        key = "_".join(parts) + ("_each_side" if each else "")
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

    def _duration(self, stretch: Stretch) -> str:
        """Return how long the reps of a set take or, where they are counted, a hold; nothing where it is not held."""
        key: Literal["for", "hold"] = "hold" if stretch.for_ms is None else "for"
        time_ms, breaths = stretch.hold if stretch.for_ms is None else stretch.for_ms, stretch.breaths(key)
        if breaths and self.phrases.breaths:
            return self.phrases.with_noun(breaths, self.phrases.breaths)
        return self.phrases.duration(time_ms) if time_ms else ""
