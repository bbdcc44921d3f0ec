"""The documentation is equal to the code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.script.manual.test_explain import codes_of
from voiceroutine.cli import cli

ROOT = Path(__file__).parents[1]


def test_the_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name in cli.commands:
        assert f"## voiceroutine {name}\n" in page


def scripts_in(page: str) -> list[str]:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    return [block for block in blocks if "stretches:" in block or block.startswith("extends:")]


@pytest.mark.parametrize("script", scripts_in("README.md"))
def test_every_script_in_the_readme_is_free_of_errors(script: str) -> None:
    assert "error" not in codes_of(script).values()


def test_every_link_in_the_readme_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert (ROOT / link).exists(), link
