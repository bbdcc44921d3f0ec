"""Splits what is too long for an engine to be given at once."""

from __future__ import annotations

import re

_AFTER_A_CLAUSE = re.compile(r"(?<=[,;:\N{EM DASH}])\s+")


def pieces(text: str, longest: int) -> list[str]:
    """Return a text in pieces of at most `longest` characters, or whole if it is no longer.

    It is split after clauses, and a clause that is too long at spaces. A longer run without a space stays whole.
    """
    if len(text) <= longest:
        return [text]
    found: list[str] = []
    for clause in _AFTER_A_CLAUSE.split(text):
        parts = [clause] if len(clause) <= longest else clause.split(" ")
        for part in parts:
            if found and len(found[-1]) + 1 + len(part) <= longest:
                found[-1] += f" {part}"
            else:
                found.append(part)
    return [piece for piece in found if piece]
