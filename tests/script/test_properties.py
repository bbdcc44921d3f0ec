"""Any text at all gives a routine, or problems that stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from voiceroutine.document.problems import FaultyScriptError, Problem
from voiceroutine.script.assembly import OVERLAY_KEYS
from voiceroutine.script.library import Library, Shelf, bundled_folder
from voiceroutine.script.loader import load_script
from voiceroutine.script.model import Routine
from voiceroutine.script.parts import field_keys
from voiceroutine.script.stretch import Stretch

LIBRARY = Library((Shelf(bundled_folder(), "bundled"),))

keys = st.sampled_from(
    [*field_keys(Routine), *field_keys(Stretch), *OVERLAY_KEYS, "vars", "group", "use", "say", "at", "for", "first"]
)
atoms = st.sampled_from(
    [
        "30s",
        "1:30",
        "-1",
        "no",
        "~",
        "chin-tuck",
        "neck",
        "left",
        "{side}",
        "{neck}",
        "{hold: {neck}}",
        "{neck: {side} {lean}, lean: a}",
        "Lean over.",
        "''",
        '"',
        "[",
        "{",
        "&a",
        "*a",
        "!t",
        "",
        "|",
        ">-",
    ]
) | st.text(max_size=8)
lines = st.builds(
    lambda indent, dash, key, value: f"{'  ' * indent}{'- ' if dash else ''}{key}: {value}",
    st.integers(0, 3),
    st.booleans(),
    keys,
    atoms,
)
scripts = st.lists(lines, max_size=12).map("\n".join)


def assert_understood(content: bytes) -> None:
    path = Path("any.yaml")
    path.write_bytes(content)
    problems: tuple[Problem, ...] = ()
    try:
        load_script(path, LIBRARY)
    except FaultyScriptError as error:
        problems = error.problems or pytest.fail("an error without a problem")
    for problem in problems:
        text = problem.span.source.text
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        line, column = problem.span.source.position(problem.span.start)
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1
        assert problem.code in problem.render()
        assert problem.as_json()["line"] == line
        assert "\n" not in problem.as_github_annotation()


relaxed = settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@relaxed
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"a:\n  \tb")
def test_any_bytes(content: bytes) -> None:
    assert_understood(content)


@relaxed
@given(st.text(max_size=200))
@example("a: 'b\r")
@example("\u2028a: [\u0085")
def test_any_text(text: str) -> None:
    assert_understood(text.encode("utf-8", "surrogatepass"))


@relaxed
@given(scripts)
def test_anything_like_a_script(text: str) -> None:
    assert_understood(text.encode("utf-8", "surrogatepass"))
