"""Whatever a script may say, a picture comes of it."""

from __future__ import annotations

import math
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceroutine.picture.anatomy import RANGES
from voiceroutine.picture.contact import FEET, GROUNDS, HANDS
from voiceroutine.picture.drawing import shapes_of
from voiceroutine.picture.marks import MARKS
from voiceroutine.picture.places import PLACES, TARGETS
from voiceroutine.picture.pose import VIEWS, Arrow, Direction, Pose, Reach
from voiceroutine.picture.poses import POSES
from voiceroutine.picture.props import PLACED, STRUNG

NEAR, ON_PAGE = st.floats(-3, 3), st.floats(-0.5, 0.5)
JOINTS = st.fixed_dictionaries(
    {}, optional={joint: st.tuples(*[st.floats(*it) for it in ranges]) for joint, ranges in RANGES.items()}
)
REACH = st.builds(
    Reach,
    to=st.sampled_from(TARGETS),
    by=st.tuples(NEAR, NEAR, NEAR),
    bend=st.lists(st.sampled_from(get_args(Direction)), max_size=3).map(tuple),
)
ARROW = st.builds(
    Arrow,
    at=st.sampled_from(PLACES),
    toward=st.floats(-360, 360),
    length=st.floats(0.05, 0.5),
    by=st.tuples(ON_PAGE, ON_PAGE),
    bow=ON_PAGE,
)
PROPS = st.dictionaries(st.sampled_from(PLACED), st.lists(NEAR, max_size=3).map(tuple), max_size=3)
STRAPS = st.dictionaries(
    st.sampled_from(STRUNG), st.lists(st.sampled_from(PLACES), min_size=2, max_size=4).map(tuple), max_size=2
)
POSE = st.builds(
    Pose,
    view=st.sampled_from([*VIEWS]),
    joints=JOINTS,
    reach=st.dictionaries(st.sampled_from([*HANDS, *FEET]), REACH),
    ground=st.lists(st.sampled_from(GROUNDS), max_size=3).map(tuple),
    props=st.builds(lambda placed, strung: {**placed, **strung}, PROPS, STRAPS),
    mark=st.lists(st.sampled_from(MARKS), max_size=3).map(tuple),
    arrows=st.lists(ARROW, max_size=3).map(tuple),
)


def draws(pose: Pose, base: str) -> None:
    shapes = shapes_of(pose.over(POSES[base]))
    assert all(math.isfinite(x) and math.isfinite(y) for shape in shapes for x, y in shape.points)


@settings(max_examples=15, deadline=None)
@given(POSE, st.sampled_from([*POSES]))
def test_any_data_are_drawn(pose: Pose, base: str) -> None:
    draws(pose, base)


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(POSE, st.sampled_from([*POSES]))
def test_much_data_are_drawn(pose: Pose, base: str) -> None:
    draws(pose, base)
