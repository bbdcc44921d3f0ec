"""The colours of a session's pictures: its cover, and the cards of its chapters."""

from __future__ import annotations

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a session's pictures, as `#rrggbb`.

    `text` is also for speech and for a body that is drawn, `faint` for areas and doses. On the ground, texts have a
    contrast of at least 4.5:1 and blocks of 3:1 (WCAG 2.1, level AA).
    """

    ground: str
    text: str
    faint: str
    hold: str
    quiet: str


PALETTES = (
    Palette(ground="#14342f", text="#f7f1e3", faint="#b9cfc4", hold="#f0a868", quiet="#6f9d8f"),
    Palette(ground="#1b2a44", text="#f4f1e8", faint="#b7c6dc", hold="#efc36a", quiet="#7490b8"),
    Palette(ground="#38213a", text="#f8f0ea", faint="#d6bfd4", hold="#f0988a", quiet="#a07ba0"),
    Palette(ground="#45271f", text="#faf1e4", faint="#e0c4b4", hold="#f3b45f", quiet="#b3826d"),
    Palette(ground="#0e3640", text="#f2f5ee", faint="#b0d0d4", hold="#8fd9c4", quiet="#5b98a5"),
)
"""The title decides which one is used, so that sessions can be told apart in a list."""


def palette_for(title: str) -> Palette:
    """Return the colours of the session with this title."""
    return PALETTES[zlib.crc32(title.encode("utf-8", "replace")) % len(PALETTES)]
