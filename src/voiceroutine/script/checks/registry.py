"""Finds the rules and runs them."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from voiceroutine.document.problems import Finding, Severity
from voiceroutine.script.checks import rules
from voiceroutine.script.checks.base import Context, Fault, WarningContext, numbered
from voiceroutine.script.model import Routine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from voiceroutine.script.stretch import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as its module in `rules/` states it."""

    name: str
    """The module's name. Several rules may have one code."""
    code: str
    severity: Severity
    check: Callable[[Any], Iterator[Fault]]
    needs_session: bool
    """Whether it looks at a session that is laid out, as all warnings may."""

    def findings(self, context: Context | WarningContext) -> Iterator[Finding]:
        """Yield what breaks the rule."""
        for fault in self.check(context):
            yield Finding(
                code=self.code,
                severity=self.severity,
                path=fault.path,
                message=fault.message,
                hint=fault.hint,
                at_key=fault.at_key,
                word=fault.word,
                missing=fault.missing,
            )


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, by its module's name."""
    names = sorted(info.name for info in pkgutil.iter_modules(rules.__path__))
    modules = [import_module(f"{rules.__name__}.{name}") for name in names]
    return tuple(
        Rule(
            name=name,
            code=module.CODE,
            severity=module.SEVERITY,
            check=module.check,
            needs_session=module.SEVERITY == "warning" or getattr(module, "NEEDS_SESSION", False),
        )
        for name, module in zip(names, modules, strict=True)
    )


def errors_in(part: Routine | Stretch) -> Iterator[Finding]:
    """Yield what is contradictory in a routine, or in a library stretch by itself."""
    if isinstance(part, Routine):
        context = Context(routine=part, stretches=numbered(part))
    else:
        context = Context(routine=None, stretches=(((), part),))
    yield from _findings(context, needs_session=False)


def warnings_in(context: WarningContext) -> Iterator[Finding]:
    """Yield what is probably a mistake in a routine: what a therapist would ask about, and errors until allowed."""
    yield from _findings(context, needs_session=True)


def _findings(context: Context | WarningContext, *, needs_session: bool) -> Iterator[Finding]:
    for rule in all_rules():
        if rule.needs_session == needs_session:
            yield from rule.findings(context)
