"""The shapes that a picture is made of, in a unit square, and the plane geometry that they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point: TypeAlias = tuple[float, float]
"""To the right and up; of a finished picture to the right and down, from its upper left corner."""
Colour = Literal["ink", "paper", "accent", "prop"]
"""`ink` draws the body, `paper` fills it, `accent` marks it, and `prop` draws what it lies on and holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A polygon or a line of a picture, whose corners and ends are round."""

    points: tuple[Point, ...]
    closed: bool = True
    fill: Colour | None = None
    line: Colour | None = None
    width: float = 0.0
    """Of the line, which lies half on either side of the edge; as a part of the picture's side."""


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the smallest convex polygon round `points`, anticlockwise where y points up."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    corners: list[Point] = []
    for way in (ordered, ordered[::-1]):
        chain: list[Point] = []
        for point in way:
            x, y = point
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2], chain[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:  # the way turns to the left
                    break
                chain.pop()
            chain.append(point)
        corners += chain[:-1]
    return corners


def common(subject: Sequence[Point], window: Sequence[Point]) -> list[Point]:
    """Return the polygon that two convex ones have in common (Sutherland and Hodgman); empty if there is none.

    Both are anticlockwise where y points up.
    """
    found = list(subject)
    for start, end in zip(window, (*window[1:], window[0]), strict=True):
        before, found = found, []
        (x, y), (across, up) = start, (end[0] - start[0], end[1] - start[1])
        turns = [across * (b - y) - up * (a - x) for a, b in before]  # on which side of the edge each corner is
        corners = zip(before, (*before[1:], *before[:1]), turns, (*turns[1:], *turns[:1]), strict=True)
        for here, there, side, other in corners:
            if side >= 0:
                found.append(here)
            if (side >= 0) != (other >= 0):
                part = side / (side - other)
                found.append((here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])))
        if not found:
            return []
    return found
