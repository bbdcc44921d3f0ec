"""A stretch on paper: its name and its dose, and below them its picture beside its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from voiceroutine.paper.look import GUTTER, LARGEST_WHOLE, LEAST_LINES

if TYPE_CHECKING:
    from voiceroutine.paper.flow import Flow
    from voiceroutine.paper.sheet import Exercise
    from voiceroutine.paper.style import Style

_BELOW_HEAD = 1.5
_BEFORE_WORDS = 5.0
"""Between the dose and the dose in words, on one line."""


@dataclass
class Block:
    """A stretch, measured, and then printed."""

    flow: Flow
    exercise: Exercise

    def __post_init__(self) -> None:
        look, at, exercise = self.flow.look, self.flow.at, self.exercise
        self._strong, self._purpose_style = look.style(emphasis="B"), look.style(emphasis="I", grey=60)
        self._name_style, self._dose_style = look.style(2.5, "B"), look.style(1, "B")
        self._name = at.lines(f"{exercise.number}.  {exercise.name}", self._name_style, at.width)
        self._dose = at.lines(exercise.dose, self._dose_style, at.width) if exercise.dose else []
        in_words = exercise.dose_in_words
        self._words = at.lines(in_words, self.flow.text, at.width) if in_words else []
        self._picture = look.picture if exercise.picture else 0.0
        self._indent = self._picture + GUTTER if exercise.picture else 0.0
        width = at.width - self._indent
        self._purpose = at.lines(exercise.purpose, self._purpose_style, width) if exercise.purpose else []
        width -= self.flow.label_width
        styles = [self._strong if row.strong else self.flow.text for row in exercise.rows]
        self._rows = [
            (row.label, style, at.lines(row.text, style, width))
            for row, style in zip(exercise.rows, styles, strict=True)
        ]

    @cached_property
    def _words_x(self) -> float | None:
        """Where the dose in words begins if it fits beside the dose."""
        at = self.flow.at
        if len(self._dose) != 1 or len(self._words) != 1:
            return None
        x = at.left + at.text_width(self._dose[0], self._dose_style) + _BEFORE_WORDS
        return x if x + at.text_width(self._words[0], self.flow.text) <= at.left + at.width else None

    @property
    def _head_height(self) -> float:
        below = len(self._words) * self.flow.text.height if self._words_x is None else 0.0
        name, dose = len(self._name) * self._name_style.height, len(self._dose) * self._dose_style.height
        return name + dose + below + _BELOW_HEAD

    @property
    def least(self) -> float:
        """The height that it needs on a page: all of it, or of a tall one its beginning, with the picture."""
        flow = self.flow
        words = sum(len(lines) * style.height + flow.look.gap for _, style, lines in self._rows)
        words += len(self._purpose) * self._purpose_style.height + (flow.look.gap if self._purpose else 0)
        whole = self._head_height + max(words, self._picture)
        page = flow.at.bottom - flow.at.top
        if whole <= page * LARGEST_WHOLE:
            return whole
        return min(self._head_height + max(self._picture, LEAST_LINES * flow.text.height), page)

    def print(self) -> None:
        """Print it, with a page before it if it does not fit on this one."""
        flow, at, exercise = self.flow, self.flow.at, self.exercise
        flow.need(self.least)
        self._print_head()
        start, first_page = flow.y, at.pages
        if exercise.picture:
            at.picture(exercise.picture, at.left, start, self._picture, exercise.picture_text)
        x = at.left + self._indent
        if self._purpose:
            flow.lines(self._purpose, self._purpose_style, x, at.width - self._indent)
            flow.y += flow.look.gap
        x += flow.label_width
        for label, style, lines in self._rows:
            flow.lines(lines, style, x, at.left + at.width - x, label)
            flow.y += flow.look.gap
        if at.pages == first_page:
            flow.y = max(flow.y, start + self._picture)
        flow.y += flow.look.space

    def _print_head(self) -> None:
        flow, at = self.flow, self.flow.at
        at.entry(self.exercise.name, 1, flow.y)
        with at.tagged("H2"):
            flow.y = at.put(self._name, self._name_style, at.left, flow.y)
        if not (self._dose or self._words):
            return
        with at.tagged("P"):
            y = at.put(self._dose, self._dose_style, at.left, flow.y)
            if self._words_x is None:
                y = at.put(self._words, flow.text, at.left, y)
            else:
                at.put(self._words, flow.text, self._words_x, flow.y + beside(self._dose_style, flow.text))
        flow.y = y + _BELOW_HEAD


def beside(larger: Style, smaller: Style) -> float:
    """Return how much lower a smaller text begins, so that both stand on one line."""
    return (larger.height - smaller.height) * 0.75
