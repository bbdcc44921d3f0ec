"""After twelve seconds of instruction there is time to act."""

from __future__ import annotations

from tests.script.checks.warned import warned

SENTENCE = "Sit up tall and let your shoulders sink away from your ears."
"""About three seconds."""


def script(*lines: str) -> str:
    return "\n".join(["title: T", "stretches:", "  - name: Lean", *(f"    {line}" for line in lines), ""])


def test_a_text_without_a_pause_is_too_long_and_pointed_at() -> None:
    (warning,) = warned("long-speech", script("hold: 5s", f"caution: {' '.join([SENTENCE] * 6)}"))
    assert warning.startswith("5:14-")
    assert warning.endswith(" s here without a pause to act")
    assert 12 < float(warning.split(" for ")[1].split(" s ")[0]) < 30


def test_a_pause_after_each_sentence_is_enough() -> None:
    assert warned("long-speech", script("hold: 5s", f"setup: {' '.join([SENTENCE] * 6)}")) == []


def test_actions_without_time_between_them_are_one_speech() -> None:
    actions = [f"  - {{say: {SENTENCE}, wait: 0s}}"] * 6
    (warning,) = warned("long-speech", script("hold: 5s", "setup:", *actions))
    assert warning.startswith(tuple(f"{line}:" for line in range(6, 12)))
    assert warned("long-speech", script("hold: 5s", "setup:", *(it.replace("0s", "2s") for it in actions))) == []


def test_steps_and_numbers_are_acted_on_while_they_are_said() -> None:
    assert warned("long-speech", script("reps: 10", "steps: [{say: Sit up tall., for: 1.5s}]")) == []
    assert warned("long-speech", script("reps: 30", "tempo: 1s")) == []


def test_what_is_said_before_the_stretches_is_no_instruction() -> None:
    opening = f"opening: {' '.join([SENTENCE] * 6)}\n"
    assert warned("long-speech", opening + script("hold: 5s")) == []
