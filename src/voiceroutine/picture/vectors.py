"""Points, directions and frames in space.

The axes of the world are forward (the way in which a standing figure faces), left, and up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

Vector: TypeAlias = tuple[float, float, float]
"""Forward, left, up."""

FORWARD: Vector = (1.0, 0.0, 0.0)
LEFT: Vector = (0.0, 1.0, 0.0)
UP: Vector = (0.0, 0.0, 1.0)


def plus(first: Vector, *others: Vector) -> Vector:
    """Return the sum of vectors."""
    x, y, z = first
    for other in others:
        x, y, z = x + other[0], y + other[1], z + other[2]
    return x, y, z


def times(vector: Vector, factor: float) -> Vector:
    """Return a vector `factor` times as long."""
    return vector[0] * factor, vector[1] * factor, vector[2] * factor


def minus(first: Vector, second: Vector) -> Vector:
    """Return the vector from `second` to `first`."""
    return first[0] - second[0], first[1] - second[1], first[2] - second[2]


def dot(first: Vector, second: Vector) -> float:
    """Return the scalar product."""
    return first[0] * second[0] + first[1] * second[1] + first[2] * second[2]


def cross(first: Vector, second: Vector) -> Vector:
    """Return the vector product, by the right-hand rule."""
    (a, b, c), (x, y, z) = first, second
    return b * z - c * y, c * x - a * z, a * y - b * x


def length(vector: Vector) -> float:
    """Return a vector's length."""
    return math.sqrt(dot(vector, vector))


def unit(vector: Vector) -> Vector:
    """Return the vector of length 1 in the same direction.

    Raises:
        ZeroDivisionError: The vector is zero.
    """
    return times(vector, 1 / length(vector))


def between(first: Vector, second: Vector, part: float) -> Vector:
    """Return the point that lies `part` (0 to 1) of the way from `first` to `second`."""
    return plus(first, times(minus(second, first), part))


def rotated(vector: Vector, axis: Vector, degrees: float) -> Vector:
    """Return `vector`, rotated about `axis` (of length 1) by the right-hand rule."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    along = times(axis, dot(axis, vector) * (1 - cosine))
    return plus(times(vector, cosine), times(cross(axis, vector), sine), along)


def square_to(vector: Vector, axis: Vector) -> Vector | None:
    """Return the direction of the part of `vector` that is square to `axis` (of length 1); None if there is none."""
    rest = minus(vector, times(axis, dot(axis, vector)))
    return unit(rest) if length(rest) > 1e-6 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a part of the body lies in the world: three directions of length 1, square to each other."""

    forward: Vector = FORWARD
    left: Vector = LEFT
    up: Vector = UP

    def rotated(self, axis: Vector, degrees: float) -> Frame:
        """Return the frame, rotated about `axis` (of length 1, in the world) by the right-hand rule."""
        if not degrees:
            return self
        return Frame(
            forward=rotated(self.forward, axis, degrees),
            left=rotated(self.left, axis, degrees),
            up=rotated(self.up, axis, degrees),
        )

    def bent(self, forward: float, lean: float = 0, turn: float = 0) -> Frame:
        """Return the frame, bent `forward`, then leant and then turned to the right, in degrees."""
        bent = self.rotated(self.left, forward)
        bent = bent.rotated(self.forward, lean)
        return bent.rotated(bent.up, -turn)

    def at(self, forward: float, left: float, up: float) -> Vector:
        """Return the world's vector of what is `forward`, `left` and `up` in this frame."""
        return plus(times(self.forward, forward), times(self.left, left), times(self.up, up))


def frame_of(up: Vector, forward: Vector) -> Frame:
    """Return the frame whose `up` is this direction (of length 1) and whose `forward` is as near as it can be."""
    ahead = square_to(forward, up) or square_to(LEFT, up) or FORWARD
    return Frame(forward=ahead, left=cross(up, ahead), up=up)
