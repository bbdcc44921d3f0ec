"""Writes a picture's shapes as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.picture.shapes import Colour, Point, Shape

UNITS = 1_000
"""The picture's side in the units of its coordinates, which are whole numbers."""
USUAL = 12
"""The width of most lines, in these units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours of a picture, as CSS writes them."""

    ink: str
    paper: str
    accent: str
    prop: str

    def of(self, colour: Colour | None) -> str:
        """Return what SVG writes for a colour."""
        names = {"ink": self.ink, "paper": self.paper, "accent": self.accent, "prop": self.prop}
        return names[colour] if colour else "none"


LIGHT = Colours(ink="#14342f", paper="#ffffff", accent="#d4591f", prop="#7c918b")
"""For white paper. On it, everything has a contrast of at least 3:1 (WCAG 2.2, 1.4.11)."""
DARK = Colours(ink="#f7f1e3", paper="#14342f", accent="#f0a868", prop="#7fa397")
"""For the ground of a cover."""
PAGE = Colours(
    ink="currentColor",
    paper="var(--picture-paper, Canvas)",
    accent="var(--picture-accent, #d4591f)",
    prop="var(--picture-prop, #7c918b)",
)
"""For a page, inline: the colour of its text, and what its style sheet says of the others."""


def svg(shapes: Iterable[Shape], title: str, description: str, colours: Colours = LIGHT) -> str:
    """Return a picture as an SVG document of its own, without a background; the same for the same shapes.

    Args:
        shapes: What is drawn.
        title: What it is, for those who cannot see it.
        description: More about it.
        colours: Its colours.
    """
    paths = "".join(_path(shape, colours) for shape in shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {UNITS} {UNITS}" role="img" fill="{colours.paper}"'
        f' stroke="{colours.ink}" stroke-width="{USUAL}" stroke-linecap="round" stroke-linejoin="round">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{paths}</svg>"
    )


def _path(shape: Shape, colours: Colours) -> str:
    written = [f'd="{_way(shape.points, shape.closed)}"']
    if shape.fill != "paper":
        written.append(f'fill="{colours.of(shape.fill)}"')
    if shape.line != "ink":
        written.append(f'stroke="{colours.of(shape.line)}"')
    if shape.line and (width := round(shape.width * UNITS)) != USUAL:
        written.append(f'stroke-width="{width}"')
    return f"<path {' '.join(written)}/>"


def _way(points: Iterable[Point], closed: bool) -> str:
    """Return the way through points, each but the first from the one before it."""
    whole = [(round(x * UNITS), round(y * UNITS)) for x, y in points]
    (x, y), rest = whole[0], whole[1:]
    written = f"M{x} {y}l"
    steps = []
    for there in rest:
        if there != (x, y):
            steps.append(f"{there[0] - x} {there[1] - y}")
            x, y = there
    written += " ".join(steps or ["0 0"])
    return written.replace(" -", "-") + ("z" if closed else "")
