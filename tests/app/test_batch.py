"""Many scripts at a time: the same bytes as alone, what fails stops no other, and a stopped batch goes on."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import voiceroutine
from tests.support import RunCli, write
from voiceroutine import FaultyScriptError, MakeOptions, Outcome, SilentBatchReporter, VoiceroutineError, make_all
from voiceroutine.app import workers
from voiceroutine.app.attempt import Task
from voiceroutine.script.library import default_library
from voiceroutine.voice.base import UnspeakableError

PATIENT = """\
title: Neck of {patient}
vars: {{patient: {name}}}
opening: Sit down.
stretches:
  - name: Shoulder drop
    areas: [shoulders]
    equipment: [chair]
    ready: 1s
    hold: {hold}s
closing: Done.
"""


def patient(name: str, hold: int = 3) -> Path:
    return write(Path(f"patients/{name.lower()}.yaml"), PATIENT.format(patient="{patient}", name=name, hold=hold))


class Heard(SilentBatchReporter):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.steps: list[tuple[Path, float]] = []
        self.outcomes: list[Outcome] = []

    def progress(self, script: Path, label: str, fraction: float) -> None:
        self.steps.append((script, fraction))

    def note(self, script: Path, text: str) -> None:
        self.notes.append(text)

    def finished(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


def test_one_after_the_other_a_failure_stops_no_other_and_a_base_is_left_out() -> None:
    base = write(Path("patients/practice.yaml"), "artist: Hill Street Physio\n")
    paths = [patient("Anna"), patient("Ben"), base, patient("Carla")]
    paths[1].write_text(paths[1].read_text().replace("hold", "hodl"))
    heard = Heard()
    outcomes = make_all([*paths, paths[0]], jobs=1, reporter=heard)
    assert [outcome.script for outcome in outcomes] == paths
    assert tuple(heard.outcomes) == outcomes
    anna, ben, practice, carla = outcomes
    assert [one.session.path for one in (anna, carla) if one.session] == [
        Path("output/anna.mp3"),
        Path("output/carla.mp3"),
    ]
    assert isinstance(ben.error, FaultyScriptError)
    assert ben.session is None
    assert (practice.session, practice.error) == (None, None)
    assert "patients/practice.yaml is a base for other scripts, and has no session of its own" in heard.notes
    assert {script for script, fraction in heard.steps if fraction == 1.0} == {paths[0], paths[3]}


def test_nothing_is_made_where_two_scripts_would_become_the_same_file() -> None:
    paths = [patient("Anna"), write(Path("others/ANNA.yaml"), PATIENT)]
    with pytest.raises(VoiceroutineError, match=r"would both become ANNA\.mp3"):
        make_all(paths)
    assert not Path("output").exists()


def test_errors_reach_another_process_as_they_are() -> None:
    path = patient("Ben")
    path.write_text(path.read_text().replace("hold", "hodl"))
    with pytest.raises(FaultyScriptError) as faulty:
        voiceroutine.load_script(path)
    for error in (faulty.value, UnspeakableError("heart", "W" * 200, "it is too long"), VoiceroutineError("no", "yes")):
        told = pickle.loads(pickle.dumps(error))  # noqa: S301 as a worker and its parent do
        assert type(told) is type(error)
        assert (str(told), told.args, vars(told)) == (str(error), error.args, vars(error))


def test_all_and_names_are_not_given_together(run_cli: RunCli) -> None:
    done = run_cli("make", "--all", "neck")
    assert done.returncode == 2
    assert "Error: --all makes every script: name none beside it" in done.stderr
    own, everything = patient("Anna").rename("mine.yaml"), voiceroutine.all_scripts()
    write(Path("scripts/anna.yaml"), own.read_text())
    write(Path("scripts/house.yaml"), "artist: Hill Street Physio\n")
    assert {path.stem for path in voiceroutine.all_scripts()} == {"anna", *(path.stem for path in everything)}
    assert {"neck", "knots", "desk-break"} <= {path.stem for path in everything}


@pytest.mark.long
def test_side_by_side_each_is_made_as_alone_and_all_is_told(run_cli: RunCli) -> None:
    paths = [patient(name, hold) for hold, name in enumerate(("Anna", "Ben", "Carla", "David"), 3)]
    broken = patient("Emma")
    broken.write_text(broken.read_text().replace("hold:", "hodl:").replace("ready:", "redy:"))
    alone = {path: voiceroutine.make(path, MakeOptions(folder=Path("alone"))).path for path in paths}
    done = run_cli("make", "--jobs", "2", "--split", "--captions", "vtt", *map(str, [*paths, broken]))
    assert done.returncode == 1
    assert done.stderr.endswith(
        "error: 1 of 5 failed\nscript              what is wrong\n"
        "patients/emma.yaml  line 8: unknown key `redy`, and 1 more problem\n"
    ), done.stderr
    for path, expected in alone.items():
        made = Path("output") / expected.name
        assert made.read_bytes() == expected.read_bytes()
        assert made.with_suffix(".vtt").exists()
        assert (made.with_suffix("") / f"{path.stem}.m3u8").exists()
        assert f"{made}  plays " in done.stdout
    assert done.stdout.splitlines()[-1].startswith("4 made, 1 failed, in ")
    assert not [file for file in Path("output").rglob("*") if ".part" in file.name]
    again = run_cli("make", "-q", "--jobs", "1", *map(str, paths))
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="a signal to one process")
def test_a_process_that_is_killed_fails_its_script_alone() -> None:
    paths = [patient(name, hold) for hold, name in enumerate(("Anna", "Ben", "Carla", "David", "Emma"), 3)]
    task = Task(options=MakeOptions(), form="mp3", split=False, library=default_library())
    outcomes, killed = [], False
    for it in workers.at_a_time(2, paths, task):
        if isinstance(it, Outcome):
            outcomes.append(it)
        elif not killed and outcomes and isinstance(it, workers.Progress):
            killed = True
            for pid in children():
                os.kill(pid, signal.SIGKILL)
    assert killed
    failed = [outcome for outcome in outcomes if outcome.error]
    assert {str(outcome.error) for outcome in failed} == {
        "the process that was making it ended by itself (signal 9); try again"
    }
    assert len(outcomes) == len(paths)
    assert 1 <= len(failed) <= 2, "as many as there were processes"
    assert not children()


def children() -> list[int]:
    """Return the processes that this one has started and that still run."""
    found = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "workers"], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in found.stdout.split()]


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_batch_that_is_stopped_leaves_whole_sessions_alone_and_goes_on(
    run_cli: RunCli, tmp_path: Path, how: signal.Signals
) -> None:
    """A signal in the middle: nothing half done stays, and the next run makes what is missing."""
    paths = [patient(f"P{number:02}", hold=3 + number) for number in range(12)]
    command = [sys.executable, "-m", "voiceroutine", "make", "--jobs", "2", *map(str, paths)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while len(list(Path("output").glob("p*.mp3"))) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(how)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[how]
    assert "Traceback" not in errors
    if how == signal.SIGINT:
        assert " of 12 are done; the same command goes on from there\n" in errors
        assert errors.endswith("\nstopped\n")
    while how == signal.SIGKILL and any(Path("output").glob(".*")):  # its workers notice by themselves
        assert time.monotonic() < deadline
        time.sleep(0.01)
    finished = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path("output").iterdir()}
    assert all(name.startswith("p") for name in finished), "nothing half done"
    assert 3 <= len(finished) < 12
    done = run_cli("make", "--jobs", "2", *map(str, paths))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith(f"{12 - len(finished)} made, {len(finished)} up to date, in ")
    for name, sha256 in finished.items():
        assert hashlib.sha256((Path("output") / name).read_bytes()).hexdigest() == sha256


@pytest.mark.long
def test_two_that_need_the_same_cue_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Both speak it, and write the same file of the cache."""
    script = patient("Anna")
    code = f"import voiceroutine as v; v.make({str(script)!r}, v.MakeOptions(folder=v.MakeOptions().folder / N))"
    env = {**os.environ, "VOICEROUTINE_CACHE": str(tmp_path / "cold")}
    both = [
        subprocess.Popen([sys.executable, "-c", code.replace("N", repr(name))], env=env, stderr=subprocess.PIPE)
        for name in ("a", "b")
    ]
    assert [process.communicate(timeout=120)[1] for process in both] == [b"", b""]
    assert Path("output/a/anna.mp3").read_bytes() == Path("output/b/anna.mp3").read_bytes()
