"""Routines and stretches are found by the part of the body, by what there is, by the position and by their length."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support import BUNDLED, RunCli, write
from voiceroutine.app.listing import StretchInfo, routines, stretches
from voiceroutine.app.wanted import Wanted
from voiceroutine.errors import VoiceroutineError
from voiceroutine.script.library import Library, Shelf

CALF = StretchInfo(
    key="calf",
    path=Path("calf.yaml"),
    shelf="yours",
    duration_ms=120_000,
    areas=("Legs", "lower back"),
    equipment=("wall",),
    position="wall",
)


@pytest.mark.parametrize(
    "wanted",
    [
        {"areas": ["legs"]},
        {"areas": ["LEG"]},
        {"areas": ["back"]},
        {"areas": ["neck", "lower back"]},
        {"areas": ["Beine und Füße"]},
        {"equipment": "wall"},
        {"equipment": "Wand, Matte"},
        {"equipment": "none", "positions": ["wall"]},
        {"positions": ["chair", "Wall"]},
        {"under": "2m"},
        {},
    ],
)
def test_a_stretch_is_found(wanted: dict[str, Any]) -> None:
    assert Wanted.written(**wanted).admits(CALF)


@pytest.mark.parametrize(
    "wanted",
    [
        {"areas": ["upper back"]},
        {"areas": ["neck"]},
        {"equipment": "none"},
        {"equipment": "none", "positions": ["chair", "standing"]},
        {"equipment": "mat"},
        {"positions": ["standing"]},
        {"under": "1:59"},
        {"areas": ["legs"], "under": "1m"},
    ],
)
def test_a_stretch_is_not_what_is_looked_for(wanted: dict[str, Any]) -> None:
    assert not Wanted.written(**wanted).admits(CALF)


def test_what_has_no_position_is_in_none() -> None:
    assert not Wanted(positions=("wall",)).admits(replace(CALF, position=""))


def test_all_of_a_routine_is_done_in_the_positions_that_are_looked_for() -> None:
    found = list(routines(BUNDLED, wanted=Wanted(positions=("chair",))))
    assert found
    assert {position for routine in found for position in routine.positions} == {"chair"}


def test_stretches_of_the_library_are_found_by_everything_at_once() -> None:
    wanted = Wanted.written(areas=["back"], equipment="none", positions=["chair"], under="10m")
    found = list(stretches(BUNDLED, wanted=wanted))
    assert found
    for stretch in found:
        assert {"upper back", "lower back"}.intersection(stretch.areas)
        assert set(stretch.equipment) <= {"chair"}
        assert stretch.position == "chair"
        assert 0 < stretch.duration_ms <= 600_000


@pytest.mark.parametrize(
    ("wanted", "message", "hint"),
    [
        (Wanted(areas=("nekc",)), "there is nothing for the area `nekc`", "did you mean `neck`?"),
        (Wanted(areas=("knee",)), "there is nothing for the area `knee`", "there are legs, lower back, neck"),
        (Wanted(positions=("sitting",)), "there is no position `sitting`", "write `chair`, or `floor`"),
        (
            Wanted(positions=("sofa",)),
            "there is no position `sofa`",
            "there are standing, chair, wall, floor, hands-and-knees, half-kneeling, back, front, side",
        ),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(wanted: Wanted, message: str, hint: str) -> None:
    write(Path("scripts/stretches/calf.yaml"), "name: Calf\nareas: [legs, lower back]\nhold: 30s\n")
    write(Path("scripts/evening.yaml"), "title: T\nstretches:\n  - name: Nods\n    areas: [neck]\n    hold: 30s\n")
    with pytest.raises(VoiceroutineError) as error:
        list(stretches(Library((Shelf(Path("scripts"), "yours"),)), wanted=wanted))
    assert (error.value.message, error.value.hint) == (message, hint)


def test_a_length_that_is_none_is_told() -> None:
    with pytest.raises(VoiceroutineError, match=r"expected a duration such as .* and found `soon`"):
        Wanted.written(under="soon")


def test_nothing_that_cannot_be_used_is_what_is_looked_for() -> None:
    write(Path("scripts/stretches/bad.yaml"), "name: [")
    write(Path("scripts/stretches/good.yaml"), "name: Good\nareas: [eyes]\nhold: 30s\n")
    library = Library((Shelf(Path("scripts"), "yours"),))
    assert [stretch.key for stretch in stretches(library)] == ["bad", "good"]
    assert [stretch.key for stretch in stretches(library, wanted=Wanted(areas=("eyes",)))] == ["good"]


def test_the_command_lists_what_is_looked_for(run_cli: RunCli) -> None:
    out = run_cli("list", "--area", "eyes", "--equipment", "none", "--position", "chair", "--under", "10m").stdout
    title, _, row = out.splitlines()
    assert title == "Stretches, for `use:`"
    assert row.split()[0] == "eye-rest"
    assert "chair" in row


def test_the_command_lists_as_json(run_cli: RunCli) -> None:
    found = json.loads(run_cli("list", "--area", "eyes", "--json").stdout)
    assert found["routines"] == []
    (stretch,) = found["stretches"]
    assert (stretch["key"], stretch["position"], stretch["equipment"]) == ("eye-rest", "chair", ["chair"])
    assert stretch["source"]


def test_the_command_says_what_there_is_not(run_cli: RunCli) -> None:
    done = run_cli("list", "--area", "eyes", "--position", "front")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "there is nothing like that: leave one of the options out\n"
    done = run_cli("list", "--position", "sofa")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no position `sofa`" in done.stderr
