"""Remembers parts by what was read: a script is read again at every key that is typed, and most is as before."""

from __future__ import annotations

import marshal
from typing import Any, Generic, TypeVar

_PartT = TypeVar("_PartT")

_MOST_BYTES = 10_000_000
_LONGEST = 10_000
"""How long all marks together may be, and one of them, in bytes."""
_LEAST = 2_000
"""What a mark counts at least: the part takes more memory than its mark. So there are 5 000 at most."""


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
        self._bytes = 0

    def get(self, mark: bytes | None) -> _PartT | None:
        """Return the part that is remembered by a mark."""
        return None if mark is None else self._parts.get(mark)

    def remember(self, mark: bytes | None, part: _PartT) -> None:
        """Remember a part by its mark, if it has one."""
        if mark is None:
            return
        if self._bytes > _MOST_BYTES:
            self._parts.clear()
            self._bytes = 0
        self._parts[mark] = part
        self._bytes += max(len(mark), _LEAST)
