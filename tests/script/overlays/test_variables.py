"""`vars` gives names to texts; the model sees the texts, each at the place where it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command import run_here
from tests.support import BUNDLED, answer_of, codes_of, write
from voiceroutine.app.preview import preview
from voiceroutine.language.languages import language_for, languages
from voiceroutine.script.loader import Script, load_script
from voiceroutine.script.overlays.variables import IN_PHRASES
from voiceroutine.script.values import LONGEST_TEXT

LEAN = "stretches:\n  - {name: Lean, hold: 5s, caution: Stop if it hurts., settle: 1s}\n"


def loaded(text: str, **bases: str) -> Script:
    for name, base in bases.items():
        write(Path(f"{name}.yaml"), base)
    return load_script(write(Path("x.yaml"), text), BUNDLED)


def answer(text: str) -> str:
    return answer_of(write(Path("x.yaml"), text))


def test_every_text_of_a_script_can_contain_a_var() -> None:
    text = """\
title: Programme for {patient}
summary: "{patient}'s own."
artist: "{clinic}"
notice: Recorded for patients of {clinic}.
opening: Hello {patient}. This takes {duration}.
closing: Goodbye {patient}.
vars: {patient: Anna, clinic: Hill Street}
phrases: {halfway: "Half, {patient}."}
say_as: {Lean: "lean, {patient}"}
stretches:
  - name: Lean for {patient}
    setup: [Sit down., {say: "Look up, {patient}.", wait: 2s}]
    start: [Lean your head., "And lean, {patient}."]
    sides: [left]
    hold: 30s
    during: [{at: 5s, say: "{patient}, breathe to the {side}."}]
"""
    routine = loaded(text).routine
    assert (routine.title, routine.summary, routine.artist) == ("Programme for Anna", "Anna's own.", "Hill Street")
    assert routine.notice == "Recorded for patients of Hill Street."
    assert (routine.opening, routine.closing) == ("Hello Anna. This takes {duration}.", "Goodbye Anna.")
    assert (routine.phrases.halfway, routine.say_as["Lean"]) == ("Half, Anna.", "lean, Anna")
    (stretch,) = routine.stretches
    assert (stretch.name, stretch.setup_texts[1], stretch.start) == (
        "Lean for Anna", "Look up, Anna.", ("Lean your head.", "And lean, Anna."),
    )  # fmt: skip
    assert stretch.during[0].say == "Anna, breathe to the {side}."


def test_what_is_built_in_is_filled_in_a_var() -> None:
    script = f'title: T\nopening: "{{greeting}}"\nvars:\n  greeting: Welcome to {{title}}, {{who}}.\n  who: Ben\n{LEAN}'
    write(Path("x.yaml"), script)
    said = [event.text for chapter in preview("x.yaml").timeline.chapters for event in chapter.events]
    assert "Welcome to T, Ben." in said


def test_respellings_stay_also_in_a_var() -> None:
    text = f'title: "{{who}} and the {{traps|traps}}"\nvars: {{who: "{{Siobhan|shiv AWN}}"}}\n{LEAN}'
    assert loaded(text).routine.title == "{Siobhan|shiv AWN} and the {traps|traps}"


def test_vars_are_taken_together_and_the_overlay_wins() -> None:
    style = "opening: Hello {patient} of {clinic}.\nvars: {patient: nobody, clinic: Hill Street}\n"
    base = f"title: T\nvars: {{clinic: High Street, more: m}}\n{LEAN}"
    text = "extends: [style, base]\nvars: {patient: Ben}\n"
    assert loaded(text, style=style, base=base).routine.opening == "Hello Ben of High Street."


def test_a_library_stretch_can_contain_a_var_of_the_script() -> None:
    write(Path("stretches/lean.yaml"), "name: Lean\nhold: 5s\nstart: Lean, {patient}.\n")
    text = "title: T\nvars: {patient: Anna}\nstretches: [{use: lean}]\n"
    assert loaded(text).routine.stretches[0].start == ("Lean, Anna.",)


def test_a_stock_phrase_keeps_what_it_names() -> None:
    text = f'title: Hi {{name}}\nvars: {{name: Anna, who: you}}\nphrases: {{next: "{{name}}, {{who}}."}}\n{LEAN}'
    routine = loaded(text).routine
    assert (routine.title, routine.phrases.next) == ("Hi Anna", "{name}, you.")


@pytest.mark.parametrize("tag", languages())
def test_all_that_stock_phrases_name_is_known(tag: str) -> None:
    named = set(re.findall(r"\{([a-z_]+)\}", language_for(tag).phrases.model_dump_json()))
    assert named <= IN_PHRASES


def test_a_problem_of_an_expanded_text_is_at_the_text_that_uses_the_var() -> None:
    long = "a" * 600
    told = answer(f"title: T\nvars: {{long: {long}}}\nopening: '{{long}} {{long}}'\n{LEAN}")
    assert told == (
        "x.yaml:3:10: error: this text has 1201 characters, and a cue may have at most 1000 [long-text]\n"
        "  |\n3 | opening: '{long} {long}'\n  |          ^^^^^^^^^^^^^^^\n"
        "  = say less, or spread it over `setup`, `start` and `during`"
    )


def test_a_name_that_stands_for_nothing_is_answered_with_a_var_near_it() -> None:
    told = answer(f"title: Hello {{patent}}\nvars: {{patient: Anna}}\n{LEAN}")
    assert "x.yaml:1:8: error: unknown placeholder `{patent}`; expected" in told
    assert told.endswith("= did you mean `{patient}`?")
    told = answer(f"title: Hello {{therapist}}\n{LEAN}")
    assert "    vars:\n      therapist: what it stands for" in told


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        (
            "vars: {a: '{b}', b: '{c}', c: '{a}'}",
            "2:31: error: these vars name each other in a circle: a -> b -> c -> a [",
        ),
        ("vars: {a: '{a}'}", "2:11: error: these vars name each other in a circle: a -> a [circle]"),
        ("vars: {title: T}", "2:8: error: `{title}` has a meaning of its own in every script [var-name]"),
        ("vars: {other_side: T}", "2:8: error: `{other_side}` has a meaning of its own"),
        ("vars: {first name: T}", "2:8: error: a var cannot be called `first name` [var-name]"),
        ("vars: {side.noun: T}", "2:8: error: `{side.noun}` has a meaning of its own"),
        ("vars: {1st: T}", "2:8: error: a var cannot be called `1st` [var-name]"),
        ("vars: {a: '{b}'}", "2:11: error: unknown placeholder `{b}`"),
        ("vars: {a: 'b}'}", "2:11: error: this `}` has no matching brace"),
        ("vars: {a: [b]}", "2:11: error: `a` must be one text [wrong-type]"),
        ("vars: {a: }", "2:8: error: this key has no value [no-value]"),
        ("vars: [a]", "2:7: error: expected names, each with a text [wrong-type]"),
        ("vars:", "2:1: error: this key has no value [no-value]"),
        (f"vars: {{a: {'b' * 1001}}}", "2:11: error: this text has 1001 characters, and a text may have at most 1000"),
        ("vars: {a: '{title}', b: '{a}x'}\nartist: '{b}'", "3:9: error: unknown placeholder `{title}`"),
    ],
)
def test_each_mistake_is_at_its_place_and_told_once(line: str, headline: str) -> None:
    told = answer(f"title: T {{a}}\n{line}\n{LEAN}" if "{a" in line or "{a:" in line else f"title: T\n{line}\n{LEAN}")
    assert told.startswith(f"x.yaml:{headline}")
    assert told.count(" error: ") == 1


def test_a_long_circle_is_not_shown_whole() -> None:
    names = ", ".join(f"a{n}: '{{a{(n + 1) % 30}}}'" for n in range(30))
    assert "circle: a0 -> a1 -> a2 -> a3 -> ... -> a0 [" in answer(f"title: T\nvars: {{{names}}}\n{LEAN}")


def test_a_var_without_words_is_nothing() -> None:
    assert loaded(f"title: T {{a}}\nvars: {{a: ''}}\n{LEAN}").routine.title == "T"


def test_vars_that_double_each_other_are_refused_where_they_become_too_long() -> None:
    doubling = "".join(f"  v{n}: '{{v{n - 1}}}{{v{n - 1}}}'\n" for n in range(1, 60))
    told = answer(f"title: T {{v59}}\nvars:\n  v0: ha\n{doubling}{LEAN}")
    assert told.startswith("x.yaml:12:7: error: with the vars in it, this text has 1024 characters")
    assert f"at most {LONGEST_TEXT} [long-text]" in told
    assert len(re.findall("error: ", told)) < 10


def test_the_script_means_the_same_as_with_its_texts_written_out() -> None:
    written = f"title: For Anna\nopening: Hello Anna.\n{LEAN}"
    named = f"title: For {{p}}\nvars: {{p: Anna}}\nopening: Hello {{p}}.\n{LEAN}"
    assert loaded(written).sha256 == loaded(named).sha256


def test_a_house_style_leaves_names_to_the_scripts_that_extend_it() -> None:
    write(Path("scripts/style.yaml"), "opening: '{greeting}.'\nvars: {greeting: 'Hello {patient}'}\n")
    write(Path("scripts/x.yaml"), f"extends: style\ntitle: T\nvars: {{patient: Ben}}\n{LEAN}")
    done = run_here("check")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
    assert load_script("scripts/x.yaml", BUNDLED).routine.opening == "Hello Ben."
    write(Path("scripts/x.yaml"), f"extends: style\ntitle: T\n{LEAN}")
    assert "scripts/style.yaml:2:18: error: unknown placeholder `{patient}`" in run_here("check").stdout


def test_an_artist_is_not_spoken_and_names_no_session() -> None:
    assert codes_of(f"title: T\nartist: Hill Street Physio\n{LEAN}") == {}
    assert codes_of(f"title: T\nartist: '{{title}}'\n{LEAN}") == {"placeholder": "error"}
    assert codes_of(f"title: T\nartist: ''\n{LEAN}") == {"unspeakable": "error"}


def test_a_var_of_a_base_need_not_be_used() -> None:
    write(
        Path("base.yaml"), f"title: B\nvars: {{clinic: Hill Street, patient: Bo}}\nopening: Hello {{patient}}.\n{LEAN}"
    )
    assert codes_of("extends: base.yaml\nvars: {patient: Anna}\n") == {}
    assert codes_of("vars: {clinic: Hill Street}\nopening: Hello.\n") == {}
    assert codes_of("extends: base.yaml\nvars: {therapist: Anna}\n") == {"unused-var": "warning"}
    assert codes_of("extends: base.yaml\nvars: {therapist: Anna}\nallow: [unused-var]\n") == {}
