"""Leaves out what a script allows, by its own `allow` or by a stretch's: warnings, and the few errors that may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.problems import Finding
from voiceroutine.script.checks.base import numbered
from voiceroutine.script.manual.explain import explanations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.script.model import Routine


def without_allowed(findings: Iterable[Finding], routine: Routine) -> tuple[Finding, ...]:
    """Return `findings` without those that the routine allows.

    Args:
        findings: All that was found in the routine. A code in an `allow` that leaves out none of them is a warning.
        routine: What they were found in.
    """
    allowed = {(code, path[:-2]): path for code, path in _codes(routine)}
    known = explanations()
    used = set()
    kept = []
    for finding in findings:
        scopes = [(finding.code, finding.path[:length]) for length in (0, 2, 4)]
        may_be = finding.severity == "warning" or known[finding.code].allowable
        matching = [scope for scope in scopes if may_be and scope in allowed]
        used.update(matching)
        if not matching:
            kept.append(finding)
    return (*kept, *(_unused(code, path) for (code, scope), path in allowed.items() if (code, scope) not in used))


def _codes(routine: Routine) -> Iterator[tuple[str, Path]]:
    """Yield every code that is allowed, with its place in an `allow`."""
    yield from ((code, ("allow", place)) for place, code in enumerate(routine.allow))
    for path, stretch in numbered(routine):
        yield from ((code, (*path, "allow", place)) for place, code in enumerate(stretch.allow))


def _unused(code: str, path: Path) -> Finding:
    return Finding(
        code="unused-allow",
        severity="warning",
        path=path,
        message=f"`{code}` is allowed here, and nothing is warned of",
        hint="take it out",
    )
