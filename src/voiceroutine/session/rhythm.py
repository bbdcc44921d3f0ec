"""The picture of a session's rhythm: which blocks its cover shows, where, and how high. Pure; `cover` draws them.

Holds are tall blocks, speech is half as high, and silence is low. A chapter is drawn to scale if its blocks can be told
apart. In one that is too fine for that (a hundred reps), each block stands for an equal share of the time instead, and
shows what fills most of it. All lengths are in px of the finished cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.plan.timeline import Event, Timeline

WIDTH = 1_160
"""Of the whole picture."""
Tone: TypeAlias = Literal["hold", "speech", "quiet"]
HEIGHTS: dict[Tone, float] = {"hold": 1.0, "speech": 0.42, "quiet": 0.1}
"""The height of a block, as a fraction of the picture's."""
LONGEST_BREATH_MS = 3_000
"""A pause up to this long counts as part of the speech before it: a breath, or the beat of a counted rep."""
GAP = 3
"""Between blocks."""
CHAPTER_GAP = 24
"""Between chapters; less if there are many."""
SLIM = 8
"""Between two holds, blocks narrower than this (with their gap) are merged."""
FINEST, FINEST_HOLD = 5, 9
"""A chapter with a block, or a hold, narrower than this (with its gap) cannot be drawn to scale."""
CELL = 13
"""The width of its blocks then, with their gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the picture: px from its left edge, and a fraction of its height (above 0, up to 1)."""

    tone: Tone
    left: float
    width: float
    height: float


class _Run(NamedTuple):
    """A time that is filled with one thing."""

    tone: Tone
    length_ms: int


def rhythm(timeline: Timeline) -> tuple[tuple[Block, ...], ...]:
    """Return the blocks of each chapter, by position. If there are too many chapters, all of them are one."""
    chapters = [runs for chapter in timeline.chapters if (runs := list(_runs(chapter.events)))]
    if len(chapters) * CELL / 2 > WIDTH:
        chapters = [[run for runs in chapters for run in runs]]
    gap = min(CHAPTER_GAP, WIDTH / 4 / max(1, len(chapters)))
    least = FINEST / 2  # so that a short chapter can be seen beside a very long one
    scale = WIDTH - (gap + least) * len(chapters) + gap
    lengths_ms = [_length_ms(runs) for runs in chapters]
    widths = [least + scale * length_ms / sum(lengths_ms) for length_ms in lengths_ms]
    lefts = accumulate((width + gap for width in widths), initial=0.0)
    return tuple(tuple(_blocks(*it)) for it in zip(chapters, lefts, widths, strict=False))


def _runs(events: Iterable[Event]) -> Iterator[_Run]:
    """Yield what fills a chapter, without prompts and chimes, which lie on top of something else."""
    reached_ms = 0
    tone: Tone = "quiet"
    for event in events:
        if event.kind == "chime" or event.start_ms < reached_ms:
            continue
        if event.kind == "hold" or event.kind == "speech":
            tone = event.kind
        elif "steps" in (event.origin or ()):  # a step without words is done all the same
            tone = "hold"
        elif event.kind != "pause" or event.length_ms > LONGEST_BREATH_MS or tone == "hold":
            tone = "quiet"
        yield _Run(tone, event.length_ms)
        reached_ms = event.end_ms


def _blocks(runs: list[_Run], left: float, width: float) -> Iterator[Block]:
    """Yield the blocks of one chapter."""
    px_per_ms = (width + GAP) / _length_ms(runs)
    drawn = [(run.tone, HEIGHTS[run.tone], run.length_ms * px_per_ms) for run in _merged(runs, SLIM / px_per_ms)]
    if len(drawn) > 1 and any(wide < (FINEST_HOLD if tone == "hold" else FINEST) for tone, _, wide in drawn):
        cells = max(1, int((width + GAP) / CELL))
        drawn = [(tone, height, (width + GAP) / cells) for tone, height in _averaged(runs, cells)]
    for tone, height, wide in drawn:
        yield Block(tone=tone, left=left, width=wide - GAP, height=height)
        left += wide


def _merged(runs: Iterable[_Run], least_ms: float) -> Iterator[_Run]:
    """Yield the holds as they are, and between them runs of at least `least_ms` where there is time for that."""
    for held, between in groupby(runs, key=lambda run: run.tone == "hold"):
        if held:  # two holds with nothing between them are still two
            yield from between
            continue
        groups: list[list[_Run]] = [[]]
        for tone, alike in groupby(between, key=lambda run: run.tone):
            if _length_ms(groups[-1]) >= least_ms:
                groups.append([])
            groups[-1].append(_Run(tone, _length_ms(alike)))
        if len(groups) > 1 and _length_ms(groups[-1]) < least_ms:
            groups[-2].extend(groups.pop())
        for group in groups:
            yield _Run(max(group, key=lambda run: run.length_ms).tone, _length_ms(group))


def _averaged(runs: list[_Run], cells: int) -> Iterator[tuple[Tone, float]]:
    """Yield the tone and the height of each of `cells`, which divide the time of a chapter equally.

    The tone is what fills most of the cell. The height is the tone's, except that neighbouring cells of holds share
    their mean height: the more of their time is held, the higher they are.
    """
    for tone, alike in groupby(_shares(runs, cells), key=lambda share: max(share, key=lambda tone: share[tone])):
        shares = list(alike)
        filled = sum(HEIGHTS[each] * time for share in shares for each, time in share.items())
        height = filled / _length_ms(runs) / len(shares) if tone == "hold" else HEIGHTS[tone]
        yield from [(tone, height)] * len(shares)


def _shares(runs: list[_Run], cells: int) -> list[dict[Tone, int]]:
    """Return how much time each tone fills in each of `cells` that divide a chapter equally, in ms times `cells`.

    In that unit everything is a whole number, and a cell is as long as the chapter is in ms.
    """
    cell_length = _length_ms(runs)
    shares: list[dict[Tone, int]] = [dict.fromkeys(HEIGHTS, 0) for _ in range(cells)]
    at = 0
    for run in runs:
        end = at + run.length_ms * cells
        while at < end:
            cell = at // cell_length
            step = min(end, (cell + 1) * cell_length) - at
            shares[cell][run.tone] += step
            at += step
    return shares


def _length_ms(runs: Iterable[_Run]) -> int:
    return sum(run.length_ms for run in runs)
