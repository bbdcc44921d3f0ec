"""Ways to run the command line in tests: in this process, in one of its own, and on a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import traceback
import types
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest

from voiceroutine.cli import main

Done = subprocess.CompletedProcess[str]


def run_in_child(*args: str, **env: str) -> Done:
    """Run the command line in a process of its own, as a shell does.

    For what belongs to the process: how the interpreter starts (PYTHON... variables), what is imported, and what is
    looked up once and kept (ffmpeg).
    """
    return subprocess.run(
        [sys.executable, "-m", "voiceroutine", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
    )


def run_here(*args: str, **env: str) -> Done:
    """Run the command line in this process, which saves starting one: imports, the voice's model, ffmpeg's version.

    It has file descriptors of its own for its output, which the programs that it starts inherit; signal handlers and
    environment are as before when it returns. What would be a traceback in a shell is one in `stderr`.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = _run(args, env, out, err)
        return Done(["voiceroutine", *args], code, _content(out), _content(err))


def run_into(out: IO[bytes], err: IO[bytes], *args: str) -> int:
    """Run the command line in this process, with these for its output; return its exit code."""
    return _run(args, {}, out, err)


def run_on_terminal(columns: int, *args: str, **env: str) -> tuple[int, str]:
    """Run the command line in this process, on a terminal; return its exit code, and what the terminal was sent.

    Only where there are terminals as POSIX has them.
    """
    ours, theirs = os.openpty()
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(_until_closed, ours)  # a terminal holds a few kilobytes, until somebody reads them
        with os.fdopen(theirs, "wb", buffering=0) as terminal:
            code = _run(args, {"COLUMNS": str(columns), "TERM": "xterm", **env}, terminal, terminal)
        return code, sent.result().decode("utf-8").replace("\r\n", "\n")


def _until_closed(terminal: int) -> bytes:
    content = b""
    with os.fdopen(terminal, "rb", buffering=0) as file, suppress(OSError):  # Linux ends it with an error
        while part := file.read(65_536):
            content += part
    return content


def _run(args: Sequence[str], env: dict[str, str], out: IO[bytes], err: IO[bytes]) -> int:
    with (
        Path(os.devnull).open("rb") as nothing,
        pytest.MonkeyPatch.context() as patch,
        _instead(0, nothing),
        _instead(1, out),
        _instead(2, err),
        _signals_kept(),
        open(0, encoding="utf-8", closefd=False) as stdin,
        open(1, "w", encoding="utf-8", closefd=False) as stdout,
        open(2, "w", encoding="utf-8", closefd=False) as stderr,
    ):
        for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            patch.setattr(sys, name, stream)
        for key, value in env.items():
            patch.setenv(key, value)
        patch.setattr(sys, "argv", ["voiceroutine", *args])
        patch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))  # click takes the program's name from it
        return _exit_code()


def _exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 as the interpreter does with whatever nobody caught
        traceback.print_exc()
        return 1
    return 0


@contextmanager
def _instead(descriptor: int, file: IO[bytes]) -> Iterator[None]:
    """Let a file descriptor of the process be another file for a while."""
    kept = os.dup(descriptor)
    os.dup2(file.fileno(), descriptor)
    try:
        yield
    finally:
        os.dup2(kept, descriptor)
        os.close(kept)


@contextmanager
def _signals_kept() -> Iterator[None]:
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    kept = {name: signal.getsignal(getattr(signal, name)) for name in names}
    try:
        yield
    finally:
        for name, handler in kept.items():
            signal.signal(getattr(signal, name), handler)


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8").replace("\r\n", "\n")


def own_world(patch: pytest.MonkeyPatch, folder: Path, cache: Path) -> None:
    """Let everything that voiceroutine looks for outside of its arguments be in `folder`; work in its `work`."""
    patch.chdir(folder / "work")
    patch.setenv("VOICEROUTINE_CACHE", str(cache))
    patch.setenv("VOICEROUTINE_SCRIPTS", str(folder / "own"))
    patch.setenv("VOICEROUTINE_CONFIG", str(folder / "config"))
    patch.setenv("HIBARI_HOME", str(folder / "hibari"))
    patch.delenv("VOICEROUTINE_VOICE", raising=False)
    patch.setenv("COLUMNS", "120")
