"""The code to scan: a link as a QR code (ISO/IEC 18004)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno

from voiceroutine.errors import VoiceroutineError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINK = 500
"""A code of more is too fine to be read from paper."""


def qr_code(link: str) -> list[bytes]:
    """Return the rows of a link's QR code, whose bytes are 1 where it is black.

    Raises:
        VoiceroutineError: It is too long for a code on paper.
    """
    if len(link.encode()) > LONGEST_LINK:
        message = f"this link has {len(link.encode())} characters, and a code on paper holds {LONGEST_LINK}"
        raise VoiceroutineError(message, "make a short link of it")
    code = segno.make_qr(link, error="m")
    return [bytes(row) for row in code.matrix_iter(border=0)]


def runs(cells: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each run of black cells begins and ends."""
    start = None
    for place, cell in enumerate((*cells, 0)):
        if cell and start is None:
            start = place
        elif not cell and start is not None:
            yield start, place
            start = None
