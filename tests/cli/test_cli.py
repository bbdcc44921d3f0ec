"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from tests.command import Done
from tests.support import RunCli, decode, write

SHORT = """\
title: Short one
summary: A few seconds.
opening: Sit down.
stretches:
  - name: Shoulder drop
    areas: [shoulders]
    equipment: [chair]
    ready: 1s
    hold: 3s
closing: Done.
"""


@pytest.fixture
def short() -> Path:
    return write(Path("scripts/short.yaml"), SHORT)


@pytest.mark.long
@pytest.mark.parametrize(
    "args",
    [
        ("list",),
        ("show", "short", "--json"),
        ("make", "nek"),
        ("make", "--loud"),
        ("make", "-h"),
        ("--version",),
        ("explain",),
    ],
    ids=" ".join,
)
def test_a_process_of_its_own_says_the_same_as_a_run_in_this_one(
    run_cli: RunCli, run_process: RunCli, short: Path, args: tuple[str, ...]
) -> None:
    def said(done: Done) -> tuple[int, str, str]:
        name = "python -m voiceroutine", "voiceroutine"
        return done.returncode, done.stdout.replace(*name), done.stderr.replace(*name)

    # a cache of their own: other tests speak what `list` shows a guess of
    cache = str(Path("cache").absolute())
    run_cli("show", "short", VOICEROUTINE_CACHE=cache)
    assert said(run_cli(*args, VOICEROUTINE_CACHE=cache)) == said(run_process(*args, VOICEROUTINE_CACHE=cache))


def test_make_renders_a_session_and_says_where_it_is(run_process: RunCli, short: Path) -> None:
    done = run_process("make", "short")
    assert done.returncode == 0, done.stderr
    words = done.stdout.split()
    assert words[0] == str(Path("output/short.mp3"))
    assert "plays 1:" in done.stdout
    assert "MB, made in" in done.stdout
    assert "Shoulder drop" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(Path("output").iterdir()) == [Path("output/short.mp3")], "nothing else is left there"


def test_the_printed_length_and_the_timelines_are_the_mp3s(run_cli: RunCli, short: Path) -> None:
    made = run_cli("make", "short")
    timeline = json.loads(run_cli("show", "short", "--json").stdout)
    heard_ms = len(decode(Path("output/short.mp3"))) / 48
    assert abs(heard_ms - timeline["duration_ms"]) <= 24
    minutes, seconds = divmod(timeline["duration_ms"] // 1000, 60)
    assert f"plays {minutes}:{seconds:02}" in made.stdout
    tags = ID3(Path("output/short.mp3"))
    assert (str(tags["TIT2"]), str(tags["TLEN"])) == ("Short one", str(timeline["duration_ms"]))
    assert tags.version == (2, 3, 0)


def test_quiet_says_nothing_but_errors(run_cli: RunCli, short: Path) -> None:
    done = run_cli("make", "-q", "short")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run_cli("make", "-q", "nothing-like-it")
    assert done.returncode == 1
    assert done.stderr.startswith("error: there is no script named `nothing-like-it`")


def test_the_output_folder_is_made_where_it_is_asked_for(run_cli: RunCli, short: Path) -> None:
    assert run_cli("make", "-q", str(short), "-o", "deep/er").returncode == 0
    assert Path("deep/er/short.mp3").exists()


def test_the_systems_voice_speaks_too(run_cli: RunCli, short: Path) -> None:
    neural = json.loads(run_cli("show", "--json", "short").stdout)
    done = run_cli("make", "-q", "short", "--voice", "system")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    system = json.loads(run_cli("show", "--json", "short", "--voice", "system").stdout)
    assert system["duration_ms"] != neural["duration_ms"]
    assert abs(len(decode(Path("output/short.mp3"))) / 48 - system["duration_ms"]) <= 24


@pytest.mark.long
def test_auto_falls_back_to_the_system_and_says_so(run_process: RunCli, short: Path) -> None:
    write(Path("broken/hibari/__init__.py"), "raise ImportError('onnxruntime does not load here')")
    done = run_process(
        "make", "short", PYTHONPATH=str(Path("broken").absolute()), VOICEROUTINE_CACHE=str(Path("fresh").absolute())
    )
    assert done.returncode == 0
    assert "note: the neural voice `heart` cannot start: onnxruntime does not load here" in done.stderr
    assert "speaking with `system:gmw/en` instead" in done.stderr


def test_show_is_json_alone_on_stdout(run_cli: RunCli, short: Path) -> None:
    timeline = json.loads(run_cli("show", "short", "--json").stdout)
    assert [chapter["title"] for chapter in timeline["chapters"]] == ["Opening", "Shoulder drop", "Closing"]
    assert sum(chapter["length_ms"] for chapter in timeline["chapters"]) == timeline["duration_ms"]
    hold = next(event for event in timeline["events"] if event["kind"] == "hold")
    assert (hold["length_ms"], hold["chapter"]) == (3_000, 1)
    assert {event["kind"] for event in timeline["events"]} <= {"speech", "hold", "rest", "ready", "pause", "chime"}


def test_show_for_people_has_every_event_with_its_time(run_cli: RunCli, short: Path) -> None:
    lines = run_cli("show", "short").stdout.splitlines()
    assert lines[0].startswith("Short one, 1:")
    assert any(line.endswith("hold    3 s") for line in lines)
    assert any("speech  Shoulder drop. Three seconds." in line for line in lines)


def test_show_says_which_cue_has_no_room(run_cli: RunCli) -> None:
    write(Path("x.yaml"), SHORT.replace("hold: 3s", "hold: 3s\n    during: [{at: 2.5s, say: Breathe out.}]"))
    done = run_cli("show", "x.yaml")
    assert done.returncode == 0
    assert re.search(r"^note: x\.yaml:10:\d+: .*\[prompt-no-room\]$", done.stderr, re.MULTILINE), done.stderr


def test_list_shows_routines_and_stretches_with_where_they_come_from(run_cli: RunCli, short: Path) -> None:
    write(Path(os.environ["VOICEROUTINE_SCRIPTS"]) / "mine.yaml", SHORT)
    out = run_cli("list").stdout
    rows = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert re.fullmatch(r"short +Short one +~?1:\d\d .*chair +\./scripts", rows["short"])
    assert rows["mine"].endswith("yours")
    assert rows["neck"].endswith("bundled")
    assert "traps" in rows["upper-trap"]


@pytest.mark.long
def test_list_marks_a_playing_time_that_is_guessed(
    run_cli: RunCli, short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed() -> str:
        (row,) = (line for line in run_cli("list").stdout.splitlines() if line.startswith("short "))
        return row.split()[3]

    monkeypatch.setenv("VOICEROUTINE_CACHE", str(tmp_path / "cold"))
    assert re.fullmatch(r"~1:[0-3]\d", listed())
    assert run_cli("show", "short").stdout.startswith(f"Short one, {listed()}\n"), "all of it is spoken now"


def test_a_broken_script_in_the_list_hides_no_other(run_cli: RunCli, short: Path) -> None:
    write(Path("scripts/broken.yaml"), "title: [")
    done = run_cli("list")
    assert done.returncode == 0
    assert "(cannot be used: see `voiceroutine check broken`)" in done.stdout
    assert "neck" in done.stdout


def test_a_broken_stretch_in_the_list_hides_no_other(run_cli: RunCli) -> None:
    write(Path("scripts/stretches/calf.yaml"), "name: [")
    done = run_cli("list")
    assert done.returncode == 0
    assert re.search(r"^calf +\(cannot be used\) +\./scripts$", done.stdout, re.MULTILINE)
    assert "levator-scapulae" in done.stdout


def test_a_missing_script_names_near_matches(run_cli: RunCli) -> None:
    done = run_cli("make", "nek")
    assert done.returncode == 1
    assert done.stderr == "error: there is no script named `nek`; did you mean `neck`?\n"
    done = run_cli("make", "./nek.yaml")
    assert (done.returncode, done.stderr) == (1, "error: there is no script at nek.yaml; did you mean `neck`?\n")
    done = run_cli("make", "neck.yaml")
    assert (done.returncode, done.stderr) == (1, "error: there is no script at neck.yaml; there is one named `neck`\n")


def test_two_scripts_of_one_name_are_not_made_over_each_other(run_cli: RunCli, short: Path) -> None:
    other = write(Path("other/short.yaml"), short.read_text())
    done = run_cli("make", str(short), str(other))
    assert done.returncode == 1
    assert done.stderr == (
        f"error: {short} and {other} would both become short.mp3; make them one at a time, into different folders "
        "(--output)\n"
    )
    assert not Path("output").exists(), "found out before anything is made"


def test_a_script_named_twice_is_made_once(run_cli: RunCli, short: Path) -> None:
    done = run_cli("make", "short", str(short))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_broken_script_says_where_and_why(run_cli: RunCli) -> None:
    write(Path("x.yaml"), SHORT.replace("hold:", "hodl:"))
    done = run_cli("make", "x.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith("x.yaml:9:5: error: unknown key `hodl` [unknown-key]\n")
    assert not Path("output").exists()


def test_a_step_that_is_too_short_is_found_before_anything_is_rendered(run_cli: RunCli) -> None:
    script = SHORT.replace("hold: 3s", "steps: [{say: Round up slowly to the ceiling., for: 1s}]")
    write(Path("x.yaml"), script)
    done = run_cli("make", "x.yaml")
    assert done.returncode == 1
    assert "x.yaml:9:19: error: this cue takes " in done.stderr
    assert "and its step is 1 s [step-too-short]" in done.stderr
    assert not Path("output").exists()


@pytest.mark.parametrize("args", [("make",), ("make", "neck", "--loud"), ("mak",), ("show",)])
def test_wrong_usage_exits_with_2(run_cli: RunCli, args: tuple[str, ...]) -> None:
    done = run_cli(*args)
    assert done.returncode == 2
    assert "Usage: " in done.stderr


@pytest.mark.parametrize(
    ("command", "ours"), [("play", "'say' or 'make'"), ("preview", "'show' or 'say'"), ("render", "'make'")]
)
def test_a_command_that_is_called_otherwise_is_named(run_cli: RunCli, command: str, ours: str) -> None:
    done = run_cli(command, "neck")
    assert done.returncode == 2
    assert done.stderr.endswith(f"No such command '{command}'. Did you mean {ours}?\n")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounts a small file system, as root")
def test_a_full_disk_ends_in_a_sentence_and_leaves_the_old_session(run_cli: RunCli, short: Path) -> None:
    disk = Path("disk")
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        (disk / "short.mp3").write_bytes(b"the old session")
        done = run_cli("make", "short", "--force", "-o", str(disk))
        assert done.returncode == 1
        assert "error: cannot write" in done.stderr
        assert "no space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert {path.name: path.read_bytes() for path in disk.iterdir()} == {"short.mp3": b"the old session"}
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_a_folder_that_cannot_be_is_told_in_a_sentence(run_cli: RunCli, short: Path) -> None:
    write(Path("taken"), "a file")
    done = run_cli("make", "short", "-o", "taken/here")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"error: cannot make the folder {Path('taken/here')}: not a directory"


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.long)]
)
def test_being_stopped_leaves_the_old_session_as_it_was(tmp_path: Path, how: signal.Signals, code: int) -> None:
    Path("output").mkdir()
    old = write(Path("output/knots.mp3"), "the old session")
    process = subprocess.Popen(
        [sys.executable, "-m", "voiceroutine", "make", "knots", "--force"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "VOICEROUTINE_CACHE": str(tmp_path / "cold")},  # so that it takes a while
        # a shell that runs the tests in the background has told its children to ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None and not list(Path("output").glob(".knots.*")):
        time.sleep(0.01)
    process.send_signal(how)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in errors
    assert {path.name for path in Path("output").iterdir()} == {"knots.mp3"}
    assert old.read_text() == "the old session"


def test_help_teaches_every_command(run_cli: RunCli) -> None:
    out = run_cli("--help").stdout
    for command in ("make", "list", "show", "voices"):
        assert command in out
        assert len(run_cli(command, "--help").stdout) > 120


def test_output_to_a_closed_pipe_is_no_error() -> None:
    shell = f"{sys.executable} -m voiceroutine show desk-break | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.startswith("Desk break")
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["show desk-break", pytest.param("list", marks=pytest.mark.long), "voices --json"])
def test_a_reader_that_has_read_enough_is_no_error(command: str) -> None:
    code = "import sys; sys.stdin.readline()"
    pipe = f"{sys.executable} -m voiceroutine {command} | {sys.executable} -c '{code}'; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_output_that_has_no_room_is_told_in_a_sentence() -> None:
    command = f"{sys.executable} -m voiceroutine voices >/dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot write the output: no space left on device")
    assert "voiceroutine/cli" not in done.stderr, "no traceback"


def test_signs_that_the_output_cannot_encode_are_escaped(run_process: RunCli) -> None:
    write(Path("x.yaml"), "title: Шея\nstretches: [{name: A, caution: Stop., hold: 5s}]\n")
    done = run_process("show", "x.yaml", "--voice", "system", PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (0, "")
    assert r"\u0428" in done.stdout


def test_a_closed_stderr_stops_nothing(short: Path) -> None:
    command = f"{sys.executable} -m voiceroutine make short 2>&-"
    assert subprocess.run(["bash", "-c", command], check=False, timeout=300, capture_output=True).returncode == 0
    assert Path("output/short.mp3").exists()


def test_what_a_killed_process_left_of_a_session_goes_after_a_day(run_cli: RunCli, short: Path) -> None:
    old, young, other = (write(Path(f"output/{name}.part.mp3"), "half") for name in (".short.a", ".short.b", ".long.a"))
    for path in (old, other):
        os.utime(path, (time.time() - 86_401,) * 2)
    assert run_cli("make", "-q", "short").returncode == 0
    assert {path.name for path in Path("output").iterdir()} == {"short.mp3", young.name, other.name}


def test_a_users_module_is_not_taken_for_one_of_pythons() -> None:
    write(Path("locale.py"), "raise RuntimeError('mine')")
    write(Path("x.yaml"), "title: T\nstretches: [{name: A, caution: Stop., hold: 5s}]\n")
    # as the installed command starts: without the working directory on its path
    start = "import sys; sys.path[:] = [p for p in sys.path if p]; from voiceroutine.cli import main; main()"
    command = [sys.executable, "-c", start, "check", "x.yaml"]
    environment = {**os.environ, "VOICEROUTINE_VOICE": "system"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout) == (0, "")


def test_markup_in_a_users_words_is_shown_as_it_stands(run_cli: RunCli) -> None:
    write(
        Path("scripts/odd.yaml"),
        SHORT.replace("Short one", '"Neck [/b] [short]"').replace("Shoulder drop", '"Lean [/x]"'),
    )
    done = run_cli("list")
    assert done.returncode == 0
    assert "Neck [/b] [short]" in done.stdout
    assert run_cli("verify", "[/x].mp3").returncode == 1


@pytest.mark.long
def test_an_ffmpeg_that_cannot_start_is_told_in_a_sentence(run_process: RunCli, short: Path, tmp_path: Path) -> None:
    broken = write(tmp_path / "bin" / "ffmpeg", "no program")
    broken.chmod(0o755)
    done = run_process("make", "short", IMAGEIO_FFMPEG_EXE=str(broken), VOICEROUTINE_CACHE=str(tmp_path / "fresh"))
    assert done.returncode == 1
    assert "error: ffmpeg cannot start: exec format error" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_no_file_can_have_is_told(run_cli: RunCli) -> None:
    for name in ("a" * 300, "b" * 300 + "/x.yaml"):
        done = run_cli("make", name)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
