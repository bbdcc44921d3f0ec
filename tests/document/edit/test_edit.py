"""What an edit leaves, and what it writes, in texts as people write them."""

from __future__ import annotations

import pytest

from voiceroutine.document.edit.apply import edit_text
from voiceroutine.document.edit.edits import Copy, Edit, EditError, Insert, Move, Remove, RenameKey, SetValue, Word
from voiceroutine.document.edit.tree import built, tree_of
from voiceroutine.document.nodes import plain
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.document.reader import read_text
from voiceroutine.script.library import bundled_folder

SCRIPT = """\
# yaml-language-server: $schema=voiceroutine.schema.json
title: "Neck"   # mine
notice: >
  Recorded for patients
  of Hill Street.
stretches:
  # the easy one
  - use: chin-tuck # always
    hold: 30s  # she asked
    sides: [left, right]

  # hard
  - name: 'Calf'
    setup:
      - Sit.   # now
      - say: Lean.
        wait: 6s

  - group: Both
    stretches:
    - use: a
    - use: b
"""
S = "stretches"


def changed(edit: Edit, text: str = SCRIPT) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and those that have come, between those that stay."""
    before, after = text.split("\n"), edit_text(text, edit).split("\n")
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return before, after


@pytest.mark.parametrize(
    ("edit", "gone", "come"),
    [
        (
            SetValue(path=("title",), value="No. 3: it's #1"),
            'title: "Neck"   # mine',
            'title: "No. 3: it\'s #1"   # mine',
        ),
        (SetValue(path=(S, 0, "hold"), value=Word("40")), "    hold: 30s  # she asked", "    hold: 40  # she asked"),
        (SetValue(path=(S, 0, "hold"), value="40"), "    hold: 30s  # she asked", '    hold: "40"  # she asked'),
        (SetValue(path=(S, 1, "name"), value="Käfer"), "  - name: 'Calf'", "  - name: 'Käfer'"),
        (SetValue(path=(S, 0, "sides"), value=["right"]), "    sides: [left, right]", "    sides: [right]"),
        (SetValue(path=(S, 0, "sides"), value="no"), "    sides: [left, right]", '    sides: "no"'),
        (
            SetValue(path=(S, 1, "setup", 0), value={"say": "Sit.", "wait": "3s"}),
            "      - Sit.   # now",
            "      - say: Sit.   # now\n        wait: 3s",
        ),
        (SetValue(path=("notice",), value="Be kind.\n"), "  Recorded for patients\n  of Hill Street.", "  Be kind."),
        (
            SetValue(path=("notice",), value="Be\nkind.\n"),
            "notice: >\n  Recorded for patients\n  of Hill Street.",
            "notice: |\n  Be\n  kind.",
        ),
        (SetValue(path=("notice",), value=""), "notice: >\n  Recorded for patients\n  of Hill Street.", 'notice: ""'),
        (RenameKey(path=(S, 0, "hold"), key="tempo"), "    hold: 30s  # she asked", "    tempo: 30s  # she asked"),
        (
            Remove(path=(S, 0, "use")),
            "  - use: chin-tuck # always\n    hold: 30s  # she asked",
            "  - hold: 30s  # she asked",
        ),
        (
            Remove(path=(S, 2, S), count=1),
            "  - group: Both\n    stretches:\n    - use: a\n    - use: b",
            "  - group: Both",
        ),
        (Remove(path=(S, 2, S, 0), count=2), "    stretches:\n    - use: a\n    - use: b", "    stretches: []"),
    ],
)
def test_a_value_is_written_as_the_one_before(edit: Edit, gone: str, come: str) -> None:
    assert edit_text(SCRIPT, edit) == SCRIPT.replace(gone, come)


def test_an_item_is_moved_with_its_comment_and_its_blank_line() -> None:
    first = SCRIPT[SCRIPT.index("  # the easy") : SCRIPT.index("  # hard")]
    rest = SCRIPT[SCRIPT.index("  # hard") :]
    moved = edit_text(SCRIPT, Move(path=(S, 0), to=(S, 3)))
    assert moved == SCRIPT[: SCRIPT.index("  # the easy")] + rest + "\n" + first.rstrip("\n") + "\n"


def test_an_item_is_indented_for_the_list_that_it_is_moved_into() -> None:
    _, after = changed(Move(path=(S, 1), to=(S, 2, S, 1)))
    assert [line for line in after if line] == [
        "  - group: Both",
        "    stretches:",
        "    - use: a",
        "    # hard",
        "    - name: 'Calf'",
        "      setup:",
        "        - Sit.   # now",
        "        - say: Lean.",
        "          wait: 6s",
    ]


def test_a_copy_has_the_same_lines() -> None:
    before, after = changed(Copy(path=(S, 2, S, 0), to=(S, 2, S, 2)))
    assert (before, after) == ([], ["    - use: a"])


def test_what_is_inserted_is_set_apart_as_its_neighbours_are() -> None:
    before, after = changed(Insert(path=(S, 1), value={"use": "upper-trap", "hold": Word("30s")}))
    assert (before, after) == ([], ["  - use: upper-trap", "    hold: 30s", ""])


def test_an_insertion_keeps_to_the_writer_s_indentation_and_quotes() -> None:
    text = 'a:\n    b: "x"\n    c: "y"\nl:\n-   d: "z"\n'
    assert edit_text(text, SetValue(path=("new",), value={"e": [{"f": "1"}]})) == (
        text + 'new:\n    e:\n    -   f: "1"\n'
    )


def test_a_text_of_several_lines_is_a_block() -> None:
    assert edit_text("a: x\n", SetValue(path=("b",), value="one\ntwo")) == "a: x\nb: |-\n  one\n  two\n"


def test_line_ends_and_a_byte_order_mark_and_a_missing_last_line_end_stay() -> None:
    text = "\ufefftitle: T\r\nstretches:\r\n  - a\r\n  - b"
    assert edit_text(text, Move(path=(S, 1), to=(S, 0))) == "\ufefftitle: T\r\nstretches:\r\n  - b\r\n  - a"
    assert edit_text(text, SetValue(path=("x",), value="z")) == text + "\r\nx: z"


def test_a_line_separator_that_yaml_takes_for_a_space_stays_in_what_is_moved() -> None:
    text = "l:\n  - a\u2028b # c\n  - d\n"
    assert edit_text(text, Move(path=("l", 0), to=("l", 2))) == "l:\n  - d\n  - a\u2028b # c\n"


ALIASED = "a: &x\n  hold: 30s\nb: *x\nc:\n  - &y one\n  - *y\n  - two\n"


@pytest.mark.parametrize(
    "edit",
    [
        SetValue(path=("a", "hold"), value="1m"),
        SetValue(path=("b", "hold"), value="1m"),
        SetValue(path=("b", "rest"), value="1m"),
        SetValue(path=("a",), value="x"),
        Remove(path=("a",)),
        Remove(path=("c", 0)),
        Move(path=("c", 0), to=("c", 3)),
    ],
)
def test_what_an_alias_repeats_is_not_changed_behind_its_back(edit: Edit) -> None:
    with pytest.raises(EditError, match=r"used again as|written elsewhere"):
        edit_text(ALIASED, edit)


def test_an_alias_itself_can_give_way_to_a_value() -> None:
    assert edit_text(ALIASED, SetValue(path=("b",), value="x")) == ALIASED.replace("*x", "x")
    assert edit_text(ALIASED, Remove(path=("c", 1))) == ALIASED.replace("  - *y\n", "")
    assert edit_text(ALIASED, SetValue(path=("c", 2), value="three")) == ALIASED.replace("two", "three")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (SetValue(path=(S, 9), value="x"), "there is nothing at `stretches 10`"),
        (SetValue(path=("title", "x"), value="x"), "there is nothing at `title x`"),
        (Insert(path=("title", 0), value="x"), "there is nothing at `title 1`"),
        (Move(path=(S, 2), to=(S, 2, S, 0)), "a part cannot be moved into itself"),
        (RenameKey(path=(S, 0, "use"), key="hold"), "there is a key `hold` already"),
        (SetValue(path=("title",), value="a\x07"), "the character U\\+0007 is not allowed"),
        (SetValue(path=(S, 0, "sides", 0), value=None), "an item without a value"),
    ],
)
def test_what_cannot_be_done_is_said(edit: Edit, message: str) -> None:
    with pytest.raises(EditError, match=message):
        edit_text(SCRIPT, edit)


def test_the_last_key_of_a_text_stays() -> None:
    with pytest.raises(EditError, match="the last key"):
        edit_text("title: T\n", Remove(path=("title",)))


def test_a_key_with_a_question_mark_is_left_to_the_text() -> None:
    with pytest.raises(EditError, match=r"written with a `\?`"):
        edit_text("? a\n: b\nc: d\n", SetValue(path=("a",), value="x"))


def test_a_text_that_is_no_yaml_is_reported_as_ever() -> None:
    with pytest.raises(FaultyScriptError):
        edit_text("title: [\n", SetValue(path=("title",), value="x"))


def test_the_tree_of_every_bundled_script_says_what_the_reader_says() -> None:
    for path in sorted(bundled_folder().rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert tree_of(text).top.content == plain(read_text(text.encode(), path.name))


@pytest.mark.parametrize("last", ["x", "|-\n      x", "{a: b}"])
def test_a_tree_that_was_patched_is_that_of_the_whole_text(last: str) -> None:
    text = f"a: b\nl:\n  - one: x\n    # about two\n  - two: {last}\n      # deeper\n\n  - three: y\nz: 1\n"
    for path, value in ((("l", 0, "one"), "1 2 3"), (("l", 1, "two"), "a\nb"), (("l", 2, "new"), ["x"])):
        tree_of(text)
        text = edit_text(text, SetValue(path=path, value=value))
        quick = tree_of(text)
        whole, _ = built(text)
        assert (quick.top, quick.content) == (whole, quick.top.content)


@pytest.mark.parametrize(
    ("text", "to", "expected"), [("a:\n- []\n", 0, "a:\n- [[]]\n"), ("a:\n- - x\n", 1, "a:\n- - x\n  - - x\n")]
)
def test_an_item_is_copied_into_itself(text: str, to: int, expected: str) -> None:
    assert edit_text(text, Copy(path=("a", 0), to=("a", 0, to))) == expected
