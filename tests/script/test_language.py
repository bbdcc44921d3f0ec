"""What scripts mean: library stretches, overlays, pronunciations, placeholders."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import write
from voiceroutine.app.check import check as check_script
from voiceroutine.app.preview import preview
from voiceroutine.language.languages import language_for
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.library import Library, Shelf, bundled_folder
from voiceroutine.script.loader import load_script
from voiceroutine.script.model import Routine

LIBRARY = Library((Shelf(Path("scripts"), "./scripts"), Shelf(bundled_folder(), "bundled")))


def load(text: str) -> Routine:
    return load_script(write(Path("scripts/x.yaml"), text), LIBRARY).routine


def test_a_name_and_a_hold_are_a_whole_stretch() -> None:
    (stretch,) = load("title: T\nstretches: [{name: Arm circles, hold: 30s}]").stretches
    assert (stretch.hold, stretch.reps, stretch.sets, stretch.ready, stretch.after) == (30_000, 1, 1, 4_000, 5_000)


def test_a_name_alone_is_a_hold_of_thirty_seconds() -> None:
    assert load("title: T\nstretches: [{name: Rest}]").stretches[0].hold == 30_000
    assert load("title: T\nstretches: [{name: Circles, reps: 3}]").stretches[0].hold is None


def test_use_takes_the_librarys_fields_and_replaces_those_given() -> None:
    (stretch,) = load("title: T\nstretches: [{use: chin-tuck, reps: 3, name: Tuck}]").stretches
    assert (stretch.name, stretch.reps) == ("Tuck", 3)
    assert stretch.start == load_stretch(bundled_folder() / "stretches/chin-tuck.yaml").start


def test_another_kind_of_dose_takes_the_librarys_away() -> None:
    (stretch,) = load("title: T\nstretches: [{use: cat-dog, hold: 20s, reps: 1}]").stretches
    assert (stretch.hold, stretch.steps) == (20_000, ())


def test_a_stretch_beside_the_script_is_found_before_the_bundled_one() -> None:
    write(Path("scripts/stretches/chin-tuck.yaml"), "name: My own tuck\nhold: 7s\n")
    assert load("title: T\nstretches: [{use: chin-tuck}]").stretches[0].name == "My own tuck"


def test_a_problem_in_a_library_stretch_is_told_in_its_own_file() -> None:
    write(Path("scripts/stretches/calf.yaml"), "name: Calf\nhodl: 7s\n")
    with pytest.raises(Exception, match=r"scripts/stretches/calf\.yaml:2:1: error: unknown key `hodl`"):
        load("title: T\nstretches: [{use: calf}]")


BASE = """\
title: Base
opening: Sit down.
stretches:
  - use: chin-tuck
  - {name: Cat and dog, reps: 4, steps: [{say: Up., for: 3s}]}
  - {name: Lean, hold: 20s}
"""


def test_an_overlay_changes_skips_and_adds() -> None:
    write(Path("scripts/base.yaml"), BASE)
    routine = load(
        "extends: base\ntitle: Mine\nchange: {chin-tuck: {reps: 2}, lean: {hold: 9s}}\nskip: [cat-and-dog]\n"
        "stretches: [{name: Last}]\n"
    )
    assert (routine.title, routine.opening) == ("Mine", "Sit down.")
    assert [(s.name, s.reps, s.hold) for s in routine.stretches] == [
        ("Head glide, also called the chin tuck", 2, 5_000),
        ("Lean", 1, 9_000),
        ("Last", 1, 30_000),
    ]


def test_another_kind_of_rep_takes_out_what_belongs_to_the_old_one() -> None:
    held = "{name: Lean, hold: 20s, reps: 3, rest: 5s, again: And lean., during: [{at: 5s, say: Let go.}]}"
    write(Path("scripts/base.yaml"), f"title: Base\nstretches: [{held}]\n")
    (counted,) = load("extends: base\nchange: {lean: {tempo: 4s}}\n").stretches
    assert (counted.tempo, counted.hold, counted.reps, counted.rest, counted.again, counted.during) == (
        4_000, None, 3, None, None, (),
    )  # fmt: skip
    (stepped,) = load("extends: base\nchange: {lean: {steps: [{say: Up., for: 3s}]}}\n").stretches
    assert (stepped.hold, stepped.rest, stepped.again, stepped.during) == (None, 5_000, None, ())
    (longer,) = load("extends: base\nchange: {lean: {hold: 40s}}\n").stretches
    assert (longer.hold, longer.rest, longer.again, len(longer.during)) == (40_000, 5_000, ("And lean.",), 1)


def test_an_overlay_of_an_overlay() -> None:
    write(Path("scripts/base.yaml"), BASE)
    write(Path("scripts/middle.yaml"), "extends: base\nskip: [chin-tuck]\nchange: {lean: {hold: 9s}}\n")
    routine = load("extends: middle.yaml\ntitle: Top\nchange: {lean: {reps: 2}}\n")
    assert [(s.name, s.reps, s.hold) for s in routine.stretches] == [("Cat and dog", 4, None), ("Lean", 2, 9_000)]


def test_a_circle_of_overlays_is_shown() -> None:
    write(Path("scripts/a.yaml"), "extends: b\n")
    write(Path("scripts/b.yaml"), "extends: x\n")
    with pytest.raises(
        Exception, match=r"b\.yaml:1:10: error: .*itself: x\.yaml -> a\.yaml -> b\.yaml -> x\.yaml \[circle\]"
    ):
        load("extends: a\n")


def test_a_problem_in_the_base_is_told_in_the_base() -> None:
    write(Path("scripts/base.yaml"), BASE.replace("20s", "soon"))
    with pytest.raises(Exception, match=r"scripts/base\.yaml:6:24: error: expected a duration"):
        load("extends: base\n")


def test_a_faulty_base_hides_no_mistake_of_the_overlay() -> None:
    write(Path("scripts/base.yaml"), "title: Base\nstretches: [\n")
    overlay = "extends: base\ntitel: Mine\nstretches: [{use: chin-tucks}]\n"
    problems = check_script(write(Path("scripts/x.yaml"), overlay), library=LIBRARY)
    assert {(str(problem.span.source.name), problem.code) for problem in problems} == {
        ("scripts/base.yaml", "yaml"),
        ("scripts/x.yaml", "unknown-key"),
        ("scripts/x.yaml", "unknown-stretch"),
    }


def test_an_overlay_below_another_may_skip_everything() -> None:
    write(Path("scripts/base.yaml"), "title: Base\nstretches: [{name: Lean}]\n")
    write(Path("scripts/middle.yaml"), "extends: base\nskip: [lean]\n")
    assert [s.name for s in load("extends: middle\nstretches: [{name: Other}]\n").stretches] == ["Other"]


def test_durations_are_read_as_written_not_as_yaml_1_1_reads_them() -> None:
    (stretch,) = load("title: T\nstretches: [{name: No, hold: 1:30, ready: 0.5s, after: 010}]").stretches
    assert (stretch.name, stretch.hold, stretch.ready, stretch.after) == ("No", 90_000, 500, 10_000)


def test_prompts_can_be_turned_off() -> None:
    routine = load("title: T\nprompts: {halfway: off, countdown: 0}\nstretches: [{name: A}]")
    assert (routine.prompts.halfway, routine.prompts.countdown, routine.prompts.countdown_from_ms) == (None, 0, 20_000)


def test_an_anchor_can_be_used_again() -> None:
    routine = load("title: T\nstretches:\n  - {name: A, hold: &long 40s}\n  - {name: B, hold: *long}\n")
    assert [s.hold for s in routine.stretches] == [40_000, 40_000]


def test_say_as_replaces_whole_words_in_large_or_small_letters() -> None:
    routine = load("title: T\nsay_as: {Scapulae: SKAP-yoo-lee, L: left}\nstretches: [{name: A}]")
    say = pronouncer(routine.say_as, language_for("en"))
    assert (
        say("Scapulae, the SCAPULAE. L, Left, scapulaes.") == "skap-yoo-lee, the skap-yoo-lee. left, Left, scapulaes."
    )


def test_without_say_as_a_cue_is_spoken_as_it_stands() -> None:
    assert pronouncer({}, language_for("en"))("Scapulae.") == "Scapulae."


def test_a_librarys_cue_past_a_hold_made_shorter_is_left_out_with_a_warning() -> None:
    path = write(Path("scripts/x.yaml"), "title: T\nstretches:\n  - use: ball-release\n    hold: 5s\n")
    problems = check_script(path, library=LIBRARY)
    assert {(p.code, p.severity, p.place[1]) for p in problems} == {("prompt-no-room", "warning", 4)}
    assert preview(str(path), library=LIBRARY).warnings


def test_in_a_group_too_the_warning_points_at_the_hold_and_an_own_cue_at_itself() -> None:
    group = "title: T\nstretches:\n  - group: Flow\n    stretches:\n"
    path = write(Path("scripts/x.yaml"), f"{group}      - use: eye-rest\n      - use: ball-release\n        hold: 5s\n")
    problems = check_script(path, library=LIBRARY)
    assert {(p.code, p.severity, p.place[1]) for p in problems} == {("prompt-no-room", "warning", 7)}
    own = "      - name: A\n        hold: 5s\n        caution: Stop if it hurts.\n"
    own += "        during:\n          - {at: 8s, say: Go on.}\n"
    (problem,) = check_script(write(path, group + own), library=LIBRARY)
    assert (problem.code, problem.severity, problem.place[1]) == ("prompt-past-end", "error", 9)


@pytest.mark.parametrize(
    ("content", "kind"), [(b"PK\x03\x04\x14\x00", "a Word or a zip file"), (b"%PDF-1.7\n%\xe2\xe3", "a PDF")]
)
def test_a_file_of_a_word_processor_is_called_what_it_is(content: bytes, kind: str) -> None:
    Path("x.yaml").write_bytes(content)
    (problem,) = check_script(Path("x.yaml"), library=LIBRARY)
    assert (problem.code, problem.message) == ("not-utf8", f"this is {kind}, not a text file")
    assert problem.render().startswith("x.yaml:1:1: error: ")
