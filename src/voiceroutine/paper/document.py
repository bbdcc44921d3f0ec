"""A PDF with a structure that screen readers follow: what a handout is drawn with. All lengths are in millimetres.

fpdf2 has no public way to tag text, and a document in which only the pictures are tagged is read as if it had no text.
So everything is tagged here, by the two methods of fpdf2 that its own headings use; its version is bounded for that.
Lines are broken and pictures are drawn here, too: fpdf2 takes ten times as long for both.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import datetime, timezone
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

from voiceroutine.paper.code import qr_code, runs
from voiceroutine.paper.drawing import path_operators
from voiceroutine.paper.lettering import PAGES_SIGN, Lettering
from voiceroutine.paper.style import INK, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from voiceroutine.paper.style import Emphasis
    from voiceroutine.picture.shapes import Shape

Tag = Literal["H1", "H2", "P", "Figure"]

FORMATS: dict[str, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
MARGIN = 17.0
"""On the left, on the right and at the top; printers need 6 mm, and a punch 12."""
BOTTOM = 19.0
FOOT = 10.0
"""From the bottom edge to the line at the foot of a page."""
_FILES: dict[Emphasis, str] = {"": "Regular", "B": "Semibold", "I": "It"}
_LONG_AGO = datetime(2000, 1, 1, tzinfo=timezone.utc)
"""In place of when a file was made: the same content gives the same file."""


class _Pdf(FPDF):
    """fpdf2's document, with tags."""

    def __init__(self, size: tuple[float, float]) -> None:
        super().__init__(unit="mm", format=size)
        self._marked: Counter[int] = Counter()

    @contextmanager
    def tagged(self, tag: Tag, alternative: str = "") -> Iterator[None]:
        """Let what is drawn be an element of the document's structure. It must stay on one page."""
        number = self._marked[self.page]
        self._marked[self.page] += 1
        alt = {"alt_text": alternative} if alternative else {}
        self._add_marked_content(struct_type=f"/{tag}", mcid=number, **alt)
        self._out(f"/{tag} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    def draw(self, operators: str) -> None:
        """Draw what the operators of a PDF's content say, and leave colours and the like as they were."""
        self._out(f"q {operators} Q")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Let what is drawn be of no meaning: a screen reader passes over it."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")


class Document:
    """Pages, and what is drawn on them. Nothing breaks a page but `new_page`. It is closed when it is done with."""

    def __init__(
        self, paper: str, *, title: str, author: str, language: str, made_with: str, page_digits: int = 2
    ) -> None:
        self._pdf = _Pdf(FORMATS[paper])
        self._pdf.set_margins(MARGIN, MARGIN, MARGIN)
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._pages = PAGES_SIGN * page_digits
        self._pdf.alias_nb_pages(self._pages)
        self._open = ExitStack()  # fpdf2 reads its fonts until the end
        for emphasis, name in _FILES.items():
            file = self._open.enter_context(resources.as_file(_fonts() / f"SourceSansPro-{name}.ttf"))
            self._pdf.add_font("sans", emphasis, file)
        fonts: dict[str, Any] = {**self._pdf.fonts}
        for font in fonts.values():
            self._open.callback(font.ttfont.close)
        self.lettering = Lettering(self._pdf, fonts["sans"].cmap)
        self.lines, self.text_width = self.lettering.lines, self.lettering.text_width
        self._pdf.set_title(title)
        self._pdf.set_author(author)
        self._pdf.set_creator(made_with)
        self._pdf.set_lang(language)
        self._pdf.set_creation_date(_LONG_AGO)
        self._pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.foot: tuple[str, str] = ("", "")
        """At the bottom of each page: on its left, and on its right with `{number}` and `{total}`."""

    def close(self) -> None:
        """Close the fonts' files."""
        self._open.close()

    @property
    def left(self) -> float:
        """The left edge of what is printed."""
        return MARGIN

    @property
    def width(self) -> float:
        """The width of what is printed."""
        return float(self._pdf.w) - 2 * MARGIN

    @property
    def top(self) -> float:
        """The upper edge of what is printed."""
        return MARGIN

    @property
    def bottom(self) -> float:
        """The lower edge of what is printed."""
        return float(self._pdf.h) - BOTTOM

    def new_page(self) -> None:
        """Begin a page."""
        if self.pages:
            self._print_foot()
        self._pdf.add_page()

    def _print_foot(self) -> None:
        style = Style(8.5, grey=90)
        y = float(self._pdf.h) - FOOT - style.height
        where, count = self.foot
        count = count.replace("{number}", str(self.pages)).replace("{total}", self._pages)
        room = self.width - 40
        with self._pdf.decoration():
            lines = self.lines(where, style, room)
            self._cell(lines[0] if len(lines) == 1 else f"{lines[0]} \N{HORIZONTAL ELLIPSIS}", style, MARGIN, y, room)
            self._cell(count, style, MARGIN + room, y, self.width - room, "R")

    def put(
        self, lines: Sequence[str], style: Style, x: float, y: float, *, align: str = "L", width: float = 0
    ) -> float:
        """Print lines below each other; return where the next one would be."""
        for line in lines:
            self._cell(line, style, x, y, width or self.width, align)
            y += style.height
        return y

    def tagged(self, tag: Tag, alternative: str = "") -> Any:
        """Let what is drawn be an element of the document's structure; see `_Pdf.tagged`."""
        return self._pdf.tagged(tag, alternative)

    def entry(self, name: str, level: int, y: float) -> None:
        """Add an entry to the document's outline."""
        self._pdf.set_y(y)
        self._pdf.start_section(self.lettering.writable(name), level, strict=False)

    def picture(self, shapes: Iterable[Shape], x: float, y: float, size: float, alternative: str) -> None:
        """Draw a picture, which is square."""
        with self._pdf.tagged("Figure", self.lettering.writable(alternative)):
            self._pdf.draw(path_operators(shapes, x, y, size, float(self._pdf.h)))

    def rule(self, y: float, x: float, width: float, *, grey: int = 150) -> None:
        """Draw a thin line across."""
        with self._pdf.decoration():
            self._pdf.set_draw_color(grey)
            self._pdf.set_line_width(0.2)
            self._pdf.line(x, y, x + width, y)

    def frame(self, x: float, y: float, width: float, height: float, *, line: float = 0.3, grey: int = INK) -> None:
        """Draw a rectangle."""
        with self._pdf.decoration():
            self._pdf.set_draw_color(grey)
            self._pdf.set_line_width(line)
            self._pdf.rect(x, y, width, height)

    def code(self, link: str, x: float, y: float, size: float) -> None:
        """Draw a QR code of a link, `size` wide without the white round it, which leads there on a screen, too."""
        matrix = qr_code(link)
        module = size / len(matrix)
        with self._pdf.tagged("Figure", link):
            self._pdf.set_fill_color(0)
            for row, cells in enumerate(matrix):
                for start, end in runs(cells):
                    self._pdf.rect(x + start * module, y + row * module, (end - start) * module, module, "F")
        self._pdf.link(x, y, size, size, link)

    def content(self) -> bytes:
        """Return the file, once everything is drawn."""
        self._print_foot()
        return bytes(self._pdf.output())

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return int(self._pdf.page)

    def _set(self, style: Style) -> None:
        self._pdf.set_font("sans", style.emphasis, style.size)

    def _cell(self, line: str, style: Style, x: float, y: float, width: float, align: str = "L") -> None:
        self._set(style)
        self._pdf.set_text_color(style.grey)
        self._pdf.set_xy(x, y)
        self._pdf.cell(width, style.height, line, align=align)


def _fonts() -> Any:
    return resources.files("font_source_sans_pro") / "files"
