"""The figure's bones keep their lengths, and its joints move the way in which a body's do."""

from __future__ import annotations

import pytest

from tests.picture.pictures import PICTURES, skeleton
from voiceroutine.picture import anatomy
from voiceroutine.picture.pose import Pose
from voiceroutine.picture.skeleton import straight_from
from voiceroutine.picture.vectors import Vector, length, minus

BONES = {
    ("shoulder", "elbow"): anatomy.UPPER_ARM,
    ("elbow", "wrist"): anatomy.FOREARM,
    ("hip", "knee"): anatomy.THIGH,
    ("knee", "ankle"): anatomy.SHANK,
}
TRUNK = {
    ("pelvis", "belly"): anatomy.PELVIS,
    ("belly", "ribs"): anatomy.BELLY,
    ("ribs", "chest"): anatomy.RIBS,
    ("chest", "neck"): anatomy.CHEST,
    ("neck", "head"): anatomy.NECK,
}


@pytest.mark.parametrize("name", PICTURES)
def test_bones_keep_their_lengths(name: str) -> None:
    points = skeleton(name).points
    for (upper, lower), size in TRUNK.items():
        assert length(minus(points[upper], points[lower])) == pytest.approx(size)
    for side in anatomy.SIDES:
        for (upper, lower), size in BONES.items():
            assert length(minus(points[f"{side} {upper}"], points[f"{side} {lower}"])) == pytest.approx(size)
        assert length(minus(points[f"{side} wrist"], points[f"{side} hand"])) == pytest.approx(anatomy.HAND / 2)


def moved(joint: str, angles: tuple[float, ...], end: str) -> Vector:
    """Return how far the point `end` of a standing figure goes when a joint is moved."""
    bent, upright = straight_from(Pose(joints={joint: angles})), straight_from(Pose())
    return minus(bent.points[end], upright.points[end])


FORWARD, LEFT, UP = range(3)


@pytest.mark.parametrize(
    ("joint", "angles", "end", "axis", "sign"),
    [
        ("body", (30,), "head", FORWARD, 1),
        ("body", (0, 30), "head", LEFT, -1),
        ("body", (0, 0, 30), "face", LEFT, -1),
        ("low back", (20,), "head", FORWARD, 1),
        ("neck", (30,), "crown", FORWARD, 1),
        ("neck", (0, 30), "crown", LEFT, -1),
        ("neck", (0, 0, 30), "face", LEFT, -1),
        ("shoulders", (20, 0), "right shoulder", UP, 1),
        ("shoulders", (0, 20), "left shoulder", FORWARD, 1),
        ("right shoulder", (90,), "right elbow", FORWARD, 1),
        ("right shoulder", (90, 90), "right elbow", LEFT, -1),
        ("left shoulder", (90, 90), "left elbow", LEFT, 1),
        ("elbow", (90,), "left wrist", FORWARD, 1),
        ("wrist", (60,), "right fingers", FORWARD, 1),
        ("hip", (60,), "left knee", FORWARD, 1),
        ("hip", (30, 90), "left knee", LEFT, 1),
        ("hip", (-20,), "right knee", FORWARD, -1),
        ("knee", (90,), "right ankle", FORWARD, -1),
        ("ankle", (20,), "right toes", UP, 1),
    ],
)
def test_a_joint_moves_its_own_way(joint: str, angles: tuple[float, ...], end: str, axis: int, sign: int) -> None:
    assert moved(joint, angles, end)[axis] * sign > 0.01


def test_an_arm_that_is_rolled_outward_opens_like_a_door() -> None:
    bent = {"elbow": (90.0,)}
    for side, sign in (("right", -1), ("left", 1)):
        closed = straight_from(Pose(joints=bent)).points[f"{side} wrist"]
        opened = straight_from(Pose(joints={**bent, "shoulder": (0, 0, 60)})).points[f"{side} wrist"]
        assert (opened[LEFT] - closed[LEFT]) * sign > 0.05


def test_angles_without_a_side_are_those_of_both() -> None:
    both, each = Pose(joints={"knee": (40,)}), Pose(joints={"right knee": (40,), "left knee": (40,)})
    assert straight_from(both) == straight_from(each)


def test_a_side_of_its_own_goes_before_both() -> None:
    points = straight_from(Pose(joints={"knee": (90,), "left knee": (0,)})).points
    assert points["left ankle"][FORWARD] == pytest.approx(0)
    assert points["right ankle"][FORWARD] < -0.2


def test_the_figure_is_one_stature_high() -> None:
    points = straight_from(Pose()).points
    assert points["crown"][UP] - points["right ankle"][UP] + anatomy.ANKLE_HEIGHT == pytest.approx(1, abs=0.03)
