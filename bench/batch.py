"""What a clinic's patients cost: `python bench/batch.py [COUNT]`; 200 overlays of `neck` by default.

Each overlay has its patient's own name, which the session says, and two other doses. Measured is the CPU time of whole
programs, their children included: that of `make` for all of them less that for the first, for each of the others. And
the memory of the largest process, of all of them and of the first tenth. Prints a row of docs/performance.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

FIRST = (
    "Anna", "Ben", "Carla", "David", "Emma", "Frank", "Grace", "Henry", "Ida", "Jack",
    "Kate", "Liam", "Mary", "Noah", "Olive", "Paul", "Quinn", "Rose", "Sam", "Tina",
)  # fmt: skip
LAST = ("Weber", "Okafor", "Ruiz", "Smith", "Jones", "Brown", "Taylor", "Evans", "King", "Wright")


def overlays(folder: Path, count: int) -> list[Path]:
    """Write the scripts of `count` patients; return their paths."""
    folder.mkdir()
    paths = []
    for number, (last, first) in zip(range(count), product(LAST, FIRST), strict=False):
        paths.append(folder / f"p{number:03}.yaml")
        paths[-1].write_text(
            "extends: neck\n"
            "title: Neck programme for {patient}\n"
            f"vars: {{patient: {first} {last}}}\n"
            "change:\n"
            f"  chin-tuck: {{reps: {4 + number % 7}}}\n"
            f"  upper-trap: {{hold: {20 + 5 * (number % 6)}s}}\n"
        )
    return paths


def made(paths: list[Path], cache: Path, output: Path) -> tuple[float, float, float]:
    """Make the sessions in a program of their own; return CPU seconds, seconds, and its largest process's MB."""
    code = (
        "import resource, subprocess, sys, time; began = time.perf_counter(); "
        "subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024)"
    )
    command = [sys.executable, "-m", "voiceroutine", "make", "-q", "-o", str(output), *map(str, paths)]
    env = {**os.environ, "VOICEROUTINE_CACHE": str(cache)}
    measuring = [sys.executable, "-c", code, *command]
    printed = subprocess.run(measuring, env=env, check=True, capture_output=True, text=True).stdout
    cpu_s, took_s, memory_mb = map(float, printed.split())
    return cpu_s, took_s, memory_mb


def main() -> None:
    """Measure, and print the row."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else len(FIRST) * len(LAST)
    tenth = max(2, count // 10)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = overlays(folder / "patients", count)
        first_s, _, _ = made(paths[:1], folder / "cache", folder / "first")
        _, _, tenth_mb = made(paths[:tenth], folder / "tenth-cache", folder / "tenth")
        all_s, took_s, all_mb = made(paths, folder / "all-cache", folder / "all")
    each_s = (all_s - first_s) / (count - 1)
    what = f"{count} overlays of `neck`: CPU for each after the first"
    print(f"| {what} | <= 0.25 s | {each_s:.2f} s | {all_s:.0f} s CPU in {took_s:.0f} s; the first {first_s:.1f} s |")
    print(f"| the same / {tenth}, memory | flat | {all_mb / tenth_mb:.2f} | {all_mb:.0f} MB / {tenth_mb:.0f} MB |")


if __name__ == "__main__":
    main()
