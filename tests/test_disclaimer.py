"""The disclaimer is the first thing heard, whatever a script says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.support import RunCli, decode, write
from voiceroutine.app.preview import preview
from voiceroutine.language.languages import phrases_for
from voiceroutine.script.library import Library
from voiceroutine.voice.clips import Clips

BODY = "stretches: [{name: A, hold: 1s, ready: 0}]\nclosing: ''\n"

TRIES = {
    "minimal": "title: T\nguidance: minimal\nscreening: false\nannounce: none\nopening: ''\n" + BODY,
    "notice": "title: T\nnotice: Before we start.\n" + BODY,
    "brief": "title: T\nguidance: brief\nopening: ''\n" + BODY,
    "empty opening": "title: T\nopening: ''\n" + BODY,
    "overlay": "extends: desk-break\nopening: ''\nclosing: ''\nskip: [shoulder-squeeze]\n",
    "fast": "title: T\npace: 2.0\n" + BODY,
    "silent": "title: T\nprompts: {halfway: off, countdown: 0}\nchimes: false\n" + BODY,
    "respelled": "title: T\nsay_as: {not: indeed, advice: orders, at your own risk: at no risk}\n" + BODY,
    "called like it": "title: T\nopening: Before we start.\n" + BODY,
}


@pytest.mark.parametrize("script", TRIES.values(), ids=TRIES.keys())
def test_it_is_first_in_every_session(run_cli: RunCli, script: str) -> None:
    write(Path("x.yaml"), script)
    done = run_cli("show", "x.yaml", "--json")
    assert done.returncode == 0, done.stderr
    first = json.loads(done.stdout)["events"][0]
    assert (first["kind"], first["start_ms"], first["text"]) == ("speech", 0, phrases_for("en").disclaimer)


@pytest.mark.parametrize("key", ["disclaimer", "safety", "no_disclaimer"])
def test_no_key_takes_it_away(run_cli: RunCli, key: str) -> None:
    write(Path("x.yaml"), f"title: T\n{key}: off\n{BODY}")
    done = run_cli("make", "x.yaml")
    assert done.returncode == 1
    assert f"unknown key `{key}`" in done.stderr


def test_no_flag_takes_it_away(run_cli: RunCli) -> None:
    assert "disclaimer" not in run_cli("make", "--help").stdout
    assert run_cli("make", "neck", "--no-disclaimer").returncode == 2


def spoken() -> Clips:
    """What the default voice has said for a session."""
    write(Path("y.yaml"), "title: T\n" + BODY)
    return preview("y.yaml", library=Library(())).clips


def test_it_is_heard_whole_at_the_beginning_of_the_mp3(run_cli: RunCli) -> None:
    write(Path("x.yaml"), "title: T\n" + BODY)
    assert run_cli("make", "-q", "x.yaml").returncode == 0
    clip = spoken().load(phrases_for("en").disclaimer).astype(float)
    heard = decode(Path("output/x.mp3"))[: len(clip)].astype(float)
    assert np.corrcoef(clip, heard)[0, 1] > 0.99


def test_it_is_under_thirty_seconds_and_says_what_it_must() -> None:
    text = phrases_for("en").disclaimer
    assert spoken().length_ms(text) < 30_000
    for word in (
        "education",
        "demonstration only",
        "medical advice",
        "treatment plan",
        "diagnose",
        "replace",
        "put off",
        "ask",
        "promise",
        "risk",
        "hurt",
    ):
        assert word in text.lower(), word


def test_no_pronunciation_changes_it() -> None:
    text = phrases_for("en").disclaimer
    plain = spoken().load(text)
    write(Path("y.yaml"), f'title: T\nsay_as: {{not: indeed, risk: profit, "{text}": Hi.}}\n' + BODY)
    respelled = preview("y.yaml", library=Library(())).clips
    np.testing.assert_array_equal(respelled.load(text), plain)
