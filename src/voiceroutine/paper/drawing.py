"""Writes the shapes of a picture as the operators of a PDF page (ISO 32000-1, 8.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.picture.svg import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.picture.shapes import Colour, Shape

POINTS_A_MM = 72 / 25.4


def path_operators(shapes: Iterable[Shape], x: float, y: float, size: float, page_height: float) -> str:
    """Return what draws shapes of the unit square into a square of a page. All lengths are in millimetres.

    Args:
        shapes: In the order in which they are drawn.
        x: The square's left edge, from that of the page.
        y: Its upper edge, from that of the page.
        size: Its side.
        page_height: A PDF counts from the lower edge of the page.
    """
    drawn = "\n".join(_shape(shape, x, page_height - y, size) for shape in shapes)
    return f"1 J 1 j\n{drawn}"  # round ends and corners


def _shape(shape: Shape, left: float, top: float, size: float) -> str:
    points = [
        f"{(left + across * size) * POINTS_A_MM:.2f} {(top - down * size) * POINTS_A_MM:.2f}"
        for across, down in shape.points
    ]
    way = " ".join([f"{points[0]} m", *(f"{point} l" for point in points[1:] or points)])
    return " ".join((*_colours(shape, size), way, *(["h"] if shape.closed else []), _PAINT[_kind(shape)]))


_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
"""By whether it is filled, and whether it has a line."""


def _kind(shape: Shape) -> tuple[bool, bool]:
    return shape.fill is not None, shape.line is not None


def _colours(shape: Shape, size: float) -> Iterator[str]:
    if shape.fill:
        yield f"{_rgb(shape.fill)} rg"
    if shape.line:
        yield f"{_rgb(shape.line)} RG {shape.width * size * POINTS_A_MM:.2f} w"


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in bytes.fromhex(LIGHT.of(colour).removeprefix("#")))
