"""Measures voiceroutine against its peers and against itself: `python bench/run.py [--quick]`.

Every figure is a ratio of whole processes, run in turn in one go: the median of several pairs. It needs `espeak-ng` and
`lame` on the PATH for the peer in the shell (Debian: apt-get install espeak-ng lame). `--quick` leaves out the ten-hour
session. Prints the table of docs/performance.md.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PEERS = Path(__file__).parent / "peers.py"
VOICEROUTINE = [sys.executable, "-m", "voiceroutine"]


def run(command: list[str], **env: str) -> tuple[float, float]:
    """Run a command to its end; return its seconds and its largest process's memory in MB."""
    began = time.perf_counter()
    # an installed program is compiled
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **env}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, complaints = process.communicate()
    took_s = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{complaints.decode()}")
    return took_s, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def ratio(a: Callable[[], float], b: Callable[[], float], pairs: int = 3) -> tuple[float, float, float]:
    """Return the median of a/b over `pairs` runs in turn, and the medians of both."""
    found = [(a(), b()) for _ in range(pairs)]
    return (
        statistics.median(x / y for x, y in found),
        statistics.median(x for x, _ in found),
        statistics.median(y for _, y in found),
    )


class Bench:
    """A folder to work in, with a cache that can be emptied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"
        os.chdir(folder)
        (folder / "scripts").mkdir()

    def make(self, name: str, *, cold: bool) -> float:
        """Make a session again; with `cold`, with an empty cache. Return the seconds."""
        if cold:
            shutil.rmtree(self.cache, ignore_errors=True)
        return run([*VOICEROUTINE, "make", "-q", "--force", name], VOICEROUTINE_CACHE=str(self.cache))[0]

    def edited(self) -> float:
        """Change one cue of a copy of `knots`, and make it."""
        self.count = getattr(self, "count", 0) + 1
        text = f"extends: knots\nchange: {{chin-tuck: {{setup: Sit tall for the time number {self.count}.}}}}\n"
        (self.folder / "scripts/edited.yaml").write_text(text)
        return self.make("edited", cold=False)

    def long(self, name: str, hours: float, *, reps: bool = False) -> None:
        """Write a session of about `hours`: a different stretch each minute and a half, or counted reps."""
        stretches = []
        for number in range(round(hours * (24 if reps else 40))):
            dose = "reps: 50, tempo: 2.5s" if reps else "hold: 75s"
            stretches.append(f"  - {{name: Stretch number {number}, {dose}, ready: 4s}}\n")
        text = f"title: {name}\nstretches:\n" + "".join(stretches)
        (self.folder / f"scripts/{name}.yaml").write_text(text)

    def peak(self, name: str) -> tuple[float, float]:
        """Make a session cold in a process of its own; return its seconds and its memory in MB."""
        shutil.rmtree(self.cache, ignore_errors=True)
        code = (
            "import resource, sys, time; from voiceroutine.cli import main; began = time.perf_counter()\n"
            "try: main()\n"
            "except SystemExit as end: assert not end.code, end.code\n"
            "status = open('/proc/self/status').read().split()\n"
            "print(time.perf_counter() - began, int(status[status.index('VmHWM:') + 1]) / 1024)"
        )
        command = [sys.executable, "-c", code, "make", "-q", "--force", name]
        env = {**os.environ, "VOICEROUTINE_CACHE": str(self.cache)}
        took_s, memory_mb = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.split()
        return float(took_s), float(memory_mb)

    def first_cue(self) -> float:
        """Return the seconds from the start of `make` to its first call of the voice."""
        shutil.rmtree(self.cache, ignore_errors=True)
        code = (
            "import time; began = time.perf_counter()\n"
            "import voiceroutine.voice.engines.hibari as neural\n"
            "real = neural.NeuralVoice.speak\n"
            "def speak(self, texts, pace):\n"
            "    print(time.perf_counter() - began, flush=True); raise SystemExit(0)\n"
            "neural.NeuralVoice.speak = speak\n"
            "from voiceroutine.cli import main; main()"
        )
        env = {**os.environ, "VOICEROUTINE_CACHE": str(self.cache)}
        command = [sys.executable, "-c", code, "make", "-q", "--force", "knots"]
        return float(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Measure everything, and print the table."""
    quick = "--quick" in sys.argv
    rows: list[tuple[str, str, str, str]] = []

    def row(what: str, wanted: str, found: str, detail: str) -> None:
        rows.append((what, wanted, found, detail))
        print(f"{what}: {found} ({wanted}); {detail}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        bench.make("knots", cold=True)
        show = [*VOICEROUTINE, "show", "knots", "--json"]
        timeline = subprocess.run(
            show, check=True, capture_output=True, env={**os.environ, "VOICEROUTINE_CACHE": str(bench.cache)}
        )
        Path("timeline.json").write_bytes(timeline.stdout)
        minutes = json.loads(timeline.stdout)["duration_ms"] / 60_000
        peers = {
            peer: [sys.executable, str(PEERS), peer, "timeline.json", f"{peer}.mp3"] for peer in ("script", "shell")
        }
        for peer, wanted in (("script", "<= 0.4"), ("shell", "<= 0.8")):
            if peer == "shell" and not (shutil.which("espeak-ng") and shutil.which("lame")):
                row("cold `make knots` / espeak-ng and lame", wanted, "not measured", "espeak-ng or lame is missing")
                continue
            found, ours, theirs = ratio(lambda: bench.make("knots", cold=True), lambda p=peer: run(peers[p])[0])
            what = {"script": "pyttsx3 and pydub", "shell": "espeak-ng and lame"}[peer]
            row(
                f"cold `make knots` ({minutes:.0f} min) / {what}",
                wanted,
                f"{found:.2f}",
                f"{ours:.1f} s / {theirs:.1f} s",
            )
        bench.make("knots", cold=True)
        found, edited, cold = ratio(bench.edited, lambda: bench.make("knots", cold=True))
        row("remake after one cue changed / cold", "<= 0.3", f"{found:.2f}", f"{edited:.1f} s / {cold:.1f} s")
        found, warm, cold = ratio(lambda: bench.make("knots", cold=False), lambda: bench.make("knots", cold=True))
        row("remake with `--force` / cold", "<= 0.2", f"{found:.2f}", f"{warm:.1f} s / {cold:.1f} s")
        bench.long("sparse", 1)
        bench.long("heavy", 1, reps=True)
        found, heavy, sparse = ratio(lambda: bench.make("heavy", cold=True), lambda: bench.make("sparse", cold=True))
        row(
            "an hour of 1 200 counted reps / a sparse hour", "<= 1.3", f"{found:.2f}", f"{heavy:.1f} s / {sparse:.1f} s"
        )
        if not quick:
            bench.long("ten", 10)
            ten_s, ten_mb = bench.peak("ten")
            one_s, one_mb = bench.peak("sparse")
            row("ten hours / one hour, time", "<= 10.5", f"{ten_s / one_s:.2f}", f"{ten_s:.1f} s / {one_s:.1f} s")
            row(
                "ten hours / one hour, memory",
                "<= 1.15, < 500 MB",
                f"{ten_mb / one_mb:.2f}",
                f"{ten_mb:.0f} MB / {one_mb:.0f} MB",
            )
        click = [sys.executable, "-c", "import click"]
        found, helped, bare = ratio(lambda: run([*VOICEROUTINE, "--help"])[0], lambda: run(click)[0], pairs=9)
        row(
            "`voiceroutine --help` / `import click`",
            "<= 2",
            f"{found:.2f}",
            f"{helped * 1000:.0f} ms / {bare * 1000:.0f} ms",
        )
        first = statistics.median(bench.first_cue() for _ in range(5))
        row("the first cue's work starts after", "<= 0.5 s", f"{first:.2f} s", "from the start of the program")
    print("| what | wanted | found | medians |\n|---|---|---|---|")
    for cells in rows:
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
