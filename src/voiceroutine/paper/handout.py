"""Lays a handout out: what stands where. All lengths are in millimetres."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.paper.block import Block, beside
from voiceroutine.paper.document import Document
from voiceroutine.paper.flow import Flow
from voiceroutine.paper.look import (
    CLINIC,
    CODE,
    DATE_WIDTH,
    DAY_HEIGHT,
    GROUP,
    GUTTER,
    HEAD,
    LABEL,
    LEAST_ON_LAST_PAGE,
    QUIET,
    ROOMY,
    RULE_GREY,
    SMALL,
    TALL_DAY_HEIGHT,
    TIGHT,
    TITLE,
    Look,
)
from voiceroutine.paper.sheet import Exercise, GroupHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.paper.sheet import Paper, Sheet

FEWEST_ON_A_PAGE = {"characters": 1_000, "rows": 30}
"""As much as this fits on a page in any case, beside the heads of two stretches."""
MOST_TO_TRY = 40
"""Stretches: of more, a page is no matter."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished handout."""

    content: bytes
    pages: int
    missing: tuple[str, ...]
    """The letters that the font lacks."""


def print_handout(sheet: Sheet, paper: Paper) -> Printed:
    """Return a handout as a PDF; the same for the same sheet."""
    with ExitStack() as stack:
        layout = _laid_out(sheet, paper, ROOMY, stack)
        if layout.pages > 1 and layout.filled < LEAST_ON_LAST_PAGE and len(sheet.items) <= MOST_TO_TRY:
            layout = min(layout, _laid_out(sheet, paper, TIGHT, stack), key=lambda it: it.pages)
        document = layout.document
        return Printed(document.content(), document.pages, tuple(sorted(document.lettering.missing)))


def _laid_out(sheet: Sheet, paper: Paper, look: Look, stack: ExitStack) -> _Layout:
    document = Document(
        paper,
        title=sheet.title,
        author=sheet.clinic,
        language=sheet.language,
        made_with=sheet.made_with,
        page_digits=len(str(_most_pages(sheet))),
    )
    stack.callback(document.close)
    whose = " \N{MIDDLE DOT} ".join(filter(None, (sheet.title, sheet.patient)))
    document.foot = (whose, sheet.words.page)
    layout = _Layout(document, sheet, look)
    layout.everything()
    return layout


def _most_pages(sheet: Sheet) -> int:
    """Return a number of pages that a sheet does not reach: its digits have their place before it is known."""
    rows = [row for exercise in sheet.exercises for row in exercise.rows]
    characters = sum(len(row.text) for row in rows)
    by_text = characters // FEWEST_ON_A_PAGE["characters"] + len(rows) // FEWEST_ON_A_PAGE["rows"]
    return len(sheet.items) + by_text + 10


class _Layout:
    """The parts of a handout, in their order."""

    def __init__(self, document: Document, sheet: Sheet, look: Look) -> None:
        self.document = document
        self._sheet = sheet
        labels = [str(label) for _, label in sheet.words.rows]
        self._flow = Flow(document, look, [*labels, sheet.words.patient, *(row.label for row in sheet.facts)])
        self._strong = look.style(emphasis="B")

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.document.pages

    @property
    def filled(self) -> float:
        """How much of the last page is printed on, as a part of it."""
        at = self.document
        return (self._flow.y - at.top) / (at.bottom - at.top)

    def everything(self) -> None:
        """Lay out all of the sheet."""
        sheet, flow = self._sheet, self._flow
        flow.new_page()
        self._head()
        for row in sheet.boxes:
            flow.box(row)
        flow.y += 1.5
        for head, block in self._blocks():
            if head:
                self._group(head, block)
            block.print()
        if sheet.closing:
            flow.section(sheet.words.closing, sheet.closing)
        self._week()
        flow.section(sheet.words.disclaimer, sheet.disclaimer)

    def _blocks(self) -> Iterator[tuple[GroupHead | None, Block]]:
        """Yield each stretch; the first of a group with the group's head."""
        head = None
        for item in self._sheet.items:
            if isinstance(item, Exercise):
                yield head, Block(self._flow, item)
                head = None
            else:
                head = item

    def _head(self) -> None:
        flow, at, sheet = self._flow, self.document, self._sheet
        at.entry(sheet.title, 0, flow.y)
        with at.tagged("H1"):
            flow.y = at.put(at.lines(sheet.title, TITLE, at.width), TITLE, at.left, flow.y)
        if sheet.clinic:
            flow.paragraph(sheet.clinic, CLINIC)
        flow.y += 2
        self._patient()
        x, width = at.left + flow.label_width, at.width - flow.label_width
        for row in sheet.facts:
            flow.lines(at.lines(row.text, flow.text, width), flow.text, x, width, row.label)
            flow.y += flow.look.gap
        for text in sheet.intro:
            flow.y += 1.5
            flow.paragraph(text, flow.text)
        flow.y += 3.5

    def _patient(self) -> None:
        """Print whose sheet it is, or a line to write it on; and one for the date."""
        flow, at, words, style = self._flow, self.document, self._sheet.words, self._strong
        date_x = at.left + at.width - DATE_WIDTH
        x, width = at.left + flow.label_width, at.width - DATE_WIDTH - flow.label_width - 4
        lines = at.lines(self._sheet.patient, style, width) if self._sheet.patient else []
        flow.need(max(len(lines), 1) * style.height)
        y, aside = flow.y, beside(style, LABEL)
        with at.tagged("P"):
            at.put([words.patient], LABEL, at.left, y + aside)
            flow.y = at.put(lines or [""], style, x, y, width=width)
        with at.tagged("P"):
            at.put([words.date], LABEL, date_x, y + aside)
        line_y = y + style.height - 0.6
        if not lines:
            at.rule(line_y, x, width)
        date_line_x = date_x + at.text_width(words.date, LABEL) + 2
        at.rule(line_y, date_line_x, at.left + at.width - date_line_x)
        flow.y += flow.look.gap + 0.8

    def _group(self, head: GroupHead, first: Block) -> None:
        """Print the head of a group, on the page of its first stretch."""
        flow, at, style = self._flow, self.document, self._flow.look.style(1, "B")
        lines = at.lines(head.name, GROUP, at.width)
        rounds = at.lines(head.rounds, style, at.width) if head.rounds else []
        flow.need(len(lines) * GROUP.height + len(rounds) * style.height + 5 + first.least)
        at.rule(flow.y, at.left, at.width, grey=RULE_GREY)
        flow.y += 2
        at.entry(head.name, 1, flow.y)
        with at.tagged("H2"):
            flow.y = at.put(lines, GROUP, at.left, flow.y)
        if rounds:
            with at.tagged("P"):
                flow.y = at.put(rounds, style, at.left, flow.y)
        flow.y += 3

    def _week(self) -> None:
        """Print the boxes to tick off, and the code beside them."""
        flow, at, sheet, week = self._flow, self.document, self._sheet, self._sheet.week
        head = " \N{EN DASH} ".join(filter(None, (sheet.words.week, week.caption)))
        aside = CODE + 2 * GUTTER if sheet.link else 0.0
        lines = at.lines(head, HEAD, at.width - aside)
        row_height = TALL_DAY_HEIGHT if week.tall else DAY_HEIGHT
        table = len(lines) * HEAD.height + 1 + LABEL.height + week.rows * row_height
        address = at.lines(sheet.link, SMALL, CODE + GUTTER) if sheet.link else []
        code = HEAD.height + 2 * QUIET + CODE + len(address) * SMALL.height if sheet.link else 0.0
        flow.need(max(table, code) + 2)
        top = flow.y + 1
        with at.tagged("H2"):
            y = at.put(lines, HEAD, at.left, top) + 1
        self._days(y, at.width - aside, week.rows, row_height)
        if sheet.link:
            self._code(top, at.left + at.width - CODE - GUTTER, address)
        flow.y = top + max(table, code) + 5

    def _days(self, y: float, width: float, rows: int, row_height: float) -> None:
        at = self.document
        numbers = 6.0 if rows > 1 else 0.0
        day = (width - numbers) / 7
        with at.tagged("P"):
            for place, name in enumerate(self._sheet.words.days):
                at.put([name], LABEL, at.left + numbers + place * day, y, align="C", width=day)
        y += LABEL.height
        for row in range(rows):
            if rows > 1:
                with at.tagged("P"):
                    at.put([f"{row + 1}."], LABEL, at.left, y + (row_height - LABEL.height) / 2)
            for place in range(7):
                at.frame(at.left + numbers + place * day, y, day, row_height, grey=RULE_GREY)
            y += row_height

    def _code(self, y: float, x: float, address: list[str]) -> None:
        at = self.document
        with at.tagged("H2"):
            y = at.put([self._sheet.words.listen], HEAD, x, y, width=CODE + GUTTER) + QUIET
        at.code(self._sheet.link, x, y, CODE)
        with at.tagged("P"):
            at.put(address, SMALL, x, y + CODE + QUIET, width=CODE + GUTTER)
