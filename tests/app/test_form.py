"""Edits of a form: in a script's own list of stretches, and in one that extends another."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from voiceroutine.app.form import Add, FormEdit, LeaveOut, Reorder, SetField, edited
from voiceroutine.app.look import Viewer
from voiceroutine.app.outline import Entry, outline
from voiceroutine.document.edit.edits import EditError
from voiceroutine.script.library import Library, Shelf, bundled_folder

BASE = """\
title: Base
guidance: minimal
stretches:
  - use: chin-tuck
  - name: Arm circles
    dose: 10
  - use: upper-trap
  - group: Flow
    rounds: 2
    stretches:
      - name: Reach
        hold: 10s
      - name: Bend
        hold: 10s
"""

OWN = """\
title: Mine  # for the evening
stretches:
  # the first one
  - use: chin-tuck
    dose: 3 x 10, hold 5 s
  - name: Arm circles
    reps: 8   # slowly

  - use: upper-trap
"""


class Desk:
    """A script being edited."""

    def __init__(self, folder: Path) -> None:
        (folder / "base.yaml").write_text(BASE, encoding="utf-8")
        shelves = (Shelf(folder, "mine"), Shelf(bundled_folder(), "bundled"))
        self.viewer = Viewer(Library(shelves))
        self.path = folder / "mine.yaml"

    def outline(self, text: str) -> tuple[Entry, ...]:
        look = self.viewer.read(self.path, text)
        assert look.document is not None, look.problems
        return outline(look)

    def after(self, text: str, *edits: FormEdit) -> str:
        return edited(text, edits, self.outline)

    def order(self, text: str) -> list[str]:
        look = self.viewer.read(self.path, text)
        assert look.problems == (), [problem.headline() for problem in look.problems]
        return [entry.key for entry in outline(look)]

    def place(self, text: str, key: str) -> tuple[str | int, ...]:
        entries = self.outline(text)
        members = [member for entry in entries for member in entry.members or ()]
        return next(entry.place for entry in (*entries, *members) if entry.key == key)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_field_of_a_stretch_of_its_own_changes_where_it_stands(desk: Desk) -> None:
    changed = desk.after(OWN, SetField(place=("stretches", 1), path=("reps",), value=12))
    assert changed == OWN.replace("reps: 8 ", "reps: 12 ")


def test_a_field_of_a_stretch_of_the_base_comes_under_change_and_goes_without_a_trace(desk: Desk) -> None:
    text = "extends: base\ntitle: For Anna\n"
    place = desk.place(text, "upper-trap")
    changed = desk.after(text, SetField(place=place, path=("hold",), value="20s"))
    assert changed == text + "change:\n  upper-trap:\n    hold: 20s\n"
    assert desk.outline(changed)[2].values["hold"] == "20s"
    assert desk.outline(changed)[2].written == {"hold"}
    further = desk.after(changed, SetField(place=desk.place(changed, "flow/reach"), path=("hold",), value="15s"))
    assert "flow/reach:\n    hold: 15s" in further
    assert desk.after(changed, SetField(place=place, path=("hold",), value=None)) == text


def test_a_change_in_a_field_of_a_field_keeps_what_is_beside_it(desk: Desk) -> None:
    place = ("stretches", 0)
    one = desk.after(OWN, SetField(place=place, path=("prompts", "halfway"), value=False))
    two = desk.after(one, SetField(place=place, path=("prompts", "countdown"), value=3))
    assert desk.outline(two)[0].values["prompts"] == {"halfway": "false", "countdown": "3"}
    gone = desk.after(
        two,
        SetField(place=place, path=("prompts", "halfway"), value=None),
        SetField(place=place, path=("prompts", "countdown"), value=None),
    )
    assert gone == OWN


def test_a_stretch_is_added_after_another_wherever_that_is_written(desk: Desk) -> None:
    assert desk.order(desk.after(OWN, Add(value={"use": "cat-dog"}, after=("stretches", 0)))) == [
        "chin-tuck",
        "cat-dog",
        "arm-circles",
        "upper-trap",
    ]
    assert desk.order(desk.after(OWN, Add(value={"use": "cat-dog"})))[0] == "cat-dog"
    text = "extends: base\n"
    one = desk.after(text, Add(value={"use": "cat-dog"}, after=desk.place(text, "chin-tuck")))
    two = desk.after(one, Add(value={"use": "foam-roll"}, after=desk.place(one, "cat-dog")))
    three = desk.after(two, Add(value={"use": "ball-release"}))
    between = desk.after(three, Add(value={"use": "childs-pose"}, after=desk.place(three, "chin-tuck")))
    assert desk.order(between)[:5] == ["ball-release", "chin-tuck", "childs-pose", "cat-dog", "foam-roll"]
    inside = desk.after(text, Add(value={"name": "Twist", "hold": "5s"}, after=desk.place(text, "flow/reach")))
    assert [it.key for it in desk.outline(inside)[3].members or ()] == ["flow/reach", "flow/twist", "flow/bend"]


def test_a_script_without_stretches_gets_its_first(desk: Desk) -> None:
    assert desk.order(desk.after("title: New\n", Add(value={"use": "cat-dog"}))) == ["cat-dog"]
    assert desk.order(desk.after("title: New\nstretches: []\n", Add(value={"use": "cat-dog"}))) == ["cat-dog"]


def test_a_stretch_is_left_out_wherever_it_is_written(desk: Desk) -> None:
    assert desk.order(desk.after(OWN, LeaveOut(place=("stretches", 1)))) == ["chin-tuck", "upper-trap"]
    text = "extends: base\nchange:\n  chin-tuck:\n    reps: 3\n"
    one = desk.after(text, LeaveOut(place=desk.place(text, "chin-tuck")))
    assert one == "extends: base\nskip: [chin-tuck]\n"
    two = desk.after(one, LeaveOut(place=desk.place(one, "flow/bend")))
    assert desk.order(two) == ["arm-circles", "upper-trap", "flow"]
    added = desk.after("extends: base\n", Add(value={"use": "cat-dog"}))
    assert desk.after(added, LeaveOut(place=desk.place(added, "cat-dog"))) == "extends: base\n"


def test_of_those_that_only_names_one_is_left_out_there(desk: Desk) -> None:
    text = "extends: base\nonly: [chin-tuck, upper-trap]\n"
    one = desk.after(text, LeaveOut(place=desk.place(text, "chin-tuck")))
    assert one == "extends: base\nonly: [upper-trap]\n"
    with pytest.raises(EditError, match="only stretch"):
        desk.after(one, LeaveOut(place=desk.place(one, "upper-trap")))


def test_a_stretch_is_moved_wherever_it_is_written(desk: Desk) -> None:
    moved = desk.after(OWN, Reorder(place=("stretches", 0), after=("stretches", 1)))
    assert desk.order(moved) == ["arm-circles", "chin-tuck", "upper-trap"]
    assert "  # the first one\n  - use: chin-tuck\n" in moved
    assert desk.order(desk.after(OWN, Reorder(place=("stretches", 2)))) == ["upper-trap", "chin-tuck", "arm-circles"]
    text = "extends: base\n"
    one = desk.after(text, Reorder(place=desk.place(text, "upper-trap")))
    assert desk.order(one) == ["upper-trap", "chin-tuck", "arm-circles", "flow"]
    two = desk.after(one, Reorder(place=desk.place(one, "chin-tuck"), after=desk.place(one, "arm-circles")))
    assert desk.order(two) == ["upper-trap", "arm-circles", "chin-tuck", "flow"]
    inside = desk.after(two, Reorder(place=desk.place(two, "flow/bend")))
    assert [it.key for it in desk.outline(inside)[3].members or ()] == ["flow/bend", "flow/reach"]
    assert desk.order(inside) == desk.order(two)


def test_an_inserted_stretch_is_moved_by_its_own_place(desk: Desk) -> None:
    text = "extends: base\ninsert:\n  - after: chin-tuck\n    use: cat-dog\n"
    later = desk.after(text, Reorder(place=desk.place(text, "cat-dog"), after=desk.place(text, "upper-trap")))
    assert desk.order(later) == ["chin-tuck", "arm-circles", "upper-trap", "cat-dog", "flow"]
    assert "order" not in later
    first = desk.after(text, Reorder(place=desk.place(text, "cat-dog")))
    assert desk.order(first)[0] == "cat-dog"


def test_stretches_of_one_name_have_no_order_that_can_be_written(desk: Desk) -> None:
    (desk.path.parent / "twice.yaml").write_text(
        dedent("""\
            title: Twice
            stretches:
              - use: chin-tuck
              - use: cat-dog
              - use: chin-tuck
        """),
        encoding="utf-8",
    )
    text = "extends: twice\n"
    with pytest.raises(EditError, match="same name"):
        desk.after(text, Reorder(place=desk.place(text, "cat-dog")))


def test_what_is_gone_is_told(desk: Desk) -> None:
    with pytest.raises(EditError, match="not there any more"):
        desk.after(OWN, Reorder(place=("stretches", 7)))
