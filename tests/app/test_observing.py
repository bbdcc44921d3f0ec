"""A session can be heard while it is made: what is heard is what is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import BUNDLED, write
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.audio.frames import MUSIC, SPEECH
from voiceroutine.plan.timeline import Timeline
from voiceroutine.session.id3 import tag_bytes
from voiceroutine.session.tags import read_session_info

SCRIPT = """\
title: Heard at once
screening: false
guidance: brief
stretches:
  - {name: Lean, hold: 2s, start: This is what nobody has said before.}
  - {name: Sit, hold: 4s}
"""


class EnoughError(Exception):
    """Somebody has heard enough."""


class Listener:
    """Keeps what it is told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.timelines: list[Timeline] = []
        self.blocks: list[bytes] = []
        self.frame_bytes = 0

    def going_on(self) -> None:
        pass

    def planned(self, timeline: Timeline, frame_bytes: int) -> None:
        self.told.append("planned")
        self.timelines.append(timeline)
        self.frame_bytes = frame_bytes

    def laid_out(self, timeline: Timeline) -> None:
        self.told.append("laid out")
        self.timelines.append(timeline)

    def rendered(self, frames: bytes) -> None:
        self.told.append("rendered")
        self.blocks.append(frames)


@pytest.mark.parametrize("music", ["none", pytest.param("waves", marks=pytest.mark.long)])
def test_what_is_heard_while_it_is_made_is_what_is_in_the_file(music: str) -> None:
    write(Path("heard.yaml"), SCRIPT)
    listener = Listener()
    session = make("heard.yaml", MakeOptions(music=music), library=BUNDLED, observer=listener)
    frame_bytes = (SPEECH if music == "none" else MUSIC).frame_bytes
    assert listener.frame_bytes == frame_bytes
    sound = session.path.read_bytes()[tag_bytes(session.path) + frame_bytes :]
    assert b"".join(listener.blocks) == sound
    assert listener.told[:2] == ["planned", "rendered"]
    assert listener.told.count("laid out") == 1
    assert len(listener.blocks[0]) >= 9_000 // 24 * frame_bytes
    kept = read_session_info(session.path)
    assert kept
    assert listener.timelines[1] == kept.timeline


def test_a_session_that_is_up_to_date_is_told_of_to_nobody() -> None:
    write(Path("heard.yaml"), SCRIPT)
    make("heard.yaml", library=BUNDLED)
    assert not make("heard.yaml", library=BUNDLED, observer=(listener := Listener())).made
    assert listener.told == []


def test_a_listener_can_end_it_and_no_file_is_left() -> None:
    class Impatient(Listener):
        def laid_out(self, timeline: Timeline) -> None:
            raise EnoughError

    write(Path("heard.yaml"), SCRIPT)
    with pytest.raises(EnoughError):
        make("heard.yaml", library=BUNDLED, observer=Impatient())
    assert list(Path("output").iterdir()) == []
