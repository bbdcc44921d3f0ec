"""Writes the drawing of a timeline as SVG: to be printed on A4, and read on a light and on a dark page. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from voiceroutine.picture.svg import DARK, LIGHT
from voiceroutine.plan.chart import LABEL_SIZE, MARGIN, ROW_WIDTH, WIDTH, chart_of, fitted, text_width
from voiceroutine.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.picture.svg import Colours
    from voiceroutine.plan.chart import BarKind, Chart, Row
    from voiceroutine.plan.timeline import Timeline

_TITLE_SIZE, _TIME_SIZE = 15, 10
_HEAD, _ROW, _LINE = 40, 90, 17
"""Heights: of the head, of a row with its axis, and of a line of text; in CSS pixels, as all numbers here."""
_LABEL_Y, _VOICE_Y, _CHIME_Y, _BODY_Y, _AXIS_Y, _TIME_Y = 11, 17, 32, 39, 61, 77
"""Within a row: the baseline of titles, the tops of cues, of chimes and of holds, the axis, its times."""
_VOICE, _CHIME, _BODY, _LOW = 13, 5, 18, 7
"""The heights of cues, of chimes, of holds, and of rests."""
_SWATCH = 18
_GAP = 16

_NAMES: dict[BarKind, str] = {
    "speech": "the voice",
    "prompt": "a cue in a hold",
    "hold": "hold",
    "reps": "paced reps",
    "ready": "get ready",
    "rest": "rest",
    "chime": "chime",
}
"""The legend, in order. Each kind differs from the others without its colour, by its height, its lane or its edge."""


_CLASSES: dict[BarKind, str] = {
    "reps": "vr-reps",
    "speech": "vr-ink",
    "prompt": "vr-cue",
    "chime": "vr-ink",
    "hold": "vr-hold",
    "ready": "vr-ready",
    "rest": "vr-rest",
}
"""How each kind is painted."""


@dataclass(slots=True)
class _Page:
    """The elements of a drawing, from top to bottom."""

    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, kind: str = "", *, anchor: str = "") -> None:
        classes = f"vr-ink vr-text {kind}".strip()
        anchored = f' text-anchor="{anchor}"' if anchor else ""
        self.parts.append(f'<text class="{classes}" x="{_n(x)}" y="{_n(y)}"{anchored}>{escape(text)}</text>')

    def path(self, kind: str, ways: Iterable[str]) -> None:
        if way := "".join(ways):
            self.parts.append(f'<path class="{kind}" d="{way}"/>')


def timeline_svg(timeline: Timeline, *, estimated: bool = False) -> str:
    """Return the drawing of a session, to scale, as an SVG document with a ground of its own; the same for the same.

    Args:
        timeline: The session.
        estimated: Whether its lengths are estimates, which the drawing then says.
    """
    chart = chart_of(timeline)
    page = _Page()
    length = f"about {clock(timeline.duration_ms)}" if estimated else clock(timeline.duration_ms)
    room = ROW_WIDTH - text_width(length, _TITLE_SIZE) - _GAP
    page.text(MARGIN, 27, fitted(timeline.title, room, _TITLE_SIZE, bold=True), "vr-title")
    page.text(WIDTH - MARGIN, 27, length, "vr-length", anchor="end")
    y: float = _HEAD
    for row in chart.rows:
        _write_row(page, row, y)
        y += _ROW
    y = _write_legend(page, chart, y + 4)
    if not chart.all_titled:
        y = _write_chapters(page, timeline, y + 14)
    return _document(page, timeline, y + 12, length)


def _document(page: _Page, timeline: Timeline, height: float, length: str) -> str:
    times = "; ".join(
        f"{chapter.title}, {clock(start_ms)} to {clock(start_ms + chapter.length_ms)}"
        for start_ms, chapter in timeline.starts()
    )
    size = f'width="{WIDTH}" height="{_n(height)}" viewBox="0 0 {WIDTH} {_n(height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    named = f"<title>{escape(timeline.title)}, {length}</title><desc>{escape(times)}</desc>"
    ground = f'<rect class="vr-paper" width="{WIDTH}" height="{_n(height)}" rx="8"/>'
    return "\n".join([head, named, f"<style>{_STYLE}</style>", ground, *page.parts, "</svg>", ""])


def _colours(colours: Colours) -> str:
    return (
        f".vr-ink{{fill:{colours.ink}}}.vr-paper{{fill:{colours.paper}}}.vr-hold,.vr-reps{{fill:{colours.accent}}}"
        f".vr-rest,.vr-band{{fill:{colours.prop}}}.vr-line,.vr-cue{{fill:none;stroke:{colours.ink}}}"
        f".vr-ready{{fill:none;stroke:{colours.prop}}}"
    )


_STYLE = (
    _colours(LIGHT)
    + ".vr-band{fill-opacity:.16}.vr-reps{fill-opacity:.4}"
    + f".vr-text{{font:{_TIME_SIZE}px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}}"
    + f".vr-label{{font-size:{LABEL_SIZE}px}}.vr-bold{{font-weight:bold}}"
    + f".vr-title{{font-size:{_TITLE_SIZE}px;font-weight:bold}}.vr-length{{font-size:{_TITLE_SIZE}px}}"
    + f"@media screen and (prefers-color-scheme:dark){{{_colours(DARK)}}}"
)


def _write_row(page: _Page, row: Row, y: float) -> None:
    top, height = y + _VOICE_Y - 3, _AXIS_Y - _VOICE_Y + 3
    page.path("vr-band", (_box(MARGIN + x, top, width, height) for x, width in row.bands))
    by_kind: dict[str, list[str]] = {}
    for bar in row.bars:
        by_kind.setdefault(_CLASSES[bar.kind], []).append(_bar(bar.kind, MARGIN + bar.x, y, bar.width))
    for kind, ways in by_kind.items():
        page.path(kind, ways)
    axis = y + _AXIS_Y
    marks = (f"M{_n(MARGIN + tick.x)} {_n(axis)}v{3 if tick.time_ms is None else 6}" for tick in row.ticks)
    page.path("vr-line", (f"M{MARGIN} {_n(axis)}h{_n(row.width)}", *marks))
    for label in row.labels:
        page.text(MARGIN + label.x, y + _LABEL_Y, label.text, "vr-label" if label.continued else "vr-label vr-bold")
    for tick in row.ticks:
        if tick.time_ms is not None:
            page.text(MARGIN + tick.x, y + _TIME_Y, clock(tick.time_ms), anchor=_anchor(tick.x))


def _anchor(x: float) -> str:
    """Return where a time stands beside its tick: inside the drawing."""
    return "start" if x < MARGIN else "end" if x > ROW_WIDTH - MARGIN else "middle"


def _bar(kind: BarKind, x: float, y: float, width: float) -> str:
    """Return the way round a bar, in a row whose top is `y`."""
    if kind == "chime":
        return f"M{_n(x + width / 2 - 3)} {_n(y + _CHIME_Y + _CHIME)}l3-{_CHIME}l3 {_CHIME}z"
    if kind in ("speech", "prompt"):
        top, height = y + _VOICE_Y, float(_VOICE)
    else:
        height = float(_LOW if kind == "rest" else _BODY)
        top = y + _BODY_Y + _BODY - height
    if _CLASSES[kind] in ("vr-cue", "vr-ready"):  # its edge lies inside
        return _box(x + 0.5, top + 0.5, max(width - 1, 0.1), height - 1)
    return _box(x, top, width, height)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _write_legend(page: _Page, chart: Chart, y: float) -> float:
    """Write what the bars mean; return where the next thing can be."""
    there = {bar.kind for row in chart.rows for bar in row.bars}
    x: float = MARGIN
    for kind, name in _NAMES.items():
        if kind not in there:
            continue
        needed = _SWATCH + 5 + text_width(name, LABEL_SIZE)
        if x + needed > WIDTH - MARGIN:
            x, y = MARGIN, y + _BODY + 8
        lane = {"speech": _VOICE_Y - 3, "prompt": _VOICE_Y - 3, "chime": _CHIME_Y - 8}.get(kind, _BODY_Y)
        page.path(_CLASSES[kind], [_bar(kind, x, y - lane, _SWATCH)])
        page.text(x + _SWATCH + 5, y + 13, name, "vr-label")
        x += needed + _GAP
    return y + _BODY


def _write_chapters(page: _Page, timeline: Timeline, y: float) -> float:
    """Write a list of all chapters, in two columns, from above to below; return where the next thing can be."""
    chapters = list(timeline.starts())
    height = -(-len(chapters) // 2)
    for place, (start_ms, chapter) in enumerate(chapters):
        column, line = divmod(place, height)
        x, baseline = MARGIN + column * (ROW_WIDTH + _GAP) / 2, y + line * _LINE + LABEL_SIZE
        page.text(x + 44, baseline, clock(start_ms), "vr-label", anchor="end")
        room = (ROW_WIDTH - _GAP) / 2 - 52
        length = f", {clock(chapter.length_ms)}"
        title = fitted(chapter.title, room - text_width(length, LABEL_SIZE), LABEL_SIZE)
        page.text(x + 52, baseline, f"{title}{length}", "vr-label")
    return y + height * _LINE
