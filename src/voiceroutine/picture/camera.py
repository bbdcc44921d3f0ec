"""The way from the space of the figure to the picture's page."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from voiceroutine.picture.vectors import Vector, cross, dot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.picture.shapes import Point
    from voiceroutine.picture.vectors import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Sees the figure without perspective."""

    toward: Vector
    """From the figure to whoever looks."""
    right: Vector
    """What is to the right on the page."""
    up: Vector
    scale: float = 1.0
    """The length of a stature on the page."""
    shift: Point = (0.0, 0.0)

    @property
    def from_the_side(self) -> bool:
        """Whether one side of a standing figure is much nearer than the other."""
        return abs(self.right[0]) > 0.7

    def at(self, point: Vector) -> Point:
        """Return where a point is on the page, whose second axis points up."""
        return dot(point, self.right) * self.scale + self.shift[0], dot(point, self.up) * self.scale + self.shift[1]

    def depth(self, point: Vector) -> float:
        """Return how near a point is to whoever looks, in statures: from above by its height, else by what is level.

        A figure that is seen a little from above has its feet no further away than its head.
        """
        x, y, z = self.toward
        return point[2] if z > 0.9 else point[0] * x + point[1] * y

    def fitted(self, points: Iterable[Point], margin: float, most: float) -> Camera:
        """Return the camera that brings `points`, as this one sees them, to the middle of the unit square.

        Args:
            points: What is to be seen.
            margin: What is left free on each side.
            most: The largest scale.
        """
        found = list(points)
        low = (min(x for x, _ in found), min(y for _, y in found))
        high = (max(x for x, _ in found), max(y for _, y in found))
        scale = min(most, (1 - 2 * margin) / max(high[0] - low[0], high[1] - low[1], 1e-6))
        middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
        return replace(self, scale=scale, shift=(0.5 - middle[0] * scale, 0.5 - middle[1] * scale))


def camera(round_degrees: float, above_degrees: float) -> Camera:
    """Return the camera at an angle from the front toward the figure's right side, and above the horizon."""
    turn, rise = math.radians(round_degrees), math.radians(above_degrees)
    toward = (math.cos(turn) * math.cos(rise), -math.sin(turn) * math.cos(rise), math.sin(rise))
    right = (math.sin(turn), math.cos(turn), 0.0)
    return Camera(toward=toward, right=right, up=cross(toward, right))


@dataclass(frozen=True, slots=True)
class Ball:
    """An ellipsoid."""

    middle: Vector
    half: Vector
    """Half of its measures along the axes of its frame."""
    frame: Frame


def outline(ball: Ball, seen: Camera, more: float = 0.0) -> list[Point]:
    """Return points round the outline of a ball on the page, or of one that is `more` larger on all sides there."""
    x, y = seen.at(ball.middle)
    axes = zip((ball.frame.forward, ball.frame.left, ball.frame.up), ball.half, strict=True)
    sides = [(dot(a, seen.right) * size * seen.scale, dot(a, seen.up) * size * seen.scale) for a, size in axes]
    xx, xy, yy = (sum(a[i] * a[j] for a in sides) for i, j in ((0, 0), (0, 1), (1, 1)))
    found: list[Point] = []
    for c, s in _circle(_corners(max(ball.half) * seen.scale)):
        size = math.sqrt(max(xx * c * c + 2 * xy * c * s + yy * s * s, 1e-12))
        found.append((x + (xx * c + xy * s) / size + more * c, y + (xy * c + yy * s) / size + more * s))
    return found


@cache
def _circle(count: int) -> tuple[Point, ...]:
    """Return `count` points of the unit circle."""
    angles = [2 * math.pi * step / count for step in range(count)]
    return tuple((math.cos(angle), math.sin(angle)) for angle in angles)


def _corners(radius: float) -> int:
    """Return how many corners make a circle of a radius, a part of the picture's side, look round."""
    return 10 if radius < 0.02 else 14 if radius < 0.04 else 20 if radius < 0.06 else 28
