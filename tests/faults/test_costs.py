"""Small scripts that used to take minutes and gigabytes: each is answered soon, in little memory, by every command."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.costs import COSTLY
from tests.machine import slowness
from tests.support import RunCli, write

MOST_CPU_S = 2.0
"""On the machine of `tests.machine`."""
MOST_MB = 300


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    code: int
    cpu_s: float
    most_mb: int
    answer: str

    def soon(self, beyond_s: float = 0.0) -> bool:
        """Return whether it took little; a machine that is slow just now is given more."""
        taken_s = self.cpu_s - beyond_s
        return taken_s < MOST_CPU_S or taken_s < MOST_CPU_S * slowness()


_MEASURE = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
done = subprocess.run(sys.argv[1:], capture_output=True, text=True, encoding="utf-8")
use = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stdout.write(f"{done.returncode} {use.ru_utime + use.ru_stime} {use.ru_maxrss}\\n{done.stdout}{done.stderr}")
"""


def cost(*args: str) -> Cost:
    """Run the command line, measured by a process that runs nothing else."""
    command = [sys.executable, "-c", _MEASURE, sys.executable, "-m", "voiceroutine", *args]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=300)
    figures, _, answer = done.stdout.partition("\n")
    code, cpu_s, most = figures.split()
    return Cost(int(code), float(cpu_s), int(most) // (1024 * 1024 if sys.platform == "darwin" else 1024), answer)


@pytest.mark.long
@pytest.mark.parametrize("command", ["check", "show", "make"])
@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_script_is_refused_soon_and_in_little_memory(name: str, command: str, tmp_path: Path) -> None:
    took = cost(command, str(COSTLY[name](tmp_path / "scripts")))
    assert (took.code, "Traceback" in took.answer) == (1, False), took.answer[-500:]
    assert took.soon()
    assert took.most_mb < MOST_MB


@pytest.fixture(scope="module")
def bundled_cpu_s(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return what it takes to list what is bundled alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("empty"))
        return cost("list").cpu_s


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in COSTLY if name != "large files"])  # 80 MB of stretches are not small
def test_a_costly_script_does_not_keep_others_from_being_listed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundled_cpu_s: float
) -> None:
    COSTLY[name](tmp_path / "place" / "scripts")
    write(tmp_path / "place" / "scripts" / "good.yaml", "title: Good\nstretches: [{name: Lean, hold: 5s}]\n")
    monkeypatch.chdir(tmp_path / "place")
    took = cost("list")
    assert (took.code, "Traceback" in took.answer) == (0, False), took.answer[-500:]
    assert "Good" in took.answer
    assert took.soon(bundled_cpu_s)
    assert took.most_mb < MOST_MB


@pytest.mark.long
@pytest.mark.parametrize("music", ["", "music: drone\n"])
def test_the_memory_of_a_session_does_not_grow_with_its_length(music: str, tmp_path: Path) -> None:
    def most_mb(name: str, hold: str) -> int:
        script = write(tmp_path / f"{name}.yaml", f"title: T\n{music}stretches: [{{name: Lean, hold: {hold}}}]\n")
        took = cost("make", str(script), "--output", str(tmp_path))
        assert took.code == 0, took.answer
        return took.most_mb

    # with music, every worker has a few minutes of it at hand once there are that many: from half an hour on
    long, short = ("1h30m", "30m") if music else ("12h", "9m")
    assert most_mb("long", long) < most_mb("short", short) + 60


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
