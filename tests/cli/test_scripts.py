"""The commands about scripts, run as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.support import RunCli, write
from voiceroutine.script.library import bundled_folder

FAULTY = "title: T\nstretches:\n  - name: Lean\n    hodl: 5s\n"
DOUBTFUL = "title: T\nstretches:\n  - name: Lean\n    hold: 10m\n    caution: Stop if it hurts.\n"
GOOD = "title: T\nstretches:\n  - name: Lean\n    hold: 10s\n    caution: Stop if it hurts.\n"


@pytest.mark.long  # nearly a hundred of them
def test_check_is_content_with_the_bundled_scripts(run_cli: RunCli) -> None:
    done = run_cli("check", "--strict")
    assert (done.returncode, done.stdout) == (0, "")
    count = len(list(bundled_folder().rglob("*.yaml")))
    assert done.stderr == f"{count} scripts checked: no problems\n"


def test_check_finds_all_problems_of_all_scripts_sorted(run_cli: RunCli) -> None:
    write(Path("scripts/b.yaml"), FAULTY)
    write(Path("scripts/a.yaml"), DOUBTFUL)
    write(Path("scripts/stretches/calf.yaml"), "name: Calf\nhold: soon\n")
    done = run_cli("check")
    assert done.returncode == 1
    heads = [line for line in done.stdout.splitlines() if line.startswith("scripts")]
    assert [head.split(": ")[0] for head in heads] == [
        "scripts/a.yaml:4:11",
        "scripts/b.yaml:4:5",
        "scripts/stretches/calf.yaml:2:7",
    ]
    assert done.stderr == "3 scripts checked: 2 errors, 1 warning\n"


def test_check_goes_on_where_one_script_cannot_be_checked_to_its_end(run_process: RunCli) -> None:
    write(Path("scripts/a.yaml"), FAULTY)
    write(Path("scripts/b.yaml"), "title: T\nmusic: drone\nstretches: [{name: Lean, hold: 5s}]\n")
    done = run_process("check", "--format", "json", IMAGEIO_FFMPEG_EXE=str(Path("none").absolute()))
    assert done.returncode == 1
    assert [problem["code"] for problem in json.loads(done.stdout)] == ["unknown-key"]
    assert "scripts/b.yaml could not be checked completely: " in done.stderr


@pytest.mark.parametrize(
    ("stretch", "codes"),
    [
        ("setup: Stand on the balls of your feet., hold: 5s", []),
        ("setup: Put the balls beside you., hold: 5s", ["unlisted-equipment"]),
        ("setup: Sit on the foam roller., hold: 5s", ["unlisted-equipment"]),
        ("setup: Use the mat., equipment: [tomato], hold: 5s", ["unlisted-equipment"]),
        ("setup: Use the mat., equipment: [yoga mat], hold: 5s", []),
        ("reps: 20, allow: [same-words], steps: [{say: Breathe in., for: 5s}, {say: Breathe out., for: 5s}]", []),
        ("reps: 30, allow: [same-words], steps: [{say: Up., for: 2s}, {say: And down., for: 3s}]", ["no-rest"]),
        ("hold: 10m, during: [{at: 4m, say: Notice your hands.}]", []),
        ("hold: 10m, during: [{at: 5s, say: Notice your hands.}]", ["long-hold"]),
    ],
)
def test_check_doubts_what_is_doubtful_and_no_more(run_cli: RunCli, stretch: str, codes: list[str]) -> None:
    write(Path("x.yaml"), f"title: T\nstretches: [{{name: A, caution: Stop if it hurts., {stretch}}}]\n")
    done = run_cli("check", "x.yaml", "--format", "json")
    assert [problem["code"] for problem in json.loads(done.stdout)] == codes


def test_check_lays_out_a_library_stretch(run_cli: RunCli) -> None:
    steps = "name: Arch\nreps: 4\nsteps:\n  - {say: Slowly arch your back up to the ceiling., for: 0.5s}\n"
    write(Path("scripts/stretches/arch.yaml"), steps)
    done = run_cli("check")
    assert done.returncode == 1
    assert "[no-caution]" in done.stdout
    assert "\nscripts/stretches/arch.yaml:4:11: error: this cue takes " in done.stdout
    assert "[step-too-short]" in done.stdout


def test_a_library_stretch_is_checked_in_the_language_of_the_script_that_uses_it(run_cli: RunCli) -> None:
    stretch = "name: Dehnen\ncaution: Stopp.\nsettle: 1s\nstart: Neigen Sie den Kopf nach links.\nhold: 5s\n"
    write(Path("scripts/stretches/dehnen.yaml"), stretch)
    assert run_cli("check", "scripts/stretches/dehnen.yaml").stdout == ""
    write(Path("scripts/tag.yaml"), "title: Tag\nlanguage: de\nstretches: [{use: dehnen}]\n")
    assert "this cue says `links`" in run_cli("check", "scripts/stretches/dehnen.yaml").stdout


def test_a_stretch_is_known_by_its_keys_and_not_by_its_folder(run_cli: RunCli) -> None:
    write(Path("stretches/day.yaml"), GOOD)
    write(Path("lean.yaml"), "name: Lean\nhold: 10s\ncaution: Stop if it hurts.\n")
    for path in ("stretches/day.yaml", "lean.yaml"):
        assert run_cli("check", path, "--strict").returncode == 0
    write(Path("lean.yaml"), "name: Lean\nhodl: 10s\n")
    assert "lean.yaml:2:1: error: unknown key `hodl`" in run_cli("check", "lean.yaml").stdout


def test_a_voice_that_cannot_start_hides_no_problem_of_other_scripts(run_process: RunCli) -> None:
    write(Path("broken/hibari/__init__.py"), "raise ImportError('onnxruntime does not load here')")
    write(Path("scripts/a.yaml"), f"{GOOD}voice: heart\n")
    write(Path("scripts/b.yaml"), FAULTY)
    fresh = str(Path("fresh").absolute())
    done = run_process("check", PYTHONPATH=str(Path("broken").absolute()), VOICEROUTINE_CACHE=fresh)
    assert done.returncode == 1
    assert done.stdout.startswith("scripts/b.yaml:4:5: error: unknown key `hodl`")
    assert done.stderr == (
        "1 script checked: 1 error, 0 warnings; 1 script not checked\n"
        "error: scripts/a.yaml could not be checked completely: the neural voice `heart` cannot start: "
        "onnxruntime does not load here\n"
    )


def test_warnings_alone_exit_with_0_and_with_1_when_strict(run_cli: RunCli) -> None:
    write(Path("x.yaml"), DOUBTFUL)
    assert run_cli("check", "x.yaml").returncode == 0
    assert run_cli("check", "x.yaml", "--strict").returncode == 1


def test_check_as_json(run_cli: RunCli) -> None:
    write(Path("x.yaml"), FAULTY)
    done = run_cli("check", "x.yaml", "--format", "json")
    assert json.loads(done.stdout) == [
        {
            "path": "x.yaml",
            "line": 4,
            "column": 5,
            "end_line": 4,
            "end_column": 9,
            "severity": "error",
            "code": "unknown-key",
            "message": "unknown key `hodl`",
            "hint": "did you mean `hold`?",
        }
    ]
    write(Path("x.yaml"), GOOD)
    assert json.loads(run_cli("check", "x.yaml", "--format", "json").stdout) == []


def test_check_for_github(run_cli: RunCli) -> None:
    write(Path("x.yaml"), FAULTY)
    done = run_cli("check", "x.yaml", "--format", "github")
    assert (
        done.stdout == "::error file=x.yaml,line=4,col=5,title=unknown-key::unknown key `hodl`; did you mean `hold`?\n"
    )


def test_explain_prints_one_code_or_all(run_cli: RunCli) -> None:
    out = run_cli("explain", "[unknown-key]").stdout
    assert out.startswith("unknown-key (error)\n")
    assert "hodl: 20s" in out
    assert "no-rest              warning" in run_cli("explain").stdout
    done = run_cli("explain", "unknown-keys")
    assert done.returncode == 1
    assert done.stderr.startswith("error: there is no code `unknown-keys`; did you mean `unknown-key`")


def test_new_writes_a_script_that_can_be_made_and_checked(run_cli: RunCli) -> None:
    done = run_cli("new", "evening")
    assert (done.returncode, done.stdout) == (
        0,
        "scripts/evening.yaml  is yours to edit; then: voiceroutine make evening\n",
    )
    text = Path("scripts/evening.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=voiceroutine.schema.json\n")
    schema = json.loads(Path("scripts/voiceroutine.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema.pop("$comment").startswith("written by voiceroutine; ")
    assert json.loads(run_cli("schema").stdout) == schema
    assert run_cli("check", "evening", "--strict").returncode == 0
    assert run_cli("make", "-q", "evening").returncode == 0


def test_new_says_how_to_make_what_it_wrote(run_cli: RunCli) -> None:
    done = run_cli("new", "evening.yaml")
    assert done.stdout == "evening.yaml  is yours to edit; then: voiceroutine make evening.yaml\n"
    assert run_cli("make", "-q", "evening.yaml").returncode == 0
    assert run_cli("new", "my evening").stdout.endswith("then: voiceroutine make 'my evening'\n")


def test_new_overwrites_nothing(run_cli: RunCli) -> None:
    write(Path("scripts/evening.yaml"), GOOD)
    done = run_cli("new", "evening")
    assert done.returncode == 1
    assert done.stderr == "error: scripts/evening.yaml already exists and is left as it is; choose another name\n"
    assert Path("scripts/evening.yaml").read_text() == GOOD


def test_new_says_why_it_cannot_begin_or_write(run_cli: RunCli) -> None:
    Path("old.yaml").write_bytes("title: Nackenübung\n".encode("latin-1"))
    done = run_cli("new", "evening", "--from", "old.yaml")
    assert (done.returncode, done.stderr) == (1, "error: cannot begin with old.yaml: it is not UTF-8\n")
    done = run_cli("new", "a" * 300)
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot write scripts/aaa")
    assert not list(Path().rglob("*.json"))


def test_new_can_begin_with_another_script(run_cli: RunCli) -> None:
    assert run_cli("new", "tuesday", "--from", "neck").returncode == 0
    copied = Path("scripts/tuesday.yaml").read_text(encoding="utf-8")
    assert copied.endswith((bundled_folder() / "neck.yaml").read_text(encoding="utf-8"))
    assert run_cli("check", "tuesday").returncode == 0
    assert run_cli("new", "other", "--from", "nek").returncode == 1


def test_new_can_begin_with_a_stretch(run_cli: RunCli) -> None:
    assert run_cli("new", "glide", "--from", "chin-tuck").returncode == 0
    assert (
        Path("scripts/glide.yaml")
        .read_text()
        .endswith("title: Head glide, also called the chin tuck\nstretches:\n  - use: chin-tuck\n")
    )
    assert run_cli("new", "words", "--from", "chin-tuck", "--expand").returncode == 0
    assert "    start: Glide your head straight back" in Path("scripts/words.yaml").read_text()
    assert run_cli("check", "glide", "words", "--strict").returncode == 0
    assert run_cli("new", "other", "--expand").returncode == 2


@pytest.mark.parametrize("name", ["", ".", "a/b", ".hidden"])
def test_new_refuses_what_is_no_name(run_cli: RunCli, name: str) -> None:
    done = run_cli("new", name)
    assert done.returncode == 1
    assert "cannot be the name of a script" in done.stderr
    assert not Path("scripts").exists()


def test_colours_are_for_terminals_and_not_for_who_has_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    from voiceroutine.cli.terminal import colours

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert colours(Terminal())
    assert not colours(object())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colours(Terminal())
