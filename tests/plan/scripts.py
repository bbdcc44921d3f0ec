"""Routines for the plan's tests, made without a file."""

from __future__ import annotations

from typing import Any

from voiceroutine.language.languages import phrases_for
from voiceroutine.plan.director import direct
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.prompts import LengthOf
from voiceroutine.plan.timeline import Chapter, Timeline
from voiceroutine.script.model import Routine

CUE_MS = 1_000
COUNT_MS = 400


def length_of(text: str) -> int:
    """A single word and the stock start take 400 ms, everything else a second."""
    return COUNT_MS if " " not in text or text == "Start now." else CUE_MS


def timeline(*stretches: dict[str, Any], length: LengthOf = length_of, **routine: Any) -> Timeline:
    script = Routine.model_validate({"title": "Test", "stretches": list(stretches), **routine})
    return lay_out("Test", direct(script, phrases_for("en")), length, wake=script.wakes)


def chapter(**stretch: Any) -> Chapter:
    """Lay out one stretch; it is followed by the closing."""
    return timeline({"name": "Test stretch", "after": "0", "ready": "4", **stretch}).chapters[1]


def rows(laid: Chapter) -> list[str]:
    """Write a chapter as `start kind length text`."""
    return [f"{e.start_ms} {e.kind} {e.length_ms}" + (f" {e.text}" if e.text else "") for e in laid.events]
