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


def _many(folder: Path) -> Path:
    """Return a base of many stretches, for overlays that name many."""
    return write(folder / "base.yaml", "title: T\nstretches:\n" + "".join(f"  - name: S{n}\n" for n in range(15_000)))


def _order(folder: Path) -> Path:
    _many(folder)
    known, unknown = ", ".join(f"s{n}" for n in range(15_000)), ", ".join(f"x{n}" for n in range(30_000))
    return write(folder / "order.yaml", f"extends: base\norder: [{known}, {unknown}]\n")


def _only(folder: Path) -> Path:
    _many(folder)
    names = ", ".join(["s1", "s2"] * 15_000)
    return write(folder / "only.yaml", f"extends: base\nonly: [{names}]\n")


def _insert(folder: Path) -> Path:
    """15 000 stretches, each after the one before."""
    write(folder / "base.yaml", "title: T\nstretches: [{name: s}]\n")
    items = "".join(f"  - {{after: {f's{n - 1}' if n else 's'}, name: s{n}}}\n" for n in range(15_000))
    return write(folder / "insert.yaml", f"extends: base\ninsert:\n{items}")


def _insert_nowhere(folder: Path) -> Path:
    _many(folder)
    items = "".join(f"  - {{after: x{n}, name: y}}\n" for n in range(10_000))
    return write(folder / "nowhere.yaml", f"extends: base\ninsert:\n{items}")


def _groups_in_groups(folder: Path) -> Path:
    """As deep as a file can be, and wide at each depth."""
    inner = ", ".join(["{name: Lean}"] * 1_000)
    for depth in range(18):
        inner = f"{{group: G{depth}, stretches: [{inner}]}}" + ", {name: Lean}" * 1_000
    return write(folder / "groups.yaml", f"title: T\nstretches: [{inner}]\n")


def _bases(folder: Path) -> Path:
    """30 000 scripts to extend, of which sixty are there."""
    for number in range(60):
        write(folder / f"b{number}.yaml", f"title: T\n{STRETCH}")
    names = ", ".join(f"b{number}" for number in range(30_000))
    return write(folder / "bases.yaml", f"extends: [{names}]\n")


def _diamonds(folder: Path) -> Path:
    """Nine storeys of two scripts, each of which extends both below it: 512 ways down; at the bottom a mistake."""
    stretches = "".join(f"  - name: S{n}\n" for n in range(1_500))
    for side in "ab":
        write(folder / f"{side}9.yaml", f"titel: T\nstretches:\n{stretches}")
        for number in range(9):
            write(folder / f"{side}{number}.yaml", f"extends: [a{number + 1}, b{number + 1}]\n")
    return folder / "a1.yaml"


def _doubling_vars(folder: Path) -> Path:
    doubling = "".join(f"  v{n}: '{f'{{v{n - 1}}}' * 50}'\n" for n in range(1, 1_000))
    return write(folder / "doubling.yaml", f"title: T {{v999}}\nvars:\n  v0: ha\n{doubling}{STRETCH}")


def _circle_of_vars(folder: Path) -> Path:
    names = "".join(f"  v{n}: '{{v{(n + 1) % 25_000}}} {{w}}'\n" for n in range(25_000))
    return write(folder / "circle.yaml", f"title: T {{v7}}\nvars:\n{names}{STRETCH}")


def _swelling_texts(folder: Path) -> Path:
    """2 000 texts of 400 vars each, of a thousand characters each: 800 MB."""
    items = "".join(f"  - name: '{'{v}' * 400}'\n" for _ in range(1_500))
    return write(folder / "swelling.yaml", f"title: T\nvars: {{v: {'a' * 1_000}}}\nstretches:\n{items}")


def _unknown_vars(folder: Path) -> Path:
    """As many vars as a file can have, and texts that name others."""
    names = "".join(f"  name-{n}: x\n" for n in range(20_000))
    items = "".join(f"  - name: '{{nome-{n}}}'\n" for n in range(1_900))
    return write(folder / "unknown.yaml", f"title: T\nvars:\n{names}stretches:\n{items}")


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
    "order": _order,
    "only": _only,
    "insert": _insert,
    "insert nowhere": _insert_nowhere,
    "groups in groups": _groups_in_groups,
    "many bases": _bases,
    "diamonds": _diamonds,
    "vars that double": _doubling_vars,
    "a circle of vars": _circle_of_vars,
    "texts that swell": _swelling_texts,
    "unknown vars": _unknown_vars,
}
