"""Draws the cover that players show: the title, the playing time, the areas, and a picture of the session's rhythm.

Only flat colours, because JPEG would show bands in gradients. All lengths are in px of the finished picture.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.session.rhythm import WIDTH, rhythm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PIL import Image, ImageDraw, ImageFont

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.session.rhythm import Block

    Font: TypeAlias = ImageFont.FreeTypeFont

SIZE = 1_400
"""The smallest square that podcast directories take (Apple: 1400 to 3000 px)."""
MOST_BYTES = 200_000
"""The file is smaller than this."""
MARGIN = (SIZE - WIDTH) // 2
"""On each side."""

TITLE_TOP, TITLE_BOTTOM, TITLE_SIZES = 112, 556, range(172, 63, -4)
CAP_HEIGHT, LEADING = 0.66, 1.1
"""The height of capitals, and the distance from baseline to baseline, as multiples of the font size."""

RHYTHM_TOP, RHYTHM_HEIGHT = 644, 344
RULES_TOP, RULE_HEIGHT = 1_016, 8
"""A rule below the blocks of each chapter shows that they belong together."""
TIME_BASELINE, TIME_SIZE = 1_172, 96
AREAS_BASELINE, AREA_SIZES = 1_276, range(64, 51, -2)
"""The smallest is 11 px high when the cover is shown 300 px wide."""

ROUNDING = 20
"""The radius of the corners of large blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a cover, as `#rrggbb`. `text` is also for speech, and `faint` for the areas.

    On the ground, texts have a contrast of at least 4.5:1 and blocks of 3:1 (WCAG 2.1, level AA).
    """

    ground: str
    text: str
    faint: str
    hold: str
    quiet: str


PALETTES = (
    Palette(ground="#14342f", text="#f7f1e3", faint="#b9cfc4", hold="#f0a868", quiet="#6f9d8f"),
    Palette(ground="#1b2a44", text="#f4f1e8", faint="#b7c6dc", hold="#efc36a", quiet="#7490b8"),
    Palette(ground="#38213a", text="#f8f0ea", faint="#d6bfd4", hold="#f0988a", quiet="#a07ba0"),
    Palette(ground="#45271f", text="#faf1e4", faint="#e0c4b4", hold="#f3b45f", quiet="#b3826d"),
    Palette(ground="#0e3640", text="#f2f5ee", faint="#b0d0d4", hold="#8fd9c4", quiet="#5b98a5"),
)
"""The title decides which one is used, so that sessions can be told apart in a list."""


def draw_cover(title: str, areas: Sequence[str], timeline: Timeline) -> bytes:
    """Return the cover of a session: a baseline RGB JPEG of 1400 x 1400 px and less than 200 000 bytes.

    Characters that the font lacks are left out, and so are the last `areas` if there is no room for them. If nothing is
    left of `title`, the playing time takes its place.
    """
    from PIL import Image, ImageDraw

    palette = PALETTES[zlib.crc32(title.encode("utf-8", "replace")) % len(PALETTES)]
    picture = Image.new("RGB", (SIZE, SIZE), palette.ground)
    draw = ImageDraw.Draw(picture)
    headline, time = writable(title), playing_time(timeline.duration_ms)
    size, lines = _fitted(headline or time)
    for row, line in enumerate(lines):
        _write(draw, line, TITLE_TOP + size * (CAP_HEIGHT + LEADING * row), size, palette.text)
    named = _write_areas(draw, areas, palette.faint)
    if headline:
        _write(draw, time, TIME_BASELINE if named else AREAS_BASELINE, TIME_SIZE, palette.text)
    _draw_rhythm(picture, rhythm(timeline), palette)
    for quality in range(90, 0, -10):
        picture.save(file := BytesIO(), "JPEG", quality=quality, subsampling=0, optimize=True)
        if file.tell() < MOST_BYTES:
            break
    return file.getvalue()


def playing_time(time_ms: int) -> str:
    """Return `time_ms` for a cover: `40 s`, `25 min`, `1 h 5 min`. From a minute on, it is rounded to minutes."""
    if time_ms < 60_000:
        return f"{time_ms // 1000} s"
    hours, minutes = divmod((time_ms + 30_000) // 60_000, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes))


def writable(text: str) -> str:
    """Return `text` without characters that the font (Latin, Greek, Cyrillic) lacks; empty if no letter is left."""
    text = " ".join(unicodedata.normalize("NFC", text).replace(*_HYPHENS).split())
    parts = (c if _in_font(c) else unicodedata.normalize("NFKD", c) for c in text)
    kept = "".join(c for part in parts for c in part if _in_font(c) and unicodedata.category(c) != "Cf")
    if len(kept) == len(text):
        return kept
    kept = re.sub(r"[(\[{«]\W*[)\]}»]", "", kept)
    kept = " ".join(kept.split()).strip(" -:·,;/|&+")
    return kept if any(map(str.isalpha, kept)) else ""


@lru_cache(maxsize=1024)
def _in_font(character: str) -> bool:
    return _ink(character) != _ink("\uffff")  # a noncharacter, which no font has


def _ink(character: str) -> tuple[object, bytes]:
    font = _font(32)
    return font.getbbox(character), bytes(font.getmask(character))


_HYPHENS = ("\N{NON-BREAKING HYPHEN}", "-")
"""The font has only the second of these."""


def _draw_rhythm(picture: Image.Image, chapters: Iterable[Sequence[Block]], palette: Palette) -> None:
    """Draw the blocks, centred vertically, and the rules: at four times the size, then reduced for smooth edges."""
    from PIL import Image, ImageDraw

    fine = 4
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


@cache
def _font(size: int) -> Font:
    """Return Source Sans Pro Semibold from its package, so that it is the same on every machine."""
    from PIL import ImageFont

    file = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Semibold.ttf"
    return ImageFont.truetype(BytesIO(file.read_bytes()), size)


def _write(draw: ImageDraw.ImageDraw, text: str, baseline: float, size: int, colour: str) -> None:
    """Write `text` so that the ink of its first letter, not the space before it, begins at the margin."""
    font = _font(size)
    bearing = font.getbbox(text)[0] + (font.getmask(text).getbbox() or (0,))[0]
    draw.text((MARGIN - bearing, round(baseline)), text, font=font, fill=colour, anchor="ls")


def _fitted(title: str) -> tuple[int, list[str]]:
    """Return the largest size in which `title` fits, and its lines, balanced. A very long title loses its end."""
    words = re.split(r" (?!-+ )", title)  # a dash stays with the word before it
    for size in TITLE_SIZES:
        length = cache(_font(size).getlength)  # the same lines are tried in many widths
        widest = int(max(map(length, words))) + 1
        most = 1 + int((TITLE_BOTTOM - TITLE_TOP - CAP_HEIGHT * size) / (LEADING * size))
        if widest <= WIDTH and len(lines := _wrapped(words, WIDTH, length)) <= most:
            tries = (_wrapped(words, width, length) for width in (*range(widest, WIDTH, 8), WIDTH))
            return size, next(even for even in tries if len(even) == len(lines))
    lines = _wrapped(words, WIDTH, length)
    if len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1][:-4]}\N{HORIZONTAL ELLIPSIS}"]
    return size, lines


def _wrapped(words: Iterable[str], width: float, length: Callable[[str], float]) -> list[str]:
    """Return `words` in lines. A word longer than a line is broken."""
    lines: list[str] = []
    for word in words:
        if lines and length(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        lines.append(word)
        while length(rest := lines[-1]) > width:
            most = 1 + bisect_right(range(2, len(rest)), width, key=lambda count: length(lines[-1][:count]))
            lines[-1:] = [rest[:most], rest[most:]]
    return lines


def _write_areas(draw: ImageDraw.ImageDraw, areas: Iterable[str], colour: str) -> bool:
    """Write as many of `areas` as fit on a line, and return whether there are any."""
    named = list(dict.fromkeys(filter(None, map(writable, areas))))
    most = int(WIDTH / _font(min(AREA_SIZES)).getlength(" · ")) + 1
    for count in range(min(len(named), most), 0, -1):
        text = " · ".join(named[:count])
        for size in AREA_SIZES:
            if _font(size).getlength(text) <= WIDTH:
                _write(draw, text, AREAS_BASELINE, size, colour)
                return True
    return False
