"""Writes on pictures: in which size and in which lines a text fits, and what the font cannot write."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PIL import ImageDraw, ImageFont

    Font: TypeAlias = ImageFont.FreeTypeFont

CAP_HEIGHT, LEADING = 0.66, 1.1
"""The height of capitals, and the distance from baseline to baseline, as multiples of the font size."""


def writable(text: str) -> str:
    """Return `text` without characters that the font (Latin, Greek, Cyrillic) lacks; empty if no letter is left."""
    box = _ink("\uffff")  # a noncharacter, which no font has
    text = " ".join(unicodedata.normalize("NFC", text).replace(*_HYPHENS).split())
    parts = (c if _ink(c) != box else unicodedata.normalize("NFKD", c) for c in text)
    kept = "".join(c for part in parts for c in part if _ink(c) != box and unicodedata.category(c) != "Cf")
    if len(kept) == len(text):
        return kept
    kept = re.sub(r"[(\[{«]\W*[)\]}»]", "", kept)
    kept = " ".join(kept.split()).strip(" -:·,;/|&+")
    return kept if any(map(str.isalpha, kept)) else ""


@lru_cache(2_048)
def _ink(character: str) -> tuple[object, bytes]:
    """Return what a character looks like."""
    font = font_of(32)
    return font.getbbox(character), bytes(font.getmask(character))


_HYPHENS = ("\N{NON-BREAKING HYPHEN}", "-")
"""The font has only the second of these."""


@cache
def font_of(size: int) -> Font:
    """Return Source Sans Pro Semibold from its package, so that it is the same on every machine."""
    from PIL import ImageFont

    file = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Semibold.ttf"
    return ImageFont.truetype(BytesIO(file.read_bytes()), size)


def write(draw: ImageDraw.ImageDraw, text: str, left: float, baseline: float, size: int, colour: str) -> None:
    """Write `text` so that the ink of its first letter, not the space before it, begins at `left`, in px."""
    font = font_of(size)
    bearing = font.getbbox(text)[0] + (font.getmask(text).getbbox() or (0,))[0]
    draw.text((left - bearing, round(baseline)), text, font=font, fill=colour, anchor="ls")


def fitted(text: str, sizes: Sequence[int], width: int, height: int) -> tuple[int, list[str]]:
    """Return the first of `sizes` in which `text` fits, and its lines, balanced. A very long text loses its end."""
    words = re.split(r" (?!-+ )", text)  # a dash stays with the word before it
    for size in sizes:
        length = cache(font_of(size).getlength)  # each way to break the lines measures the same words
        widest = int(max(map(length, words))) + 1
        most = 1 + int((height - CAP_HEIGHT * size) / (LEADING * size))
        if widest <= width and len(lines := wrapped(words, width, length)) <= most:
            tries = (wrapped(words, narrower, length) for narrower in (*range(widest, width, 8), width))
            return size, next(even for even in tries if len(even) == len(lines))
    lines = wrapped(words, width, length)
    if len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1][:-4]}\N{HORIZONTAL ELLIPSIS}"]
    return size, lines


def wrapped(words: Iterable[str], width: float, length: Callable[[str], float]) -> list[str]:
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
