"""The front door: every public name is there, described, documented, and does what its examples show."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
import types

import pytest

import voiceroutine
from tests.support import ROOT, quick

NAMES = [name for name in voiceroutine.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_there_with_a_description(name: str) -> None:
    assert inspect.getdoc(getattr(voiceroutine, name))


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_documented(name: str) -> None:
    assert f"### `{name}`\n" in (ROOT / "docs/api.md").read_text(encoding="utf-8")


def test_nothing_else_is_public() -> None:
    documented = re.findall(r"^### `(.*)`$", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(documented) - {"Source"} == set(NAMES)  # a part of the timeline's JSON
    assert dir(voiceroutine) == voiceroutine.__all__ == sorted(voiceroutine.__all__)
    with pytest.raises(AttributeError, match="no attribute 'mak'"):
        voiceroutine.mak  # noqa: B018 it is looked up


def examples() -> dict[str, doctest.DocTest]:
    """Return the examples in the docstrings of the package and of its public names, by name."""
    finder = doctest.DocTestFinder(recurse=False, exclude_empty=True)
    wanted: dict[str, object] = {"voiceroutine": voiceroutine}
    wanted.update((name, getattr(voiceroutine, name)) for name in NAMES)
    found = {name: test for name, value in wanted.items() for test in finder.find(value, name, module=False)}
    return {name: test for name, test in found.items() if test.examples}


EXAMPLES = examples()
MAKE_A_SESSION = {"voiceroutine", "convert_session"}
"""Examples that make whole sessions, beside `make`'s own. They are for the long run."""


def test_what_most_people_need_has_an_example() -> None:
    assert {"voiceroutine", "make", "check", "preview", "load_script"} <= EXAMPLES.keys()


@pytest.mark.parametrize("name", quick(EXAMPLES, EXAMPLES.keys() - MAKE_A_SESSION))
def test_an_example_does_what_it_shows(name: str) -> None:
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(EXAMPLES[name], out=said.append)
    assert result.failed == 0, "".join(said)


def test_importing_the_front_door_imports_no_room() -> None:
    code = "import sys, voiceroutine; print(*(name for name in sys.modules if name.startswith('voiceroutine')))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["voiceroutine"]


def test_every_public_name_comes_from_the_package() -> None:
    for name in NAMES:
        value = inspect.unwrap(getattr(voiceroutine, name))
        assert isinstance(value, type | types.FunctionType), name
        assert value.__module__.startswith("voiceroutine."), name
