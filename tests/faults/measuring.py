"""What commands cost: processor time and memory, measured by a process that forks one child for each of them.

That process has imported the command line, and nothing else has happened in it: a child begins as a new process does
once its imports are done, which take longer than most of what is measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PROGRAM = """
import json, os, resource, sys, tempfile
from pathlib import Path
import voiceroutine
from voiceroutine.cli import main
from voiceroutine.script import library

for name in voiceroutine.__all__:
    getattr(voiceroutine, name)
for line in sys.stdin:
    asked = json.loads(line)
    with tempfile.TemporaryFile() as out:
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
            os.chdir(asked["folder"])
            os.environ.update(asked["environment"])
            if asked["bundled"]:
                library.bundled_folder = lambda: Path(asked["bundled"])
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            sys.argv = ["voiceroutine", *asked["args"]]
            main()
        _, status, use = os.wait4(child, 0)
        out.seek(0)
        answer = out.read().decode("utf-8")
    found = os.waitstatus_to_exitcode(status), use.ru_utime + use.ru_stime, use.ru_maxrss, answer
    print(json.dumps(found), flush=True)
"""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    code: int
    cpu_s: float
    most_mb: int
    answer: str


@dataclass(frozen=True)
class Meter:
    """The process that measures."""

    process: subprocess.Popen[str]

    def cost(self, *args: str, bundled: Path | None = None) -> Cost:
        """Run the command line in a child of that process, in the test's folder and environment.

        Args:
            args: The command's.
            bundled: A folder in place of the bundled scripts.
        """
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin
        assert stdout
        asked = {
            "args": args,
            "folder": str(Path.cwd()),
            "environment": dict(os.environ),
            "bundled": str(bundled or ""),
        }
        stdin.write(json.dumps(asked) + "\n")
        stdin.flush()
        code, cpu_s, most, answer = json.loads(stdout.readline())
        return Cost(code, cpu_s, most // (1024 * 1024 if sys.platform == "darwin" else 1024), answer)


@contextmanager
def meter() -> Iterator[Meter]:
    """Give a process that measures; it ends with the context."""
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Meter(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait(30) == 0
