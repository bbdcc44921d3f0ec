"""A hold whose start describes a movement has time to arrive."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.script.checks.warned import CAUTION, warned
from tests.support import answer_of, write

SAID = "is a movement, and the hold's clock runs from the end of this cue"


def script(*lines: str, language: str = "en") -> str:
    body = "\n".join(f"    {line}" for line in (CAUTION, *lines))
    return f"title: T\nlanguage: {language}\nstretches:\n  - name: Lean\n{body}\n"


def test_the_verb_is_pointed_at() -> None:
    assert warned("no-settle", script("hold: 20s", "start: Slowly lean over.")) == [f"7:19-23: `lean` {SAID}"]


def test_the_hint_gives_a_time_by_the_hold() -> None:
    write(Path("x.yaml"), script("hold: 5s", "start: Squeeze."))
    assert "= add `settle: 1s`: time to arrive before the hold begins" in answer_of(Path("x.yaml"))
    write(Path("x.yaml"), script("hold: 10s", "start: Squeeze."))
    assert "= add `settle: 3s`: time to arrive before the hold begins" in answer_of(Path("x.yaml"))


@pytest.mark.parametrize(
    "lines",
    [
        ("hold: 20s", "settle: 1s", "start: Lean over."),
        ("hold: 20s", "start: Breathe."),
        ("hold: 20s", "start: Start your return."),
        ("hold: 20s",),
        ("steps: [{say: Up., for: 3s}]", "start: Lean over."),
    ],
)
def test_nothing_to_arrive_at_needs_no_time(lines: tuple[str, ...]) -> None:
    assert warned("no-settle", script(*lines)) == []


def test_a_list_is_searched_and_found_once() -> None:
    text = script("hold: 20s", "start: [Breathe out., Lean over., Turn.]")
    assert warned("no-settle", text) == [f"7:27-31: `Lean` {SAID}"]


@pytest.mark.parametrize(
    ("language", "start", "verb"),
    [
        ("de", "Langsam den Kopf drehen.", "drehen"),
        ("fr", "Penche la tête.", "Penche"),
        ("es", "Gira la cabeza.", "Gira"),
        ("it", "Ruota la testa.", "Ruota"),
        ("nl", "Draai je hoofd.", "Draai"),
        ("pt", "Incline a cabeça.", "Incline"),
    ],
)
def test_each_language_has_its_verbs(language: str, start: str, verb: str) -> None:
    (warning,) = warned("no-settle", script("hold: 20s", f"start: {start}", language=language))
    assert warning.endswith(f"`{verb}` {SAID}")
