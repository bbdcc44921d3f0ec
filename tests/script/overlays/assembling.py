"""What the tests of overlays share: scripts that are put together and not yet validated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support import BUNDLED, write
from voiceroutine.document.nodes import plain
from voiceroutine.document.problems import Problem
from voiceroutine.script.assembly import Assembler

LETTERS = "title: Letters\nstretches:\n" + "".join(f"  - {{name: {letter}, hold: 5s}}\n" for letter in "abcd")
GROUPED = """\
title: Flow
stretches:
  - {name: Warm up}
  - group: Sun salutation
    rounds: 3
    stretches:
      - {name: Mountain, hold: 20s}
      - {name: Fold}
      - {use: chin-tuck, dose: 2 x 5}
  - {name: Rest}
"""


def assembled(text: str, **bases: str) -> tuple[Any, list[Problem]]:
    """Return a script with its bases, as plain values, and what is wrong with it."""
    for name, base in bases.items():
        write(Path(f"{name}.yaml"), base)
    assembler = Assembler(BUNDLED)
    document = plain(assembler.assemble(write(Path("x.yaml"), text)).document)
    return document, assembler.problems


def outline(text: str, **bases: str) -> list[Any]:
    """Return the names of the stretches of a script without problems, of a group as a pair of its name and its own."""
    document, problems = assembled(text, **bases)
    assert not problems, problems[0].render()
    return names(document)


def names(document: Any) -> list[Any]:
    return [_name(it) for it in document.get("stretches", ())]


def _name(item: Any) -> Any:
    if "group" in item:
        return (item["group"], [_name(it) for it in item["stretches"]])
    return item["name"]


def complaints(text: str, **bases: str) -> list[str]:
    """Return the problems of a script as their place, their code and the words that are underlined."""
    _, problems = assembled(text, **bases)
    return [
        f"{name}:{line} [{it.code}] {it.span.source.text[it.span.start : it.span.end]}"
        for it in sorted(problems, key=lambda it: it.place)
        for name, line, _ in [it.place]
    ]


def hints(text: str, **bases: str) -> str:
    """Return everything that is printed about a script's problems."""
    return "\n".join(problem.render() for problem in assembled(text, **bases)[1])


def as_text(document: dict[str, Any]) -> str:
    """Return a script as a file has it: JSON is YAML."""
    return json.dumps(document)
