"""Overlays lose nothing and double nothing, whatever they insert, order and choose."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.script.overlays.assembling import as_text, assembled, names
from voiceroutine.document.nodes import Scalar, Source, Span
from voiceroutine.script.assembly import OVERLAY_KEYS
from voiceroutine.script.overlays.items import Item, Items, joined

quick = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

letters = st.sampled_from("abcdefgh")
some_keys = st.lists(letters, unique=True, max_size=5)
a_script = st.lists(letters, unique=True, min_size=1, max_size=8)


@st.composite
def groups(draw: st.DrawFn) -> list[Any]:
    """Return stretches, and groups of them, each with a name of its own."""
    plain = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=5))
    items: list[Any] = [{"name": name} for name in plain]
    for name in draw(st.lists(st.sampled_from("GHI"), unique=True, max_size=2)):
        inner = draw(st.lists(st.sampled_from("uvwxyz"), unique=True, min_size=1, max_size=4))
        place = draw(st.integers(0, len(items)))
        items.insert(place, {"group": name, "stretches": [{"name": it} for it in inner]})
    return items or [{"name": "a"}]


def keys_of(items: list[Any]) -> list[str]:
    """Return all keys of a script's stretches, those in groups with the group's."""
    keys = []
    for item in items:
        key = item.get("name") or item["group"].lower()
        keys += [key, *(f"{key}/{inner['name']}" for inner in item.get("stretches", ()))]
    return keys


def stretches_of(document: Any) -> Counter[str]:
    listed = [it[1] if isinstance(it, tuple) else [it] for it in names(document)]
    return Counter(name for group in listed for name in group)


def overlay(base: list[Any], **keys: Any) -> Any:
    document, problems = assembled(
        as_text({"extends": "base", **keys}), base=as_text({"title": "T", "stretches": base})
    )
    assert not problems, problems[0].render()
    return document


@quick
@given(groups())
def test_an_overlay_of_nothing_is_its_base(base: list[Any]) -> None:
    assert overlay(base) == {"title": "T", "stretches": base}


@quick
@given(groups(), st.data())
def test_order_loses_nothing_and_keeps_the_others_as_they_were(base: list[Any], data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(keys_of(base)), unique=True))
    found = overlay(base, order=keys)
    assert stretches_of(found) == stretches_of({"stretches": base})
    top = [key for key in keys_of(found["stretches"]) if "/" not in key]
    before = [key for key in keys_of(base) if "/" not in key]
    first = [key for key in keys if "/" not in key]
    assert top == [*first, *(key for key in before if key not in first)]


@quick
@given(groups(), st.data())
def test_inserting_loses_nothing_doubles_nothing_and_moves_nothing(base: list[Any], data: st.DataObject) -> None:
    insert: list[dict[str, Any]] = []
    known = keys_of(base)
    for number in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.sampled_from(["after", "before", "first", ""]))
        item: dict[str, Any] = {"name": f"new{number}"}
        if place == "first":
            item[place] = "true"
        elif place:
            item[place] = data.draw(st.sampled_from(known))
        insert.append(item)
        beside = str(item.get("after", item.get("before", ""))).rpartition("/")[0]
        known.append(f"{beside}/new{number}" if beside else f"new{number}")
    found = overlay(base, insert=insert)
    assert stretches_of(found) == stretches_of({"stretches": base}) + Counter(it["name"] for it in insert)
    assert sorted(keys_of(found["stretches"])) == sorted(known)
    was = [key for key in keys_of(found["stretches"]) if "new" not in key]
    assert was == keys_of(base)


@quick
@given(groups(), st.data())
def test_only_is_what_skip_leaves_of_the_rest(base: list[Any], data: st.DataObject) -> None:
    alone = [key for key in keys_of(base) if key not in {it["group"].lower() for it in base if "group" in it}]
    kept = data.draw(st.lists(st.sampled_from(alone), unique=True, min_size=1))
    rest = [key for key in alone if key not in kept]
    assert overlay(base, only=kept) == overlay(base, skip=rest)
    whole = overlay(base)
    both = stretches_of(overlay(base, only=kept))
    if rest:
        both += stretches_of(overlay(base, only=rest))
    assert both == stretches_of(whole)


@settings(quick, max_examples=20)
@given(a_script, a_script, a_script, some_keys)
def test_it_is_the_same_in_which_script_several_are_taken_together(
    one: list[str], two: list[str], three: list[str], skip: list[str]
) -> None:
    def script(name: str, stretches: list[str]) -> str:
        listed = [{"name": it, "hold": name} for it in stretches]
        return as_text({"title": name, "stretches": listed, "phrases": {name: "x"}, "vars": {name: "x", "all": name}})

    bases = {name: script(name, it) for name, it in (("one", one), ("two", two), ("three", three))}
    bases["left"] = "extends: [one, two]\n"
    bases["right"] = "extends: [two, three]\n"
    there = {*one, *two, *three}
    rest = {"skip": [key for key in skip if key in there], "stretches": [{"name": "own"}]}
    wholes = [
        assembled(as_text({"extends": names, **rest}), **bases)
        for names in (["one", "two", "three"], ["left", "three"], ["one", "right"], ["left", "right"])
    ]
    assert not any(problems for _, problems in wholes)
    assert all(document == wholes[0][0] for document, _ in wholes)


NOWHERE = Span(Source("x", ""), 0, 0)


def items_of(keys: str, mark: str) -> Items:
    return tuple(Item(node=Scalar(mark, NOWHERE), key=key) for key in keys)


def told(items: Items) -> list[tuple[str, str]]:
    return [(it.key, str(it.node.text)) for it in items if isinstance(it.node, Scalar)]


repeated = st.text("abc", max_size=6)


@given(repeated, repeated, repeated)
def test_scripts_with_stretches_that_repeat_are_taken_together_in_any_way(one: str, two: str, three: str) -> None:
    first, second, third = items_of(one, "1"), items_of(two, "2"), items_of(three, "3")
    together = joined(joined(first, second), third)
    assert told(together) == told(joined(first, joined(second, third)))
    assert told(joined(first, first)) == told(first)
    most = Counter(one) | Counter(two) | Counter(three)
    assert Counter(it.key for it in together) == most, "nothing is lost, and nothing is there once more"


keys = st.sampled_from([*OVERLAY_KEYS, "vars", "after", "before", "first", "group", "stretches", "use"])
values = st.recursive(
    st.sampled_from(["a", "g", "g/b", "base", "x", "true", "", None, "5s", "{v}", "{w} {v}", "3 x 10"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | letters, inner, max_size=3),
    max_leaves=8,
)


@quick
@given(st.dictionaries(keys, values, max_size=6))
def test_whatever_an_overlay_has_every_problem_is_in_it(content: dict[str, Any]) -> None:
    base = {"title": "T", "stretches": [{"name": "a"}, {"group": "G", "stretches": [{"name": "b"}]}]}
    _, problems = assembled(as_text({"extends": "base", **content}), base=as_text(base))
    for problem in problems:
        text = problem.span.source.text
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.render()
