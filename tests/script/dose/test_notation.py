"""The notation of the trade: what is read, what is refused, and that what is printed is read back as the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceroutine.script.dose.notation import Dose, read_dose
from voiceroutine.script.dose.printing import print_dose, write_dose
from voiceroutine.script.stretch import Stretch

BOTH = ("left", "right")

READ: dict[str, Dose] = {
    "3 x 10": Dose(sets=3, reps=10),
    "3x10": Dose(sets=3, reps=10),
    "3 \u00d7 10": Dose(sets=3, reps=10),
    "3X10": Dose(sets=3, reps=10),
    "3 sets of 10": Dose(sets=3, reps=10),
    "three sets of ten": Dose(sets=3, reps=10),
    "3 sets, 10 reps": Dose(sets=3, reps=10),
    "Sets: 3; reps: 10": Dose(sets=3, reps=10),
    "10 reps x 3 sets": Dose(sets=3, reps=10),
    "10 x 3 sets": Dose(sets=3, reps=10),
    "30 s x 3 sets": Dose(sets=3, reps=1, hold_ms=30_000),
    "10 reps": Dose(sets=1, reps=10),
    "10 repetitions": Dose(sets=1, reps=10),
    "10": Dose(sets=1, reps=10),
    "x 10": Dose(sets=1, reps=10),
    "repeat 10 times": Dose(sets=1, reps=10),
    "30 s x 3": Dose(sets=1, reps=3, hold_ms=30_000),
    "3 x 30 s": Dose(sets=1, reps=3, hold_ms=30_000),
    '30" x 3': Dose(sets=1, reps=3, hold_ms=30_000),
    "30 sec. x 3": Dose(sets=1, reps=3, hold_ms=30_000),
    "30 s": Dose(sets=1, reps=1, hold_ms=30_000),
    "x 5 min": Dose(sets=1, reps=1, hold_ms=300_000),
    "3 sets of 30 s": Dose(sets=3, reps=1, hold_ms=30_000),
    "3x10x5s": Dose(sets=3, reps=10, hold_ms=5_000),
    "hold 5 s": Dose(hold_ms=5_000),
    "5 s hold": Dose(hold_ms=5_000),
    "5-second hold": Dose(hold_ms=5_000),
    "hold for 5 seconds": Dose(hold_ms=5_000),
    "hold 5": Dose(hold_ms=5_000),
    "hold 1m30s": Dose(hold_ms=90_000),
    "hold 1:30": Dose(hold_ms=90_000),
    "hold 1.5 s": Dose(hold_ms=1_500),
    "3 x 10, rest 20 s": Dose(sets=3, reps=10, set_rest_ms=20_000),
    "rest 20 s, 3 x 10": Dose(sets=3, reps=10, set_rest_ms=20_000),
    "10 reps, hold 5 s, rest 3 s": Dose(sets=1, reps=10, hold_ms=5_000, rest_ms=3_000),
    "3 x 10, 30 sec rest between sets": Dose(sets=3, reps=10, set_rest_ms=30_000),
    "each side": Dose(sides=BOTH),
    "e/s": Dose(sides=BOTH),
    "per side": Dose(sides=BOTH),
    "both sides": Dose(sides=BOTH),
    "each leg": Dose(sides=BOTH),
    "right and left": Dose(sides=("right", "left")),
    "left": Dose(sides=("left",)),
    "right side only": Dose(sides=("right",)),
    "alternating": Dose(sides=BOTH, alternate=True),
    "alternate legs": Dose(sides=BOTH, alternate=True),
    "8 each side, alternating": Dose(sets=1, reps=8, sides=BOTH, alternate=True),
    "2x8 alt": Dose(sets=2, reps=8, sides=BOTH, alternate=True),
    "R&L": Dose(sides=("right", "left")),
    "10 every 2 hours": Dose(sets=1, reps=10, frequency=("every 2 hours",)),
    "4 d/wk": Dose(frequency=("4 times a week",)),
    "tempo 3 s": Dose(tempo_ms=3_000),
    "twice a day": Dose(frequency=("twice a day",)),
    "2x/day": Dose(frequency=("twice a day",)),
    "b.i.d.": Dose(frequency=("twice a day",)),
    "TID": Dose(frequency=("3 times a day",)),
    "daily": Dose(frequency=("once a day",)),
    "3x/week": Dose(frequency=("3 times a week",)),
    "3 days a week": Dose(frequency=("3 times a week",)),
    "every other day": Dose(frequency=("every other day",)),
    "twice a day, 5x/week": Dose(frequency=("twice a day", "5 times a week")),
    "8 each side, hold 5 s": Dose(sets=1, reps=8, hold_ms=5_000, sides=BOTH),
    "30 s x 3 e/s, b.i.d.": Dose(sets=1, reps=3, hold_ms=30_000, sides=BOTH, frequency=("twice a day",)),
    "3 x a day, 3 x 10": Dose(sets=3, reps=10, frequency=("3 times a day",)),
}


@pytest.mark.parametrize("text", READ)
def test_a_dose_is_read(text: str) -> None:
    reading = read_dose(text)
    assert reading.faults == ()
    assert reading.dose == READ[text]


REFUSED = {
    "10-12 reps": ["10-12 reps"],
    "2-3 sets": ["2-3 sets"],
    "8 to 10": ["8 to 10"],
    "3x10 @ 2kg": ["@ 2kg"],
    "3 x 10 lbs": ["3 x 10 lbs"],
    "x 5 breaths": ["x 5 breaths"],
    "3 x 10, as tolerated, each": ["as tolerated", "each"],
    "hold 20-30 s": ["hold 20-30 s"],
    "tempo 3-1-3": ["tempo 3-1-3"],
    "3 x 10, 12 reps": ["12 reps"],
    "left, right": ["right"],
    "3 x 300": ["3 x 300"],
    "0 reps": ["0 reps"],
    "5x/week for 6 weeks": ["6 weeks"],
    "10%": ["10%"],
    "1/2": ["1/2"],
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_dose_is_refused_at_its_part(text: str) -> None:
    assert [text[fault.start : fault.end] for fault in read_dose(text).faults] == REFUSED[text]


TIMES = st.integers(1, 3_600_000)
DOSES = st.builds(
    Dose,
    sets=st.none() | st.integers(1, 20),
    reps=st.none() | st.integers(1, 200),
    hold_ms=st.none() | TIMES,
    set_rest_ms=st.none() | TIMES,
    rest_ms=st.none() | TIMES,
    sides=st.sampled_from([(), BOTH, ("right", "left"), ("left",), ("right",)]),
    alternate=st.booleans(),
    tempo_ms=st.none() | TIMES,
    frequency=st.sampled_from([(), ("twice a day",), ("every 2 hours",), ("once a day", "3 times a week")]),
).filter(
    lambda dose: (
        dose != Dose() and (dose.reps is None or dose.sets is not None) and not (dose.alternate and len(dose.sides) < 2)
    )
)


@given(DOSES)
def test_what_is_written_is_read_back_as_the_same(dose: Dose) -> None:
    reading = read_dose(write_dose(dose))
    assert reading.faults == ()
    assert reading.dose == dose


@given(DOSES.filter(lambda dose: dose.tempo_ms is None and dose.rest_ms is None))
def test_a_stretch_prints_the_dose_that_it_was_given(dose: Dose) -> None:
    stretch = Stretch.model_validate(
        {
            "name": "Lean",
            "sides": list(dose.sides),
            "alternate": str(dose.alternate),
            "frequency": ", ".join(dose.frequency),
            "sets": dose.sets or 1,
            "reps": dose.reps or 1,
            **({"hold": f"{dose.hold_ms / 1000:.3f}"} if dose.hold_ms else {}),
            **({"set_rest": f"{dose.set_rest_ms / 1000:.3f}"} if dose.set_rest_ms else {}),
        }
    )
    found = read_dose(print_dose(stretch)).dose
    assert (found.sets, found.reps, found.hold_ms) == (stretch.sets, stretch.reps, stretch.hold)
    assert (found.sides, found.alternate, found.frequency) == (dose.sides, dose.alternate, dose.frequency)
    assert found.set_rest_ms == (stretch.set_rest if stretch.sets > 1 else None)


@given(st.text(max_size=300) | st.text(alphabet="0123456789 x-/.,;:sminhold\"'", max_size=300))
def test_any_text_is_answered(text: str) -> None:
    reading = read_dose(text)
    assert reading.faults or reading.dose != Dose()
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in reading.faults)


@pytest.mark.parametrize("text", ["3 x 10, " * 12_500, "1" * 100_000, "x" * 100_000, " " * 100_000])
def test_a_long_text_is_answered_quickly(text: str) -> None:
    began = time.process_time()
    assert read_dose(text).faults
    assert time.process_time() - began < 0.5
