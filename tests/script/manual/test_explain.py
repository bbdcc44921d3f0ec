"""Every code is explained, and every example does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import voiceroutine
from tests.support import codes_of, quick
from voiceroutine.script.manual.explain import explanations

SOURCES = [path.read_text(encoding="utf-8") for path in Path(voiceroutine.__file__).parent.rglob("*.py")]

MEASURED = {"length", "level", "loud-music", "many-reps", "music", "no-sound"}
"""Codes for which music is measured or a session is spoken: they take seconds."""


def used_codes() -> set[str]:
    patterns = (
        r'code=\(?"([a-z0-9-]+)"',
        r'code: str = "([a-z0-9-]+)"',
        r'^CODE = "([a-z0-9-]+)"',
        r'_(?:fault|problem)\(\s*"([a-z0-9-]+)"',
        r'\brefused\(\s*"([a-z0-9-]+)"',
        r'\bwrong\("([a-z0-9-]+)"',
        r'code="([a-z0-9-]+)" if counted else "([a-z0-9-]+)"',
    )
    found = [match for source in SOURCES for pattern in patterns for match in re.findall(pattern, source, re.MULTILINE)]
    return {code for match in found for code in ([match] if isinstance(match, str) else match)}


def test_every_code_is_explained_and_every_explanation_is_of_a_code() -> None:
    assert used_codes() == set(explanations())


@pytest.mark.parametrize("code", quick(explanations(), explanations().keys() - MEASURED))
def test_the_wrong_example_is_wrong_and_the_right_one_right(code: str) -> None:
    it = explanations()[code]
    if it.example == "none":
        assert it.wrong is it.right is None
        return
    assert it.wrong
    assert it.right
    assert codes_of(it.wrong).get(code) == it.severity
    assert codes_of(it.right) == {}
