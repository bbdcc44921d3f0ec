"""The cover that players show: the title, the playing time, the areas, and a picture of the session's rhythm.

Flat colours alone, so that JPEG leaves no bands. All lengths are in px of the finished picture.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PIL import Image, ImageDraw, ImageFont

    from voiceroutine.plan.timeline import Event, Timeline

    Font: TypeAlias = ImageFont.FreeTypeFont

SIZE = 1_400
"""The smallest square that podcast directories take (Apple: 1400 to 3000 px)."""
MOST_BYTES = 200_000
MARGIN, WIDTH = 120, SIZE - 2 * 120

TITLE_TOP, TITLE_BOTTOM, TITLE_SIZES = 112, 556, range(172, 63, -4)
CAP_HEIGHT, LEADING = 0.66, 1.1
"""The height of capitals, and the way from baseline to baseline, in font sizes."""

RHYTHM_TOP, RHYTHM_HEIGHT = 644, 344
RULES_TOP, RULE_HEIGHT = 1_016, 8
"""A rule below its blocks shows what belongs to a chapter."""
TIME_BASELINE, TIME_SIZE = 1_172, 96
AREAS_BASELINE, AREA_SIZES = 1_276, range(64, 51, -2)
"""The smallest is 11 px where the cover is 300 px wide."""

Tone: TypeAlias = Literal["hold", "speech", "quiet"]
Run: TypeAlias = tuple[Tone, int]
"""What fills some time, and for how many ms."""
HEIGHTS: dict[Tone, float] = {"hold": 1.0, "speech": 0.42, "quiet": 0.1}
"""Of a block, in shares of the picture's."""
LONGEST_BREATH_MS = 3_000
"""A pause up to this long belongs to the speech before it: a breath, or the beat of a counted rep."""
GAP, CHAPTER_GAP, ROUNDING = 3, 24, 20
"""Between blocks, and between chapters unless there are many; the radius of the corners of large blocks."""
SLIM, FINEST, FINEST_HOLD, CELL = 8, 5, 9, 13
"""Blocks with their gap. Below the first they join others between the same holds. If then one is still below the next,
or a hold below its own, the chapter is averaged over blocks of the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a cover, as `#rrggbb`: `text` for the voice too, `faint` for the areas.

    Texts reach 4.5:1 on the ground and blocks 3:1 (WCAG 2.1, level AA).
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
"""One is chosen by the title, so that sessions are told apart in a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the picture of the rhythm: px from its left edge, and a share of its height (above 0 to 1)."""

    tone: Tone
    left: float
    width: float
    height: float


def draw_cover(title: str, areas: Sequence[str], timeline: Timeline) -> bytes:
    """Return the cover of a session: a baseline RGB JPEG of 1400 x 1400 px and less than 200 000 bytes.

    Of the texts what the font cannot write is left out, and so are the last `areas` if they have no room.
    With nothing left of `title`, the playing time stands in its place.
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
    """Return `time_ms` as a cover says it: `40 s`, `25 min`, `1 h 5 min`; from a minute on the nearest minute."""
    if time_ms < 60_000:
        return f"{time_ms // 1000} s"
    hours, minutes = divmod((time_ms + 30_000) // 60_000, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes))


def writable(text: str) -> str:
    """Return what the font (Latin, Greek and Cyrillic letters) can write of `text`; nothing, if no letter is left."""
    font = _font(32)

    def ink(character: str) -> tuple[object, bytes]:
        return font.getbbox(character), bytes(font.getmask(character))

    box = ink("\uffff")  # a noncharacter: no font has it
    text = " ".join(unicodedata.normalize("NFC", text).replace(*_HYPHENS).split())
    parts = (c if ink(c) != box else unicodedata.normalize("NFKD", c) for c in text)
    kept = "".join(c for part in parts for c in part if ink(c) != box and unicodedata.category(c) != "Cf")
    if len(kept) == len(text):
        return kept
    kept = re.sub(r"[(\[{«]\W*[)\]}»]", "", kept)
    kept = " ".join(kept.split()).strip(" -:·,;/|&+")
    return kept if any(map(str.isalpha, kept)) else ""


_HYPHENS = ("\N{NON-BREAKING HYPHEN}", "-")
"""The font lacks the first."""


def rhythm(timeline: Timeline) -> tuple[tuple[Block, ...], ...]:
    """Return the picture of the rhythm, 1160 px wide: the blocks of each chapter, too many chapters as one."""
    chapters = [runs for chapter in timeline.chapters if (runs := list(_runs(chapter.events)))]
    if len(chapters) * CELL / 2 > WIDTH:
        chapters = [[span for runs in chapters for span in runs]]
    gap = min(CHAPTER_GAP, WIDTH / 4 / max(1, len(chapters)))
    least = FINEST / 2  # so that a short chapter beside a very long one is seen
    scale = WIDTH - (gap + least) * len(chapters) + gap
    lengths_ms = [sum(ms for _, ms in runs) for runs in chapters]
    widths = [least + scale * length_ms / sum(lengths_ms) for length_ms in lengths_ms]
    lefts = accumulate((width + gap for width in widths), initial=0.0)
    return tuple(tuple(_blocks(*it)) for it in zip(chapters, lefts, widths, strict=False))


def _runs(events: Iterable[Event]) -> Iterator[Run]:
    """Yield what fills a chapter: prompts and chimes, which lie on top, are left out."""
    reached_ms = 0
    tone: Tone = "quiet"
    for event in events:
        if event.kind == "chime" or event.start_ms < reached_ms:
            continue
        if event.kind == "hold" or event.kind == "speech":
            tone = event.kind
        elif event.kind != "pause" or event.length_ms > LONGEST_BREATH_MS or tone == "hold":
            tone = "quiet"
        yield tone, event.length_ms
        reached_ms = event.end_ms


def _blocks(runs: list[Run], left: float, width: float) -> Iterator[Block]:
    """Yield the blocks of one chapter: what happens in it to scale or, where that is too fine, on the average."""
    length_ms = sum(ms for _, ms in runs)
    scale = (width + GAP) / length_ms
    parts = [(tone, HEIGHTS[tone], span_ms * scale) for tone, span_ms in _joined(runs, SLIM / scale)]
    if len(parts) > 1 and any(part < (FINEST_HOLD if tone == "hold" else FINEST) for tone, _, part in parts):
        cells = max(1, int((width + GAP) / CELL))
        parts = [(tone, height, (width + GAP) / cells) for tone, height in _averaged(runs, length_ms, cells)]
    for tone, height, part in parts:
        yield Block(tone=tone, left=left, width=part - GAP, height=height)
        left += part


def _joined(runs: Iterable[Run], least_ms: float) -> Iterator[Run]:
    """Yield `runs`, those between two holds joined until none of them is shorter than `least_ms`."""
    for held, run in groupby(runs, key=lambda span: span[0] == "hold"):
        if held:  # two holds without a word between them are still two
            yield from run
            continue
        groups: list[list[Run]] = [[]]
        for tone, alike in groupby(run, key=lambda span: span[0]):
            if sum(ms for _, ms in groups[-1]) >= least_ms:
                groups.append([])
            groups[-1].append((tone, sum(ms for _, ms in alike)))
        if len(groups) > 1 and sum(ms for _, ms in groups[-1]) < least_ms:
            groups[-2].extend(groups.pop())
        for group in groups:
            yield max(group, key=lambda span: span[1])[0], sum(ms for _, ms in group)


def _averaged(runs: Iterable[Run], length_ms: int, cells: int) -> Iterator[tuple[Tone, float]]:
    """Yield for each of `cells` equal parts what fills most of it, and its height: the mean, for holds."""
    shares: list[dict[Tone, int]] = [dict.fromkeys(HEIGHTS, 0) for _ in range(cells)]
    at = 0  # in ms times cells, so that all of it is whole
    for tone, span_ms in runs:
        end = at + span_ms * cells
        while at < end:
            cell = at // length_ms
            step = min(end, (cell + 1) * length_ms) - at
            shares[cell][tone] += step
            at += step
    for most, run in groupby(shares, key=lambda share: max(share, key=lambda tone: share[tone])):
        alike = list(run)
        mean = sum(HEIGHTS[tone] * part for share in alike for tone, part in share.items()) / length_ms / len(alike)
        yield from [(most, mean if most == "hold" else HEIGHTS[most])] * len(alike)


def _draw_rhythm(picture: Image.Image, chapters: Iterable[Sequence[Block]], palette: Palette) -> None:
    """Draw the blocks about their middle line, and the rules: four times as large, then reduced, for smooth edges."""
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
    """Return Source Sans Pro Semibold, which a package brings along, the same on every machine."""
    from PIL import ImageFont

    file = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Semibold.ttf"
    return ImageFont.truetype(BytesIO(file.read_bytes()), size)


def _write(draw: ImageDraw.ImageDraw, text: str, baseline: float, size: int, colour: str) -> None:
    """Write `text` so that its ink, not the space before its first letter, begins at the margin."""
    font = _font(size)
    bearing = font.getbbox(text)[0] + (font.getmask(text).getbbox() or (0,))[0]
    draw.text((MARGIN - bearing, round(baseline)), text, font=font, fill=colour, anchor="ls")


def _fitted(title: str) -> tuple[int, list[str]]:
    """Return the largest size in which `title` fits, and its lines, evened out; the end of a very long one goes."""
    words = re.split(r" (?!-+ )", title)  # a dash stays with the word before it
    for size in TITLE_SIZES:
        length = _font(size).getlength
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
    """Return `words` in lines; a word longer than a line is broken."""
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
    """Write as many of `areas` as have room on a line, and return whether there are any."""
    named = list(dict.fromkeys(filter(None, map(writable, areas))))
    most = int(WIDTH / _font(min(AREA_SIZES)).getlength(" · ")) + 1
    for count in range(min(len(named), most), 0, -1):
        text = " · ".join(named[:count])
        for size in AREA_SIZES:
            if _font(size).getlength(text) <= WIDTH:
                _write(draw, text, AREAS_BASELINE, size, colour)
                return True
    return False
