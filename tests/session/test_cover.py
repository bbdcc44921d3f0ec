from __future__ import annotations

import hashlib
import subprocess
import sys
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from tests.plan.scripts import timeline
from voiceroutine.plan.timeline import Chapter, Event, Timeline
from voiceroutine.session.cover import (
    MARGIN,
    MOST_BYTES,
    PALETTES,
    RHYTHM_HEIGHT,
    RHYTHM_TOP,
    SIZE,
    Palette,
    draw_cover,
    playing_time,
    writable,
)
from voiceroutine.session.rhythm import WIDTH, rhythm

NOTHING = Timeline(title="", chapters=())
LEAN = timeline({"name": "Lean", "hold": "30s", "reps": "3", "rest": "10s"})
HOURS = timeline(*({"name": f"Stretch {n}", "hold": f"{60 + 37 * n % 300}s", "reps": "20"} for n in range(10)))
HUNDRED = timeline(*({"name": f"Stretch {n}", "hold": f"{10 + n % 40}s", "reps": "2"} for n in range(100)))
CROWD = timeline(*({"name": f"Stretch {n}", "hold": f"{10 + n % 7}s"} for n in range(400)))
COUNTED = timeline({"name": "Arch", "reps": "100", "steps": [{"say": "Up now.", "for": "3s"}]})
SESSIONS = {"lean": LEAN, "hours": HOURS, "hundred": HUNDRED, "crowd": CROWD, "counted": COUNTED, "nothing": NOTHING}
TITLES = ["Neck", "Knots in the neck", "A gentle programme for the evening, " * 4, "y" * 300, "So long, " * 100, "首"]
AREAS = ["neck", "upper back", "shoulders", "traps", "lower back", "hips", "knees"]


def opened(cover: bytes) -> Image.Image:
    return Image.open(BytesIO(cover))


def ink(cover: bytes) -> NDArray[np.bool_]:
    """Return where something is drawn: shape (1400, 1400), further from the ground than JPEG's noise."""
    pixels = np.asarray(opened(cover)).astype(int)
    drawn: NDArray[np.bool_] = np.abs(pixels - pixels[0, 0]).max(axis=2) > 40
    return drawn


def bars(cover: bytes) -> NDArray[np.int_]:
    """Return the drawn height of the rhythm at each px from left to right: shape (1160,)."""
    strip = ink(cover)[RHYTHM_TOP : RHYTHM_TOP + RHYTHM_HEIGHT, MARGIN : SIZE - MARGIN]
    heights: NDArray[np.int_] = strip.sum(axis=0)
    return heights


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
@pytest.mark.parametrize("session", SESSIONS)
def test_a_cover_is_a_small_baseline_jpeg_in_rgb(title: str, session: str) -> None:
    cover = draw_cover(title, AREAS, SESSIONS[session])
    assert len(cover) < MOST_BYTES
    picture = opened(cover)
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1400, 1400), "RGB")
    assert "progressive" not in picture.info
    assert b"\xff\xc0" in cover, "start of frame: baseline"


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
@pytest.mark.parametrize("areas", [[], AREAS, ["a" * 400, "neck"]], ids=["none", "many", "long"])
def test_nothing_is_drawn_in_the_margins_or_over_something_else(title: str, areas: list[str]) -> None:
    drawn = ink(draw_cover(title, areas, LEAN))
    edge = MARGIN - 4  # JPEG's blocks smear an edge by a few px
    assert not drawn[:, :edge].any()
    assert not drawn[:, -edge:].any()
    assert not drawn[: edge - 20].any()
    assert not drawn[1_310:].any()
    assert not drawn[RHYTHM_TOP - 36 : RHYTHM_TOP - 4].any(), "between the title and the rhythm"
    assert drawn[100:600].any(), "there always is a headline"


def test_a_title_is_written_large_and_a_long_one_smaller() -> None:
    def rows(title: str) -> int:
        return int(ink(draw_cover(title, [], LEAN))[:600].any(axis=1).sum())

    assert rows("Neck") > 110
    assert ink(draw_cover("Knots in the neck", [], LEAN))[240:500].any(), "a second line"
    assert rows("So long, " * 100) > 250


def test_a_word_is_broken_only_where_no_size_can_hold_it() -> None:
    assert not ink(draw_cover("Nackenmuskulaturentspannung", [], LEAN))[240:600].any()
    assert ink(draw_cover("y" * 100, [], LEAN))[240:600].any()


@pytest.mark.parametrize("title", ["Knots", "jot", "14", "Ten"])
def test_texts_and_rhythm_begin_at_the_same_px(title: str) -> None:
    drawn = ink(draw_cover(title, ["neck"], LEAN))
    for rows in (
        slice(0, 600),
        slice(RHYTHM_TOP, RHYTHM_TOP + RHYTHM_HEIGHT),
        slice(1_080, 1_190),
        slice(1_215, 1_320),
    ):
        assert int(drawn[rows].any(axis=0).argmax()) == pytest.approx(MARGIN, abs=2)


def test_the_same_session_has_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib; from voiceroutine.plan.timeline import *; from voiceroutine.session.cover import draw_cover; "
        "hold = Chapter(title='', length_ms=24, events=(Event(kind='hold', start_ms=0, length_ms=24),)); "
        "cover = draw_cover('Neck', ['traps'], Timeline(title='', chapters=(hold, hold))); "
        "print(hashlib.sha256(cover).hexdigest())"
    )
    one, other = (subprocess.check_output([sys.executable, "-c", code], text=True) for _ in range(2))
    hold = laid([("hold", 24)])
    mine = draw_cover("Neck", ["traps"], Timeline(title="", chapters=(hold, hold)))
    assert one.strip() == other.strip() == hashlib.sha256(mine).hexdigest()


def test_pillow_is_not_loaded_before_a_cover_is_drawn() -> None:
    code = "import sys, voiceroutine.session.cover; print('PIL' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


WRITABLE = {
    "Knots in the neck": "Knots in the neck",
    "  Neck\n knots ": "Neck knots",
    "Dehnübungen \N{EN DASH} groß & schön": "Dehnübungen \N{EN DASH} groß & schön",
    "Étirements du cou": "Étirements du cou",
    "Rozciąganie łydki": "Rozciąganie łydki",
    "Cafe\N{COMBINING ACUTE ACCENT}": "Café",
    "🧘 Neck knots 🧘\N{ZERO WIDTH JOINER}": "Neck knots",
    "Neck (首) - 首": "Neck",
    "首 10": "",
    "首のこり": "",
    "رقبة": "",
    "100 %?": "100 %?",
    "\ud800": "",
    "": "",
}


@pytest.mark.parametrize(("text", "written"), WRITABLE.items())
def test_what_the_font_lacks_is_left_out(text: str, written: str) -> None:
    assert writable(text) == written


def test_the_playing_time_stands_in_for_a_title_that_cannot_be_written() -> None:
    top = slice(0, 600)
    assert playing_time(LEAN.duration_ms) == "2 min"
    nameless, named = ink(draw_cover("首", [], LEAN)), ink(draw_cover("2 min", [], LEAN))
    assert (nameless[top] != named[top]).sum() < 0.01 * named[top].sum(), "but for the colours' anti-aliasing"
    assert named[1_080:].any()
    assert not nameless[1_080:].any(), "it is not written twice"


TIMES = {
    0: "0 s",
    48_900: "48 s",
    60_000: "1 min",
    89_999: "1 min",
    90_000: "2 min",
    25 * 60_000: "25 min",
    3_599_999: "1 h",
    3_900_000: "1 h 5 min",
    36_000_000: "10 h",
}


@pytest.mark.parametrize(("time_ms", "text"), TIMES.items())
def test_the_playing_time_is_written_for_people(time_ms: int, text: str) -> None:
    assert playing_time(time_ms) == text


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.ground)
def test_the_colours_have_the_contrast_of_wcag_aa(palette: Palette) -> None:
    ground = luminance(palette.ground)
    for name, least in {"text": 4.5, "faint": 4.5, "hold": 3, "quiet": 3}.items():
        assert (luminance(getattr(palette, name)) + 0.05) / (ground + 0.05) >= least, name


def test_each_hold_is_a_tall_block_and_the_rest_between_them_low() -> None:
    opening, lean, closing = rhythm(LEAN)
    tones = [block.tone for block in lean]
    assert tones.count("hold") == 3
    holds = [place for place, tone in enumerate(tones) if tone == "hold"]
    assert all(lean[place].height == 1 for place in holds)
    assert all("quiet" in tones[one:other] for one, other in pairwise(holds))
    assert opening[0].tone == closing[0].tone == "speech"
    widths = [lean[place].width for place in holds]
    assert max(widths) - min(widths) < 0.01


def test_the_blocks_are_where_their_events_are() -> None:
    cover = draw_cover("Lean", [], LEAN)
    heights = bars(cover)
    for chapter in rhythm(LEAN):
        for block in chapter:
            middle = round(block.left + block.width / 2)
            assert heights[middle] == pytest.approx(block.height * RHYTHM_HEIGHT, abs=6)
    assert (heights == 0).any(), "blocks are set apart"


def test_chapters_are_set_apart_further_than_blocks() -> None:
    for one, other in pairwise(rhythm(LEAN)):
        apart = other[0].left - one[-1].left - one[-1].width
        assert all(apart > 2 * (b.left - a.left - a.width) for a, b in pairwise(one))


def test_holds_too_fine_to_be_drawn_are_averaged_by_how_much_they_fill() -> None:
    (dense,) = {block.height for block in rhythm(HOURS)[5]}
    assert 0.8 < dense < 1
    assert len(rhythm(HUNDRED)) == 102
    heights = [chapter[0].height for chapter in rhythm(HUNDRED)[1:41]]
    assert heights == sorted(heights), "the longer its holds, the taller the stretch"


def test_stretches_too_many_to_be_told_apart_are_drawn_as_one() -> None:
    assert len(CROWD.chapters) == 402
    assert len(rhythm(CROWD)) == 1


def test_a_short_pause_is_a_breath_after_speech_and_a_rest_after_a_hold() -> None:
    chapter = laid([("speech", 2_000), ("pause", 3_000), ("hold", 4_000), ("pause", 3_000)])
    (blocks,) = rhythm(Timeline(title="", chapters=(chapter,)))
    assert [block.tone for block in blocks] == ["speech", "hold", "quiet"]
    assert [block.height for block in blocks] == [0.42, 1, 0.1]


def test_different_sessions_have_different_pictures() -> None:
    shapes = [tuple(bars(draw_cover("Neck", [], session))) for session in SESSIONS.values()]
    assert len(set(shapes)) == len(SESSIONS)


KINDS = st.sampled_from(["speech", "hold", "rest", "ready", "pause", "chime"])
PARTS = st.lists(st.tuples(KINDS, st.integers(min_value=1, max_value=600_000)), max_size=12)


def laid(parts: list[tuple[str, int]]) -> Chapter:
    events = []
    now_ms = 0
    for kind, length_ms in parts:
        events.append(Event(kind=kind, start_ms=now_ms, length_ms=length_ms))  # type: ignore[arg-type]
        now_ms += length_ms
    return Chapter(title="", length_ms=now_ms, events=tuple(events))


@given(st.lists(PARTS, max_size=200))
def test_blocks_lie_in_order_beside_each_other_in_the_picture(chapters: list[list[tuple[str, int]]]) -> None:
    blocks = [block for blocks in rhythm(Timeline(title="", chapters=tuple(map(laid, chapters)))) for block in blocks]
    assert all(block.width > 0 and 0 < block.height <= 1 for block in blocks)
    assert all(one.left + one.width < other.left for one, other in pairwise(blocks))
    if blocks:
        assert blocks[0].left == 0
        assert blocks[-1].left + blocks[-1].width == pytest.approx(WIDTH)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_gives_a_cover(title: str, areas: list[str]) -> None:
    assert opened(draw_cover(title, areas, LEAN)).size == (SIZE, SIZE)
