"""The recipes of the documentation are whole scripts, which work as they are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import BUNDLED, ROOT, quick, write
from voiceroutine.app.check import check
from voiceroutine.app.preview import plan_session
from voiceroutine.script.library import Library, Shelf
from voiceroutine.script.loader import load_script

PAGE = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"`scripts/([\w-]+)\.yaml`\n\n```yaml\n(.*?)```", PAGE, re.DOTALL))


@pytest.fixture
def library() -> Library:
    """Return a library in which all recipes lie beside the bundled scripts."""
    for name, text in RECIPES.items():
        write(Path(f"scripts/{name}.yaml"), text)
    return Library((Shelf(Path("scripts"), "./scripts"), *BUNDLED.shelves))


def test_every_script_of_the_page_has_its_name() -> None:
    assert len(RECIPES) == PAGE.count("```yaml")


@pytest.mark.parametrize("name", quick(RECIPES, set(RECIPES) - {"circuit"}))  # it has music, which is measured
def test_a_recipe_has_no_problem_and_nothing_to_warn_of(name: str, library: Library) -> None:
    assert check(Path(f"scripts/{name}.yaml"), library=library) == ()


def test_a_house_style_reaches_the_programmes_that_extend_it(library: Library) -> None:
    programme = load_script("anna-3", library)
    assert programme.routine.artist == "Hill Street Physio"
    assert programme.routine.notice == "This was recorded for patients of Hill Street Physio."
    assert programme.routine.opening.startswith("Hello Anna.")
    names = [stretch.name for stretch in programme.routine.stretches]
    assert len(names) == 4
    assert "upper trap" in names[0].lower()


def test_words_of_box_breathing_fade_and_its_bells_go_on(library: Library) -> None:
    texts = [text for plan in plan_session(load_script("box", library)) for text in plan.texts()]
    assert texts.count("Breathe in.") == 3


def test_a_salutation_has_a_chapter_for_each_pose_in_each_round(library: Library) -> None:
    titles = [plan.title for plan in plan_session(load_script("salutation", library))]
    assert titles[1:-1] == [f"{pose} {number}/3" for number in (1, 2, 3) for pose in ("Mountain", "Forward fold")]
