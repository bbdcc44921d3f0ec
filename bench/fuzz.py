"""Tries mutated scripts and sessions for as long as one likes: `python bench/fuzz.py [MINUTES] [SEED]`.

By hand: an hour before a release. Each fault is printed with what caused it; its figures go into docs/security.md.
A run that takes over two seconds or raises the process's memory above 600 MB is a fault as well.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.faults.fuzzing import mutated_bytes, mutated_text, try_script, try_session

from voiceroutine.app.make import MakeOptions, make

SLOWEST_S = 2.0
MOST_MB = 600


def main(minutes: float, seed: int) -> int:
    """Fuzz for some minutes; return the number of faults."""
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    until = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        session = make("desk-break", MakeOptions(folder=Path(folder))).path.read_bytes()
        number = seed
        while time.monotonic() < until:
            random = Random(number)
            kind, content = _case(random, session)
            began = time.process_time()
            try:
                answer = _tried(kind, content)
            except Exception as error:  # noqa: BLE001 that is what is looked for
                place = traceback.extract_tb(error.__traceback__)[-1]
                answer = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
                faults[f"{kind}: {answer}"] += 1
                if faults[f"{kind}: {answer}"] == 1:
                    print(f"fault with seed {number}, {kind}: {answer}: {error!s:.300}", flush=True)
            took_s = time.process_time() - began
            if took_s > SLOWEST_S:
                faults[f"{kind}: slow"] += 1
                print(f"slow with seed {number}, {kind}: {took_s:.1f} s", flush=True)
            counts[f"{kind} {answer}"] += 1
            number += 1
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for what, count in counts.most_common():
        print(f"{count:8} {what}")
    print(f"{number - seed} tried from seed {seed}, {sum(faults.values())} faults, at most {most_mb} MB")
    return sum(faults.values()) + (most_mb > MOST_MB)


def _case(random: Random, session: bytes) -> tuple[str, str | bytes]:
    kind = random.choices(("script", "spoken", "session"), (90, 5, 5))[0]
    return kind, mutated_bytes(random, session) if kind == "session" else mutated_text(random)


def _tried(kind: str, content: str | bytes) -> str:
    if isinstance(content, bytes):
        return try_session(content, Path("x.mp3"))
    return try_script(content, Path("x.yaml"), speak=kind == "spoken")


if __name__ == "__main__":
    minutes, seed = (*sys.argv[1:], "60", "0")[:2] if len(sys.argv) != 2 else (sys.argv[1], "0")
    sys.exit(min(1, main(float(minutes), int(seed))))
