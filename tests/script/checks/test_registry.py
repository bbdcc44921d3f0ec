"""Every rule is found, explained and run, whatever its file is called."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from voiceroutine.script.checks import rules
from voiceroutine.script.checks.registry import Rule, all_rules
from voiceroutine.script.manual.explain import explanations

RULES = all_rules()


def test_every_file_is_a_rule() -> None:
    files = {file.stem for file in Path(rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert {rule.name for rule in RULES} == files


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_is_and_is_explained(rule: Rule) -> None:
    assert sys.modules[rule.check.__module__].__doc__
    assert rule.severity in ("error", "warning")
    assert explanations()[rule.code].severity == rule.severity


def test_an_error_that_may_be_allowed_is_looked_for_with_the_warnings() -> None:
    late = {rule.code for rule in RULES if rule.needs_session and rule.severity == "error"}
    assert late == {code for code, it in explanations().items() if it.allowable} == {"other-language"}
