"""The picture of a stretch in a script: what may be written, and what is told where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import BUNDLED, answer_of, write
from voiceroutine.language.languages import phrases_for
from voiceroutine.picture.pose import Pose
from voiceroutine.picture.poses import POSES
from voiceroutine.plan.director import direct
from voiceroutine.script.loader import load_script

SCRIPT = """\
title: Evening
stretches:
  - name: Lean
    hold: 20s
    settle: 3s
    caution: Stop if it hurts.
"""


def with_picture(picture: str) -> str:
    return f"{SCRIPT}    picture: {picture}\n"


def drawn(picture: str) -> Pose:
    path = write(Path("evening.yaml"), with_picture(picture))
    found = load_script(path, BUNDLED).routine.stretches[0].picture
    assert found
    return found.drawn()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", POSES)
def test_the_name_of_a_pose_is_a_picture(name: str) -> None:
    assert drawn(name) == POSES[name]


def test_keys_say_what_is_different_from_the_pose() -> None:
    pose = drawn(
        "{pose: chair, view: front, joints: {neck: [0, -30]}, reach: {left hand: left seat}, mark: right trap}"
    )
    assert (pose.view, pose.mark) == ("front", ("right trap",))
    assert pose.joints == {**POSES["chair"].joints, "neck": (0, -30)}
    assert pose.reach["left hand"].to == "left seat"
    assert pose.reach["right hand"] == POSES["chair"].reach["right hand"]
    assert pose.ground == POSES["chair"].ground


def test_a_prop_has_numbers_points_or_nothing() -> None:
    pose = drawn("{pose: back, props: {cushion: , wall: 0.4, strap: [right hand, right toes]}}")
    assert pose.props == {"mat": (), "cushion": (), "wall": (0.4,), "strap": ("right hand", "right toes")}


WRONG = {
    "chai": "there is no pose `chai`: did you mean `chair`? [choice]",
    "{view: front}": "`pose` is missing [missing-key]",
    "{pose: chair, vew: front}": "unknown key `vew` [unknown-key]",
    "{pose: chair, joints: {right elbo: 90}}": "there is no joint `right elbo`: did you mean `right elbow`, "
    "`right knee` or `right ankle`? [choice]",
    "{pose: chair, joints: {knee: -20}}": "`knee` moves from 0 to 160 degrees, found `-20` [number]",
    "{pose: chair, joints: {knee: [20, 3]}}": "`knee` has one angle, found 2 [number]",
    "{pose: chair, joints: {neck: up}}": "expected a number from -360 to 360, found `up` [number]",
    "{pose: chair, joints: 90}": "expected keys and values, found `90` [wrong-type]",
    "{pose: chair, reach: {head: floor}}": "there is no hand or foot `head`: expected `right hand`, `left hand`, "
    "`right foot` or `left foot` [choice]",
    "{pose: chair, reach: {right hand: the moon}}": "there is no point `the moon` [choice]",
    "{pose: chair, reach: {right hand: {to: floor, by: [1, 2]}}}": "expected a list of three numbers: forward, to the "
    "right, up [wrong-type]",
    "{pose: chair, mark: right calve}": "there is no mark `right calve`: did you mean `right calf`, `right sole` or "
    "`right low calf`? [choice]",
    "{pose: chair, props: {strap: right hand}}": "`strap` needs the points between which it is taut, two or more "
    "[choice]",
    "{pose: chair, props: {wall: left hand}}": "`wall` needs at most three numbers: forward, to the right, and up or "
    "its angle [number]",
    "{pose: chair, arrows: [{at: head}]}": "`toward` is missing [missing-key]",
}


@pytest.mark.parametrize("picture", WRONG)
def test_what_is_wrong_with_a_picture_is_told(picture: str) -> None:
    answer = answer_of(write(Path("evening.yaml"), with_picture(picture)))
    assert answer.splitlines()[0].partition("error: ")[2] == WRONG[picture]
    assert answer.count("error: ") == 1


def test_a_misspelt_joint_is_pointed_at() -> None:
    answer = answer_of(write(Path("evening.yaml"), with_picture("{pose: chair, joints: {nek: 9}}")))
    line, carets = answer.splitlines()[2:4]
    assert line[carets.index("^") : carets.rindex("^") + 1] == "nek"


def test_a_picture_changes_nothing_that_is_said() -> None:
    bare = load_script(write(Path("bare.yaml"), SCRIPT), BUNDLED).routine
    pictured = load_script(write(Path("pictured.yaml"), with_picture("chair")), BUNDLED).routine
    assert direct(pictured, phrases_for("en")) == direct(bare, phrases_for("en"))
    assert list(pictured.texts()) == list(bare.texts())
