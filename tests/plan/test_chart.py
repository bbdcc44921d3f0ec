"""The drawing of a timeline: to scale, legible, in rows, and nothing over anything else."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from tests.support import BUNDLED
from voiceroutine.app.chart import estimated_svg
from voiceroutine.plan.chart import ROW_WIDTH, WIDTH, Bar, Chart, chart_of
from voiceroutine.plan.chart_svg import timeline_svg
from voiceroutine.plan.timeline import Chapter, Event, Timeline, Turn

SVG = "{http://www.w3.org/2000/svg}"
BOLD = ("vr-title", "vr-bold")


def chapter(title: str, *events: tuple[str, int], length_ms: int | None = None) -> Chapter:
    """Return a chapter with events that follow each other, each a kind and a length in ms."""
    start_ms, placed = 0, []
    for kind, event_ms in events:
        text = "Word." if kind == "speech" else None
        placed.append(Event(kind=kind, start_ms=start_ms, length_ms=event_ms, text=text))  # type: ignore[arg-type]
        start_ms += event_ms
    return Chapter(title=title, length_ms=start_ms if length_ms is None else length_ms, events=tuple(placed))


def session(*chapters: Chapter) -> Timeline:
    return Timeline(title="Session", chapters=chapters)


def bars(chart: Chart, kind: str) -> list[list[Bar]]:
    return [[bar for bar in row.bars if bar.kind == kind] for row in chart.rows]


def test_bars_are_to_scale_whatever_they_are() -> None:
    events = (("speech", 2_000), ("hold", 30_000), ("rest", 10_000), ("pause", 78_000))
    (row,) = chart_of(session(chapter("Calf", *events), chapter("Closing", ("pause", 60_000)))).rows[:1]
    pixels_per_ms = ROW_WIDTH / 60_000
    assert [bar.kind for bar in row.bars] == ["speech", "hold", "rest"]
    assert [bar.x / pixels_per_ms for bar in row.bars] == pytest.approx([0, 2_000, 32_000])
    assert [bar.width / pixels_per_ms for bar in row.bars] == pytest.approx([2_000, 30_000, 10_000])


def test_what_lies_in_two_rows_goes_on_in_the_second() -> None:
    chart = chart_of(session(chapter("Calf", ("pause", 50_000), ("hold", 30_000), ("pause", 40_000))))
    (first,), (second,) = bars(chart, "hold")
    assert [first.x + first.width, second.x] == [pytest.approx(ROW_WIDTH), 0]
    assert first.width + second.width == pytest.approx(ROW_WIDTH / 2)
    assert [[label.text for label in row.labels] for row in chart.rows] == [["Calf"], ["Calf"]]
    assert [label.continued for row in chart.rows for label in row.labels] == [False, True]


def test_a_cue_inside_a_hold_is_drawn_as_one() -> None:
    hold = Event(kind="hold", start_ms=0, length_ms=30_000)
    inside = Event(kind="speech", start_ms=15_000, length_ms=1_000, text="Halfway.")
    after = Event(kind="speech", start_ms=30_000, length_ms=1_000, text="Let go.")
    chart = chart_of(session(Chapter(title="Calf", length_ms=31_200, events=(hold, inside, after))))
    assert [bar.kind for bar in chart.rows[0].bars] == ["hold", "prompt", "speech"]


def test_reps_that_are_not_held_are_one_bar_for_each_set() -> None:
    def counted(start_ms: int, rep: int | None) -> Event:
        return Event(kind="speech", start_ms=start_ms, length_ms=1_000, text="One.", turn=Turn(rep=rep))

    rest = Event(kind="rest", start_ms=3_000, length_ms=5_000, turn=Turn(rep=2))
    events = (counted(0, None), counted(1_000, 1), counted(2_000, 2), rest, counted(8_000, 1))
    ((first, second),) = bars(chart_of(session(Chapter(title="Calf", length_ms=9_000, events=events))), "reps")
    per_ms = ROW_WIDTH / 60_000
    assert [first.x, first.width] == pytest.approx([1_000 * per_ms, 2_000 * per_ms])
    assert [second.x, second.width] == pytest.approx([8_000 * per_ms, 1_000 * per_ms])


@pytest.mark.parametrize(
    ("minutes", "rows"), [(0.1, 1), (3, 3), (14.4, 3), (30, 6), (90, 9), (170, 12), (8 * 60, 16), (24 * 60, 24)]
)
def test_long_sessions_take_more_rows_and_then_more_time_in_a_row(minutes: float, rows: int) -> None:
    chart = chart_of(session(chapter("Calf", ("pause", round(minutes * 60_000)))))
    assert len(chart.rows) == rows
    for row in chart.rows:
        times = [tick.x for tick in row.ticks if tick.time_ms is not None]
        assert times[0] == 0
        assert all(later - earlier >= 60 for earlier, later in itertools.pairwise(times))


# what is drawn, as it is read


def texts(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Return every text of a drawing with its box (left, top, right, bottom), measured in a real font."""
    root = ET.fromstring(svg)  # noqa: S314 we wrote it
    style = root.findtext(f"{SVG}style") or ""
    sizes = {name: float(size) for name, size in re.findall(r"\.(vr-\w+)\{font(?:-size)?:([\d.]+)px", style)}
    found = []
    for it in root.iter(f"{SVG}text"):
        classes = it.attrib["class"].split()
        size = next(sizes[name] for name in reversed(classes) if name in sizes)
        length = ImageFont.load_default(100).getlength(it.text or "") * size / 100
        length *= 1.1 if set(BOLD) & set(classes) else 1.0
        left = (
            float(it.attrib["x"]) - {"start": 0.0, "middle": 0.5, "end": 1.0}[it.get("text-anchor", "start")] * length
        )
        baseline = float(it.attrib["y"])
        found.append((it.text or "", left, baseline - 0.8 * size, left + length, baseline + 0.2 * size))
    return found


def require_legible(svg: str) -> None:
    """Make sure that every text lies inside the drawing, and over no other."""
    found = texts(svg)
    height = float(ET.fromstring(svg).attrib["height"])  # noqa: S314 we wrote it
    assert [it for it in found if it[1] < 0 or it[2] < 0 or it[3] > WIDTH or it[4] > height] == []
    for one, other in itertools.combinations(found, 2):
        apart = one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
        assert apart, (one, other)


@pytest.mark.parametrize("name", sorted(BUNDLED.scripts()))
def test_no_text_of_a_bundled_routine_lies_over_another(name: str) -> None:
    require_legible(estimated_svg(name, BUNDLED))


TITLES = st.sampled_from(
    ["Calf", "A stretch with a name that is far too long to be written", "Nacken und Füße", "首のストレッチ"]
)
CHAPTERS = st.lists(st.tuples(TITLES, st.integers(500, 1_500_000)), min_size=1, max_size=25)


@given(CHAPTERS, TITLES)
def test_no_text_lies_over_another_however_long_chapters_and_their_titles_are(
    parts: list[tuple[str, int]], title: str
) -> None:
    chapters = [chapter(name, ("speech", 400), ("hold", length_ms)) for name, length_ms in parts]
    require_legible(timeline_svg(Timeline(title=title * 3, chapters=tuple(chapters))))


def test_every_chapter_is_named_in_full_somewhere() -> None:
    long = "Seated stretch for the side of the neck"
    parts = [chapter(f"{long} {number}", ("hold", 20_000)) for number in range(9)]
    drawn = [text for text, *_ in texts(timeline_svg(session(*parts)))]
    for number in range(9):
        assert f"{long} {number}, 0:20" in drawn
    few = [chapter("Calf", ("hold", 20_000)), chapter("Hip", ("hold", 20_000))]
    assert [text for text, *_ in texts(timeline_svg(session(*few)))].count("Calf") == 1


def test_the_legend_names_what_there_is_and_nothing_else() -> None:
    drawn = [text for text, *_ in texts(timeline_svg(session(chapter("Calf", ("speech", 2_000), ("hold", 20_000)))))]
    assert {"the voice", "hold"} <= set(drawn)
    assert not {"rest", "chime", "paced reps", "a cue in a hold"} & set(drawn)


def test_a_dark_page_has_other_colours_and_paper_does_not() -> None:
    svg = timeline_svg(session(chapter("Calf", ("hold", 20_000))))
    light, dark = re.fullmatch(
        r".*<style>(.*)@media screen and \(prefers-color-scheme:dark\)\{(.*)\}</style>.*", svg, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    for css in (light, dark):
        fills = dict(re.findall(r"\.(vr-ink|vr-paper)\{fill:(#\w{6})\}", css))
        assert contrast(fills["vr-ink"], fills["vr-paper"]) >= 7  # WCAG 2.2, 1.4.6
    assert light.count("fill:#ffffff") == 1


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_drawing_tells_those_who_cannot_see_it_and_says_what_is_an_estimate() -> None:
    timeline = replace(
        session(chapter("Calf & <hip>", ("hold", 20_000)), chapter("Closing", ("speech", 4_000))), title="A & B"
    )
    root = ET.fromstring(timeline_svg(timeline, estimated=True))  # noqa: S314 we wrote it
    assert root.findtext(f"{SVG}title") == "A & B, about 0:24"
    assert root.findtext(f"{SVG}desc") == "Calf & <hip>, 0:00 to 0:20; Closing, 0:20 to 0:24"
    assert root.attrib["role"] == "img"
    assert ET.fromstring(timeline_svg(timeline)).findtext(f"{SVG}title") == "A & B, 0:24"  # noqa: S314 we wrote it
