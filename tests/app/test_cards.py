"""A session has a picture for each of its stretches, and stays small."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.id3 import ID3

from tests.command import own_world, run_here
from tests.support import BUNDLED, SPOKEN_ANYWAY, quick, write
from voiceroutine.app.cards import cards_for
from voiceroutine.app.preview import plan_session
from voiceroutine.app.verify import TAGS, inspect
from voiceroutine.audio.frames import FRAME_MS, SPEECH
from voiceroutine.cache import cache_folder
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.timeline import Timeline
from voiceroutine.script.loader import Script, load_script
from voiceroutine.session.pictures import chapter_picture_of, cover_of
from voiceroutine.session.tags import read_session_info, write_tags

BOTH = """\
title: Both
stretches:
  - {name: Lean, hold: 12s, areas: [Nacken, traps, mine], frequency: twice a day}
  - {name: Sit, picture: chair, hold: 12s, sides: [left, right]}
  - {name: Go, hold: 1s, ready: 0, after: 0}
"""
GROUP = """\
title: Rounds
stretches:
  - group: Twice
    rounds: 2
    stretches:
      - {name: Lean, picture: standing, hold: 20s}
      - {name: Sit, picture: chair, hold: 20s}
"""


def laid(script: Script) -> Timeline:
    return lay_out(script.routine.title, plan_session(script), lambda _: 960)


def test_each_stretch_with_a_picture_has_its_card_and_the_opening_and_the_closing_have_none() -> None:
    script = load_script("neck", BUNDLED)
    cards = cards_for(script.routine, laid(script))
    assert cards[0] is cards[-1] is None
    assert len(set(cards[1:-1])) == len(script.routine.stretches) == len(cards) - 2


def test_the_rounds_of_a_group_have_the_same_cards() -> None:
    script = load_script(write(Path("rounds.yaml"), GROUP), BUNDLED)
    timeline = laid(script)
    cards = cards_for(script.routine, timeline)
    assert [chapter.title for chapter in timeline.chapters[1:5]] == ["Lean 1/2", "Sit 1/2", "Lean 2/2", "Sit 2/2"]
    assert cards[1:3] == cards[3:5]
    assert cards[1] != cards[2]


def test_a_card_is_drawn_once_and_then_read() -> None:
    script = load_script("neck", BUNDLED)
    timeline = laid(script)
    cards = cards_for(script.routine, timeline)
    files = sorted((cache_folder() / "cards").rglob("*.vrc"))
    before = [path.stat().st_ino for path in files]
    assert cards_for(script.routine, timeline) == cards
    assert [path.stat().st_ino for path in files] == before, "a drawn card replaces the file"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Make a session, and its parts."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "work/both.yaml", BOTH)
    with pytest.MonkeyPatch.context() as patch:
        own_world(patch, folder, cache)
        assert run_here("make", "-q", "--split", "both.yaml").returncode == 0
    return folder / "work"


def test_a_finished_session_says_what_it_is_for_and_shows_what_is_done(made: Path) -> None:
    path = made / "output/both.mp3"
    kept = read_session_info(path)
    assert kept
    assert (kept.provenance.language, kept.provenance.areas) == ("en", ("Neck", "Between neck and shoulder", "mine"))
    cards = cards_for(load_script(made / "both.yaml", BUNDLED).routine, kept.timeline)
    found = tuple(chapter_picture_of(path, position) for position in range(len(kept.timeline.chapters)))
    assert found == cards
    assert kept.pictures == {2}
    parts = [ID3(part).getall("APIC")[0].data for part in sorted((made / "output/both").glob("*.mp3"))]
    assert parts == [card or cover_of(path) for card in cards]


def test_an_edited_picture_is_told_by_verify(made: Path) -> None:
    path = Path("both.mp3")
    path.write_bytes((made / "output/both.mp3").read_bytes())
    tags = ID3(path)
    tags.getall("CHAP")[2].sub_frames.getall("APIC")[0].data = b"\x89PNG\r\n\x1a\nsomething else"
    tags.save(v2_version=3)
    assert next(row.found for row in inspect(path)[0] if row.what == TAGS).startswith("changed: chapters, saved again")


def test_a_picture_that_is_large_for_its_chapter_is_left_out(made: Path) -> None:
    kept = read_session_info(made / "output/both.mp3")
    assert kept
    script = load_script(made / "both.yaml", BUNDLED)
    large = [b"\x89PNG\r\n\x1a\n" + bytes(9_000)] * len(kept.timeline.chapters)
    (path := Path("bare.mp3")).write_bytes(b"")
    write_tags(path, script.routine, kept.timeline, kept.provenance, large)
    found = read_session_info(path)
    assert found
    long_enough = {at for at, one in enumerate(kept.timeline.chapters) if one.length_ms * 12 > 9_100 * 20}
    assert found.pictures == long_enough
    assert 0 < len(long_enough) < len(large)


@pytest.mark.parametrize("name", quick(BUNDLED.scripts(), SPOKEN_ANYWAY))
def test_cards_let_a_bundled_session_grow_by_little(name: str) -> None:
    """By 1.5 % at most, where 5 % would be too much."""
    script = load_script(name, BUNDLED)
    timeline = laid(script)
    cards = [card for card in cards_for(script.routine, timeline) if card]
    assert 0 < sum(map(len, cards)) < timeline.duration_ms // FRAME_MS * SPEECH.frame_bytes * 0.015
