"""Cues are recorded in the studio, with a microphone that Chromium makes up, and are heard in the session."""

from __future__ import annotations

import os
import shutil
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray
from playwright.sync_api import expect, sync_playwright

from tests.app.test_recordings import spoken
from tests.support import decode
from tests.web.browsing import Phone
from tests.web.studio.conftest import Studio
from tests.web.studio.page.conftest import Desk, at_a_desk
from tests.web.studio.page.test_access import complaints
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.app.preview import preview
from voiceroutine.app.verify import verify
from voiceroutine.audio.cues import likeness
from voiceroutine.voice.base import Sound
from voiceroutine.voice.shape import shape

pytestmark = pytest.mark.long

SAID = "Draw small circles, and let your arms be heavy."
SCRIPT = """\
title: Evening
guidance: brief
screening: false
stretches:
  - name: Arm circles  # as she likes them
    caution: Stop for sharp or growing pain.
    reps: 4
    setup:
      - say: Stand tall.
        wait: 3s
      - Let your arms hang.
  - name: Neck lean
    caution: Stop for sharp or growing pain.
    sides: both
    start: Lean to the {side}.
    settle: 2s
    hold: 5s
"""


def microphone(path: Path) -> Path:
    """Write what the microphone hears, again and again: a pause, somebody who speaks, a pause."""
    sound = np.pad(spoken(SAID), (44_100, 88_200))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 44_100, 0, "NONE", ""))
        file.writeframes(np.round(sound * 32767).astype("<i2").tobytes())
    return path


@contextmanager
def with_microphone(studio: Studio, file: Path | None, **options: Any) -> Iterator[Desk]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium")
    arguments = ["--autoplay-policy=no-user-gesture-required"]
    if file:
        arguments += ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
        arguments += [f"--use-file-for-fake-audio-capture={file.absolute()}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        phone = Phone(browser)
        with at_a_desk(phone, studio, **options) as desk:
            desk.open("mine", SCRIPT)
            for name in ("Arm circles", "Neck lean"):
                desk.card(name).locator("summary").click()
            yield desk
        browser.close()
    assert phone.complaints == []


def record(desk: Desk, seconds: float, sides: int = 1) -> None:
    """Record in the dialog that is open, and use it."""
    dialog = desk.page.get_by_role("dialog")
    for _ in range(sides):
        expect(dialog.get_by_role("button", name="Record", exact=True)).to_be_focused()
        desk.page.keyboard.press("Enter")
        expect(dialog.get_by_role("status")).to_have_text("Recording.")
        expect(dialog.get_by_role("button", name="Stop")).to_be_focused()
        desk.page.wait_for_timeout(int(seconds * 1000))
        desk.page.keyboard.press("Enter")
        expect(dialog.get_by_role("status")).to_contain_text("Recorded: ")
        expect(dialog.get_by_role("button", name="Use it")).to_be_focused()
        desk.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def test_a_cue_is_recorded_and_heard_in_the_session(studio: Studio, tmp_path: Path) -> None:
    with with_microphone(studio, microphone(tmp_path / "said.wav")) as desk:
        row = desk.card("Arm circles").locator("[data-key=start]")
        row.locator("textarea").fill(SAID)
        desk.settle()
        mic = row.get_by_role("button", name="Record: ")
        mic.click()
        expect(desk.page.get_by_role("dialog")).to_contain_text(SAID)
        record(desk, 6)
        expect(mic).to_have_count(0)
        expect(row.get_by_role("button", name="Record again: ")).to_be_focused()
        expect(row).to_contain_text("Recorded: recordings/arm-circles-start.wav")
        written = f"    start:\n      say: {SAID}\n      recording: recordings/arm-circles-start.wav\n"
        assert written in desk.text
        assert "# as she likes them" in desk.text
        desk.page.keyboard.press("Control+z")
        assert "recording:" not in desk.text
        desk.page.keyboard.press("Control+Shift+z")
        assert written in desk.text
        row.locator("textarea").fill("Draw small circles.")
        assert "say: Draw small circles.\n      recording: recordings/arm-circles-start.wav" in desk.text
        desk.save()
    made = make("scripts/mine.yaml", MakeOptions(folder=Path("output")))
    assert [it.what for it in verify(made.path) if not it.ok] == []
    events = [event for _, event in preview("scripts/mine.yaml").timeline.events()]
    (start,) = (event for event in events if event.recording)
    assert start.shown == "Draw small circles."
    heard = decode(made.path)[start.start_ms * 48 : start.end_ms * 48]
    assert best(heard, spoken(SAID)) > 0.9, "it is what the microphone heard"


def best(heard: NDArray[np.int16], said: NDArray[np.float64]) -> float:
    """Return how alike what is heard is to some words, which may begin a little earlier or later in it."""
    clip = shape(Sound(np.asarray(soxr.resample(said, 44_100, 48_000), np.float32), 48_000))
    assert clip is not None
    own = np.asarray(clip / np.abs(clip).max() * 20_000, np.int16)
    padded = np.pad(heard, (14_400, 14_400 + len(own)))
    return max(likeness(padded[lag : lag + len(own)], own) for lag in range(0, 28_800, 480))


def test_an_action_and_both_sides_are_recorded_and_a_recording_is_taken_away(studio: Studio, tmp_path: Path) -> None:
    with with_microphone(studio, microphone(tmp_path / "said.wav")) as desk:
        items = desk.card("Arm circles").locator("[data-key=setup] .item")
        for at in range(2):
            items.nth(at).get_by_role("button", name="Record: ").click()
            record(desk, 1.5)
        assert (
            "      - say: Stand tall.\n        wait: 3s\n        recording: recordings/arm-circles-setup-1.wav\n"
            "      - say: Let your arms hang.\n        recording: recordings/arm-circles-setup-2.wav\n"
        ) in desk.text
        desk.card("Neck lean").locator("[data-key=start]").get_by_role("button", name="Record: ").click()
        dialog = desk.page.get_by_role("dialog")
        expect(dialog).to_contain_text("1 of 2: the left side")
        expect(dialog.locator("blockquote")).to_have_text("Lean to the left.")
        record(desk, 1.5, sides=2)
        assert "recording: recordings/neck-lean-start-{side}.wav" in desk.text
        assert sorted(file.name for file in (studio.scripts / "recordings").iterdir()) == [
            "arm-circles-setup-1.wav",
            "arm-circles-setup-2.wav",
            "neck-lean-start-left.wav",
            "neck-lean-start-right.wav",
        ]
        for row in (items.first, desk.card("Neck lean").locator("[data-key=start]")):
            row.get_by_role("button", name="Record").click()
            dialog.get_by_role("button", name="Remove the recording").click()
            expect(dialog).to_have_count(0)
        assert "recordings/arm-circles-setup-1.wav" not in desk.text
        assert "    start: Lean to the {side}.\n" in desk.text
        assert len(list((studio.scripts / "recordings").iterdir())) == 4, "the files stay"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialog(studio: Studio, tmp_path: Path, scheme: str) -> None:
    with with_microphone(studio, microphone(tmp_path / "said.wav"), color_scheme=scheme) as desk:
        desk.card("Neck lean").locator("[data-key=start]").get_by_role("button", name="Record: ").click()
        dialog = desk.page.get_by_role("dialog", name="Record: ")
        assert complaints(desk) == []
        desk.press("Record")
        expect(dialog.get_by_role("status")).to_have_text("Recording.")
        desk.page.wait_for_timeout(2_500)
        assert dialog.get_by_label("How loud it is").evaluate("it => it.value") >= 0
        if folder := os.environ.get("SCREENSHOTS"):
            desk.page.screenshot(path=f"{folder}/recording-{scheme}.png")
        assert complaints(desk) == []
        desk.press("Stop")
        desk.press("Listen")
        if folder := os.environ.get("SCREENSHOTS"):
            desk.page.screenshot(path=f"{folder}/recorded-{scheme}.png")
        assert complaints(desk) == []
        desk.press("Record again")
        expect(dialog.get_by_role("status")).to_have_text("Recording.")
        desk.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        assert "recording" not in desk.text


def test_without_a_microphone_the_dialog_says_what_to_do(studio: Studio) -> None:
    with with_microphone(studio, None) as desk:
        desk.card("Neck lean").locator("[data-key=start]").get_by_role("button", name="Record: ").click()
        desk.press("Record")
        expect(desk.page.get_by_role("alert")).to_contain_text("microphone")
        expect(desk.page.get_by_role("button", name="Record", exact=True)).to_be_focused()
