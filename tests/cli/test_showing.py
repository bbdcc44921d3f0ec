"""The commands that show and say what is in a session: show of a stretch, shares of time, say."""

from __future__ import annotations

import json
import os
import stat
import sys
import wave
from pathlib import Path

import jsonschema
import pytest

from tests.command import run_on_terminal
from tests.support import RunCli, decode, write
from voiceroutine.plan.timeline_json import timeline_schema

SHORT = """\
title: Short one
stretches:
  - name: Shoulder drop
    ready: 1s
    hold: 3s
    caution: Stop if it hurts.
    start: [Drop your shoulders 2 cm., Again.]
"""
posix = pytest.mark.skipif(os.name != "posix", reason="terminals and shell scripts as POSIX has them")


def test_a_stretch_is_shown_with_its_words_as_they_are_spoken(run_cli: RunCli) -> None:
    done = run_cli("show", "upper-trap")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "upper-trap, Upper trap stretch"
    assert lines[2].startswith("file       ")
    assert lines[2].endswith("upper-trap.yaml (bundled)")
    assert "dose       30 s x 2, rest 5 s, each side" in lines
    keys = [line.split("  ")[0] for line in lines[lines.index("", 2) + 1 :]]
    assert keys == [
        *("purpose", "setup", "feel", "easier", "caution", "start", "during 1, at 7 s", "again", "release"),
    ]


def test_a_stretch_as_json(run_cli: RunCli) -> None:
    found = json.loads(run_cli("show", "cat-dog", "--json").stdout)
    assert (found["key"], found["from"]) == ("cat-dog", "bundled")
    assert Path(found["file"]).is_file()
    steps = [word["field"] for word in found["words"] if word["field"].startswith("steps")]
    assert steps
    assert all(", for " in step for step in steps)


def test_a_stretch_is_shown_by_its_path_too(run_cli: RunCli) -> None:
    write(Path("scripts/stretches/calf.yaml"), "name: Calf\nhold: 20s\nsource: A book.\n")
    for name in ("calf", "scripts/stretches/calf.yaml"):
        out = run_cli("show", name).stdout
        assert out.startswith("calf, Calf\n")
        assert "source     A book." in out or "source  A book." in out


def test_a_script_of_a_stretchs_name_comes_first_and_both_are_told(run_cli: RunCli) -> None:
    write(Path("scripts/chin-tuck.yaml"), SHORT)
    done = run_cli("show", "chin-tuck")
    assert done.stdout.startswith("Short one, ")
    assert "note: there is a stretch `chin-tuck`, too: " in done.stderr


def test_a_name_that_is_neither_is_answered_with_both_kinds(run_cli: RunCli) -> None:
    done = run_cli("show", "chin-tuk")
    assert (done.returncode, done.stderr) == (
        1,
        "error: there is no script and no stretch named `chin-tuk`; did you mean `chin-tuck`?\n",
    )


def test_show_says_what_the_time_is_spent_on(run_cli: RunCli) -> None:
    path = write(Path("x.yaml"), SHORT)
    done = run_cli("show", str(path))
    rows = [line.split() for line in done.stdout.partition("Where the time goes\n")[2].splitlines()]
    assert rows[0] == ["chapter", "seconds", "all", "speech", "hold", "rest", "ready", "pause"]
    assert rows[2][:2] == ["Shoulder", "drop"]
    assert rows[2][5] == "3", "the hold"
    assert rows[-1][2] == "100%"
    found = json.loads(run_cli("show", str(path), "--json").stdout)
    for chapter in found["chapters"]:
        assert sum(chapter["share"].values()) == chapter["length_ms"]
    assert found["chapters"][1]["share"]["hold"] == 3_000
    assert found["chapters"][1]["share"]["ready"] == 1_000
    jsonschema.validate(found, timeline_schema())


def test_the_opening_has_no_dose(run_cli: RunCli) -> None:
    path = write(Path("x.yaml"), f"{SHORT}    position: back\n")  # on the way there, the opening is about the stretch
    lines = run_cli("show", str(path)).stdout.splitlines()
    assert "  Opening, 1:" in lines[2]
    assert "speech" in lines[3]


def test_spoken_is_what_the_voice_is_given(run_cli: RunCli) -> None:
    found = json.loads(run_cli("show", str(write(Path("x.yaml"), SHORT)), "--json").stdout)
    (cue,) = (event for event in found["events"] if event.get("text", "").startswith("Drop"))
    assert (cue["text"], cue["spoken"]) == ("Drop your shoulders 2 cm.", "Drop your shoulders two centimetres.")


def test_say_writes_what_it_says(run_cli: RunCli) -> None:
    done = run_cli("say", "neck", "upper-trap", "start", "-o", "here/start.wav")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "start  Tip your right ear slowly toward your right shoulder, and keep your nose forward. (left)",
        "start  Tip your left ear slowly toward your left shoulder, and keep your nose forward. (right)",
        str(Path("here/start.wav")),
    ]
    with wave.open("here/start.wav") as file:
        assert (file.getnchannels(), file.getframerate()) == (1, 48_000)
    sound = decode(Path("here/start.wav"))
    assert 6 < len(sound) / 48_000 < 14
    assert not sound[: 48 * 600].any()
    assert sound.any()


def test_say_finds_a_stretch_by_its_key_its_name_and_its_number(run_cli: RunCli) -> None:
    write(Path("scripts/x.yaml"), f"{SHORT}  - use: chin-tuck\n    name: Chin\n")
    texts = [run_cli("say", "x", which, "start").stdout.splitlines()[0] for which in ("chin-tuck", "2")]
    assert texts == ["start  Glide your head straight back, and keep your nose level."] * 2
    assert run_cli("say", "x", "shoulder-drop", "start").stdout.startswith("start  Drop your shoulders 2 cm.\n")
    assert run_cli("say", "chin-tuck", "start").stdout.splitlines()[0] == texts[0]
    assert "closing  That's the end.\n" in run_cli("say", "x", "closing").stdout
    assert run_cli("say", "x").stdout.startswith("disclaimer  Before we start.")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("neck", "chin-tuk"), 1, "error: `neck` has no stretch `chin-tuk`; did you mean `chin-tuck`?\n"),
        (("neck", "chin-tuck", "strat"), 1, "error: no `strat` is said in `chin-tuck`; did you mean `start`?\n"),
        (("chin-tuck", "strat"), 1, "error: no `strat` is said in `chin-tuck`; did you mean `start`?\n"),
        (("nek",), 1, "error: there is no script named `nek`; did you mean `neck`?\n"),
        (("chin-tuck", "start", "now"), 2, "name only a field of it, as in `say chin-tuck start`\n"),
        (("neck", "-o", "x.mp3"), 2, "expected a name that ends with .wav, found `x.mp3`\n"),
    ],
)
def test_what_cannot_be_said_is_answered_in_a_sentence(
    run_cli: RunCli, args: tuple[str, ...], code: int, words: str
) -> None:
    done = run_cli("say", *args)
    assert done.returncode == code
    assert done.stderr.endswith(words)
    assert not Path("output").exists()


def test_say_replaces_its_own_file_and_no_other(run_cli: RunCli) -> None:
    args = ("say", "chin-tuck", "start", "-o", "x.wav")
    assert run_cli(*args).returncode == 0
    own = Path("x.wav").read_bytes()
    assert run_cli(*args).returncode == 0
    Path("x.wav").write_bytes(own[:-50] + bytes(50))
    done = run_cli(*args)
    assert (done.returncode, "--force replaces it" in done.stderr) == (1, True)
    assert run_cli(*args, "--force").returncode == 0
    assert Path("x.wav").read_bytes() == own


@posix
def test_say_plays_each_cue_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player = write(tmp_path / "bin/aplay", f'#!/bin/sh\n/bin/cat "$2" >> {tmp_path}/heard\n')
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    code, sent = run_on_terminal(60, "say", "neck", "upper-trap", "start", PATH=str(player.parent))
    assert (code, sent.count("start  Tip your")) == (0, 2)
    assert (tmp_path / "heard").read_bytes().count(b"RIFF") == 2
    assert not Path("output").exists()
    player.write_text("#!/bin/sh\nexit 1\n")
    code, sent = run_on_terminal(60, "say", "neck", "upper-trap", "start", PATH=str(player.parent))
    assert "note: this machine's player could not play it" in sent
    assert list(Path("output/auditions").iterdir()) == [Path("output/auditions/neck-upper-trap-start.wav")]


@posix
@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.parametrize("args", [("list",), ("show", "levator-scapulae"), ("voices",), ("explain",)])
def test_no_key_is_cut_off_on_a_narrow_terminal(columns: int, args: tuple[str, ...]) -> None:
    code, sent = run_on_terminal(columns, *args, NO_COLOR="1")
    assert code == 0
    assert "\N{HORIZONTAL ELLIPSIS}" not in sent
    keys = {"list": "levator-scapulae", "show": "levator-scapulae", "voices": "system:gmw/en-us", "explain": "no-rest"}
    assert keys[args[0]] in sent
    assert all(len(line) <= columns for line in sent.splitlines() if "/" not in line), "paths and addresses are long"


def test_make_alone_makes_all_scripts_and_goes_on_after_a_faulty_one(run_cli: RunCli) -> None:
    done = run_cli("make")
    assert done.returncode == 2
    assert "there are no scripts to make in ./scripts; `voiceroutine new mine` writes one" in done.stderr
    write(Path("scripts/a.yaml"), SHORT.replace("hold:", "hodl:"))
    write(Path("scripts/b.yaml"), SHORT)
    write(Path("scripts/stretches/own.yaml"), "name: Own\n")
    done = run_cli("make")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{Path('output/b.mp3')}  plays ")
    assert done.stderr.startswith("scripts/a.yaml:5:5: error: unknown key `hodl` [unknown-key]\n")
    table = "error: 1 of 2 failed\nscript          what is wrong\nscripts/a.yaml  line 5: unknown key `hodl`\n"
    assert done.stderr.endswith(table)
    assert "%" not in done.stderr, "no progress of each, but what became of it"
    assert run_cli("make", "-q", "b").returncode == 0


def test_make_alone_leaves_out_what_only_others_extend(run_cli: RunCli) -> None:
    write(Path("scripts/house.yaml"), "title: House\nnotice: For patients.\n")
    write(Path("scripts/b.yaml"), f"{SHORT}extends: house\n")
    assert "house" not in run_cli("make").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="measured on POSIX")
def test_say_loads_no_voice_for_what_is_in_the_cache(run_process: RunCli) -> None:
    args = ("say", "chin-tuck", "start", "-o", "x.wav")
    run_process(*args)
    done = run_process(*args, PYTHONVERBOSE="1")
    assert done.returncode == 0
    assert "import 'voiceroutine.app.say'" in done.stderr
    assert "import 'onnxruntime'" not in done.stderr


GROUPED = """\
title: Grouped
stretches:
  - group: Circuit
    rounds: 2
    stretches:
      - {use: chin-tuck, announce: none}
      - {name: Roll, hold: 9s, start: Roll now.}
  - {name: Shake, hold: 5s, start: Shake now.}
"""


@pytest.mark.parametrize(
    ("stretch", "cue"),
    [("3", "Shake now."), ("shake", "Shake now."), ("2", "Roll now."), ("circuit/roll", "Roll now.")],
)
def test_say_finds_a_stretch_after_and_in_a_group_of_several_rounds(run_cli: RunCli, stretch: str, cue: str) -> None:
    path = write(Path("x.yaml"), GROUPED)
    done = run_cli("say", str(path), stretch, "start", "-o", "start.wav")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, f"start  {cue}")
    assert run_cli("say", str(path), "chin-tuck", "feel", "-o", "feel.wav").returncode == 0


def test_say_says_all_stretches_of_a_group(run_cli: RunCli) -> None:
    path = write(Path("x.yaml"), GROUPED)
    done = run_cli("say", str(path), "circuit", "start", "-o", "start.wav")
    said = [line for line in done.stdout.splitlines() if line.startswith("start  ")]
    assert (len(said), said[-1]) == (2, "start  Roll now.")
    assert "`circuit/roll`" in run_cli("say", str(path), "circuit/rol").stderr
