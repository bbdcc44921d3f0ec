"""Scripts that are small and cost a lot, written by the tests that measure them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support import write

STRETCH = "stretches: [{name: Lean, hold: 5s}]\n"


def _events(folder: Path) -> Path:
    """16 million cues and silences in 12 kB, by aliases; a day of them at most, by their milliseconds."""
    steps = ", ".join(["{say: Up., for: 0.001s}"] * 100)
    stretch = f"&one {{name: Lean, steps: [{steps}], reps: 200, sets: 20, sides: [left, right]}}"
    return write(folder / "events.yaml", f"title: T\nstretches: [{stretch}{', *one' * 9}]\n")


def _many_events_in_a_hold(folder: Path) -> Path:
    during = ", ".join(["{at: 1s, say: Breathe.}"] * 2_000)
    text = f"title: T\nstretches: [{{name: Lean, hold: 2s, during: [{during}], reps: 200, sets: 20}}]\n"
    return write(folder / "during.yaml", text)


def _areas(folder: Path) -> Path:
    """Fifty uses of one stretch with 90 000 areas."""
    write(folder / "stretches" / "wide.yaml", f"name: Wide\nhold: 5s\nareas: [{','.join(['a'] * 90_000)}]\n")
    return write(folder / "areas.yaml", "title: T\nstretches:\n" + "  - use: wide\n" * 50)


def _files(folder: Path) -> Path:
    """Forty stretches of 2 MB each."""
    for number in range(40):
        write(folder / "stretches" / f"s{number}.yaml", f"name: {'a' * 1_900_000}\nhold: 5s\n")
    return write(folder / "files.yaml", "title: T\nstretches:\n" + "".join(f"  - use: s{n}\n" for n in range(40)))


def _uses(folder: Path) -> Path:
    """40 000 uses of stretches that do not exist."""
    return write(folder / "uses.yaml", "title: T\nstretches:\n" + "".join(f"  - use: x{n}\n" for n in range(40_000)))


def _skip(folder: Path) -> Path:
    write(folder / "base.yaml", "title: T\nstretches:\n" + "".join(f"  - name: S{n}\n" for n in range(2_000)))
    names = ", ".join(f"x{n}" for n in range(40_000))
    return write(folder / "skip.yaml", f"extends: base\nskip: [{names}]\n")


def _change(folder: Path) -> Path:
    write(folder / "base.yaml", "title: T\nstretches:\n" + "".join(f"  - name: S{n}\n" for n in range(40_000)))
    return write(folder / "change.yaml", "extends: base\nchange:\n" + "".join(f"  x{n}: {{}}\n" for n in range(40_000)))


def _unknown_keys(folder: Path) -> Path:
    return write(folder / "keys.yaml", "title: T\n" + "".join(f"titel{n}: 1\n" for n in range(60_000)) + STRETCH)


def _missing_and_unknown(folder: Path) -> Path:
    stretches = "".join(f"  - {{nme{n}: a, nam{n}: b}}\n" for n in range(1_999))
    return write(folder / "missing.yaml", f"title: T\nstretches:\n{stretches}")


def _duplicate_keys(folder: Path) -> Path:
    return write(folder / "twice.yaml", "title: T\n" + "pace: 1\n" * 60_000 + STRETCH)


def _values(folder: Path) -> Path:
    """60 000 values that are wrong."""
    items = ", ".join("{at: never}" for _ in range(40_000))
    return write(folder / "values.yaml", f"title: T\nstretches: [{{name: Lean, during: [{items}]}}]\n")


def _chain(folder: Path) -> Path:
    """700 scripts that extend each other."""
    for number in range(700):
        write(folder / f"chain{number}.yaml", f"extends: chain{number + 1}\n")
    write(folder / "chain700.yaml", f"title: T\n{STRETCH}")
    return folder / "chain0.yaml"


def _long_word(folder: Path) -> Path:
    return write(folder / "word.yaml", f"title: T\n? {'a' * 1_500_000}\n: 1\n{STRETCH}")


def _stretches(folder: Path) -> Path:
    """As many stretches as a session can have, with as many keys as a file can hold."""
    keys = "areas: [a], equipment: [b], setup: Sit., start: Go., release: Back., sides: [left, right], reps: 2"
    stretches = "".join(f"  - {{name: S{n}, {keys}, hold: 1s}}\n" for n in range(1_900))
    return write(folder / "stretches.yaml", f"title: T\nstretches:\n{stretches}")


COSTLY: dict[str, Callable[[Path], Path]] = {
    "events": _events,
    "cues in a hold": _many_events_in_a_hold,
    "areas": _areas,
    "large files": _files,
    "uses": _uses,
    "skip": _skip,
    "change": _change,
    "unknown keys": _unknown_keys,
    "missing and unknown keys": _missing_and_unknown,
    "duplicate keys": _duplicate_keys,
    "wrong values": _values,
    "a chain of scripts": _chain,
    "a long word": _long_word,
    "stretches": _stretches,
}
