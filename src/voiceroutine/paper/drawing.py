"""Draws the shapes of a picture on a page, in colours that stay apart in black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fpdf.drawing import PaintedPath

from voiceroutine.picture.svg import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fpdf import FPDF

    from voiceroutine.picture.shapes import Shape


def draw(pdf: FPDF, shapes: Iterable[Shape], x: float, y: float, size: float) -> None:
    """Draw shapes of the unit square into the square at (`x`, `y`) whose side is `size`, in the page's unit."""
    with pdf.drawing_context() as context:
        for shape in shapes:
            (first_x, first_y), *others = ((x + across * size, y + down * size) for across, down in shape.points)
            path = PaintedPath(first_x, first_y)
            for point in others or [(first_x, first_y)]:
                path.line_to(*point)
            if shape.closed:
                path.close()
            path.style.auto_close = False
            path.style.fill_color = LIGHT.of(shape.fill) if shape.fill else None
            path.style.stroke_color = LIGHT.of(shape.line) if shape.line else None
            path.style.stroke_width = shape.width * size if shape.line else None
            path.style.stroke_cap_style = "round"
            path.style.stroke_join_style = "round"
            context.add_item(path)
