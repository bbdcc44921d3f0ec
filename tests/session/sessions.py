"""Sessions for the tests of the cover and its picture of the rhythm."""

from __future__ import annotations

from tests.plan.scripts import timeline
from voiceroutine.plan.timeline import Chapter, Event, Timeline

NOTHING = Timeline(title="", chapters=())
LEAN = timeline({"name": "Lean", "hold": "30s", "reps": "3", "rest": "10s"})
HOURS = timeline(*({"name": f"Stretch {n}", "hold": f"{60 + 37 * n % 300}s", "reps": "20"} for n in range(10)))
HUNDRED = timeline(
    *({"name": f"Stretch {n}", "hold": f"{10 + n % 40}s", "reps": "2"} for n in range(100)),
    chimes="false",  # they would be explained in one of the stretches, and long holds have words of their own
    prompts={"numbers": "false"},
)
CROWD = timeline(*({"name": f"Stretch {n}", "hold": f"{10 + n % 7}s"} for n in range(400)))
COUNTED = timeline({"name": "Arch", "reps": "100", "steps": [{"say": "Up now.", "for": "3s"}]})
SESSIONS = {"lean": LEAN, "hours": HOURS, "hundred": HUNDRED, "crowd": CROWD, "counted": COUNTED, "nothing": NOTHING}


def laid(parts: list[tuple[str, int]]) -> Chapter:
    """Return a chapter of events that follow each other: their kinds, and their lengths in ms."""
    events = []
    now_ms = 0
    for kind, length_ms in parts:
        events.append(Event(kind=kind, start_ms=now_ms, length_ms=length_ms))  # type: ignore[arg-type]
        now_ms += length_ms
    return Chapter(title="", length_ms=now_ms, events=tuple(events))
