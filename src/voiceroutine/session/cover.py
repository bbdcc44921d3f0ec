"""Draws the cover that players show: the title, the playing time, the areas, and a picture of the session's rhythm.

Only flat colours, because JPEG would show bands in gradients. All lengths are in px of the finished picture.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from voiceroutine.session.lettering import CAP_HEIGHT, LEADING, fitted, font_of, writable, write
from voiceroutine.session.palettes import palette_for
from voiceroutine.session.rhythm import WIDTH, rhythm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import Image, ImageDraw

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.session.palettes import Palette
    from voiceroutine.session.rhythm import Block

SIZE = 1_400
"""The smallest square that podcast directories take (Apple: 1400 to 3000 px)."""
MOST_BYTES = 200_000
"""The file is smaller than this."""
MARGIN = (SIZE - WIDTH) // 2
"""On each side."""

TITLE_TOP, TITLE_BOTTOM, TITLE_SIZES = 112, 556, range(172, 63, -4)
RHYTHM_TOP, RHYTHM_HEIGHT = 644, 344
RULES_TOP, RULE_HEIGHT = 1_016, 8
"""A rule below the blocks of each chapter shows that they belong together."""
TIME_BASELINE, TIME_SIZE = 1_172, 96
AREAS_BASELINE, AREA_SIZES = 1_276, range(64, 51, -2)
"""The smallest is 11 px high when the cover is shown 300 px wide."""

ROUNDING = 20
"""The radius of the corners of large blocks."""


def draw_cover(title: str, areas: Sequence[str], timeline: Timeline) -> bytes:
    """Return the cover of a session: a baseline RGB JPEG of 1400 x 1400 px and less than 200 000 bytes.

    Characters that the font lacks are left out, and so are the last `areas` if there is no room for them. If nothing is
    left of `title`, the playing time takes its place.
    """
    from PIL import Image, ImageDraw

    palette = palette_for(title)
    picture = Image.new("RGB", (SIZE, SIZE), palette.ground)
    draw = ImageDraw.Draw(picture)
    headline, time = writable(title), playing_time(timeline.duration_ms)
    size, lines = fitted(headline or time, TITLE_SIZES, WIDTH, TITLE_BOTTOM - TITLE_TOP)
    for row, line in enumerate(lines):
        write(draw, line, MARGIN, TITLE_TOP + size * (CAP_HEIGHT + LEADING * row), size, palette.text)
    named = _write_areas(draw, areas, palette.faint)
    if headline:
        write(draw, time, MARGIN, TIME_BASELINE if named else AREAS_BASELINE, TIME_SIZE, palette.text)
    _draw_rhythm(picture, rhythm(timeline), palette)
    for quality in range(90, 0, -10):
        picture.save(file := BytesIO(), "JPEG", quality=quality, subsampling=0, optimize=True)
        if file.tell() < MOST_BYTES:
            break
    return file.getvalue()


def playing_time(time_ms: int) -> str:
    """Return `time_ms` for a cover: `40 s`, `25 min`, `1 h 5 min`. From a minute on, it is rounded to minutes."""
    return " ".join(f"{count} {unit}" for unit, count in rounded_time(time_ms).items())


def rounded_time(time_ms: int) -> dict[str, int]:
    """Return `time_ms` by `h`, `min` and `s`, without those that it has none of, rounded as `playing_time` says."""
    if time_ms < 60_000:
        return {"s": time_ms // 1000}
    hours, minutes = divmod((time_ms + 30_000) // 60_000, 60)
    return {unit: count for unit, count in (("h", hours), ("min", minutes)) if count}


def _draw_rhythm(picture: Image.Image, chapters: Iterable[Sequence[Block]], palette: Palette) -> None:
    """Draw the blocks, centred vertically, and the rules: at twice the size, then reduced for smooth edges."""
    from PIL import Image, ImageDraw

    fine = 2
    strip = Image.new("RGB", (WIDTH * fine, (RULES_TOP + RULE_HEIGHT - RHYTHM_TOP) * fine), palette.ground)
    draw = ImageDraw.Draw(strip)
    colours = {"hold": palette.hold, "speech": palette.text, "quiet": palette.quiet}

    def block(left: float, top: float, width: float, height: float, colour: str) -> None:
        box = (left * fine, top * fine, max(left, left + width) * fine - 1, (top + height) * fine - 1)
        draw.rounded_rectangle(box, radius=min(width / 2, height / 2, ROUNDING) * fine, fill=colour)

    for blocks in chapters:
        left, right = blocks[0].left, blocks[-1].left + blocks[-1].width
        block(left, RULES_TOP - RHYTHM_TOP, right - left, RULE_HEIGHT, palette.quiet)
        for it in blocks:
            block(it.left, (1 - it.height) / 2 * RHYTHM_HEIGHT, it.width, it.height * RHYTHM_HEIGHT, colours[it.tone])
    picture.paste(strip.reduce(fine), (MARGIN, RHYTHM_TOP))


def _write_areas(draw: ImageDraw.ImageDraw, areas: Iterable[str], colour: str) -> bool:
    """Write as many of `areas` as fit on a line, and return whether there are any."""
    named = list(dict.fromkeys(filter(None, map(writable, areas))))
    most = int(WIDTH / font_of(min(AREA_SIZES)).getlength(" · ")) + 1
    for count in range(min(len(named), most), 0, -1):
        text = " · ".join(named[:count])
        for size in AREA_SIZES:
            if font_of(size).getlength(text) <= WIDTH:
                write(draw, text, MARGIN, AREAS_BASELINE, size, colour)
                return True
    return False
