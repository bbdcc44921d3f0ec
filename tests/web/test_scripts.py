"""The pages' scripts that touch no page, under node; and whether all scripts are typed right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from voiceroutine.web.pages import ASSETS

TESTS = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))


@pytest.mark.parametrize("test", TESTS, ids=lambda path: path.name)
def test_a_script_does_what_its_tests_say(test: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI"):
            pytest.fail("there is no node")
        pytest.skip("there is no node")
    # what says that our scripts are modules is the page; node is told by a file beside them
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets)
    (assets / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    done = subprocess.run(
        [node, "--test", str(test)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "ASSETS": assets.as_uri()},
    )
    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE), done.stdout


def test_scripts_and_styles_name_nothing_of_another_site() -> None:
    for path in ASSETS.iterdir():
        if path.suffix in (".js", ".css"):
            assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", path.read_text(encoding="utf-8")), path.name
