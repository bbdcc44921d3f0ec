"""What becomes of every bundled routine that is fitted to a length: `python bench/fit.py [MINUTES...]`.

Prints a Markdown table: the length as it is written, and for each length asked for what the session lasts and how many
changes were told, or the nearest length that it can have. All lengths are those of the voice's own clips.
"""

from __future__ import annotations

import re
import sys
import time

import voiceroutine

MINUTES = ("5", "8", "12", "20", "30")


def main() -> None:
    """Print the table."""
    asked = tuple(sys.argv[1:]) or MINUTES
    print(f"| routine | as written | {' | '.join(f'{minutes} min' for minutes in asked)} |")
    print(f"|---|---|{'---|' * len(asked)}")
    started, fits = time.monotonic(), 0
    for routine in voiceroutine.routines():
        written = voiceroutine.preview(routine.name).timeline
        cells = [_fitted(routine.name, minutes) for minutes in asked]
        fits += len(cells)
        print(f"| {routine.name} | {voiceroutine.clock(written.duration_ms)} | {' | '.join(cells)} |", flush=True)
    print(f"\n{fits} fits in {time.monotonic() - started:.0f} s, speaking included where the cache was empty.")


def _fitted(name: str, minutes: str) -> str:
    """Return what came out, in a cell."""
    asked = voiceroutine.Adjustments(length=f"{minutes}m")
    try:
        found = voiceroutine.preview(name, adjustments=asked)
    except voiceroutine.FaultyScriptError as error:
        problem = error.problems[0]
        bounds = re.search(r"from (\S+) to (\S+),", problem.message)
        return f"no: {bounds[1]} to {bounds[2]}" if bounds else f"no: {problem.hint}"
    count = len(found.changes)
    off_ms = found.timeline.duration_ms - int(minutes) * 60_000
    return f"{off_ms:+d} ms, {count} change{'' if count == 1 else 's'}"


if __name__ == "__main__":
    main()
