"""What a terminal is sent: tables of any width, progress, colours."""

from __future__ import annotations

import json
import os
import re
from itertools import pairwise
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from tests.command import run_on_terminal
from tests.support import RunCli, write
from voiceroutine.app.verify import verify
from voiceroutine.cli.terminal import table_lines
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.library import Library, default_library
from voiceroutine.script.loader import load_script

HEADERS = ("key", "title", "areas", "")
ROWS = [
    ("levator-scapulae", "Armpit stretch", "neck, traps", "bundled"),
    ("a", "A title of many words that go on and on", "", ""),
    ("肩", "首のストレッチ", "首", "a-word-without-a-single-space-in-it"),
]
WIDTHS = [40, 60, 80, 120]
SHORT = "title: T\nstretches: [{name: Lean, hold: 1s, ready: 0}]\n"

posix = pytest.mark.skipif(os.name != "posix", reason="a terminal as POSIX has them")


def shown(columns: int, *args: str) -> str:
    """Return what a terminal shows of a command that goes well, without colours."""
    code, text = run_on_terminal(columns, *args)
    assert code == 0, text
    return click.unstyle(text)


def words(*texts: str) -> set[str]:
    return set(" ".join(texts).replace(";", " ").split())


def rows_of(text: str) -> dict[str, set[str]]:
    """Return the words of each row, by its first line as far as a table's gap: what is not indented begins a row."""
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines) if line and not line.startswith(" ")]
    return {
        re.split(" {2,}", lines[start])[0]: words(*lines[start:end]) for start, end in pairwise([*starts, len(lines)])
    }


@pytest.mark.parametrize("width", [*WIDTHS, None])
def test_every_cell_is_there_in_words_that_are_whole(width: int | None) -> None:
    lines = table_lines(HEADERS, ROWS, width=width)
    assert width is None or all(cell_len(click.unstyle(line)) <= width for line in lines)
    found = rows_of(click.unstyle("\n".join(lines)))
    for row in ROWS:
        assert words(*row) <= found[row[0]]


def test_a_table_that_fits_has_a_line_for_each_row() -> None:
    lines = table_lines(HEADERS[:3], [row[:3] for row in ROWS[:2]], width=80)
    assert [click.unstyle(line).rstrip() for line in lines] == [
        "key               title                                    areas",
        "levator-scapulae  Armpit stretch                           neck, traps",
        "a                 A title of many words that go on and on",
    ]


def test_texts_are_wrapped_before_the_table_is_given_up() -> None:
    lines = table_lines(HEADERS[:3], [row[:3] for row in ROWS[:2]], width=50)
    assert lines[1:] == [
        "levator-scapulae  Armpit stretch       neck, traps",
        "a                 A title of many",
        "                  words that go on",
        "                  and on",
    ]


def test_rows_are_blocks_where_the_terminal_is_too_narrow() -> None:
    lines = table_lines(HEADERS, ROWS[:2], width=30)
    assert [click.unstyle(line) for line in lines] == [
        "levator-scapulae",
        "  title: Armpit stretch;",
        "  areas: neck, traps; bundled",
        "a",
        "  title: A title of many words",
        "  that go on and on",
    ]


@posix
@pytest.mark.parametrize("width", WIDTHS)
def test_voices_keeps_every_name_and_whether_it_is_ready(run_cli: RunCli, width: int) -> None:
    found = rows_of(shown(width, "voices", "--language", "en").split("\n\n")[0])
    for voice in json.loads(run_cli("voices", "--language", "en", "--json").stdout):
        said = words(voice["engine"], voice["note"], voice["gender"] or "", *voice["languages"])
        assert said | {"yes" if voice["ready"] else "no"} <= found[voice["name"]]


@posix
@pytest.mark.parametrize("width", [40, 120, *(pytest.param(width, marks=pytest.mark.long) for width in (60, 80))])
def test_list_keeps_every_name_and_key_with_all_that_is_said_of_it(width: int) -> None:
    routines, stretches = map(rows_of, shown(width, "list").split("\n\n"))
    library = default_library()
    for name, (path, label) in library.scripts().items():
        assert words(label, load_script(path, library).routine.title) <= routines[name]
    for key, (path, label) in library.stretches().items():
        stretch = load_stretch(path)
        assert words(label, stretch.name, ", ".join(stretch.areas), ", ".join(stretch.equipment)) <= stretches[key]


@pytest.mark.long
@posix
@pytest.mark.parametrize("width", WIDTHS)
def test_verify_keeps_every_row_with_what_was_found_and_wanted(run_cli: RunCli, width: int) -> None:
    write(Path("x.yaml"), SHORT)
    assert run_cli("make", "-q", "x.yaml").returncode == 0
    found = rows_of(re.sub("^(ok|off) +", "", shown(width, "verify", "output/x.mp3"), flags=re.MULTILINE))
    for check in verify(Path("output/x.mp3"), library=Library(())):
        assert words(check.found, check.wanted) <= found[check.what]


@posix
def test_make_shows_a_bar_and_leaves_the_session_alone_on_the_screen() -> None:
    """What the bar says in between depends on the clock: it is drawn ten times a second."""
    write(Path("x.yaml"), SHORT)
    code, sent = run_on_terminal(80, "make", "x.yaml")
    *before, last, end = click.unstyle(sent).split("\n")
    assert (code, end) == (0, "")
    assert any(re.search("x \N{BOX DRAWINGS HEAVY HORIZONTAL}+", line) for line in before), "the bar"
    assert sent.rindex("\x1b[2K") > sent.rindex("\N{BOX DRAWINGS HEAVY HORIZONTAL}"), "it is wiped away"
    assert re.fullmatch(r"\r?output/x\.mp3  plays 1:\d\d, .* MB, made in .* s", last)


@posix
def test_a_note_stands_above_the_bar() -> None:
    write(Path("x.yaml"), SHORT.replace("title: T", "title: T\nlanguage: de"))
    _, sent = run_on_terminal(200, "make", "x.yaml", VOICEROUTINE_VOICE="heart")
    assert "note: the voice `heart` speaks `en`, not `de`: `system:gmw/de` speaks instead of" in click.unstyle(sent)


@posix
def test_problems_are_coloured_on_a_terminal_for_who_wants_it() -> None:
    write(Path("x.yaml"), SHORT.replace("hold", "hodl"))
    code, sent = run_on_terminal(80, "check", "x.yaml")
    assert code == 1
    assert "x.yaml:2:26: \x1b[31m\x1b[1merror\x1b[0m: unknown key `hodl`" in sent
    assert re.search(r"\x1b\[31m +\| +\^\^\^\^\x1b\[0m\n", sent), "the carets"
    _, plain = run_on_terminal(80, "check", "x.yaml", NO_COLOR="1")
    assert "x.yaml:2:26: error: unknown key `hodl`" in plain
    assert "\x1b[31m" not in plain
