"""Where everything lies in the drawing of a timeline: rows of equal time, bars to scale, and titles that fit. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.plan.timeline import Chapter, Timeline

BarKind = Literal["speech", "prompt", "chime", "hold", "reps", "ready", "rest"]
"""What is drawn: `reps` are those that are not held, from the first to the last. A pause is where nothing is."""

WIDTH = 720
"""Of the drawing, in CSS pixels: 190 mm, what fits between the margins of A4."""
MARGIN = 20
ROW_WIDTH = WIDTH - 2 * MARGIN
"""What a whole row of time takes."""
LABEL_SIZE = 11
"""Of the titles of chapters, in CSS pixels; 8 points in print."""

_MINUTE_MS = 60_000
_ROWS = ((1, 4), (2, 4), (3, 4), (5, 8), (10, 12), (15, 12), (30, 16))
"""The minutes of a row, each with the most rows of it that there may be; whatever is longer has an hour in a row."""
_TICKS_MS = (10_000, 30_000, 60_000, 2 * 60_000, 5 * 60_000, 10 * 60_000, 30 * 60_000)
_TICK_GAP, _TIME_GAP = 8, 60
"""The least room from a tick to the next, and from a time beside one to the next, in CSS pixels."""
_LABEL_GAP = 4
"""Before a title, after it, and between it and the next chapter's."""
_SHORTEST_LABEL = 5
"""Characters: what is cut off to less says nothing."""
_WIDTHS = (
    (0.36, "ijlI.,:;'| "),
    (0.46, "frt-J()[]!"),
    (0.6, "cksvxyz"),
    (0.98, "mw#+<=>^~"),
    (1.02, "MWQ%@&\N{HORIZONTAL ELLIPSIS}"),
)
"""Of characters that are narrower or wider than others, in parts of the font's size."""
_LAST_OF_LATIN = "\N{LATIN SMALL LETTER Y WITH STROKE}"
"""Letters of other alphabets are wider: Cyrillic, Greek."""
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Something that happens, or as much of it as lies in a row."""

    kind: BarKind
    x: float
    """From the beginning of the row, in CSS pixels."""
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The title of a chapter, where it begins or goes on."""

    text: str
    x: float
    continued: bool
    """Whether the chapter began in an earlier row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on the axis of time."""

    x: float
    time_ms: int | None
    """Written beside it; None for the marks between those with a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A part of the session."""

    width: float
    """Of the last row, less than `ROW_WIDTH`."""
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    bands: tuple[tuple[float, float], ...]
    """Every second chapter, as x and width: what sets chapters apart."""
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The drawing of a timeline."""

    rows: tuple[Row, ...]
    all_titled: bool
    """Whether the title of each chapter is there, and whole."""


def chart_of(timeline: Timeline) -> Chart:
    """Return where everything in a timeline is drawn."""
    drafts = _drafts(timeline.duration_ms)
    all_titled = True
    for place, (start_ms, chapter) in enumerate(timeline.starts()):
        for kind, from_ms, to_ms in _drawn(chapter):
            for draft, x, width in _pieces(drafts, start_ms + from_ms, to_ms - from_ms):
                draft.bars.append(Bar(kind=kind, x=x, width=width))
        pieces = list(_pieces(drafts, start_ms, chapter.length_ms))
        if place % 2:
            for draft, x, width in pieces:
                draft.bands.append((x, width))
        is_last = place == len(timeline.chapters) - 1
        all_titled &= _label(chapter.title, pieces, is_last=is_last)
    return Chart(rows=tuple(draft.row() for draft in drafts), all_titled=all_titled)


def _drawn(chapter: Chapter) -> Iterator[tuple[BarKind, int, int]]:
    """Yield what is drawn of a chapter, with its beginning and its end in it. A cue inside a hold is a prompt."""
    if not any(event.kind == "hold" for event in chapter.events):
        yield from _paced(chapter)
    hold_ends_ms = 0
    for event in chapter.events:
        span = event.start_ms, event.end_ms
        if event.kind == "hold":
            hold_ends_ms = event.end_ms
        if event.kind == "speech":
            yield "prompt" if event.start_ms < hold_ends_ms else "speech", *span
        elif event.kind != "pause":
            yield event.kind, *span


def _paced(chapter: Chapter) -> Iterator[tuple[BarKind, int, int]]:
    """Yield the reps of a chapter without holds, those that follow each other together."""
    events = (event for event in chapter.events if event.kind != "chime")
    for moving, run in groupby(
        events, lambda it: it.turn.rep is not None and it.kind != "rest" and it.role != "release"
    ):
        if moving:
            first, *_, last = (*run,) * 2
            yield "reps", first.start_ms, last.end_ms


@dataclass(slots=True)
class _Draft:
    """A row in the making."""

    start_ms: int
    end_ms: int
    row_ms: int
    """How much time a whole row has."""
    bars: list[Bar] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)

    def x(self, time_ms: int) -> float:
        """Return where a time is, from the beginning of the row."""
        return (time_ms - self.start_ms) * ROW_WIDTH / self.row_ms

    def row(self) -> Row:
        return Row(
            width=self.x(self.end_ms),
            bars=tuple(self.bars),
            labels=tuple(self.labels),
            bands=tuple(self.bands),
            ticks=tuple(self._ticks()),
        )

    def _ticks(self) -> Iterator[Tick]:
        small_ms, large_ms = (_step_ms(gap, self.row_ms) for gap in (_TICK_GAP, _TIME_GAP))
        first_ms = -(-self.start_ms // small_ms) * small_ms
        for time_ms in range(first_ms, self.end_ms + 1, small_ms):
            yield Tick(x=self.x(time_ms), time_ms=None if time_ms % large_ms else time_ms)


def _step_ms(gap: float, row_ms: int) -> int:
    """Return the shortest step of the axis that takes at least `gap`, and that a row has a whole number of."""
    return next(it for it in _TICKS_MS if it * ROW_WIDTH >= gap * row_ms and row_ms % it == 0)


def _drafts(duration_ms: int) -> list[_Draft]:
    minutes = next((minutes for minutes, most in _ROWS if duration_ms <= minutes * most * _MINUTE_MS), 60)
    row_ms = minutes * _MINUTE_MS
    starts = range(0, max(duration_ms, 1), row_ms)
    return [_Draft(start_ms, min(start_ms + row_ms, duration_ms), row_ms) for start_ms in starts]


def _pieces(drafts: list[_Draft], start_ms: int, length_ms: int) -> Iterator[tuple[_Draft, float, float]]:
    """Yield the rows that a time lies in, each with where it begins there, and how wide it is."""
    end_ms, row_ms = start_ms + length_ms, drafts[0].row_ms
    for draft in drafts[start_ms // row_ms : -(-end_ms // row_ms)]:
        x = draft.x(max(start_ms, draft.start_ms))
        yield draft, x, draft.x(min(end_ms, draft.end_ms)) - x


def _label(title: str, pieces: list[tuple[_Draft, float, float]], *, is_last: bool) -> bool:
    """Write the title of a chapter where it begins and where it goes on; return whether it is whole somewhere."""
    whole = False
    written = False
    for number, (draft, x, width) in enumerate(pieces):
        at_end = is_last and number == len(pieces) - 1  # nothing follows
        room = (ROW_WIDTH - x if at_end else width) - 2 * _LABEL_GAP
        if text := fitted(title, room, LABEL_SIZE, bold=True):
            draft.labels.append(Label(text=text, x=x + _LABEL_GAP, continued=written))
            written = True
            whole |= text == title
    return whole


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text, or its beginning with an ellipsis, that fits into `room` CSS pixels, or nothing."""
    if text_width(text, size, bold=bold) <= room:
        return text
    for length in range(len(text) - 1, _SHORTEST_LABEL - 1, -1):
        cut = text[:length].rstrip(" ,.;:") + ELLIPSIS
        if text_width(cut, size, bold=bold) <= room:
            return cut
    return ""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in CSS pixels, in the sans-serif fonts of phones, browsers and printers.

    The widths are those of DejaVu Sans, which is the widest of the usual ones, rounded up.
    """
    return sum(map(_character_width, text)) * size * (1.12 if bold else 1.0)


def _character_width(character: str) -> float:
    """Return how wide a character is at most, in parts of the font's size."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    group = next((width for width, characters in _WIDTHS if character in characters), None)
    if group is None and character > _LAST_OF_LATIN:
        return 1.2 if character.isupper() else 0.99
    return group or (0.79 if character.isupper() else 0.65)
