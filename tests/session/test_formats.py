"""The registry of caption formats; what is special to one of them is in test_captions."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from tests.plan.scripts import timeline
from voiceroutine.cli import cli
from voiceroutine.language.markup import shown
from voiceroutine.session.formats import caption_format, caption_formats

LEAN = timeline({"name": "Lean", "hold": "30s", "during": [{"at": "5s", "say": "Let it {drop|dropp}."}]})


@pytest.mark.parametrize("name", caption_formats())
def test_a_format_has_every_cue_as_it_is_read(name: str) -> None:
    written = caption_format(name).write(LEAN)
    words = " ".join(written.split())
    cues = [event.text for _, event in LEAN.events() if event.text]
    assert len(cues) > 5
    for cue in cues:
        assert all(word in words for word in shown(cue).split())
    assert "dropp" not in words
    assert written.endswith("\n")


@pytest.mark.parametrize("name", caption_formats())
def test_a_format_says_what_it_is_in_one_phrase(name: str) -> None:
    description = caption_format(name).description
    assert 10 < len(description) < 70
    assert not description.endswith(".")


def test_the_help_lists_every_format() -> None:
    shown_help = " ".join(CliRunner().invoke(cli, ["make", "--help"]).output.split())
    assert f"Captions beside the MP3: {', '.join(caption_formats())}, or several" in shown_help


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        caption_format("doc")


def test_listing_the_names_imports_no_format() -> None:
    code = (
        "import sys; from voiceroutine.session.formats import caption_formats; caption_formats(); "
        "print([name for name in sys.modules if name.startswith('voiceroutine.session.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "['voiceroutine.session.formats']"
