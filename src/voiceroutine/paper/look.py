"""How a handout looks: the sizes of its texts, and what is between them. All lengths are in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.paper.style import INK, Style

if TYPE_CHECKING:
    from voiceroutine.paper.style import Emphasis

TITLE = Style(21, "B")
CLINIC = Style(11, grey=70)
LABEL = Style(9, "B", 70)
SMALL = Style(9)
HEAD = Style(12, "B")
GROUP = Style(15, "B")

RULE_GREY = 90
"""From 0 to 255: of the lines that are to be seen from afar."""
GUTTER = 5.0
"""Between columns."""
DATE_WIDTH = 52.0
PAD = 3.0
"""Between a frame and what is in it."""
CODE = 30.0
QUIET = 4.0
"""The white that a code needs round it: four of its modules (ISO/IEC 18004)."""
DAY_HEIGHT, TALL_DAY_HEIGHT = 9.0, 20.0
FEWEST_LINES = 2
"""Of a paragraph, before and after the end of a page."""
LEAST_LINES = 3
"""Below the head of something that is divided."""
LARGEST_WHOLE = 0.36
"""Of a page: what is smaller is never divided, so no more than this is ever left empty."""
WIDEST_LABEL = 34.0
LEAST_ON_LAST_PAGE = 0.4
"""Of a page: with less on the last one, it is tried to do without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How large the texts of stretches are, and how far apart."""

    size: float
    """In points."""
    leading: float
    picture: float
    space: float
    """Between two stretches."""
    gap: float
    """Between two rows."""

    def style(self, larger: float = 0, emphasis: Emphasis = "", grey: int = INK) -> Style:
        """Return the style of a text, so many points larger than most."""
        return Style(self.size + larger, emphasis, grey, self.leading)


ROOMY = Look(size=10.5, leading=1.24, picture=38, space=6.5, gap=0.9)
TIGHT = Look(size=10, leading=1.18, picture=35, space=4.5, gap=0.5)
"""Where it saves a page."""
