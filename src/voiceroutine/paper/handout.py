"""Lays a handout out: what stands where, and where a page ends. All lengths are in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill
from voiceroutine.paper.document import INK, Document, Style
from voiceroutine.paper.sheet import Exercise, GroupHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from voiceroutine.paper.document import Emphasis
    from voiceroutine.paper.sheet import Paper, Row, Sheet

TITLE = Style(21, "B")
CLINIC = Style(11, grey=70)
LABEL = Style(9, "B", 70)
SMALL = Style(9)
HEAD = Style(12, "B")
GROUP = Style(15, "B")

GUTTER = 5.0
PAD = 3.0
"""Between a frame and what is in it."""
CODE = 30.0
DAY_HEIGHT, TALL_DAY_HEIGHT = 9.0, 20.0
FEWEST_LINES = 2
"""Of a paragraph, before and after the end of a page."""
LARGEST_WHOLE = 0.5
"""Of a page: what is smaller is never divided."""
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


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished handout."""

    content: bytes
    pages: int
    missing: tuple[str, ...]
    """The letters that the font lacks."""


def print_handout(sheet: Sheet, paper: Paper) -> Printed:
    """Return a handout as a PDF; the same for the same sheet."""
    layout = _laid_out(sheet, paper, ROOMY)
    if layout.pages > 1 and layout.filled < LEAST_ON_LAST_PAGE and len(sheet.items) <= MOST_TO_TRY:
        tight = _laid_out(sheet, paper, TIGHT)
        layout = min(layout, tight, key=lambda it: it.pages)
    document = layout.document
    return Printed(document.content(), document.pages, tuple(sorted(document.missing)))


MOST_TO_TRY = 40
"""Stretches: of more, a page is no matter."""


def _laid_out(sheet: Sheet, paper: Paper, look: Look) -> _Layout:
    document = Document(
        paper, title=sheet.title, author=sheet.clinic, language=sheet.language, made_with=sheet.made_with
    )
    document.foot = (" \N{MIDDLE DOT} ".join(filter(None, (sheet.title, sheet.patient))), sheet.words.page)
    layout = _Layout(document, sheet, look)
    layout.everything()
    return layout


class _Layout:
    """Where the next thing goes."""

    def __init__(self, document: Document, sheet: Sheet, look: Look) -> None:
        self.document = self._at = document
        self._sheet = sheet
        self._look = look
        self._text = look.style()
        self._strong = look.style(emphasis="B")
        self._name = look.style(2.5, "B")
        self._dose = look.style(1, "B")
        self._purpose = look.style(emphasis="I", grey=60)
        self._y = document.top
        names = [*vars_of(sheet.words.rows), *(row.label for row in sheet.facts)]
        self._label_width = min(max(document.text_width(name, LABEL) for name in names) + 2.5, 34.0)

    def everything(self) -> None:
        """Lay out all of the sheet."""
        self._at.new_page()
        self._head()
        for row in self._sheet.boxes:
            self._box(row)
        self._y += 1.5
        for item in self._sheet.items:
            if isinstance(item, GroupHead):
                self._group(item)
            else:
                self._exercise(item)
        if self._sheet.closing:
            self._section(self._sheet.words.closing, self._sheet.closing, self._text)
        self._week()
        self._section(self._sheet.words.disclaimer, self._sheet.disclaimer, self._text)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._at.pages

    @property
    def filled(self) -> float:
        """How much of the last page is printed on, as a part of it."""
        return (self._y - self._at.top) / (self._at.bottom - self._at.top)

    @property
    def _room(self) -> float:
        return self._at.bottom - self._y

    def _break(self) -> None:
        self._at.new_page()
        self._y = self._at.top

    def _need(self, height: float) -> None:
        """Make sure that there is room, on this page or on the next one."""
        if height > self._room and self._y > self._at.top:
            self._break()

    def _paragraph(self, text: str, style: Style, x: float, width: float) -> None:
        """Print a text as a paragraph, over several pages if it must be."""
        self._flow(self._at.lines(text, style, width), style, x, width)

    def _flow(self, lines: Sequence[str], style: Style, x: float, width: float, label: str = "") -> None:
        """Print lines, and a label in front of the first one; a page never ends after the first, nor before the last."""
        label_x = x - self._label_width
        while lines:
            fits = max(0, int((self._room + 0.01) / style.height))
            if fits < len(lines):
                fits = min(fits, len(lines) - FEWEST_LINES)
                if fits < FEWEST_LINES and self._y > self._at.top:
                    self._break()
                    continue
                fits = max(fits, 1)
            now, lines = lines[:fits], lines[fits:]
            with self._at.tagged("P"):
                if label:
                    self._at.put([label], LABEL, label_x, self._y + (style.height - LABEL.height) * 0.75)
                self._y = self._at.put(now, style, x, self._y, width=width)
            label = ""
            if lines:
                self._break()

    def _head(self) -> None:
        at, sheet = self._at, self._sheet
        at.entry(sheet.title, 0, self._y)
        with at.tagged("H1"):
            self._y = at.put(at.lines(sheet.title, TITLE, at.width), TITLE, at.left, self._y)
        if sheet.clinic:
            self._paragraph(sheet.clinic, CLINIC, at.left, at.width)
        self._y += 2
        self._patient()
        for row in sheet.facts:
            x = at.left + self._label_width
            width = at.width - self._label_width
            self._flow(at.lines(row.text, self._text, width), self._text, x, width, row.label)
            self._y += self._look.gap
        for text in sheet.intro:
            self._y += 1.5
            self._paragraph(text, self._text, at.left, at.width)
        self._y += 3.5

    def _patient(self) -> None:
        """Print whose sheet it is, or a line to write it on; and one for the date."""
        at, words = self._at, self._sheet.words
        date_x = at.left + at.width - 52
        x, width = at.left + self._label_width, date_x - at.left - self._label_width - 4
        lines = at.lines(self._sheet.patient, self._strong, width) if self._sheet.patient else []
        y = self._y
        with at.tagged("P"):
            offset = (self._strong.height - LABEL.height) * 0.75
            at.put([words.patient], LABEL, at.left, y + offset)
            self._y = at.put(lines or [""], self._strong, x, y, width=width)
        with at.tagged("P"):
            at.put([words.date], LABEL, date_x, y + offset)
        line_y = y + self._strong.height - 0.6
        if not lines:
            at.rule(line_y, x, width)
        date_start = date_x + at.text_width(words.date, LABEL) + 2
        at.rule(line_y, date_start, at.left + at.width - date_start)
        self._y += self._look.gap + 0.8

    def _box(self, row: Row) -> None:
        """Print a text in a frame."""
        at = self._at
        width = at.width - 2 * PAD
        lines = at.lines(row.text, self._text, width)
        height = HEAD.height + len(lines) * self._text.height + 2 * PAD - 1
        if height > self._at.bottom - self._at.top:  # no frame is larger than a page
            self._section(row.label, row.text, self._text)
            return
        self._need(height)
        at.frame(at.left, self._y, at.width, height, line=0.7 if row.strong else 0.3)
        y = self._y + PAD - 0.8
        with at.tagged("H2"):
            y = at.put([row.label], HEAD, at.left + PAD, y)
        with at.tagged("P"):
            at.put(lines, self._text, at.left + PAD, y, width=width)
        self._y += height + 3

    def _section(self, head: str, text: str, style: Style) -> None:
        at = self._at
        lines = at.lines(text, style, at.width)
        whole = HEAD.height + len(lines) * style.height
        self._need(whole if whole < (at.bottom - at.top) * LARGEST_WHOLE else HEAD.height + 3 * style.height)
        self._y += 1
        with at.tagged("H2"):
            self._y = at.put([head], HEAD, at.left, self._y)
        self._flow(lines, style, at.left, at.width)
        self._y += 4

    def _group(self, head: GroupHead) -> None:
        at = self._at
        lines = at.lines(head.name, GROUP, at.width)
        rounds = at.lines(head.rounds, self._dose, at.width) if head.rounds else []
        height = len(lines) * GROUP.height + len(rounds) * self._dose.height
        self._need(height + 3 + self._look.picture + self._name.height + self._dose.height)
        at.rule(self._y, grey=_DARK)
        self._y += 2
        at.entry(head.name, 1, self._y)
        with at.tagged("H2"):
            self._y = at.put(lines, GROUP, at.left, self._y)
        if rounds:
            with at.tagged("P"):
                self._y = at.put(rounds, self._dose, at.left, self._y)
        self._y += 3

    def _exercise(self, exercise: Exercise) -> None:
        at = self._at
        name = at.lines(f"{exercise.number}.  {exercise.name}", self._name, at.width)
        dose = at.lines(exercise.dose, self._dose, at.width) if exercise.dose else []
        words = at.lines(exercise.dose_in_words, self._text, at.width) if exercise.dose_in_words else []
        beside_x = self._beside(dose, words)
        indent = self._look.picture + GUTTER if exercise.picture else 0.0
        x = at.left + indent + self._label_width
        width = at.left + at.width - x
        purpose = at.lines(exercise.purpose, self._purpose, at.width - indent) if exercise.purpose else []
        rows = [(row, style, at.lines(row.text, style, width)) for row in exercise.rows for style in [self._style(row)]]
        below = 0.0 if beside_x else len(words) * self._text.height
        head = len(name) * self._name.height + len(dose) * self._dose.height + below + 1.5
        beside = len(purpose) * self._purpose.height + sum(
            len(lines) * self._text.height + self._look.gap for _, _, lines in rows
        )
        picture = self._look.picture if exercise.picture else 0.0
        whole = head + max(beside, picture)
        page = at.bottom - at.top
        self._need(whole if whole <= page * LARGEST_WHOLE else min(head + max(picture, 3 * self._text.height), page))
        self._exercise_head(exercise, name, dose, words, beside_x)
        start, first_page = self._y, at.pages
        if exercise.picture:
            at.picture(exercise.picture, at.left, start, self._look.picture, exercise.picture_text)
        if purpose:
            self._flow(purpose, self._purpose, at.left + indent, at.width - indent)
            self._y += self._look.gap
        for row, style, lines in rows:
            self._flow(lines, style, x, width, row.label)
            self._y += self._look.gap
        if at.pages == first_page:
            self._y = max(self._y, start + picture)
        self._y += self._look.space

    def _beside(self, dose: Sequence[str], words: Sequence[str]) -> float:
        """Return where the dose in words begins if it fits beside the dose; 0 if it does not."""
        at = self._at
        if len(dose) != 1 or len(words) != 1:
            return 0.0
        x = at.left + at.text_width(dose[0], self._dose) + 5
        return x if x + at.text_width(words[0], self._text) <= at.left + at.width else 0.0

    def _exercise_head(
        self, exercise: Exercise, name: list[str], dose: list[str], words: list[str], beside_x: float
    ) -> None:
        at = self._at
        at.entry(exercise.name, 1, self._y)
        with at.tagged("H2"):
            self._y = at.put(name, self._name, at.left, self._y)
        with at.tagged("P"):
            y = at.put(dose, self._dose, at.left, self._y)
            if beside_x:
                at.put(words, self._text, beside_x, self._y + (self._dose.height - self._text.height) * 0.75)
            else:
                y = at.put(words, self._text, at.left, y)
        self._y = y + 1.5

    def _style(self, row: Row) -> Style:
        return self._strong if row.strong else self._text

    def _week(self) -> None:
        """Print the boxes to tick off, and the code beside them."""
        at, sheet, week = self._at, self._sheet, self._sheet.week
        head = sheet.words.week if not week.caption else f"{sheet.words.week}: {week.caption}"
        aside = CODE + GUTTER + 5 if sheet.link else 0.0
        width = at.width - aside
        lines = at.lines(head, HEAD, width)
        row_height = TALL_DAY_HEIGHT if week.tall else DAY_HEIGHT
        table = len(lines) * HEAD.height + 1 + LABEL.height + week.rows * row_height
        address = at.lines(sheet.link, SMALL, CODE + GUTTER) if sheet.link else []
        code = HEAD.height + 1 + CODE + 1.5 + len(address) * SMALL.height if sheet.link else 0.0
        self._need(max(table, code) + 2)
        self._y += 1
        top = self._y
        with at.tagged("H2"):
            y = at.put(lines, HEAD, at.left, top) + 1
        self._days(y, width, week.rows, row_height)
        if sheet.link:
            self._code(top, at.left + at.width - CODE - GUTTER, address)
        self._y = top + max(table, code) + 5

    def _days(self, y: float, width: float, rows: int, row_height: float) -> None:
        at = self._at
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
                at.frame(at.left + numbers + place * day, y, day, row_height, grey=90)
            y += row_height

    def _code(self, y: float, x: float, address: list[str]) -> None:
        at = self._at
        with at.tagged("H2"):
            y = at.put([self._sheet.words.listen], HEAD, x, y, width=CODE + GUTTER) + 1
        at.code(self._sheet.link, x, y, CODE)
        with at.tagged("P"):
            at.put(address, SMALL, x, y + CODE + 1.5, width=CODE + GUTTER)


_DARK = 60


def vars_of(labels: object) -> Iterable[str]:
    """Return the labels of rows."""
    return [str(value) for value in dict(labels).values()]  # type: ignore[call-overload]
