"""What should touch the ground touches it, and hands and feet are where they reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.picture.pictures import PICTURES, skeleton
from voiceroutine.picture.contact import GROUNDS, SEATED, lowest, misses, settled, two_bones
from voiceroutine.picture.places import SEAT_HEIGHT
from voiceroutine.picture.pose import FREE, Pose, Reach
from voiceroutine.picture.poses import POSES
from voiceroutine.picture.vectors import length, minus

NEAR = 0.02
"""In statures: 3.5 cm of a tall person."""
GRIP = 0.03
"""A hand is thicker than this."""


@pytest.mark.parametrize("name", PICTURES)
def test_what_rests_is_on_the_ground(name: str) -> None:
    pose = PICTURES[name]
    assert pose.ground
    for part in pose.ground:
        if part == SEATED:
            assert lowest(skeleton(name), "pelvis") == pytest.approx(SEAT_HEIGHT)
        else:
            assert lowest(skeleton(name), part) == pytest.approx(pose.lift, abs=NEAR), part


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_below_the_floor(name: str) -> None:
    assert {part: at for part in GROUNDS if part != SEATED and (at := lowest(skeleton(name), part)) < -NEAR} == {}


@pytest.mark.parametrize("name", PICTURES)
def test_hands_and_feet_are_where_they_reach(name: str) -> None:
    assert {limb: miss for limb, miss in misses(PICTURES[name]).items() if miss > GRIP} == {}


def test_a_foot_on_the_floor_is_flat() -> None:
    points = settled(POSES["half-kneeling"]).points
    assert points["left heel"][2] == pytest.approx(points["left toes"][2], abs=0.01)


def test_a_hand_can_hold_a_foot_whatever_comes_first() -> None:
    reach = {"left hand": Reach(to="right ankle"), "right foot": Reach(to="left knee", by=(0, 0, 0.1))}
    pose = Pose(joints={"hip": (90,), "body": (40,)}, reach=reach, ground=(SEATED,))
    assert misses(pose) == pytest.approx({"left hand": 0, "right foot": 0}, abs=1e-3)


def test_what_is_out_of_reach_is_told() -> None:
    pose = Pose(reach={"right hand": Reach(to="right ankle")}, ground=("right foot",))
    assert misses(pose)["right hand"] > 0.3


def test_a_pose_that_says_nothing_of_a_hand_can_free_it() -> None:
    freed = Pose(reach={"left hand": Reach(to=FREE)}).over(POSES["hands-and-knees"])
    assert set(freed.reach) == {"right hand"}


LENGTHS = st.floats(0.05, 0.4)
AXES = st.tuples(*[st.floats(-1, 1)] * 3)


@given(AXES, LENGTHS, LENGTHS, AXES)
def test_two_bones_keep_their_lengths_and_reach_what_they_can(
    target: tuple[float, float, float], first: float, second: float, aim: tuple[float, float, float]
) -> None:
    joint, end = two_bones((0.0, 0.0, 0.0), target, (first, second), aim)
    assert length(joint) == pytest.approx(first, abs=1e-3)
    assert length(minus(end, joint)) == pytest.approx(second, abs=1e-3)
    if abs(first - second) + 1e-3 < length(target) < first + second - 1e-3:
        assert end == pytest.approx(target, abs=1e-6)
