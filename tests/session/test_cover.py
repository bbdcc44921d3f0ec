from __future__ import annotations

import hashlib
import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from tests.session.sessions import LEAN, SESSIONS, laid
from voiceroutine.plan.timeline import Timeline
from voiceroutine.session.cover import (
    MARGIN,
    MOST_BYTES,
    RHYTHM_HEIGHT,
    RHYTHM_TOP,
    SIZE,
    draw_cover,
    playing_time,
)
from voiceroutine.session.lettering import writable
from voiceroutine.session.palettes import PALETTES, Palette
from voiceroutine.session.rhythm import rhythm

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


@pytest.mark.long
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
    assert playing_time(LEAN.duration_ms) == "3 min"
    nameless, named = ink(draw_cover("首", [], LEAN)), ink(draw_cover("3 min", [], LEAN))
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


def test_the_blocks_are_where_their_events_are() -> None:
    cover = draw_cover("Lean", [], LEAN)
    heights = bars(cover)
    for chapter in rhythm(LEAN):
        for block in chapter:
            middle = round(block.left + block.width / 2)
            assert heights[middle] == pytest.approx(block.height * RHYTHM_HEIGHT, abs=6)
    assert (heights == 0).any(), "blocks are set apart"


def test_different_sessions_have_different_pictures() -> None:
    shapes = [tuple(bars(draw_cover("Neck", [], session))) for session in SESSIONS.values()]
    assert len(set(shapes)) == len(SESSIONS)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_gives_a_cover(title: str, areas: list[str]) -> None:
    assert opened(draw_cover(title, areas, LEAN)).size == (SIZE, SIZE)
