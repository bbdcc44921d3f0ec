"""Puts one thing below the other, and begins a page where there is no more room. All lengths are in millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.paper.look import FEWEST_LINES, HEAD, LABEL, LARGEST_WHOLE, LEAST_LINES, PAD, WIDEST_LABEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voiceroutine.paper.document import Document
    from voiceroutine.paper.look import Look
    from voiceroutine.paper.sheet import Row
    from voiceroutine.paper.style import Style


class Flow:
    """Where the next thing goes."""

    def __init__(self, document: Document, look: Look, labels: Sequence[str]) -> None:
        self.at = document
        self.look = look
        self.y = document.top
        self.text = look.style()
        """The style of most texts."""
        widest = max(document.text_width(label, LABEL) for label in labels)
        self.label_width = min(widest + 2.5, WIDEST_LABEL)

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.at.bottom - self.y

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.at.new_page()
        self.y = self.at.top

    def need(self, height: float) -> None:
        """Make sure that there is room, on this page or on the next one."""
        if height > self.room and self.y > self.at.top:
            self.new_page()

    def paragraph(self, text: str, style: Style) -> None:
        """Print a text over the whole width, over several pages if it must be."""
        self.lines(self.at.lines(text, style, self.at.width), style, self.at.left, self.at.width)

    def lines(self, lines: Sequence[str], style: Style, x: float, width: float, label: str = "") -> None:
        """Print lines, and a label in front of the first one. No page ends after the first line or before the last."""
        while lines:
            fits = int((self.room + 0.01) / style.height)
            if fits < len(lines):
                fits = min(fits, len(lines) - FEWEST_LINES)
                if fits < FEWEST_LINES and self.y > self.at.top:
                    self.new_page()
                    continue
                fits = max(fits, 1)
            now, lines = lines[:fits], lines[fits:]
            with self.at.tagged("P"):
                if label:
                    aside = (style.height - LABEL.height) * 0.75
                    self.at.put([label], LABEL, x - self.label_width, self.y + aside)
                self.y = self.at.put(now, style, x, self.y, width=width)
            label = ""
            if lines:
                self.new_page()

    def box(self, row: Row) -> None:
        """Print a text in a frame."""
        at = self.at
        width = at.width - 2 * PAD
        lines = at.lines(row.text, self.text, width)
        height = HEAD.height + len(lines) * self.text.height + 2 * PAD - 1
        if height > at.bottom - at.top:  # no frame is larger than a page
            self.section(row.label, row.text)
            return
        self.need(height)
        at.frame(at.left, self.y, at.width, height, line=0.7 if row.strong else 0.3)
        y = self.y + PAD - 0.8
        with at.tagged("H2"):
            y = at.put([row.label], HEAD, at.left + PAD, y)
        with at.tagged("P"):
            at.put(lines, self.text, at.left + PAD, y, width=width)
        self.y += height + 3

    def section(self, head: str, text: str) -> None:
        """Print a text below a heading."""
        at, style = self.at, self.text
        lines = at.lines(text, style, at.width)
        whole = HEAD.height + len(lines) * style.height
        large = whole > (at.bottom - at.top) * LARGEST_WHOLE
        self.need(HEAD.height + LEAST_LINES * style.height if large else whole)
        self.y += 1
        with at.tagged("H2"):
            self.y = at.put([head], HEAD, at.left, self.y)
        self.lines(lines, style, at.left, at.width)
        self.y += 4
