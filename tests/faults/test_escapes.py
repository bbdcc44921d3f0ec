"""Nothing from a file acts on a terminal, on a log, or on GitHub Actions."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from mutagen.id3 import ID3, TIT2

from tests.command import run_on_terminal
from tests.faults.crafting import craft, record, timeline
from tests.support import RunCli, write
from voiceroutine.document.clean import visible, visible_json, without_invisible

RETITLE = "\x1b]0;pwned\x07"
CSI = "\x9b2J"
BIDI = "\u202eevil\u2066x\u2069\u200f"
HIDDEN = "\u200b\u2060\ufeff"
ORDER = "\n::error::pwned\r::set-output name=a::b\u2028::warning::x"
HOSTILE = f"a{RETITLE}{CSI}{BIDI}{HIDDEN}{ORDER}##[error]z"
WRITTEN = json.dumps(HOSTILE)
"""As YAML takes it, too."""


def assert_harmless(*texts: str) -> None:
    for text in texts:
        acting = {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {"\n"}
        assert acting == set()


def assert_no_orders(text: str) -> None:
    assert not re.search(r"(?m)^\s*::", text)
    assert "##[" not in text


@pytest.mark.parametrize("char", [*map(chr, (*range(32), *range(127, 160))), *BIDI, *HIDDEN, "\u2028", "\ud800"])
def test_every_character_that_acts_is_replaced(char: str) -> None:
    assert_harmless(visible(f"a{char}b"))
    assert len(visible(f"a{char}b")) == 3
    assert_harmless(visible_json(json.dumps(f"a{char}b", ensure_ascii=False)))
    assert json.loads(visible_json(json.dumps(f"a{char}b", ensure_ascii=False))) == f"a{char}b"


@pytest.mark.parametrize(
    "text", ["Nacken löst sich", "می‌خواهم", "क्‍ष", "首のストレッチ", "👩‍⚕️", "é", "שלום", "½ · “so”"]
)
def test_what_people_write_stays(text: str) -> None:
    assert visible(text) == text


def test_what_nobody_sees_is_taken_out() -> None:
    assert without_invisible(f"a{BIDI}{HIDDEN}b\u3164\u115f\u2800c") == "aevilxbc"


SCRIPTS = {
    "a key": f"title: T\n{WRITTEN}: x\nstretches: [{{name: A, hold: 1s}}]\n",
    "a value": f"title: T\npace: {WRITTEN}\nstretches: [{{name: A, hold: 1s}}]\n",
    "a voice": f"title: T\nvoice: {WRITTEN}\nstretches: [{{name: A, hold: 1s}}]\n",
    "a stretch to use": f"title: T\nstretches: [{{use: {WRITTEN}}}]\n",
    "a base": f"title: T\nextends: {WRITTEN}\n",
    "a chime": f"title: T\nchimes: [{WRITTEN}]\nstretches: [{{name: A, hold: 1s}}]\n",
    "a placeholder": f'title: T\nopening: "{{{WRITTEN[1:-1]}}}"\nstretches: [{{name: A, hold: 1s}}]\n',
    "music": f"title: T\nmusic: {WRITTEN}\nstretches: [{{name: A, hold: 1s}}]\n",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
@pytest.mark.parametrize("command", [("check",), ("check", "--format", "github"), ("make",), ("show",)])
def test_a_hostile_script_only_gets_its_errors_printed(run_cli: RunCli, script: str, command: tuple[str, ...]) -> None:
    write(Path("x.yaml"), script)
    done = run_cli(*command, "x.yaml", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert_harmless(done.stdout, done.stderr)
    if "github" in command:
        assert all(
            line.startswith(("::error file=x.yaml,", "::warning file=x.yaml,")) for line in done.stdout.split("\n")[:-1]
        )
    else:
        assert_no_orders(done.stdout)
    assert_no_orders(done.stderr)
    said = run_cli("check", "x.yaml", "--format", "json", GITHUB_ACTIONS="true")
    assert_harmless(said.stdout)
    assert_no_orders(said.stdout)
    assert isinstance(json.loads(said.stdout), list)


def test_hostile_words_that_are_right_are_shown_harmless(run_cli: RunCli) -> None:
    """No word of them is refused: they are texts."""
    stretch = f"{{name: {WRITTEN}, areas: [{WRITTEN}], start: {WRITTEN}, hold: 1s, ready: 0}}"
    write(Path("scripts/x.yaml"), f"title: {WRITTEN}\nstretches: [{stretch}]\n")
    write(Path("scripts/stretches/y.yaml"), f"name: {WRITTEN}\nhold: 1s\n")
    for command in (("list",), ("show", "x"), ("show", "x", "--json"), ("make", "x"), ("check",)):
        done = run_cli(*command, GITHUB_ACTIONS="true")
        assert "Traceback" not in done.stderr
        assert_harmless(done.stdout, done.stderr)
        assert_no_orders(done.stdout)
        assert_no_orders(done.stderr)
    made = run_cli("verify", "output/x.mp3", GITHUB_ACTIONS="true")
    assert "Traceback" not in made.stderr
    assert_harmless(made.stdout)
    assert_no_orders(made.stdout)


def test_a_name_that_is_an_order_gives_none(run_cli: RunCli) -> None:
    write(Path("scripts/x.yaml"), 'title: "::error::pwned"\nstretches: [{name: "::add-mask::a", hold: 1s}]\n')
    write(Path("scripts/::error::y.yaml"), "title: T\nstretches: [{name: A, hold: 1s}]\n")
    for command in (("show", "x"), ("list",)):
        assert_no_orders(run_cli(*command, GITHUB_ACTIONS="true").stdout)
    assert run_cli("show", "x").stdout.startswith("::error::pwned, ")


@pytest.mark.parametrize("key", ["voice", "engine", "version", "script"])
def test_a_hostile_session_is_told_harmless(run_cli: RunCli, key: str) -> None:
    path = craft(
        Path("a.mp3"),
        record(**{key: HOSTILE if key != "script" else HOSTILE.replace("\n", "").replace("\x1b", "")[:40]}),
    )
    done = run_cli("verify", str(path), GITHUB_ACTIONS="true")
    assert (done.returncode, done.stderr) == (1, "")
    assert_harmless(done.stdout)
    assert_no_orders(done.stdout)


def test_hostile_titles_of_a_session_are_told_harmless(run_cli: RunCli) -> None:
    path = craft(Path("a.mp3"), timeline(title=HOSTILE, disclaimer=HOSTILE))
    tags = ID3(path)
    tags.add(TIT2(encoding=1, text=HOSTILE))
    tags.save(path, v2_version=3)
    done = run_cli("verify", str(path), GITHUB_ACTIONS="true")
    assert_harmless(done.stdout, done.stderr)


def test_hostile_names_of_files_and_voices_are_told_harmless(run_cli: RunCli) -> None:
    for args in (
        ("make", f"gone{RETITLE}{BIDI}"),
        ("verify", f"gone{RETITLE}{BIDI}.mp3"),
        ("audition", f"voice{RETITLE}{BIDI}", "--no-play"),
        ("make", "neck", "--voice", HOSTILE),
        ("explain", HOSTILE),
    ):
        done = run_cli(*args, GITHUB_ACTIONS="true")
        assert done.returncode == 1
        assert_harmless(done.stdout, done.stderr)
        assert_no_orders(done.stderr)


def test_a_terminal_is_sent_no_escape_but_our_colours(run_cli: RunCli) -> None:
    path = craft(Path("a.mp3"), record(voice=HOSTILE))
    write(Path("x.yaml"), SCRIPTS["a key"])
    for args in (("verify", str(path)), ("check", "x.yaml"), ("make", "x.yaml")):
        _, sent = run_on_terminal(100, *args)
        # a bar moves the cursor: `\x1b[2K`; what is in the file begins otherwise
        assert_harmless(re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", sent).replace("\r", ""))
