"""Only the cues of a stretch have a side, so `{side}` means nothing in a title or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault, names_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path

CODE = "placeholder"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each text outside the cues of a stretch that names a side."""
    texts: list[tuple[Path, str | None]] = [((*path, "name"), stretch.name) for path, stretch in context.stretches]
    if context.routine:
        texts += [((key,), getattr(context.routine, key)) for key in ("title", "summary", "opening", "closing")]
    for path, text in texts:
        if names_side(text):
            yield Fault(
                path=path,
                message="`{side}` means nothing here: only the cues of a stretch have a side",
                hint="write the side itself",
            )
