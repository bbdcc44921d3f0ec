"""Small scripts that used to take minutes and gigabytes: each is answered soon, in little memory, by every command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.costs import COSTLY
from tests.faults.measuring import Cost, Meter, meter
from tests.machine import slowness
from tests.support import RunCli, write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="measured by forking, as POSIX has it")

MOST_CPU_S = 2.0
"""On the machine of `tests.machine`, after the imports."""
MOST_MB = 300


GOOD = "title: Good\nstretches: [{name: Lean, hold: 5s}]\n"


def soon(cost: Cost, beyond_s: float = 0.0) -> bool:
    """Return whether a command took little; a machine that is slow just now is given more."""
    taken_s = cost.cpu_s - beyond_s
    return taken_s < MOST_CPU_S or taken_s < MOST_CPU_S * slowness()


@pytest.fixture(scope="module")
def measuring() -> Iterator[Meter]:
    """Return what measures commands."""
    with meter() as found:
        yield found


@pytest.mark.long
@pytest.mark.parametrize("command", ["check", "show", "make"])
@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_script_is_refused_soon_and_in_little_memory(
    name: str, command: str, tmp_path: Path, measuring: Meter
) -> None:
    took = measuring.cost(command, str(COSTLY[name](tmp_path / "scripts")))
    assert (took.code, "Traceback" in took.answer) == (1, False), took.answer[-500:]
    assert soon(took)
    assert took.most_mb < MOST_MB


@pytest.fixture(scope="module")
def good_cpu_s(tmp_path_factory: pytest.TempPathFactory, measuring: Meter) -> float:
    """Return what it takes to list the good script alone."""
    folder = tmp_path_factory.mktemp("good")
    write(folder / "scripts" / "good.yaml", GOOD)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return measuring.cost("list", bundled=folder / "none").cpu_s


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in COSTLY if name != "large files"])  # 80 MB of stretches are not small
def test_a_costly_script_does_not_keep_others_from_being_listed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measuring: Meter, good_cpu_s: float
) -> None:
    COSTLY[name](tmp_path / "place" / "scripts")
    write(tmp_path / "place" / "scripts" / "good.yaml", GOOD)
    monkeypatch.chdir(tmp_path / "place")
    took = measuring.cost("list", bundled=tmp_path / "none")  # to list what is bundled takes longer than most of them
    assert (took.code, "Traceback" in took.answer) == (0, False), took.answer[-500:]
    assert "Good" in took.answer
    assert soon(took, good_cpu_s)
    assert took.most_mb < MOST_MB


_MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024))
"""


@pytest.mark.long
@pytest.mark.parametrize("music", ["", "music: drone\n"])
def test_the_memory_of_a_session_does_not_grow_with_its_length(music: str, tmp_path: Path) -> None:
    def most_mb(name: str, hold: str) -> int:
        script = write(tmp_path / f"{name}.yaml", f"title: T\n{music}stretches: [{{name: Lean, hold: {hold}}}]\n")
        make = (sys.executable, "-m", "voiceroutine", "make", str(script), "--output", str(tmp_path))
        done = subprocess.run(
            [sys.executable, "-c", _MEMORY, *make], capture_output=True, text=True, check=True, timeout=300
        )
        return int(done.stdout)

    # with music, every worker has a few minutes of it at hand once there are that many: from half an hour on, where it
    # takes 430 MB; half an hour more of samples would be 170 MB
    long, short, more_mb = ("1h", "30m", 40) if music else ("12h", "9m", 60)
    assert most_mb("long", long) < most_mb("short", short) + more_mb


def test_a_chain_of_scripts_is_refused_where_it_becomes_too_long(run_cli: RunCli, tmp_path: Path) -> None:
    done = run_cli("check", str(COSTLY["a chain of scripts"](tmp_path)))
    assert done.returncode == 1
    assert "chain9.yaml:1:10: error: this is the 10th script in a row that extends another one" in done.stdout


def test_of_very_many_problems_the_first_are_shown_and_the_others_counted(run_cli: RunCli, tmp_path: Path) -> None:
    keys = "".join(f"titel{number}: 1\n" for number in range(250))
    path = write(tmp_path / "x.yaml", f"title: T\n{keys}stretches: [{{name: Lean, hold: 5s}}]\n")
    done = run_cli("check", str(path))
    assert done.stdout.count("[unknown-key]") == 100
    assert "x.yaml:102:1: error: there are 150 more problems from here on [more-problems]" in done.stdout


def test_a_stretch_may_not_have_hundreds_of_areas(run_cli: RunCli, tmp_path: Path) -> None:
    areas = ", ".join(["neck"] * 51)
    path = write(tmp_path / "x.yaml", f"title: T\nstretches:\n  - name: Lean\n    areas: [{areas}]\n    hold: 5s\n")
    assert (
        "x.yaml:4:5: error: these are 51 items; 50 are possible [too-many-labels]" in run_cli("check", str(path)).stdout
    )
