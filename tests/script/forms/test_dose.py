"""A dose in a form: a line stays a line, as far as it can say what is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceroutine.document.nodes import Entry, Mapping, Scalar, Sequence, Source, Span, plain
from voiceroutine.script.dose.nodes import SAID, without_dose
from voiceroutine.script.forms.dose import with_field
from voiceroutine.units import parse_duration

PLACE = ("stretches", 0)


@pytest.mark.parametrize(
    ("own", "key", "value", "expected"),
    [
        ({"dose": "3 x 10, hold 5 s"}, "reps", 8, {"dose": "3 x 8, hold 5 s"}),
        ({"dose": "3 x 10, hold 5 s"}, "hold", None, {"dose": "3 x 10"}),
        ({"dose": "3 x 10, hold 5 s"}, "hold", "5s", {"dose": "3 x 10, hold 5 s"}),
        ({"dose": "3x10  hold 5s"}, "hold", "5s", {"dose": "3x10  hold 5s"}),
        ({"dose": "10"}, "sides", "both", {"dose": "10 reps, each side"}),
        ({"dose": "10, each side"}, "alternate", True, {"dose": "10 reps, each side, alternating"}),
        ({"dose": "10, each side"}, "sides", ["right", "left"], {"dose": "10 reps, right and left"}),
        ({"dose": "10"}, "frequency", "twice a day", {"dose": "10 reps, twice a day"}),
        ({"dose": "30 s"}, "hold", "40s", {"dose": "40 s"}),
        ({"dose": "30 s"}, "reps", None, {"dose": "hold 30 s"}),
        ({"dose": "10"}, "reps", None, {}),
        ({"dose": "3 x 10"}, "hold", "5 breaths", {"dose": "3 x 10", "hold": "5 breaths"}),
        ({"dose": "3 x 10, hold 5 s"}, "hold", "5 breaths", {"dose": "3 x 10", "hold": "5 breaths"}),
        ({"dose": "3 x 10", "hold": "5 breaths"}, "hold", "8s", {"dose": "3 x 10", "hold": "8s"}),
        ({"dose": "3 x 10", "hold": "5 breaths"}, "dose", "3 x 12", {"dose": "3 x 12", "hold": "5 breaths"}),
        ({"dose": "3 x 10", "hold": "5s"}, "dose", "3 x 10, hold 8 s", {"dose": "3 x 10, hold 8 s"}),
        ({"dose": "3 x 10"}, "reps", "many", {"dose": "3 sets", "reps": "many"}),
        ({"dose": "3 x 10"}, "reps", 5000, {"dose": "3 sets", "reps": 5000}),
        ({"dose": "often"}, "reps", 5, {"dose": "often", "reps": 5}),
        ({"dose": "often"}, "dose", "", {}),
        ({"name": "x", "reps": "5", "hold": "5s"}, "dose", "8, hold 6 s", {"name": "x", "dose": "8, hold 6 s"}),
        ({"name": "x", "reps": "5", "hold": "5s"}, "dose", "8", {"name": "x", "dose": "8"}),
        ({"name": "x", "reps": "5", "hold": "5s"}, "dose", "8,x", {"name": "x", "dose": "8,x"}),
        ({"name": "x", "reps": "5", "hold": "5s"}, "dose", None, {"name": "x"}),
        ({"reps": "5", "frequency": "daily"}, "dose", "8", {"dose": "8", "frequency": "daily"}),
        ({"reps": "5", "frequency": "daily"}, "dose", "8, 2x/day", {"dose": "8, 2x/day"}),
        ({"dose": "10", "start": "Go."}, "start", None, {"dose": "10"}),
        ({"use": "chin-tuck", "hold": "9s"}, "dose", "3 x 10", {"use": "chin-tuck", "dose": "3 x 10"}),
        ({"name": "x", "start": "Go."}, "setup", "Sit.", {"name": "x", "setup": "Sit.", "start": "Go."}),
    ],
)
def test_a_dose_stays_what_it_is(own: dict[str, Any], key: str, value: Any, expected: dict[str, Any]) -> None:
    found = with_field(own, key, value, PLACE)
    assert list(found.items()) == list(expected.items())


LINES = ["3 x 10, hold 5 s", "10", "30 s", "30 s x 3, each side", "3 x 10, rest 20 s", "3 x 10, rest 20 s between reps"]
LINES += ["8 each side, hold 5 s, alternating", "tempo 3 s, 12", "3 sets", "hold 5 s", "left, 10", "10, twice a day"]
TIMES = st.sampled_from(["5s", "1:30", "0.5s", "12", "2 min"])
VALUES = {
    **dict.fromkeys(("sets", "reps"), st.integers(1, 20)),
    **dict.fromkeys(("hold", "rest", "set_rest", "tempo"), TIMES),
    "sides": st.sampled_from(["both", "left", ["right", "left"]]),
}


@settings(max_examples=150)
@given(st.sampled_from(LINES), st.sampled_from(sorted(VALUES)), st.data())
def test_a_changed_number_is_what_the_script_says_then_and_all_others_stay(
    line: str, key: str, data: st.DataObject
) -> None:
    value: Any = data.draw(VALUES[key])
    before, after = said({"dose": line}), said(with_field({"dose": line}, key, value, PLACE))
    assert after.pop(key) == said({key: value})[key]
    before.pop(key, None)
    for count in ("sets", "reps"):  # one is what a line says without a number
        if after.get(count) == "1":
            after.pop(count)
            before.pop(count, None)
    assert after == before


def said(fields: dict[str, Any]) -> dict[str, Any]:
    """Return what a stretch says of its dose, whichever way it is written, times in seconds."""
    problems: list[Any] = []
    found: Any = plain(without_dose(node(fields), problems))
    assert not problems, problems
    for key in ("hold", "rest", "set_rest", "tempo"):
        if key in found:
            found[key] = str(parse_duration(found[key]))
    if found.get("sides") == "both":
        found["sides"] = ["left", "right"]
    elif isinstance(found.get("sides"), str):
        found["sides"] = [found["sides"]]
    assert found.keys() <= {*SAID}
    return dict(found)


def node(fields: dict[str, Any]) -> Mapping:
    """Return the fields as they would be read."""
    source = Source("x", "")
    nowhere = Span(source, 0, 0)
    entries: dict[str, Entry] = {}
    for key, value in fields.items():
        span = Span(Source("x", value), 0, len(value)) if isinstance(value, str) else nowhere
        items = tuple(Scalar(it, nowhere) for it in value) if isinstance(value, list) else None
        entries[key] = Entry(span, Scalar(str(value), span) if items is None else Sequence(items, nowhere))
    return Mapping(entries, nowhere)
