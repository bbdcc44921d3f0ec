"""Plane geometry: hulls, and what polygons have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceroutine.picture.shapes import Point, common, hull

POINTS = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=30)


def area(corners: list[Point]) -> float:
    """Return the area of a polygon, positive if it is anticlockwise."""
    pairs = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def inside(point: Point, corners: list[Point]) -> bool:
    pairs = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return all((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) >= -1e-6 for a, b in pairs)


@given(POINTS)
def test_a_hull_is_anticlockwise_and_holds_every_point(points: list[Point]) -> None:
    corners = hull(points)
    if len(corners) > 2:
        assert area(corners) > 0
        assert all(inside(point, corners) for point in points)
    assert set(corners) <= set(points)


@given(POINTS, POINTS)
def test_what_is_common_lies_in_both(first: list[Point], second: list[Point]) -> None:
    one, other = hull(first), hull(second)
    if min(len(one), len(other)) < 3:
        return
    both = common(one, other)
    assert all(inside(point, one) and inside(point, other) for point in both)
    assert area(both) == pytest.approx(area(common(other, one)), abs=1e-6)
