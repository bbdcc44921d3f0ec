"""What scripts of breathing and meditation mean, and what is told about those that are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support import BUNDLED, codes_of, write
from voiceroutine.app.check import check
from voiceroutine.app.preview import preview
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.script.alone import load_alone
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.library import Library, Shelf
from voiceroutine.script.loader import load_script
from voiceroutine.script.manual.schema import script_schema
from voiceroutine.script.model import Routine
from voiceroutine.script.stretch import Stretch

STEPS = "steps: [{say: In., for: 4s}, {say: Out., for: 6s}]"
SAFE = "caution: Stop if it hurts."


def load(text: str) -> Routine:
    return load_script(
        write(Path("scripts/x.yaml"), text), Library((Shelf(Path("scripts"), "."), *BUNDLED.shelves))
    ).routine


def stretch(**keys: Any) -> Stretch:
    return Stretch.model_validate({"name": "A", **keys})


def script(stretch: str, top: str = "") -> str:
    return f"title: T\n{top}stretches:\n  - {{name: A, {SAFE}, {stretch}}}\n"


@pytest.mark.parametrize(
    ("keys", "reps"),
    [
        ({"for": "5m", "tempo": "3s"}, 100),
        ({"for": "10h", "tempo": "1s"}, 36_000),
        ({"for": "2m", "hold": "20s", "rest": "10s"}, 4),
        ({"for": "1s", "hold": "20s"}, 1),
    ],
)
def test_for_gives_the_number_of_reps(keys: dict[str, str], reps: int) -> None:
    assert stretch(**keys).reps == reps
    assert stretch(**keys).amount == "for"


def test_for_and_reps_take_each_other_away_in_an_override() -> None:
    write(Path("scripts/stretches/calm.yaml"), f"name: Calm\nreps: 6\nwords: 2\n{STEPS}\n")
    timed, again = load("title: T\nstretches: [{use: calm, for: 1m}, {use: calm, reps: 3}]").stretches
    assert (timed.for_ms, timed.reps, again.for_ms, again.reps) == (60_000, 6, None, 3)
    write(Path("scripts/base.yaml"), "title: T\nstretches: [{use: calm, for: 2m}, {use: calm, name: B}]\n")
    changed = load("extends: base\nchange: {calm: {reps: 4}}\n").stretches[0]
    assert (changed.for_ms, changed.reps) == (None, 4)
    held = load("title: T\nstretches: [{use: calm, hold: 20s}]").stretches[0]
    assert (held.steps, held.words, held.reps) == ((), None, 6)


def test_a_dose_and_a_length_go_together() -> None:
    held = load("title: T\nstretches: [{name: A, dose: '20 s, each side', for: 2m}]").stretches[0]
    assert (held.hold, held.sides, held.reps) == (20_000, ("left", "right"), 5)
    assert print_dose(held) == "for 2 min, hold 20 s, each side"


@pytest.mark.parametrize(
    ("key", "written", "time_ms"),
    [
        ("hold", "5 breaths", 30_000),
        ("hold", "1 breath", 6_000),
        ("hold", " 2.5 Breaths ", 15_000),
        ("rest", "0 breaths", 0),
        ("settle", "1breath", 6_000),
        ("after", "3 breaths", 18_000),
    ],
)
def test_durations_of_a_dose_can_be_in_breaths(key: str, written: str, time_ms: int) -> None:
    assert getattr(stretch(**{"hold": "20s", key: written}), key) == time_ms


def test_breaths_are_the_scripts_everywhere_in_it() -> None:
    text = (
        "title: T\nbreath: 10s\nbell: {every: 6 breaths}\nstretches:\n"
        "  - {name: A, hold: 3 breaths, during: [{at: 1 breath, say: Let go.}], setup: [{say: Sit., wait: 1 breath}]}\n"
        "  - {name: B, for: 9 breaths, steps: [{for: 1 breath}], at_least: {hold: 2 breaths}}\n"
    )
    routine = load(text)
    first, second = routine.stretches
    assert (first.hold, first.during[0].at, first.setup[0].wait_ms) == (30_000, 10_000, 10_000)
    assert (second.steps[0].for_ms, second.reps, second.at_least and second.at_least.hold) == (10_000, 9, 20_000)
    assert routine.bell
    assert routine.bell.every == 60_000
    assert (first.breaths("hold"), first.breaths("for"), second.breaths("for")) == (3, None, 9)


def test_a_library_stretch_alone_has_the_usual_breath() -> None:
    path = write(Path("scripts/stretches/calm.yaml"), f"name: Calm\n{SAFE}\nhold: 4 breaths\n")
    assert load_alone(path).routine.stretches[0].hold == 24_000
    assert load("title: T\nbreath: 4s\nstretches: [{use: calm}]").stretches[0].hold == 16_000
    assert [it.code for it in check(path, library=BUNDLED)] == []


@pytest.mark.parametrize(
    "value", ["999999 breaths", "-1 breaths", "five breaths", "5 breathes", "1e3 breaths", "breath"]
)
def test_what_is_no_number_of_breaths_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        stretch(hold=value)
    assert codes_of(script(f"hold: {value}")) == {"duration": "error"}


@pytest.mark.parametrize(
    ("written", "sound", "every"),
    [
        ("bell: bowl", "bowl", None),
        ("bell: on", "bowl", None),
        ("bell: {every: 1m}", "bowl", 60_000),
        ("bell: {sound: bell}", "bowl", None),
        ("bell: sounds/Gong.WAV", "Gong.WAV", None),
        ("bell: {sound: 'c:\\sounds\\gong.wav', every: off}", "gong.wav", None),
    ],
)
def test_a_bell_is_a_sound_or_keys(written: str, sound: str, every: int | None) -> None:
    routine = load(f"title: T\n{written}\nstretches: [{{name: A}}]")
    assert routine.bell
    assert (routine.sound("bell"), routine.bell.every) == (sound, every)


def test_a_script_without_a_bell_has_the_bowl_for_it() -> None:
    routine = load("title: T\nbell: off\nstretches: [{name: A, steps: [{sound: bell, for: 4s}]}]")
    assert routine.bell is None
    assert routine.sound("bell") == "bowl"


def test_an_overlay_changes_keys_of_the_bell() -> None:
    write(Path("scripts/base.yaml"), "title: T\nbell: on\nstretches: [{name: A}]\n")
    bell = load("extends: base\nbell: {every: 30s}\n").bell
    assert bell
    assert (bell.sound, bell.start, bell.every) == ("bowl", True, 30_000)
    assert load("extends: base\nbell: off\n").bell is None


def test_a_sound_file_lies_beside_the_script_that_names_it(tmp_path: Path) -> None:
    write(tmp_path / "shelf/deep/base.yaml", "title: T\nbell: gong.wav\nstretches: [{name: A}]\n")
    write(tmp_path / "shelf/x.yaml", "extends: deep/base.yaml\n")
    loaded = load_script(tmp_path / "shelf/x.yaml", BUNDLED)
    assert [file for _, file in loaded.sounds()] == [tmp_path / "shelf/deep/gong.wav"]


@pytest.mark.parametrize(
    "keys",
    [
        "bell: {out}",
        "stretches: [{name: A, steps: [{sound: {out}, for: 4s}]}]",
        "stretches: [{name: A, during: [{at: 4s, sound: {out}}]}]",
    ],
)
@pytest.mark.parametrize("out", ["../outside/gong.wav", "/etc/gong.wav"])
def test_a_strict_library_lets_no_sound_lie_outside(tmp_path: Path, keys: str, out: str) -> None:
    text = "title: T\n" + keys.replace("{out}", out)
    path = write(tmp_path / "shelf/x.yaml", text if "stretches" in text else f"{text}\nstretches: [{{name: A}}]")
    with pytest.raises(FaultyScriptError, match="this file lies outside the folders that may be read here"):
        load_script(path, Library((Shelf(tmp_path / "shelf", "yours"),), strict=True))
    assert load_script(path, Library((Shelf(tmp_path / "shelf", "yours"),)))


@pytest.mark.parametrize(
    ("stretch", "code"),
    [
        (f"for: 5m, reps: 3, {STEPS}", "combination"),
        ("for: 5m", "combination"),
        ("hold: 20s, words: 3", "combination"),
        ("steps: [{say: In., sound: bell, for: 4s}]", "combination"),
        ("hold: 20s, during: [{at: 4s, say: Let go., sound: bell}]", "combination"),
        ("hold: 20s, during: [{at: 4s}]", "missing-key"),
        ("steps: [{say: In.}]", "missing-key"),
        ("steps: [{sound: gong, for: 4s}]", "sound"),
        ("steps: [{sound: nowhere/gong.wav, for: 4s}]", "sound"),
        (f"for: 3s, {STEPS}", "for-too-short"),
        ("for: 25s, hold: 20s, settle: 6s", "for-too-short"),
        (f"words: 201, {STEPS}", "number"),
        ("for: 10h, steps: [{for: 1s}]", "too-many-events"),
        ("for: 24h, sets: 20, tempo: 0.001s", "too-long"),
    ],
)
def test_what_contradicts_itself_is_told(stretch: str, code: str) -> None:
    assert codes_of(script(stretch)).get(code) == "error"


@pytest.mark.parametrize("top", ["breath: 1s\n", "breath: 31s\n", "bell: {every: 4s}\n", "breath: 2 breaths\n"])
def test_times_out_of_their_range_are_told(top: str) -> None:
    assert codes_of(script("hold: 20s", top)) == {"duration": "error"}


def test_bells_count_among_what_can_be_laid_out() -> None:
    dose = "hold: 10.5s, rest: 0, reps: 200, sets: 20, sides: both"
    assert "too-many-events" in codes_of(script(dose, "bell: {every: 5s}\n"))


@pytest.mark.parametrize(
    ("stretch", "top"),
    [
        (f"for: 5m, words: 3, {STEPS}", ""),
        ("for: 15m, words: 3, steps: [{say: In., sound: bell, for: 5s}, {for: 5s}]", ""),
        ("hold: 10m", "bell: {every: 1m}\n"),
        ("hold: 2m", "bell: {every: 1m}\n"),
        ("hold: 20 breaths, during: [{at: 5 breaths, sound: bell}]", "prompts: {halfway: off}\n"),
    ],
)
def test_breathing_and_sitting_for_long_is_no_slip(stretch: str, top: str) -> None:
    assert codes_of(script(stretch, top)) == {}


def test_a_length_that_makes_too_many_reps_is_warned_of_at_its_key() -> None:
    path = write(Path("x.yaml"), script("for: 5m, tempo: 3s"))
    found = {problem.code: problem.span for problem in check(path, library=BUNDLED)}
    assert found.keys() == {"many-reps", "no-rest"}
    assert {span.source.text[span.start : span.end] for span in found.values()} == {"5m"}


@pytest.mark.long
def test_a_costly_script_is_laid_out_in_bounded_time() -> None:
    """A day of bells: 14 400 of them, and a countdown."""
    path = write(Path("x.yaml"), script("hold: 20h", "bell: {every: 5s}\n"))
    assert sum(event.chime == "bowl" for _, event in preview(path, library=BUNDLED).timeline.events()) > 14_390


def test_the_schema_knows_the_keys() -> None:
    text = json.dumps(script_schema())
    properties = script_schema()["properties"]
    assert {"bell", "breath"} <= properties.keys()
    definitions = script_schema()["$defs"]
    assert {"for", "words"} <= definitions["Stretch"]["properties"].keys()
    assert definitions["Step"]["required"] == ["for"]
    assert definitions["During"]["oneOf"] == [{"required": ["say"]}, {"required": ["sound"]}]
    assert "breaths?" in text


def test_breaths_in_place_of_the_same_seconds_are_another_session() -> None:
    def sha256(hold: str) -> str:
        text = f"title: T\nbreath: 6s\nstretches: [{{name: Lean, caution: Stop if it hurts., hold: {hold}}}]\n"
        return load_script(write(Path("x.yaml"), text), BUNDLED).sha256

    assert sha256("30s") == sha256("30 s") != sha256("5 breaths")
