"""A script can extend several others, and ones without stretches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run_here
from tests.script.overlays.assembling import LETTERS, assembled, complaints, hints, outline
from tests.support import BUNDLED, answer_of, codes_of, write
from voiceroutine.app.listing import routines
from voiceroutine.script.library import Library, Shelf
from voiceroutine.script.loader import BaseScriptError, load_script

STYLE = """\
voice: heart
notice: Recorded for patients of Hill Street Physio.
phrases: {halfway: Half the time., release: And let go.}
"""
MORE = "title: More\npace: 0.8\nphrases: {halfway: Halfway.}\nstretches: [{name: e}, {name: b, hold: 9s}]\n"


def test_the_stretches_of_several_scripts_follow_each_other_and_their_own_come_last() -> None:
    text = "extends: [letters, ./more.yaml]\nstretches: [{name: f}]\n"
    assert outline(text, letters=LETTERS, more=MORE) == ["a", "b", "c", "d", "e", "f"]


def test_a_stretch_that_two_scripts_have_is_there_once_in_its_first_place_and_with_its_later_words() -> None:
    document, _ = assembled("extends: [letters, more]\n", letters=LETTERS, more=MORE)
    assert [it.get("hold") for it in document["stretches"]] == ["5s", "9s", "5s", "5s", None]
    document, _ = assembled("extends: [more, letters]\n", letters=LETTERS, more=MORE)
    assert [(it["name"], it.get("hold")) for it in document["stretches"]][:2] == [("e", None), ("b", "5s")]


def test_what_a_script_has_twice_stays_there_twice() -> None:
    twice = "title: T\nstretches: [{name: a}, {name: b}, {name: a, reps: 2}]\n"
    assert outline("extends: twice\n", twice=twice) == ["a", "b", "a"]
    assert outline("extends: [twice, letters]\n", twice=twice, letters=LETTERS) == ["a", "b", "a", "c", "d"]
    assert outline("extends: [letters, twice]\n", twice=twice, letters=LETTERS) == ["a", "b", "c", "d", "a"]
    assert outline("extends: twice\nskip: [a]\n", twice=twice) == ["b"]
    assert outline("extends: twice\nonly: [a]\n", twice=twice) == ["a", "a"]


def test_a_later_script_wins_and_this_one_over_all_key_by_key_in_phrases() -> None:
    text = "extends: [style, letters, more]\ntitle: Mine\nphrases: {start: Go.}\n"
    document, problems = assembled(text, style=STYLE, letters=LETTERS, more=MORE)
    assert not problems
    assert (document["title"], document["voice"], document["pace"]) == ("Mine", "heart", "0.8")
    assert document["phrases"] == {"halfway": "Halfway.", "release": "And let go.", "start": "Go."}


def test_two_scripts_that_extend_one_script_give_its_stretches_once() -> None:
    left = "extends: letters\nskip: [a]\nchange: {b: {reps: 2}}\n"
    right = "extends: letters\nskip: [d]\nstretches: [{name: e}]\n"
    assert outline("extends: [left, right]\n", letters=LETTERS, left=left, right=right) == ["b", "c", "d", "a", "e"]


def test_a_mistake_of_a_script_that_is_extended_twice_is_told_once() -> None:
    bases = {"letters": LETTERS + "  - use: chin-tuk\n", "left": "extends: letters\n", "right": "extends: letters\n"}
    assert complaints("extends: [left, right]\n", **bases) == ["letters.yaml:7 [unknown-stretch] chin-tuk"]


@pytest.mark.parametrize(
    ("extends", "complaint"),
    [
        ("[letters, ./letters.yaml]", "x.yaml:1 [named-twice] ./letters.yaml"),
        ("[letters, lettres, nope]", "x.yaml:1 [unknown-script] lettres"),
        ("[letters, [more]]", "x.yaml:1 [wrong-type] [more]"),
        ("[]", "x.yaml:1 [no-value] []"),
        ("{letters: more}", "x.yaml:1 [wrong-type] {letters: more}"),
        ("[letters, x]", "x.yaml:1 [circle] x"),
    ],
)
def test_each_name_is_answered_at_its_place(extends: str, complaint: str) -> None:
    assert complaint in complaints(f"extends: {extends}\n", letters=LETTERS)


def test_nothing_is_called_unknown_where_a_script_could_not_be_read() -> None:
    text = "extends: [letters, nope]\nskip: [z]\norder: [y]\ninsert: [{after: x, name: n}]\nchange: {w: {}}\n"
    assert complaints(text, letters=LETTERS) == ["x.yaml:1 [unknown-script] nope"]


def test_a_circle_through_the_second_of_two_scripts_is_shown_once() -> None:
    bases = {"letters": LETTERS, "left": "extends: [letters, right]\n", "right": "extends: [letters, left]\n"}
    assert complaints("extends: [left, right]\n", **bases) == ["right.yaml:1 [circle] left"]
    assert "left.yaml -> right.yaml -> left.yaml" in hints("extends: [left, right]\n", **bases)


def chain(length: int) -> dict[str, str]:
    """Return scripts that extend each other: `c1` the next, and so on, the last one none."""
    overlays = {f"c{place}": f"extends: c{place + 1}\n" for place in range(1, length)}
    return {**overlays, f"c{length}": LETTERS}


def test_ten_scripts_in_a_row_are_possible_by_whichever_way() -> None:
    assert outline("extends: c1\n", **chain(9)) == ["a", "b", "c", "d"]
    assert complaints("extends: c1\n", **chain(10)) == ["c9.yaml:1 [too-many-bases] c10"]
    # the same script again, further up: read already, and with one step more
    assert complaints("extends: [c2, c1]\n", **chain(10)) == ["c1.yaml:1 [too-many-bases] c2"]


def test_fifty_scripts_in_all_are_possible() -> None:
    bases = {f"b{place}": f"title: T\nstretches: [{{name: s{place}}}]\n" for place in range(51)}
    fifty = ", ".join(list(bases)[:50])
    assert len(outline(f"extends: [{fifty}]\n", **bases)) == 50
    assert complaints(f"extends: [{fifty}, b50]\n", **bases) == ["x.yaml:1 [too-many-bases] b50"]


def test_a_missing_title_is_reported_in_the_script_itself() -> None:
    write(Path("style.yaml"), STYLE)
    write(Path("x.yaml"), "extends: style\nstretches: [{name: Lean, hold: 5s}]\n")
    assert answer_of(Path("x.yaml")).startswith("x.yaml:2:1: error: `title` is missing [missing-key]")


def test_a_script_without_stretches_gives_its_keys_to_those_that_extend_it() -> None:
    write(Path("style.yaml"), STYLE)
    write(Path("x.yaml"), "extends: [style, neck]\n")
    routine = load_script("x.yaml", BUNDLED).routine
    assert (routine.notice, routine.phrases.halfway) == (
        "Recorded for patients of Hill Street Physio.",
        "Half the time.",
    )
    assert routine.stretches == load_script("neck", BUNDLED).routine.stretches


def test_inserted_stretches_are_enough_beside_a_script_without_any() -> None:
    assert outline("extends: style\ntitle: T\ninsert: [{first: true, name: a}]\n", style=STYLE) == ["a"]


def test_no_session_is_made_of_a_script_without_stretches() -> None:
    write(Path("style.yaml"), STYLE)
    done = run_here("make", "style.yaml")
    assert done.returncode == 1
    assert done.stderr == (
        "style.yaml:1:1: error: this script has no stretches of its own: it is a base for others [no-stretches]\n"
        "  |\n1 | voice: heart\n  | ^^^^^\n  = extend it in a script that has some: `extends: style`\n"
    )
    with pytest.raises(BaseScriptError):
        load_script("style.yaml", BUNDLED)


def test_check_calls_a_script_without_stretches_a_base_and_finds_nothing_wrong_with_it() -> None:
    write(Path("scripts/style.yaml"), STYLE)
    write(Path("scripts/x.yaml"), "extends: [style, neck]\n")
    done = run_here("check", "--strict")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "note: scripts/style.yaml has no stretches of its own: it is a base for scripts that extend it\n"
        "2 scripts checked: no problems\n"
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("pace: fast", "number"),
        ("voise: heart", "unknown-key"),
        ("opening: Hello {titel}.", "placeholder"),
        ("vars: {title: T}", "var-name"),
        ("music: gone.wav", "music"),
    ],
)
def test_check_finds_the_mistakes_of_a_script_without_stretches(line: str, code: str) -> None:
    assert code in codes_of(f"{STYLE}{line}\n")


@pytest.mark.parametrize("text", ["title: T\n", "title: T\nsummary: S\n", "title: T\nvoice: heart\nexercises: [a]\n"])
def test_a_script_whose_stretches_were_forgotten_is_no_base(text: str) -> None:
    assert codes_of(text).keys() & {"missing-key", "unknown-key"}


def test_a_list_of_routines_leaves_out_what_cannot_be_made() -> None:
    write(Path("scripts/style.yaml"), STYLE)
    write(Path("scripts/x.yaml"), "extends: style\ntitle: T\nstretches: [{name: Lean, hold: 5s}]\n")
    assert [it.name for it in routines(Library((Shelf(Path("scripts"), "./scripts"),)))] == ["x"]
