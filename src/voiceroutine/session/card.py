"""Draws the card of a chapter, which players show while it plays: the stretch's name, its dose, and its picture.

The colours are the cover's. All lengths are in px of the finished card.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from voiceroutine.picture.svg import Colours
from voiceroutine.session.art import drawn
from voiceroutine.session.lettering import CAP_HEIGHT, LEADING, fitted, writable, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

    from voiceroutine.picture.shapes import Shape
    from voiceroutine.session.palettes import Palette

CARD_VERSION = 2
"""Part of a session's fingerprint and of the cards' keys in the cache: raise it with every change to what a card shows,
or to how a picture is drawn."""

SIZE = 600
MARGIN = 40
WIDTH = SIZE - 2 * MARGIN
GAP = 26
"""Between the name, the dose and the picture."""
NAME_SIZES, NAME_HEIGHT = range(64, 35, -2), 150
DOSE_SIZES, DOSE_HEIGHT = range(44, 27, -2), 70
"""The smallest is 14 px high when the card is shown 300 px wide."""
_COMPRESSION = 6
"""Of zlib. 9 makes cards 9 % smaller and takes twice the time to draw them."""


def draw_card(name: str, dose: str, shapes: Sequence[Shape], palette: Palette) -> bytes:
    """Return the card of a chapter: a PNG of 600 x 600 px and 16 colours, the same for the same arguments.

    Characters that the font lacks are left out. If nothing is left of `name`, the dose takes its place.

    Args:
        name: Of the stretch.
        dose: As on paper; may be empty.
        shapes: Its picture, in a unit square.
        palette: The session's colours.
    """
    from PIL import Image, ImageDraw

    card = Image.new("RGB", (SIZE, SIZE), palette.ground)
    draw = ImageDraw.Draw(card)
    headline, *below = [text for text in map(writable, (name, dose)) if text] or [""]
    bottom = MARGIN - GAP
    for text, some, most, colour in (
        (headline, NAME_SIZES, NAME_HEIGHT, palette.text),
        *((text, DOSE_SIZES, DOSE_HEIGHT, palette.faint) for text in below),
    ):
        size, lines = fitted(text, some, WIDTH, most)
        for row, line in enumerate(lines):
            write(draw, line, MARGIN, bottom + GAP + size * (CAP_HEIGHT + LEADING * row), size, colour)
        bottom += GAP + round(size * (CAP_HEIGHT + LEADING * (len(lines) - 1)))
    side = SIZE - MARGIN // 2 - bottom - GAP // 2
    colours = Colours(ink=palette.text, paper=palette.ground, accent=palette.hold, prop=palette.quiet)
    card.paste(drawn(shapes, side, colours), ((SIZE - side) // 2, SIZE - MARGIN // 2 - side))
    file = BytesIO()
    card.quantize(palette=_shades(palette), dither=Image.Dither.NONE).save(
        file, "PNG", bits=4, compress_level=_COMPRESSION
    )
    return file.getvalue()


def _shades(palette: Palette) -> Image.Image:
    """Return the 16 colours of a card, as Pillow wants them: the ground, and steps from it to each other colour."""
    from PIL import Image, ImageColor

    def steps() -> Iterator[int]:
        ground = ImageColor.getrgb(palette.ground)
        yield from ground
        for colour, count in ((palette.text, 5), (palette.hold, 4), (palette.faint, 3), (palette.quiet, 3)):
            for step in range(1, count + 1):
                for low, high in zip(ground, ImageColor.getrgb(colour), strict=True):
                    yield round(low + (high - low) * step / count)

    image = Image.new("P", (1, 1))
    image.putpalette(bytes(steps()))
    return image
