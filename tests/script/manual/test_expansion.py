"""A script that is written with all its words says the same, and needs no other file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import BUNDLED, write
from voiceroutine.app.preview import plan_session
from voiceroutine.script.library import Library
from voiceroutine.script.loader import load_script
from voiceroutine.script.manual.starter import new_script

ALONE = Library(())
"""No library at all."""


@pytest.mark.parametrize("name", [*BUNDLED.scripts()])
def test_an_expanded_script_has_the_same_session(name: str) -> None:
    path = new_script("new.yaml", name, expand=True, library=BUNDLED)
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(?:- )?use:", text, re.MULTILINE)
    assert "{" + "start" not in text
    assert plan_session(load_script(path, ALONE)) == plan_session(load_script(name, BUNDLED))


def test_an_overlay_is_expanded_with_what_it_changes() -> None:
    write(
        Path("week-2.yaml"),
        "# Ben, week 2\nextends: neck\ntitle: 'Neck: week 2 # Ben'\nskip: [upper-trap]\n"
        "change:\n  chin-tuck:\n    dose: 3 x 5, hold 8 s\nlanguage: en\nsay_as: {nape: nayp}\n"
        "stretches:\n  - name: Rest\n    setup:\n      - say: Lie down.\n        wait: 6s\n    hold: 1m\n"
        "    prompts: {halfway: off, countdown: 0}\n    start: ''\n"
        "    during:\n      - {at: 5s, say: 'Breathe: in, out.'}\n",
    )
    path = new_script("new.yaml", "week-2.yaml", expand=True, library=BUNDLED)
    assert path.read_text(encoding="utf-8").splitlines()[1:3] == ["# Ben, week 2", "title: 'Neck: week 2 # Ben'"]
    expanded, own = load_script(path, ALONE), load_script("week-2.yaml", BUNDLED)
    assert expanded.routine == own.routine
    assert plan_session(expanded) == plan_session(own)


def test_comments_of_the_script_and_of_its_stretches_are_kept() -> None:
    text = new_script("new.yaml", "neck", expand=True, library=BUNDLED).read_text(encoding="utf-8")
    assert "# Sitting on a chair from beginning to end.\n" in text
    assert "\n  # from the library's `chin-tuck`\n  # Deep neck flexors; the head glides back" in text


def test_music_beside_a_script_is_found_from_the_expanded_one() -> None:
    write(Path("a/rain.mp3"), "")
    write(Path("a/base.yaml"), "title: T\nmusic:\n  file: rain.mp3\n  level: -18dB\nstretches: [{name: A}]\n")
    path = new_script("b/new.yaml", "a/base.yaml", expand=True, library=BUNDLED)
    assert load_script(path, ALONE).music == str(Path("a/rain.mp3").absolute())
