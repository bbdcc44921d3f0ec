"""Remembers parts by what was read: a script is read again at every key that is typed, and most is as before."""

from __future__ import annotations

import marshal
from typing import Any, Generic, TypeVar

_PartT = TypeVar("_PartT")

_MOST = 1_000
_LONGEST = 10_000
"""How many parts are remembered, and how long they may be as bytes: then together they take 20 MB at most."""


def mark_of(content: Any) -> bytes | None:
    """Return what is the same for the same content, and for no other; None for what is not remembered."""
    try:
        mark = marshal.dumps(content, 2)  # later versions also tell apart whether two texts are one object
    except ValueError:  # not plain: a duration in breaths, whose length is not part of its text, or a part
        return None
    return mark if len(mark) <= _LONGEST else None


class Known(Generic[_PartT]):
    """Valid parts of scripts. They do not change, so several scripts may have the same one."""

    def __init__(self) -> None:
        self._parts: dict[bytes, _PartT] = {}

    def get(self, mark: bytes | None) -> _PartT | None:
        """Return the part that is remembered by a mark."""
        return None if mark is None else self._parts.get(mark)

    def remember(self, mark: bytes | None, part: _PartT) -> None:
        """Remember a part by its mark, if it has one."""
        if mark is None:
            return
        if len(self._parts) >= _MOST:
            self._parts.clear()
        self._parts[mark] = part
