"""A session that is planned with a memory of others is the same as one that is planned without."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import BUNDLED
from voiceroutine.plan.director import direct
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.memory import Memory
from voiceroutine.script.loader import load_script
from voiceroutine.script.model import Routine
from voiceroutine.script.wording import phrases_of

NAMES = ("desk-3", "sun-salutation", "box-breathing")
CHANGES = (
    {"guidance": "minimal"},
    {"guidance": "brief"},
    {"title": "Another"},
    {"progress": False},
    {"announce": "name"},
    {"chimes": ()},
    {"opening": "This takes {duration}."},
    {"notice": "For {title}.", "closing": "", "screening": False, "length": 600_000},
    {"pace": 1.2},
)


@cache
def routine_of(name: str) -> Routine:
    return load_script(name, BUNDLED).routine


def moved(routine: Routine, first: int, second: int) -> Routine:
    """Return a routine in which two of its items have changed places."""
    items = list(routine.items)
    first, second = first % len(items), second % len(items)
    items[first], items[second] = items[second], items[first]
    return routine.model_copy(update={"items": tuple(items)})


@settings(max_examples=4)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sampled_from(({}, *CHANGES)), st.integers(0, 9), st.integers(0, 9), st.booleans()
        ),
        min_size=2,
        max_size=4,
    )
)
def test_it_changes_nothing(steps: list[tuple[str, dict[str, object], int, int, bool]]) -> None:
    memory = Memory()
    for name, change, first, second, slow in steps:
        routine = moved(routine_of(name), first, second).model_copy(update=change)
        phrases = phrases_of(routine)
        plans = direct(routine, phrases, memory)
        assert plans == direct(routine, phrases)

        def length_of(text: str, slow: bool = slow) -> int:
            return estimated_ms(text) * (2 if slow else 1)

        laid = memory.layouts.lay_out(routine.title, plans, length_of, wake=routine.wakes)
        assert laid == lay_out(routine.title, plans, length_of, wake=routine.wakes)


def test_a_title_changes_no_stretch_that_does_not_name_it() -> None:
    memory, routine = Memory(), routine_of("desk-3")
    named = routine.items[1].model_copy(update={"start": ("This is {title}.",)})
    routine = routine.model_copy(update={"items": (routine.items[0], named, *routine.items[2:])})
    before = direct(routine, phrases_of(routine), memory)
    after = direct(routine.model_copy(update={"title": "T", "length": 600_000}), phrases_of(routine), memory)
    assert [one is other for one, other in zip(before[1:-1], after[1:-1], strict=True)][:3] == [True, False, True]


def test_what_has_not_changed_is_the_same_object() -> None:
    memory, routine = Memory(), routine_of("desk-3")
    last = routine.items[-1]
    changed = routine.model_copy(update={"items": (*routine.items[:-1], last.model_copy(update={"reps": 7}))})
    before = memory.layouts.lay_out("", direct(routine, phrases_of(routine), memory), estimated_ms)
    after = memory.layouts.lay_out("", direct(changed, phrases_of(changed), memory), estimated_ms)
    same = [one is other for one, other in zip(before.chapters, after.chapters, strict=True)]
    assert same[1:-2] == [True] * (len(same) - 3)
    assert not same[-2]


@pytest.mark.parametrize("name", NAMES)
def test_turns_of_all_events_are_the_same(name: str) -> None:
    """Events are equal whatever they are for, so what they are for is compared by itself."""
    memory, routine = Memory(), routine_of(name)
    phrases = phrases_of(routine)
    for _ in range(2):
        laid = memory.layouts.lay_out("", direct(routine, phrases, memory), estimated_ms)
    plain = lay_out("", direct(routine, phrases), estimated_ms)
    told = [[(it.role, it.turn, it.origin) for it in chapter.events] for chapter in laid.chapters]
    assert told == [[(it.role, it.turn, it.origin) for it in chapter.events] for chapter in plain.chapters]
