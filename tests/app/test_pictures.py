"""The line drawing of a stretch, by its key, or of a position, by its name."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import voiceroutine
from tests.support import write
from voiceroutine.language.forms import POSITIONS
from voiceroutine.script.library import Library, Shelf

TITLE, DESCRIPTION = 0, 1


@pytest.fixture
def library(tmp_path: Path) -> Library:
    stretch = "name: Lean of the {scapulae|SKAP-yoo-lee}\npurpose: It is good.\nhold: 20s\n"
    write(tmp_path / "stretches" / "lean.yaml", stretch + "picture: {pose: chair, mark: right trap}\n")
    write(tmp_path / "stretches" / "plain.yaml", stretch)
    write(tmp_path / "stretches" / "chair.yaml", stretch + "picture: standing\n")
    return Library((Shelf(tmp_path, "here"),))


def test_every_position_has_a_picture() -> None:
    for position in POSITIONS:
        assert ET.fromstring(voiceroutine.picture_of(position))[TITLE].text == position  # noqa: S314 it is our own


def test_a_stretch_is_told_to_those_who_cannot_see_it(library: Library) -> None:
    picture = ET.fromstring(voiceroutine.picture_of("lean", library))  # noqa: S314 it is our own
    assert (picture[TITLE].text, picture[DESCRIPTION].text) == ("Lean of the scapulae", "It is good.")


def test_the_left_side_and_other_colours_are_other_pictures(library: Library) -> None:
    pictures = {
        voiceroutine.picture_of("lean", library),
        voiceroutine.picture_of("lean", library, side="left"),
        voiceroutine.picture_of("lean", library, colours="dark"),
        voiceroutine.picture_of("lean", library, colours="page"),
    }
    assert len(pictures) == 4


def test_a_stretch_goes_before_a_position_of_its_name(library: Library) -> None:
    assert voiceroutine.picture_of("chair", library) != voiceroutine.picture_of("chair", Library(()))


def test_what_has_no_picture_is_told(library: Library) -> None:
    with pytest.raises(voiceroutine.VoiceroutineError, match="the stretch `plain` has no picture"):
        voiceroutine.picture_of("plain", library)
    with pytest.raises(voiceroutine.VoiceroutineError, match="it is neither a stretch nor a position"):
        voiceroutine.picture_of("nowhere", library)
