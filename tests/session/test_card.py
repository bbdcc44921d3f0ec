"""The card of a chapter says what is done, and shows it."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from voiceroutine.picture.drawing import shapes_of
from voiceroutine.picture.poses import POSES
from voiceroutine.session.card import MARGIN, SIZE, draw_card
from voiceroutine.session.palettes import PALETTES

PICTURE = shapes_of(POSES["standing"])
NAMES = [
    "Neck",
    "Κλίση του αυχένα στο πλάι",
    "Растяжка шеи",
    "Upper trapezius stretch with a hand on the chair, sitting",
    "y" * 90,
]
DOSE = "3 x 10, hold 5 s, rest 20 s between sets, rest 3 s between reps, each side, alternating"


def ink(card: bytes) -> NDArray[np.bool_]:
    """Return where something is drawn: shape (600, 600)."""
    pixels = np.asarray(Image.open(BytesIO(card)).convert("RGB")).astype(int)
    drawn: NDArray[np.bool_] = np.abs(pixels - pixels[0, 0]).max(axis=2) > 40
    return drawn


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:8])
def test_a_card_is_a_small_png_with_nothing_in_its_margins(name: str) -> None:
    card = draw_card(name, DOSE, PICTURE, PALETTES[0])
    assert len(card) < 20_000
    opened = Image.open(BytesIO(card))
    assert (opened.format, opened.mode, opened.size) == ("PNG", "P", (SIZE, SIZE))
    assert len(opened.getcolors() or ()) <= 16
    drawn = ink(card)
    assert not drawn[:, : MARGIN - 2].any()
    assert not drawn[:, 2 - MARGIN :].any()
    assert not drawn[: MARGIN // 2].any(), "above the capitals, accents and ascenders alone"
    assert not drawn[-MARGIN // 4 :].any()


def test_name_dose_and_picture_lie_below_each_other() -> None:
    rows: NDArray[np.bool_] = np.asarray(ink(draw_card("Name", "30 s", PICTURE, PALETTES[0])).any(axis=1))
    begins = np.flatnonzero(rows[1:] & ~rows[:-1])
    assert len(begins) == 3, "a silence between each"
    assert begins[0] == pytest.approx(MARGIN, abs=4)


def test_the_dose_takes_the_place_of_a_name_that_cannot_be_written() -> None:
    assert draw_card("首", "30 s", PICTURE, PALETTES[1]) == draw_card("30 s", "", PICTURE, PALETTES[1])


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert draw_card("Neck", "30 s", PICTURE, PALETTES[2]) == draw_card("Neck", "30 s", PICTURE, PALETTES[2])
    assert draw_card("Neck", "30 s", PICTURE, PALETTES[2]) != draw_card("Neck", "30 s", PICTURE, PALETTES[3])
