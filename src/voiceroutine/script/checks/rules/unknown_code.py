"""What is allowed is named by its code: a mistyped code would allow nothing, without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.problems import did_you_mean
from voiceroutine.script.checks.base import Context, Fault
from voiceroutine.script.manual.explain import explanations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path

CODE = "unknown-code"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each code in an `allow` that cannot be allowed: only warnings can, and a few errors."""
    if context.routine:
        yield from _faults(("allow",), context.routine.allow)
    for path, stretch in context.stretches:
        yield from _faults((*path, "allow"), stretch.allow)


def _faults(path: Path, codes: tuple[str, ...]) -> Iterator[Fault]:
    known = explanations()
    for place, code in enumerate(codes):
        if code not in known:
            warnings = [name for name, it in known.items() if it.can_be_allowed]
            hint = did_you_mean(code, warnings) or "`voiceroutine explain` lists all codes"
            yield Fault(path=(*path, place), message=f"there is no warning with the code `{code}`", hint=hint)
        elif not known[code].can_be_allowed:
            hint = f"mend what it finds: `voiceroutine explain {code}` says how"
            yield Fault(path=(*path, place), message=f"`{code}` is an error, and errors cannot be allowed", hint=hint)
