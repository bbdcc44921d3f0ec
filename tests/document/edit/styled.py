"""Scripts as all sorts of people write them: any content, in any mixture of YAML's styles."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import strategies as st

WORDS = (
    "Lean",
    "over.",
    "no",
    "12",
    "1:30",
    "it's",
    "#3",
    "a:",
    "{side}",
    '"so"',
    "- x",
    "é",
    "肩",
    "(gently)",
    "*",
    "x:y",
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
KEYS = ("title", "say", "hold", "setup", "stretches", "a key", "no", "1", "schön")
_SAFE = re.compile(r"[A-Za-zé肩][^:#\n]*[^:#\s]", re.ASCII)


def contents(draw: st.DrawFn, depth: int = 3) -> Any:
    """Return keys and values, lists and texts, each with something in it most of the time."""
    kind = draw(st.sampled_from(("text", "text", "list", "keys")[: 4 if depth else 2]))
    if kind == "text":
        return draw(TEXTS | st.sampled_from(("", "30s", "a\nb", "one\n\ntwo\n", "x\n\n", "  x", None)))
    if kind == "list":
        return [contents(draw, depth - 1) for _ in range(draw(st.integers(0, 3)))]
    return {key: contents(draw, depth - 1) for key in draw(st.lists(st.sampled_from(KEYS), max_size=4, unique=True))}


class Writer:
    """Writes content with a style that is drawn anew for each value."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.step = draw(st.sampled_from((2, 2, 3, 4)))
        self.to_dash = draw(st.sampled_from((0, 2, 2, 4)))
        self.after_dash = draw(st.sampled_from((1, 1, 3)))
        self.noise = draw(st.booleans())

    def document(self, content: dict[str, Any]) -> str:
        lines = self._keys(content, 0)
        if self._chance():
            lines = ["# a comment about the file", *lines]
        if self._chance():
            lines = ["---", *lines]
        text = "\n".join(lines) + "\n"
        if self._chance():
            text += "\n\n# the end\n"
        if self._chance():
            text = text.rstrip("\n")
        if self._chance():
            text = text.replace("\n", "\r\n")
        return "\ufeff" * self._chance() + text

    def _chance(self) -> bool:
        return self.noise and self._draw(st.integers(0, 3)) == 3

    def _keys(self, content: dict[str, Any], column: int) -> list[str]:
        lines: list[str] = []
        for key, value in content.items():
            lines += self._around(column)
            lines += self._behind(f"{' ' * column}{self._word(key)}:", value, column, item=False)
        return lines

    def _items(self, content: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        for value in content:
            lines += self._around(column)
            lines += self._behind(f"{' ' * column}-", value, column, item=True)
        return lines

    def _around(self, column: int) -> list[str]:
        lines = [""] * (self._draw(st.integers(0, 2)) if self._chance() else 0)
        if self._chance():
            lines.append(" " * self._draw(st.sampled_from((column, column, 0, column + 2))) + "# about what follows")
        return lines

    def _behind(self, head: str, value: Any, column: int, *, item: bool) -> list[str]:
        note = "  # a note" if self._chance() else ""
        if value is None:
            return [head + note]
        if isinstance(value, str):
            return self._text(head, value, column, note)
        if not value or (self._flows(value) and self._draw(st.booleans())):
            return [f"{head} {self._flow(value)}{note}"]
        if item and self._draw(st.booleans()):
            below = column + 1 + self.after_dash
            lines = self._keys(value, below) if isinstance(value, dict) else self._items(value, below)
            if lines[0].strip() and not lines[0].lstrip().startswith("#"):
                return [head + " " * self.after_dash + lines[0].lstrip(" "), *lines[1:]]
            return [head + note, *lines]
        if isinstance(value, dict):
            return [head + note, *self._keys(value, column + self.step)]
        return [head + note, *self._items(value, column + (2 if item else self.to_dash))]

    def _flows(self, value: Any) -> bool:
        if isinstance(value, dict):
            return all(self._flows(below) for below in value.values())
        return value is not None and (not isinstance(value, list) or all(map(self._flows, value)))

    def _flow(self, value: Any) -> str:
        broken = "\n" + " " * 14 if self._chance() else " "
        if isinstance(value, dict):
            return "{" + f",{broken}".join(f"{self._word(k)}: {self._flow(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + f",{broken}".join(map(self._flow, value)) + (", " if value and self._chance() else "") + "]"
        return self._word(value)

    def _word(self, text: str) -> str:
        ways = [json.dumps(text, ensure_ascii=False)]
        if "\n" not in text:
            ways.append("'" + text.replace("'", "''") + "'")
        if re.fullmatch(r"[A-Za-z0-9é][\w .]*[\w.]", text, re.ASCII):
            ways += [text, text]
        return self._draw(st.sampled_from(ways))

    def _text(self, head: str, text: str, column: int, note: str) -> list[str]:
        ways = [[f"{head} {self._word(text)}{note}"]]
        indent = " " * (column + self.step)
        if _SAFE.fullmatch(text) and "  " not in text:
            ways.append([f"{head} {text}{note}"])
            words = text.split(" ")
            half = len(words) // 2
            if half:
                rest = " ".join(words[half:])
                ways.append([f"{head} {' '.join(words[:half])}", f"{indent}{rest}{note}"])
                if not rest.startswith("- "):
                    ways.append([f"{head} >-{note}", f"{indent}{' '.join(words[:half])}", indent + rest])
        body = text.rstrip("\n")
        if body and not body[0].isspace():
            sign = {0: "-", 1: ""}.get(len(text) - len(body), "+")
            kept = [indent + line if line else "" for line in body.split("\n")]
            ways.append([f"{head} |{sign}{note}", *kept, *([""] * (len(text) - len(body) - 1))])
        return self._draw(st.sampled_from(ways))


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return the text of keys and values, of which there is one at least."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    return Writer(draw).document({key: contents(draw) for key in keys})
