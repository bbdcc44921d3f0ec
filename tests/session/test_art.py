"""The PNG of a picture: the same drawing, on its paper."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from voiceroutine.picture.drawing import shapes_of
from voiceroutine.picture.poses import POSES
from voiceroutine.picture.svg import DARK, LIGHT, Colours
from voiceroutine.session.art import draw_picture

SIZE = 120


def pixels(name: str, colours: Colours = LIGHT) -> NDArray[np.int_]:
    """Return the picture of a pose: shape (120, 120, 3)."""
    picture = Image.open(BytesIO(draw_picture(shapes_of(POSES[name]), SIZE, colours)))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (SIZE, SIZE))
    return np.asarray(picture).astype(int)


@pytest.mark.parametrize("name", POSES)
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_ink_is_in_the_box(name: str, colours: Colours) -> None:
    drawn = np.abs(pixels(name, colours) - pixels(name, colours)[0, 0]).max(axis=2) > 40
    assert 0.02 < drawn.mean() < 0.2
    assert not drawn[[0, -1], :].any()
    assert not drawn[:, [0, -1]].any()


def test_the_figure_is_closed_round_its_paper() -> None:
    trunk = pixels("standing")[SIZE // 3, SIZE // 2]
    assert trunk.tolist() == [255, 255, 255]


def test_the_same_shapes_give_the_same_bytes() -> None:
    shapes = shapes_of(POSES["chair"])
    assert draw_picture(shapes, SIZE) == draw_picture(shapes, SIZE)
