"""Nobody can follow instructions that go on and on: after some seconds of speech there must be time to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.script.checks.session import Heard

CODE = "long-speech"
SEVERITY = "warning"

LONGEST_SPEECH_MS = 12_000
"""Our choice."""
TIME_TO_ACT_MS = 1_500
"""A pause that is long enough to do what was said. The session leaves it after each sentence of a setup."""


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault for each place of a stretch where more than twelve seconds of speech leave no time to act."""
    for run in _runs(context.session.cues):
        speech_ms = sum(_length_ms(cue) for cue in run)
        if speech_ms > LONGEST_SPEECH_MS:
            yield Fault(
                path=max(run, key=_length_ms).path,
                message=f"the voice speaks for {speech_ms / 1_000:.1f} s here without a pause to act",
                hint=f"more than {LONGEST_SPEECH_MS // 1_000} s are hard to follow: say less, or divide it: "
                "`setup` takes a list of actions, each with its `wait`",
            )


def _runs(cues: Iterable[Heard]) -> list[list[Heard]]:
    """Return the cues of stretches that instruct, together where no time to act lies between them."""
    runs: list[list[Heard]] = []
    last: Heard | None = None
    for cue in cues:
        instructs = _instructs(cue)
        if instructs:
            if last and last.stretch == cue.stretch and cue.start_ms - last.end_ms < TIME_TO_ACT_MS:
                runs[-1].append(cue)
            else:
                runs.append([cue])
        last = cue if instructs else None
    return runs


def _instructs(cue: Heard) -> bool:
    """Return whether a cue is an instruction of a stretch: one acts on a number, and on a step, while it is said."""
    return cue.stretch is not None and not cue.counts and "steps" not in cue.path


def _length_ms(cue: Heard) -> int:
    return cue.end_ms - cue.start_ms
