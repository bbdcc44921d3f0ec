"""The documentation is equal to the code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable

import pytest

import voiceroutine
from tests.support import ROOT, RunCli, codes_of, scripts_in
from voiceroutine.chimes import SWITCHES
from voiceroutine.cli import cli
from voiceroutine.language.languages import languages
from voiceroutine.session.formats import caption_formats


def test_the_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("script", scripts_in("README.md"))
def test_every_script_in_the_readme_is_free_of_errors(script: str) -> None:
    assert "error" not in codes_of(script).values()


def test_every_link_in_the_readme_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("page", [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("docs/*.md"))])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text(encoding="utf-8")):
        assert (ROOT / page).parent.joinpath(link).exists(), link


@pytest.mark.parametrize("names", [caption_formats(), SWITCHES, languages()], ids=["captions", "chimes", "languages"])
def test_the_readme_lists_all_that_there_are(names: Iterable[str]) -> None:
    assert ", ".join(f"`{name}`" for name in names) in unwrapped("README.md")


def test_the_readme_names_every_bundled_voice() -> None:
    named = {voice.name for voice in voiceroutine.voices() if voice.engine == "hibari"}
    assert named
    assert all(f"`{name}`" in unwrapped("README.md") for name in named)


def test_the_readme_names_every_command_but_the_rare_ones() -> None:
    named = set(re.findall(r"^    voiceroutine (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(cli.commands) - named == {"cache", "schema"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    named = re.findall(r"`((?:src|tests|docs|scripts|bench)/[\w./-]*\w/?)`", unwrapped(page))
    own = ("scripts/evening.yaml",)  # what a reader writes
    patterns = ("NAME", "KEY", "CODE", "TAG")  # what to write, not what is there
    named = [path for path in named if path not in own and not any(word in path for word in patterns)]
    assert named or page == "README.md"
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_room_is_on_the_page_of_the_house() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in (ROOT / "src/voiceroutine").iterdir() if (path / "__init__.py").exists()}
    assert rooms
    assert [room for room in sorted(rooms) if f"| `{room}/` |" not in page] == []


def unwrapped(page: str) -> str:
    """Return a page's text with each run of spaces and line breaks as one space."""
    return " ".join((ROOT / page).read_text(encoding="utf-8").split())


def test_every_command_is_documented_and_nothing_else() -> None:
    assert list(documented()) == ["", *sorted(cli.commands)]


@pytest.mark.parametrize("name", ["", *cli.commands])
def test_the_page_of_commands_is_what_help_prints(run_cli: RunCli, name: str) -> None:
    for option in ("-h", "--help"):
        done = run_cli(*name.split(), option, COLUMNS="100")
        assert (done.returncode, done.stdout.rstrip("\n")) == (0, documented()[name])


def test_a_process_of_its_own_prints_that_help_too() -> None:
    command = [sys.executable, "-c", "from voiceroutine.cli import main; main()", "make", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "100"})
    assert done.stdout.replace("Usage: -c", "Usage: voiceroutine").rstrip("\n") == documented()["make"]


def documented() -> dict[str, str]:
    """Return each command's help from the page of commands, by its name; the program's own is under no name."""
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## voiceroutine ?(\S*)\n\n```\n(.*?)\n```$", page, re.DOTALL | re.MULTILINE)
    return dict(sections)
