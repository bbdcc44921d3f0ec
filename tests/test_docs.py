"""The documentation is equal to the code."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support import ROOT, codes_of, scripts_in
from voiceroutine.cli import cli


def test_the_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name in cli.commands:
        assert f"## voiceroutine {name}\n" in page


@pytest.mark.parametrize("script", scripts_in("README.md"))
def test_every_script_in_the_readme_is_free_of_errors(script: str) -> None:
    assert "error" not in codes_of(script).values()


def test_every_link_in_the_readme_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert (ROOT / link).exists(), link
