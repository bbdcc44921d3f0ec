"""The blocks that a cover shows of a session's rhythm; how they are drawn is in test_cover."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.session.sessions import CROWD, HOURS, HUNDRED, LEAN, laid
from voiceroutine.plan.timeline import Timeline
from voiceroutine.session.rhythm import WIDTH, rhythm

KINDS = st.sampled_from(["speech", "hold", "rest", "ready", "pause", "chime"])
PARTS = st.lists(st.tuples(KINDS, st.integers(min_value=1, max_value=600_000)), max_size=12)


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


@given(st.lists(PARTS, max_size=200))
def test_blocks_lie_in_order_beside_each_other_in_the_picture(chapters: list[list[tuple[str, int]]]) -> None:
    blocks = [block for blocks in rhythm(Timeline(title="", chapters=tuple(map(laid, chapters)))) for block in blocks]
    assert all(block.width > 0 and 0 < block.height <= 1 for block in blocks)
    assert all(one.left + one.width < other.left for one, other in pairwise(blocks))
    if blocks:
        assert blocks[0].left == 0
        assert blocks[-1].left + blocks[-1].width == pytest.approx(WIDTH)
