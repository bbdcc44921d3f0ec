"""How a text looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Emphasis = Literal["", "B", "I"]

INK = 25
"""Of most texts, as a grey from 0 to 255."""
_MM_A_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks."""

    size: float
    """In points."""
    emphasis: Emphasis = ""
    grey: int = INK
    leading: float = 1.24
    """From baseline to baseline, as a multiple of the size."""

    @property
    def height(self) -> float:
        """The height of a line."""
        return self.size * _MM_A_POINT * self.leading
