"""Stopping: `nohup` holds, and Ctrl-C ends with 130 and one line, however often it is pressed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")]

COMMAND = [sys.executable, "-m", "voiceroutine", "make", "desk-break", "--force"]


def begun(tmp_path: Path, *, ignored: signal.Signals | None = None) -> subprocess.Popen[str]:
    """Start to make a session; return once frames are being written."""

    def dispositions() -> None:
        # a shell that runs the tests in the background has told its children to ignore Ctrl-C
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN if number == ignored else signal.SIG_DFL)

    process = subprocess.Popen(
        COMMAND, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True,
        preexec_fn=dispositions, env={**os.environ, "VOICEROUTINE_CACHE": str(tmp_path / "cold")},
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None and not list(Path("output").glob(".desk-break.*")):
        time.sleep(0.01)
    assert process.poll() is None
    return process


def lines(errors: str) -> list[str]:
    """Return what is told besides the progress."""
    return [line for line in errors.splitlines() if line and "%  " not in line]


@pytest.mark.parametrize("pause_s", [0.0, 0.001, 0.01, 0.05, 0.2])
def test_ctrl_c_again_and_again_ends_with_130_and_one_line(tmp_path: Path, pause_s: float) -> None:
    process = begun(tmp_path)
    deadline = time.monotonic() + 4
    while process.poll() is None and time.monotonic() < deadline:
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(pause_s)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert lines(errors) == ["stopped"]
    assert not list(Path("output").iterdir())


def test_being_told_to_end_again_and_again_ends_at_once(tmp_path: Path) -> None:
    process = begun(tmp_path)
    deadline = time.monotonic() + 4
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGTERM)
        time.sleep(0.005)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 143
    assert lines(errors) == []


def test_nohup_outlives_its_terminal(tmp_path: Path) -> None:
    process = begun(tmp_path)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGHUP, "without it, it ends"
    process = begun(tmp_path, ignored=signal.SIGHUP)
    process.send_signal(signal.SIGHUP)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert Path("output/desk-break.mp3").exists()
