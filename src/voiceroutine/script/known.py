"""Remembers stretches by what was read: a script is read again at every key that is typed, and most is as before."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voiceroutine.script.stretch import Stretch

_MOST = 1_000
_LONGEST = 10_000
"""How many stretches are remembered, and how long they may be as bytes: then together they take 20 MB at most."""
_known: dict[bytes, Stretch] = {}


def mark_of(content: Any) -> bytes | None:
    """Return what is the same for the same content, and for no other; None for what is not remembered."""
    try:
        mark = marshal.dumps(content, 2)  # later versions also tell apart whether two texts are one object
    except ValueError:  # not plain: a duration in breaths, whose length is not part of its text, or a stretch
        return None
    return mark if len(mark) <= _LONGEST else None


def known(mark: bytes | None) -> Stretch | None:
    """Return the stretch that is remembered by a mark. Stretches do not change, so several scripts may have it."""
    return None if mark is None else _known.get(mark)


def remember(mark: bytes | None, stretch: Stretch) -> None:
    """Remember a valid stretch."""
    if mark is None:
        return
    if len(_known) >= _MOST:
        _known.clear()
    _known[mark] = stretch
