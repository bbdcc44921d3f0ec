"""`insert` puts stretches after another one, before one, or first."""

from __future__ import annotations

import pytest

from tests.script.overlays.assembling import GROUPED, LETTERS, assembled, complaints, hints, outline


def inserted(*items: str, rest: str = "") -> list[object]:
    lines = "".join(f"  - {{{item}}}\n" for item in items)
    return outline(f"extends: letters\n{rest}insert:\n{lines}", letters=LETTERS)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["after: b, name: x"], "abxcd"),
        (["before: b, name: x"], "axbcd"),
        (["first: true, name: x"], "xabcd"),
        (["name: x"], "abcdx"),
        (["after: b, name: x", "after: b, name: y"], "abxycd"),
        (["before: b, name: x", "before: b, name: y"], "axybcd"),
        (["first: yes, name: x", "first: true, name: y"], "xyabcd"),
        (["after: b, name: x", "after: x, name: y", "after: b, name: z"], "abxyzcd"),
        (["after: b, name: x", "before: x, name: y", "before: c, name: z"], "abyxzcd"),
    ],
)
def test_a_stretch_comes_in_where_it_says(items: list[str], expected: str) -> None:
    assert "".join(map(str, inserted(*items))) == expected


def test_what_is_inserted_is_right_where_it_says_in_the_new_order() -> None:
    rest = "skip: [a]\norder: [own, d]\nstretches: [{name: own}]\n"
    assert inserted("after: d, name: x", "before: own, name: y", rest=rest) == ["y", "own", "d", "x", "b", "c"]


def test_before_means_the_first_of_two_and_after_the_last() -> None:
    rest = "stretches: [{name: a}]\n"
    assert inserted("before: a, name: x", "after: a, name: y", rest=rest) == ["x", "a", "b", "c", "d", "a", "y"]


def test_an_inserted_stretch_is_a_stretch_like_any_other() -> None:
    text = "extends: letters\ninsert: [{after: a, use: chin-tuck, dose: 3 x 10}]\n"
    stretch = assembled(text, letters=LETTERS)[0]["stretches"][1]
    assert (stretch["sets"], stretch["reps"], stretch["start"][:4]) == ("3", "10", "Glid")
    assert "use" not in stretch
    assert stretch["after"] != "a", "that is its place, and not the pause after it"


def test_an_overlay_of_the_overlay_knows_what_is_inserted() -> None:
    middle = "extends: letters\ninsert: [{after: a, name: New}]\n"
    assert outline("extends: middle\nonly: [new, a]\norder: [new]\n", letters=LETTERS, middle=middle) == ["New", "a"]


def test_beside_a_stretch_of_a_group_it_belongs_to_the_group() -> None:
    items = (
        "{after: sun-salutation/mountain, name: x}, {before: sun-salutation/mountain, name: y}, "
        "{after: sun-salutation/x, name: z}, {after: sun-salutation, group: Moon, stretches: [{name: m}]}, "
        "{before: moon/m, name: l}"
    )
    flow = outline(f"extends: flow\ninsert: [{items}]\n", flow=GROUPED)
    assert flow[1] == ("Sun salutation", ["y", "Mountain", "x", "z", "Fold", "Head glide, also called the chin tuck"])
    assert flow[2] == ("Moon", ["l", "m"])


@pytest.mark.parametrize(
    ("item", "complaint"),
    [
        ("after: bb, name: x", "[unknown-stretch] bb"),
        ("after: y, name: x", "[unknown-stretch] y"),
        ("after: 5s, name: x", "[unknown-stretch] 5s"),
        ("after: a, before: b, name: x", "[combination] before"),
        ("before: b, first: true, name: x", "[combination] first"),
        ("first: no, name: x", "[flag] no"),
        ("after: [a], name: x", "[wrong-type] [a]"),
        ("after: a, use: chin-tuk", "[unknown-stretch] chin-tuk"),
        ("after: a, name: x, dose: many", "[dose] many"),
    ],
)
def test_each_mistake_is_at_its_place(item: str, complaint: str) -> None:
    found = complaints(f"extends: letters\ninsert: [{{{item}}}, {{name: y}}]\n", letters=LETTERS)
    assert [it.partition(" ")[2] for it in found] == [complaint]


def test_a_list_is_expected() -> None:
    assert complaints("extends: letters\ninsert: x\n", letters=LETTERS) == ["x.yaml:2 [wrong-type] x"]


def test_a_pause_after_an_inserted_stretch_is_answered_with_what_to_write() -> None:
    told = hints("extends: letters\ninsert: [{name: x, after: 10s}]\n", letters=LETTERS)
    assert "stands under `stretches`, and `order` puts it in its place" in told


def test_a_chain_of_thousands_of_insertions_is_laid_out() -> None:
    items = "".join(f"  - {{after: {'a' if n == 0 else f's{n - 1}'}, name: s{n}}}\n" for n in range(3_000))
    found = outline(f"extends: letters\ninsert:\n{items}", letters=LETTERS)
    assert found[:3] == ["a", "s0", "s1"]
    assert found[-4:] == ["s2999", "b", "c", "d"]
