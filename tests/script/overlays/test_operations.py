"""`only`, `skip`, `change` and `order`."""

from __future__ import annotations

import pytest

from tests.script.overlays.assembling import GROUPED, LETTERS, assembled, complaints, hints, outline


def test_only_keeps_what_it_names_as_it_was() -> None:
    assert outline("extends: letters\nonly: [d, b]\n", letters=LETTERS) == ["b", "d"]


def test_order_puts_first_what_it_names() -> None:
    assert outline("extends: letters\norder: [d, b]\n", letters=LETTERS) == ["d", "b", "a", "c"]


def test_order_knows_the_overlays_own_stretches() -> None:
    text = "extends: letters\nskip: [a]\norder: [own, d]\nstretches: [{name: Own}]\n"
    assert outline(text, letters=LETTERS) == ["Own", "d", "b", "c"]


def test_change_comes_before_order_and_the_key_stays() -> None:
    text = "extends: letters\nchange: {c: {name: Other}}\norder: [c]\n"
    assert outline(text, letters=LETTERS) == ["Other", "a", "b", "d"]


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("only: [a, bb]", "[unknown-stretch] bb"),
        ("only: [a, b, a]", "[named-twice] a"),
        ("only: a", "[wrong-type] a"),
        ("only: []", "[no-value] []"),
        ("only: [a, [b]]", "[wrong-type] [b]"),
        ("order: [a, zz]", "[unknown-stretch] zz"),
        ("order: [a, a]", "[named-twice] a"),
        ("order: {a: b}", "[wrong-type] {a: b}"),
        ("only: [a]\nskip: [b]", "[combination] skip"),
        ("skip: [a, b, c, d]", "[no-stretches] [a, b, c, d]"),
        ("skip: [a]\norder: [a]", "[unknown-stretch] a"),
        ("order: [new]\ninsert: [{name: New}]", "[combination] new"),
        ("change: {a: {skip: true}}", "[unknown-key] skip"),
        ("change: {a: {use: chin-tuck}}", "[combination] use"),
        ("change: {a: {group: G}}", "[combination] group"),
    ],
)
def test_each_mistake_is_at_its_place(lines: str, complaint: str) -> None:
    text = f"extends: letters\n{lines}\n"
    assert [it.partition(" ")[2] for it in complaints(text, letters=LETTERS)] == [complaint]


def test_what_to_write_is_told() -> None:
    assert "write `skip: [a]` beside `change`" in hints("extends: letters\nchange: {a: {skip: yes}}\n", letters=LETTERS)
    assert "did you mean `warm-up`?" in hints("extends: flow\norder: [warmup]\n", flow=GROUPED)
    assert "did you mean `sun-salutation/fold`" in hints("extends: flow\nskip: [sun-salutation/fol]\n", flow=GROUPED)
    assert "this script omits `a`" in hints("extends: letters\nskip: [a]\norder: [a]\n", letters=LETTERS)


@pytest.mark.parametrize("key", ["skip: [a]", "only: [a]", "order: [a]", "insert: [{name: B}]", "change: {a: {}}"])
def test_a_script_that_extends_none_changes_none(key: str) -> None:
    text = f"title: T\nstretches: [{{name: a}}]\n{key}\n"
    assert complaints(text) == [f"x.yaml:3 [no-base] {key.partition(':')[0]}"]


def test_a_stretch_named_twice_to_skip_is_skipped_as_ever() -> None:
    assert outline("extends: letters\nskip: [a, a]\n", letters=LETTERS) == ["b", "c", "d"]


SUN = "Sun salutation"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("skip: [sun-salutation]", ["Warm up", "Rest"]),
        ("skip: [sun-salutation/fold]", ["Warm up", (SUN, ["Mountain", "chin-tuck"]), "Rest"]),
        ("only: [sun-salutation, rest]", [(SUN, ["Mountain", "Fold", "chin-tuck"]), "Rest"]),
        ("only: [sun-salutation/fold]", [(SUN, ["Fold"])]),
        ("only: [sun-salutation/fold, sun-salutation]", [(SUN, ["Mountain", "Fold", "chin-tuck"])]),
        (
            "skip: [sun-salutation/mountain, sun-salutation/fold, sun-salutation/chin-tuck]",
            ["Warm up", "Rest"],
        ),
        ("order: [rest, sun-salutation]", ["Rest", (SUN, ["Mountain", "Fold", "chin-tuck"]), "Warm up"]),
        (
            "order: [sun-salutation/chin-tuck, rest, sun-salutation/fold]",
            ["Rest", "Warm up", (SUN, ["chin-tuck", "Fold", "Mountain"])],
        ),
        ("change: {sun-salutation: {group: Moon}}", ["Warm up", ("Moon", ["Mountain", "Fold", "chin-tuck"]), "Rest"]),
    ],
)
def test_a_group_and_the_stretches_in_it_have_keys(lines: str, expected: list[object]) -> None:
    flow = GROUPED.replace("{use: chin-tuck, dose: 2 x 5}", "{use: chin-tuck, name: chin-tuck}")
    assert outline(f"extends: flow\n{lines}\n", flow=flow) == expected


def test_a_stretch_in_a_group_is_completed_and_changed_like_any_other() -> None:
    text = "extends: flow\nchange: {sun-salutation: {rounds: 5}, sun-salutation/mountain: {tempo: 2s, dose: 10 reps}}\n"
    document, problems = assembled(text, flow=GROUPED)
    assert not problems
    group = document["stretches"][1]
    assert (group["group"], group["rounds"]) == (SUN, "5")
    mountain, _, tuck = group["stretches"]
    assert (mountain["tempo"], mountain["reps"], "hold" in mountain) == ("2s", "10", False)
    assert (tuck["sets"], tuck["reps"], "use" in tuck, "start" in tuck) == ("2", "5", False, True)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("skip: [mountain]", "x.yaml:2 [unknown-stretch] mountain"),
        ("change: {sun-salutation: {stretches: []}}", "x.yaml:2 [combination] stretches"),
        ("change: {sun-salutation/mountain: {dose: heavy}}", "x.yaml:2 [dose] heavy"),
        ("insert: [{after: sun-salutation/fold, group: G, stretches: []}]", "x.yaml:2 [group-in-group] group"),
        ("order: [sun-salutation/zzz]", "x.yaml:2 [unknown-stretch] sun-salutation/zzz"),
    ],
)
def test_each_mistake_with_a_group_is_at_its_place(lines: str, complaint: str) -> None:
    assert complaints(f"extends: flow\n{lines}\n", flow=GROUPED) == [complaint]


def test_a_group_in_a_group_is_refused_and_its_stretches_kept() -> None:
    inner = "{group: In, stretches: [{name: b}, {group: Deeper, stretches: [{use: nope}]}]}"
    text = f"title: T\nstretches:\n  - group: Out\n    stretches: [{{name: a}}, {inner}]\n"
    assert complaints(text) == [
        "x.yaml:4 [group-in-group] group",
        "x.yaml:4 [group-in-group] group",
        "x.yaml:4 [unknown-stretch] nope",
    ]
    assert assembled(text)[0]["stretches"][0]["stretches"] == [{"name": "a"}, {"name": "b"}, {"name": "nope"}]


@pytest.mark.parametrize("value", ["", "[a]", "{a: b}", "''"])
def test_a_group_without_a_name_is_left_to_the_model(value: str) -> None:
    document, problems = assembled(f"title: T\nstretches:\n  - group: {value}\n    stretches: [{{name: a}}]\n")
    assert not problems
    assert document["stretches"][0]["stretches"] == [{"name": "a"}]
