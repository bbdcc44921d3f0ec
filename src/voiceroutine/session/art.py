"""Draws a picture of the body as a PNG, from the same shapes as its SVG: for chapter art."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from voiceroutine.picture.svg import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import Image, ImageDraw

    from voiceroutine.picture.shapes import Point, Shape
    from voiceroutine.picture.svg import Colours

FINE = 4
"""It is drawn this much larger and then reduced, for smooth edges."""


def draw_picture(shapes: Iterable[Shape], size: int, colours: Colours = LIGHT) -> bytes:
    """Return a picture as an RGB PNG of `size` x `size` px on its paper's colour.

    Args:
        shapes: What is drawn, in a unit square.
        size: Of each side, in px.
        colours: As `#rrggbb`.
    """
    file = BytesIO()
    drawn(shapes, size, colours).save(file, "PNG", optimize=True)
    return file.getvalue()


def drawn(shapes: Iterable[Shape], size: int, colours: Colours) -> Image.Image:
    """Return the same as an image in RGB."""
    from PIL import Image, ImageDraw

    side = size * FINE
    picture = Image.new("RGB", (side, side), colours.paper)
    draw = ImageDraw.Draw(picture)
    for shape in shapes:
        points = [(x * side, y * side) for x, y in shape.points]
        if shape.fill and len(points) > 2:
            draw.polygon(points, fill=colours.of(shape.fill))
        if shape.line:
            ring = [*points, points[0]] if shape.closed else points
            _line(draw, ring, shape.width * side, colours.of(shape.line))
    return picture.reduce(FINE)


def _line(draw: ImageDraw.ImageDraw, points: Sequence[Point], width: float, colour: str) -> None:
    """Draw a line with round corners and ends, which Pillow's own does not have."""
    half = (round(width) - 1) / 2
    if len(points) > 1:
        draw.line(points, fill=colour, width=round(width))
    for x, y in points:
        draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)
