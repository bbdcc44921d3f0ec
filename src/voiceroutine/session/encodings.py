"""The formats that a session's sound can be written in."""

from __future__ import annotations

FORMATS = ("mp3", "m4a", "opus")
"""By the endings of their files; first the one that a session is made in."""


def session_formats() -> tuple[str, ...]:
    """Return the formats that a session can be written in, by the endings of their files; first its own.

    >>> import voiceroutine
    >>> voiceroutine.session_formats()
    ('mp3', 'm4a', 'opus')
    """
    return FORMATS
