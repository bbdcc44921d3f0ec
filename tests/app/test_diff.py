"""What differs between two scripts: which stretches belong together, their doses, words, settings and minutes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import BUNDLED, write
from voiceroutine.app.comparison import PartDiff, ScriptDiff
from voiceroutine.app.diff import diff_scripts
from voiceroutine.app.differences import word_difference
from voiceroutine.app.matching import moved
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import ScriptNotFoundError, VoiceroutineError

BASE = """\
title: Base
stretches:
  - use: chin-tuck
  - use: upper-trap
  - name: Shoulder drop
    hold: 20s
    setup: Sit tall. Let your arms hang.
    start: Drop your shoulders.
"""


def compared(after: str, before: str = BASE) -> ScriptDiff:
    write(Path("scripts/before.yaml"), before)
    write(Path("scripts/after.yaml"), after)
    return diff_scripts("scripts/before.yaml", "scripts/after.yaml", library=BUNDLED)


def changed(after: str, before: str = BASE) -> dict[str, PartDiff]:
    return {part.key: part for part in compared(after, before).stretches}


@pytest.mark.parametrize("name", ["neck", "sun-salutation"])
def test_a_script_and_an_overlay_that_changes_nothing_are_the_same(name: str) -> None:
    write(Path("scripts/same.yaml"), f"extends: {name}\n")
    found = diff_scripts(name, "scripts/same.yaml", library=BUNDLED)
    assert found.same
    assert all(it.before_ms == it.after_ms for it in found.lengths)


def test_a_dose_is_in_the_notation_of_the_trade() -> None:
    found = changed("extends: before\nchange: {chin-tuck: {dose: '2 x 8, hold 5 s'}}\n")
    dose = found["chin-tuck"].changes.dose
    assert dose is not None
    assert dose.before == "5 s x 8, rest 3 s"
    assert dose.after == "2 x 8, hold 5 s, rest 20 s between sets, rest 3 s between reps"
    assert list(found) == ["chin-tuck"]
    assert found["chin-tuck"].changes.texts == ()


def test_stretches_that_are_new_and_gone_stand_where_they_are_done() -> None:
    found = compared(
        "extends: before\nskip: [upper-trap]\ninsert: [{after: shoulder-drop, use: doorway-pec}]\n"
    ).stretches
    assert [(it.key, it.added, it.removed) for it in found] == [
        ("upper-trap", False, True),
        ("doorway-pec", True, False),
    ]
    assert (found[0].dose, found[0].before, found[0].after) == ("30 s x 2, rest 5 s, each side", 2, None)


def test_only_the_stretch_that_moved_has_moved() -> None:
    (part,) = compared("extends: before\norder: [shoulder-drop]\n").stretches
    assert (part.key, part.moved, part.before, part.after) == ("shoulder-drop", True, 3, 1)
    assert not part.changes


@given(st.permutations(range(7)))
def test_as_few_as_can_be_have_moved(places: Sequence[int]) -> None:
    found = moved(places)
    rest = [place for place in places if place not in found]
    assert rest == sorted(rest)
    fewer = itertools.combinations(places, len(rest) + 1)
    assert not any(list(kept) == sorted(kept) for kept in fewer)


def test_a_library_stretch_stays_itself_under_another_name_and_written_out() -> None:
    found = changed("extends: before\nchange: {chin-tuck: {name: Head glide}}\n")
    (text,) = found["chin-tuck"].changes.texts
    assert (text.key, text.before, text.after) == ("name", "Head glide, also called the chin tuck", "Head glide")
    written_out = BASE.replace("use: chin-tuck", "name: Head glide, also called the chin tuck\n    hold: 9s")
    assert not any(part.added or part.removed for part in changed(written_out).values())


def test_of_two_that_are_called_the_same_the_one_that_is_the_same_stays() -> None:
    twice = (
        "title: T\nstretches:\n  - {name: Hang, hold: 20s}\n  - {name: Roll, hold: 9s}\n  - {name: Hang, hold: 30s}\n"
    )
    without_first = "title: T\nstretches:\n  - {name: Roll, hold: 9s}\n  - {name: Hang, hold: 30s}\n"
    (part,) = compared(without_first, twice).stretches
    assert (part.key, part.removed, part.dose) == ("hang", True, "20 s")


GROUPED = """\
title: Grouped
stretches:
  - group: Circuit
    rounds: 2
    stretches:
      - {name: Hang, hold: 20s}
      - {name: Roll, hold: 9s}
  - {name: Shake, hold: 5s}
"""


def test_groups_and_the_stretches_in_them_are_compared() -> None:
    found = compared("extends: before\nchange: {circuit: {rounds: 3}, circuit/roll: {hold: 12s}}\n", GROUPED)
    ((group,), (part,)) = found.groups, found.stretches
    assert [(it.key, it.before, it.after) for it in group.changes.values] == [("rounds", "2", "3")]
    assert (part.key, part.changes.dose and part.changes.dose.after) == ("circuit/roll", "12 s")


def test_a_stretch_of_a_group_takes_as_long_as_all_its_rounds() -> None:
    found = compared("extends: before\nchange: {circuit: {rounds: 3}}\n", GROUPED)
    lengths = {it.title: (it.before_ms or 0, it.after_ms or 0) for it in found.lengths}
    assert list(lengths) == ["Opening", "Hang", "Roll", "Shake", "Closing"]
    assert lengths["Hang"][1] - lengths["Hang"][0] > 20_000
    assert sum(before for before, _ in lengths.values()) == found.before.duration_ms
    assert sum(after for _, after in lengths.values()) == found.after.duration_ms


def test_a_stretch_that_goes_into_a_group_is_the_same_one_in_another_place() -> None:
    into = GROUPED.replace("  - {name: Shake, hold: 5s}\n", "      - {name: Shake, hold: 5s}\n")
    (part,) = compared(into, GROUPED).stretches
    assert [(it.key, it.before, it.after) for it in part.changes.values] == [("group", "", "circuit")]
    assert not part.moved


def test_settings_are_as_a_script_writes_them() -> None:
    after = BASE + "pace: 0.9\nguidance: brief\nprompts: {halfway: off}\nmusic: {file: waves, level: -25dB}\n"
    found = compared(after + "chimes: false\nsay_as: {knee: nee}\nartist: Hill Street\n").session
    assert {it.key: (it.before, it.after) for it in found.values} == {
        "artist": ("voiceroutine", "Hill Street"),
        "pace": ("1.0", "0.9"),
        "guidance": ("full", "brief"),
        "chimes": ("true", "false"),
        "prompts.halfway": ("20s", "off"),
        "music": ("off", "file waves, level -25dB"),
        "say_as.knee": ("", "nee"),
    }


def test_texts_of_the_session_tell_stock_words_from_silence() -> None:
    found = compared(BASE + 'closing: ""\nopening: Hello.\nphrases: {halfway: Half the time.}\n').session
    assert {it.key: (it.before, it.after) for it in found.texts} == {
        "opening": ("", "Hello."),
        "closing": (None, ""),
        "phrases.halfway": (None, "Half the time."),
    }


def test_a_setup_is_compared_sentence_by_sentence_however_it_is_written() -> None:
    actions = "setup:\n      - Sit tall.\n      - {say: Let both arms hang., wait: 9s}"
    part = changed(BASE.replace("setup: Sit tall. Let your arms hang.", actions))["shoulder-drop"]
    assert [(it.key, it.before, it.after) for it in part.changes.texts] == [
        ("setup 2", "Let your arms hang.", "Let both arms hang.")
    ]


STEPPED = """\
title: Steps
stretches:
  - name: Wave
    steps:
      - {say: Arch up., for: 3s}
      - {say: Let it sink., for: 3s}
"""


def test_steps_that_change_their_time_and_come_in_between_are_told() -> None:
    after = STEPPED.replace("{say: Arch up., for: 3s}", "{say: Arch up., for: 4s}\n      - {say: Stay., for: 2s}")
    part = changed(after, STEPPED)["wave"]
    assert [(it.key, it.before, it.after) for it in part.changes.values] == [
        ("steps 1 for", "3s", "4s"),
        ("steps 2 for", "", "2s"),
    ]
    assert [(it.key, it.before, it.after) for it in part.changes.texts] == [("steps 2", "", "Stay.")]


def test_two_stretches_of_the_library_are_compared_by_themselves() -> None:
    found = diff_scripts("chin-tuck", "neck-nod", library=BUNDLED)
    ((part,), (length,)) = found.stretches, found.lengths
    assert (part.key, part.added, part.removed) == ("neck-nod", False, False)
    assert (length.before_ms, length.after_ms) == (found.before.duration_ms, found.after.duration_ms)


OVERLAY = "extends: [house, base]\nskip: [upper-trap]\nvars: {patient: Anna}\n"
HOUSE = "artist: Hill Street\nvars: {patient: you}\nopening: 'Hello {patient}.'\n"


def test_a_script_alone_is_compared_with_all_that_it_extends() -> None:
    write(Path("scripts/base.yaml"), BASE)
    write(Path("scripts/house.yaml"), HOUSE)
    write(Path("scripts/anna.yaml"), OVERLAY)
    found = diff_scripts(None, "scripts/anna.yaml", library=BUNDLED)
    assert [(it.key, it.removed) for it in found.stretches] == [("upper-trap", True)]
    assert (found.before.name, found.before.title) == ("base", "Base")
    (opening,) = found.session.texts
    assert (opening.before, opening.after) == ("Hello you.", "Hello Anna.")
    assert found.session.values == (), "the house style is in both"


@pytest.mark.parametrize(
    ("after", "message"),
    [
        ("scripts/base.yaml", "scripts/base.yaml extends no other script; name two scripts to compare"),
        ("scripts/plain.yaml", "scripts/house.yaml has no stretches to compare with; name two scripts to compare"),
        ("chin-tuck", "`chin-tuck` is a stretch, and extends nothing; name two stretches"),
    ],
)
def test_what_extends_nothing_that_it_can_be_compared_with_is_told_of(after: str, message: str) -> None:
    write(Path("scripts/base.yaml"), BASE)
    write(Path("scripts/house.yaml"), HOUSE)
    write(Path("scripts/plain.yaml"), f"extends: house\n{BASE}")
    with pytest.raises(VoiceroutineError) as found:
        diff_scripts(None, after, library=BUNDLED)
    assert str(found.value) == message


def test_a_script_with_a_length_has_the_doses_and_the_minutes_of_its_session() -> None:
    optional = BASE.replace("name: Shoulder drop", "name: Shoulder drop\n    optional: true")
    found = compared("extends: before\nlength: 3m\n", optional)
    assert (found.after.duration_ms, found.after.fitted, found.before.fitted) == (180_000, True, False)
    assert [(it.key, it.before, it.after) for it in found.session.values] == [("length", "off", "3m")]
    assert [(it.key, it.removed) for it in found.stretches if it.removed] == [("shoulder-drop", True)]
    doses = {it.key: it.changes.dose for it in found.stretches if it.changes.dose}
    assert doses["upper-trap"].before == "30 s x 2, rest 5 s, each side"
    assert doses["upper-trap"].after != doses["upper-trap"].before
    assert "rest 5 s, each side" in str(doses["upper-trap"].after)
    assert sum(it.after_ms or 0 for it in found.lengths) == pytest.approx(180_000, rel=0.1)


def test_a_length_that_no_estimate_reaches_is_compared_in_the_form_that_comes_nearest() -> None:
    write(Path("scripts/after.yaml"), "extends: desk-3\nlength: 2m40s\n")
    found = diff_scripts(None, "scripts/after.yaml", library=BUNDLED)
    assert (found.after.fitted, found.after.guessed) == (False, True)
    assert [it.name for it in found.stretches if it.removed] == ["Rise on your toes"]
    assert [(it.key, it.after) for it in found.session.values] == [("length", "2m40s")]


def test_a_longer_length_between_two_doses_is_an_error_that_says_so() -> None:
    write(Path("scripts/after.yaml"), "extends: sun-salutation\nlength: 25m\n")
    with pytest.raises(FaultyScriptError) as found:
        diff_scripts(None, "scripts/after.yaml", library=BUNDLED)
    (problem,) = found.value.problems
    assert problem.message.startswith("the next larger dose takes too long for 25:00: the nearest lengths are about 2")


def test_a_stretch_alone_has_no_opening_and_no_closing_beside_a_routine() -> None:
    for before, after in (("chin-tuck", "neck"), ("neck", "chin-tuck")):
        found = diff_scripts(before, after, library=BUNDLED)
        for side in ("before", "after"):
            lengths = [getattr(it, f"{side}_ms") for it in found.lengths]
            whole_ms = getattr(found, side).duration_ms
            assert sum(it or 0 for it in lengths) == whole_ms
            assert (lengths[0] is None, lengths[-1] is None) == (getattr(found, side).name == "chin-tuck",) * 2
        assert (found.lengths[0].title, found.lengths[-1].title) == ("Opening", "Closing")


def test_a_script_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ScriptNotFoundError):
        diff_scripts("neck", "nowhere-at-all", library=BUNDLED)


WORDS = st.lists(st.sampled_from(["sit", "up", "tall", "and", "breathe"]), max_size=9).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_of_two_texts_make_up_the_texts_and_have_the_same_in_common(before: str, after: str) -> None:
    was, now = word_difference(before, after)
    assert " ".join(piece for piece, _ in was) == before
    assert " ".join(piece for piece, _ in now) == after
    assert [piece for piece, alone in was if not alone] == [piece for piece, alone in now if not alone]
