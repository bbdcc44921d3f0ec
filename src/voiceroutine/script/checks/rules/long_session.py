"""Few people can follow a session of more than two hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Fault, WarningContext

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "long-session"
SEVERITY = "warning"

LONGEST_SESSION_MS = 2 * 3_600_000


def check(context: WarningContext) -> Iterator[Fault]:
    """Yield a fault where the session lasts more than two hours."""
    if context.session.duration_ms > LONGEST_SESSION_MS:
        yield Fault(
            path=("stretches",),
            message=f"this session lasts {context.session.duration_ms / 3_600_000:.1f} hours",
            hint="more than two hours are long for anybody; check `reps`, `hold` and `rest`",
        )
