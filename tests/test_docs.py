"""The documentation is equal to the code."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.support import ROOT, RunCli, codes_of, scripts_in
from voiceroutine.cli import cli


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
