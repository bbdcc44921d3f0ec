"""A form's edits of a script are written as its writer would write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceroutine.document.edit.edits import EditError
from voiceroutine.document.nodes import plain
from voiceroutine.document.reader import read_text
from voiceroutine.script.forms.editing import edit_script
from voiceroutine.script.library import bundled_folder

SCRIPT = """\
title: Neck
stretches:
  - use: chin-tuck
    dose: 3 x 10, hold 5 s  # as on paper
  - chin-tuck
  - name: Calf
    reps: 3
    hold: 30s  # as she asked
    release: And step forward.
    setup: >
      Stand up.
"""


def edited(kind: str, *path: str | int, **more: Any) -> str:
    return edit_script(SCRIPT, {"kind": kind, "path": list(path), **more})


def test_numbers_have_no_quotes_and_texts_that_look_like_them_do() -> None:
    assert edited("set", "stretches", 2, "reps", value="12") == SCRIPT.replace("reps: 3", "reps: 12")
    assert edited("set", "stretches", 2, "hold", value="1:30") == SCRIPT.replace("hold: 30s", "hold: 1:30")
    assert edited("set", "stretches", 2, "release", value="12") == SCRIPT.replace("And step forward.", "'12'")
    assert edited("set", "stretches", 2, "release", value="no") == SCRIPT.replace("And step forward.", "'no'")


def test_a_key_is_added_where_the_reference_has_it() -> None:
    new = edited("set", "stretches", 2, "rest", value="5s")
    assert new == SCRIPT.replace("as she asked\n", "as she asked\n    rest: 5s\n")
    new = edited("set", "summary", value="Ten minutes.")
    assert new == SCRIPT.replace("title: Neck\n", "title: Neck\nsummary: Ten minutes.\n")


def test_a_block_keeps_its_kind() -> None:
    new = edited("set", "stretches", 2, "setup", value="Stand at a wall.")
    assert new == SCRIPT.replace("Stand up.", "Stand at a wall.")


def test_a_stretch_of_the_library_is_inserted_by_its_name_or_with_keys() -> None:
    assert edited("insert", "stretches", 1, value="upper-trap").splitlines()[4] == "  - upper-trap"
    new = edited("insert", "stretches", 1, value={"use": "upper-trap", "reps": "5", "sides": ["left"]})
    assert new.splitlines()[4:7] == ["  - use: upper-trap", "    reps: 5", "    sides: [left]"]


def test_stretches_become_a_group_and_the_group_stretches_again() -> None:
    new = edited("group", "stretches", 0, count=2, name="Warm-up")
    assert new.splitlines()[2:7] == [
        "  - group: Warm-up",
        "    stretches:",
        "      - use: chin-tuck",
        "        dose: 3 x 10, hold 5 s  # as on paper",
        "      - chin-tuck",
    ]
    assert edit_script(new, {"kind": "ungroup", "path": ["stretches", 0]}) == SCRIPT


@pytest.mark.parametrize(
    ("place", "value", "gone", "come"),
    [
        (0, {"hold": "8s"}, "3 x 10, hold 5 s", "3 x 10, hold 8 s"),
        (0, {"reps": 12, "set_rest": "20s"}, "3 x 10, hold 5 s", "3 x 12, hold 5 s, rest 20 s"),
        (0, {"sides": "both"}, "3 x 10, hold 5 s", "3 x 10, hold 5 s, each side"),
        (0, {"hold": None}, "3 x 10, hold 5 s", "3 x 10"),
        (0, "10 reps", "3 x 10, hold 5 s", "10 reps"),
        (2, {"hold": "40s"}, "hold: 30s", "hold: 40s"),
        (2, {"hold": None}, "    hold: 30s  # as she asked\n", ""),
        (2, "30 s x 4", "    reps: 3\n    hold: 30s  # as she asked\n", "    dose: 30 s x 4\n"),
        (1, "2 x 5", "  - chin-tuck\n", "  - use: chin-tuck\n    dose: 2 x 5\n"),
    ],
)
def test_a_dose_stays_a_line_or_numbers(place: int, value: Any, gone: str, come: str) -> None:
    assert edited("dose", "stretches", place, value=value) == SCRIPT.replace(gone, come)


def test_a_dose_in_breaths_stands_beside_the_line() -> None:
    new = edited("dose", "stretches", 0, value={"rest": "3 breaths"})
    assert new == SCRIPT.replace("# as on paper\n", "# as on paper\n    rest: 3 breaths\n")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ({"kind": "turn", "path": ["title"]}, "`turn` is no kind of edit"),
        ({"kind": "set", "path": []}, "this edit has no `path`"),
        ({"kind": "set", "path": ["title"]}, "this edit has no `value`"),
        ({"kind": "move", "path": ["stretches", 0]}, "this edit has no `to`"),
        ({"kind": "remove", "path": ["stretches", 0], "count": 0}, "`count` is no whole number"),
        ({"kind": "dose", "path": ["stretches", 0], "value": "3 x a lot"}, "means nothing in a dose"),
        ({"kind": "ungroup", "path": ["stretches", 2]}, "there is nothing at `stretches 3 stretches`"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(edit: dict[str, Any], message: str) -> None:
    with pytest.raises(EditError, match=message):
        edit_script(SCRIPT, edit)


BUNDLED = [path.read_text(encoding="utf-8") for path in sorted(bundled_folder().glob("*.yaml"))]
PARTS = st.sampled_from(["stretches", "title", "use", "hold", "dose", "new", "setup", 0, 1, 2, -1, 99])
PATHS = st.lists(PARTS, max_size=4)
VALUES = st.sampled_from(["5s", "", "a: b", None, 3, True, ["left"], {"use": "x"}, {}, [], "3 x 10", {"hold": "5s"}])
KINDS = st.sampled_from(["set", "remove", "rename", "insert", "move", "copy", "group", "ungroup", "dose", "x", None])


@settings(max_examples=40)
@given(
    st.sampled_from(BUNDLED),
    st.fixed_dictionaries(
        {"kind": KINDS, "path": PATHS},
        optional={"value": VALUES, "to": PATHS, "count": st.integers(-1, 3), "name": VALUES, "key": VALUES},
    ),
)
def test_any_request_gives_a_script_that_can_be_read_or_an_error_for_the_user(text: str, edit: dict[str, Any]) -> None:
    try:
        new = edit_script(text, edit)
    except EditError:
        return
    assert plain(read_text(new.encode(), "x.yaml")) or new == text
