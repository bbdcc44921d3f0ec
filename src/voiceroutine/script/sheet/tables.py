"""Reads tables: a header row says which column holds the sets, which the reps."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

_COLUMNS = (
    ("name", r"exercises?|names?|stretch(?:es)?|movements?|activity|exercices?|mouvements?|\u00fcbung(?:en)?"),
    ("sets", r"sets?|s\u00e4tze|serien|s\u00e9ries"),
    ("reps", r"reps?|repetitions?|wdh\.?|wiederholungen|r\u00e9p\u00e9titions|r\u00e9ps?\.?"),
    ("hold", r"hold(?:s|ing)?(?: time)?(?: \(?s(?:ecs?|econds)?\.?\)?)?|halten|tenir|maintien"),
    ("time", r"time|duration|dauer|dur\u00e9e"),
    ("number", r"#|no\.?|nr\.?|item"),
    ("side", r"sides?|seite|c\u00f4t\u00e9"),
    ("rest", r"rests?(?: \(?s(?:ecs?|econds)?\.?\)?)?|pause|repos"),
    ("dose", r"dos(?:e|age|ierung)|prescription|rx|amount|sets? ?(?:x|/|&|and) ?reps?|how (?:much|many)"),
    ("frequency", r"freq(?:uency)?\.?|how often|times (?:a|per) day|h\u00e4ufigkeit|fr\u00e9quence"),
)
"""What the columns of a table are called; of the cells of every other column, only those that name a side are read."""
_SIDES = {"l": "left", "lt": "left", "left": "left", "r": "right", "rt": "right", "right": "right"}
_EACH = {"b", "both", "each", "ea", "bilat", "b/l", "l/r", "r/l", "e/s", "bds"}
_EMPTY = re.compile(r"[-\u2013\u2014:=_./\s]*|n/?a|none", re.IGNORECASE)
_BARE = re.compile(r"[0-9]+(?:\s*[-\u2013]\s*[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One exercise of a table."""

    name: str
    dose: str
    """Its dose, as a line of a sheet has it."""
    unread: tuple[str, ...]
    """The cells of columns that are not known."""


def split_row(line: str, delimiter: str | None = None) -> tuple[str, list[str]]:
    """Return the delimiter of a row and its cells; one cell where there is no delimiter."""
    sign = delimiter or next((sign for sign in ("\t", "|", ";", ",") if sign in line), "")
    if not sign:
        return "", [line.strip()]
    if sign in ",;":
        cells = next(csv.reader([line.replace("\0", "")], delimiter=sign), []) if len(line) < 10_000 else [line]
    else:
        cells = line.strip().strip("|").split("|") if sign == "|" else line.split("\t")
    return sign, [" ".join(cell.split()) for cell in cells]


def header(cells: list[str]) -> tuple[str, ...] | None:
    """Return what each column holds; None where the row is no header. A column that is not known is an empty text."""
    found = tuple(
        next((key for key, called in _COLUMNS if re.fullmatch(called, cell, re.IGNORECASE)), "") for cell in cells
    )
    known = [key for key in found if key]
    once = len(known) == len(set(known))
    return (
        found if "name" in found and len(known) > 1 and once and not set("0123456789") & set("".join(cells)) else None
    )


def is_rule(cells: list[str]) -> bool:
    """Return whether a row is a line between rows, or empty."""
    return all(_EMPTY.fullmatch(cell) for cell in cells)


def read_row(columns: tuple[str, ...], cells: list[str]) -> Row:
    """Return the exercise of a row. Its name is empty where the row has none."""
    name, dose, unread = "", [], [cell for cell in cells[len(columns) :] if not _EMPTY.fullmatch(cell)]
    for key, cell in zip(columns, cells, strict=False):
        if _EMPTY.fullmatch(cell) or key == "number":
            continue
        if key == "name":
            name = cell
        elif key:
            dose.append(_in_words(key, cell))
        elif side := _side(cell):  # `R only`, among the notes
            dose.append(side)
        else:
            unread.append(cell)
    return Row(name=name, dose=", ".join(dose), unread=tuple(unread))


def _in_words(key: str, cell: str) -> str:
    bare = _BARE.match(cell)
    whole = _BARE.fullmatch(cell)
    if key in ("sets", "reps") and bare and (whole or re.match(r"[\s(,/]", cell[bare.end() :])):
        said = cell[bare.end() :]
        return f"{bare[0]} {key}{said}" if not re.match(rf"\s*{key[:-1]}", said, re.IGNORECASE) else cell
    if key in ("hold", "rest") and not re.search(key, cell, re.IGNORECASE):
        return f"{key} {cell} sec" if whole else f"{key} {cell}"
    if key == "side":
        return _side(cell) or cell
    return cell


def _side(cell: str) -> str | None:
    """Return the sides that a cell names, as a dose has them; None where it names none."""
    low = cell.lower().removesuffix(" only").strip(".")
    return "each side" if low in _EACH else _SIDES.get(low)


def looks_like_row(delimiter: str, cells: list[str]) -> bool:
    """Return whether cells without a header hold bare numbers: nobody knows whether they are sets, reps or seconds."""
    bare = sum(_BARE.fullmatch(cell) is not None for cell in cells[1:])
    return len(cells) > 2 and bare > (1 if delimiter in (",", ";") else 0)
