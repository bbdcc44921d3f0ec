"""`{word|how it is spoken}`: the word is shown everywhere, the respelling spoken in its place only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3

from tests.support import RunCli, write
from voiceroutine.app.preview import preview
from voiceroutine.language.markup import fault, fill, pieces, shown
from voiceroutine.script.library import Library

SCRIPT = """\
title: "{Scapulae|SKAP-yoo-lee} today"
summary: For your {scapulae|SKAP-yoo-lee}.
say_as: {chin: tchin}
allow: [no-caution, no-settle, unusual-dose]
opening: Find a {chair|cheer}.
closing: ''
stretches:
  - name: Drop the {scapulae|SKAP-yoo-lee}
    equipment: [chair]
    setup: Sit. Lower {dr. X|doctor eks. Yes} to the {side}. Breathe.
    start: Lower your {scapulae|SKAP-yoo-lee}, chin in.
    sides: [left, right]
    hold: 6s
    ready: 0
    during: [{at: 1s, say: "{Scapulae|SKAP-yoo-lee}."}]
  - name: Lower them
    start: Lower your scapulae, chin in.
    hold: 1s
    ready: 0
"""


@pytest.fixture
def script() -> Path:
    return write(Path("x.yaml"), SCRIPT)


def without_spoken(timeline: str) -> str:
    """Leave out what the voice is given: the one place that must have the respelling."""
    content = json.loads(timeline)
    spoken = [event.pop("spoken", "") for event in content["events"]]
    assert any("skap" in text for text in spoken)
    return json.dumps(content)


def test_the_respelling_is_nowhere_to_be_seen(script: Path, run_cli: RunCli) -> None:
    assert run_cli("check", "x.yaml", "--strict").returncode == 0
    assert run_cli("make", "-q", "x.yaml", "--captions", "vtt,srt,lrc").returncode == 0
    shown_in = [
        run_cli("show", "x.yaml").stdout,
        without_spoken(run_cli("show", "x.yaml", "--json").stdout),
        run_cli("list").stdout,
    ]
    shown_in += [Path(f"output/x.{form}").read_text(encoding="utf-8") for form in ("vtt", "srt", "lrc")]
    tags = ID3("output/x.mp3")
    assert tags["TIT2"].text == ["Scapulae today"]
    assert tags.getall("COMM")[0].text == ["For your scapulae."]
    titles = [chapter.sub_frames["TIT2"].text for chapter in tags.getall("CHAP")]
    assert titles[1] == ["Drop the scapulae"]
    shown_in += [tags.getall("USLT")[0].text, repr(tags.getall("SYLT")[0].text), repr(titles)]
    for text in shown_in:
        assert "|" not in text
        assert "SKAP" not in text.upper()
    texts = [event["text"] for event in json.loads(shown_in[1])["events"] if event["kind"] == "speech"]
    assert {"Lower your scapulae, chin in.", "Scapulae.", "Find a chair."} <= set(texts)
    assert {"Sit.", "Lower dr. X to the left.", "Breathe."} <= set(texts)
    assert texts[texts.index("Now the other side.") + 1] == "Lower dr. X to the right."
    assert run_cli("verify", "output/x.mp3").returncode == 0
    assert "up to date" in run_cli("make", "x.yaml").stdout


def test_it_is_spoken_there_and_nowhere_else(script: Path) -> None:
    clips = preview("x.yaml", library=Library(())).clips
    respelled, plain = "Lower your {scapulae|SKAP-yoo-lee}, chin in.", "Lower your scapulae, chin in."
    assert clips.pronounce(respelled) == "Lower your skap-yoo-lee, tchin in."
    assert clips.pronounce(plain) == "Lower your scapulae, tchin in."
    assert clips.key(respelled) != clips.key(plain)
    assert len(clips.load(respelled)) != len(clips.load(plain)) or np.any(clips.load(respelled) != clips.load(plain))


def test_another_respelling_is_another_session(script: Path, run_cli: RunCli) -> None:
    run_cli("make", "-q", "x.yaml")
    script.write_text(SCRIPT.replace("{chair|cheer}", "{chair|tchair}"), encoding="utf-8")
    assert "made in" in run_cli("make", "x.yaml").stdout


def test_a_respelled_name_has_the_key_of_its_words(script: Path, run_cli: RunCli) -> None:
    write(Path("y.yaml"), "extends: ./x.yaml\nchange: {drop-the-scapulae: {hold: 3s}}\nskip: [lower-them]\n")
    assert run_cli("check", "y.yaml", "--strict").returncode == 0


def test_a_side_may_stand_beside_a_respelling() -> None:
    assert fill("{side} {word|spoken}, {other}", side="left") == "left {word|spoken}, {other}"
    assert list(pieces("a {b | c} d")) == [("a ", None), ("b", "c"), (" d", None)]


@given(st.text(st.sampled_from("ab|{} ."), max_size=12))
def test_what_has_no_fault_has_no_braces_left(text: str) -> None:
    if fault(text, ()) is None:
        assert not set("{}") & set(shown(text))
        assert "".join(piece for piece, _ in pieces(text)) == shown(text)
