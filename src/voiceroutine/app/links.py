"""The link to a session, for its handout and its calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

from voiceroutine.errors import VoiceroutineError


def web_link(text: str) -> str:
    """Return a link to a page or a file on the web, as it is given.

    Raises:
        VoiceroutineError: It is something else.
    """
    link = text.strip()
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        host = None
    plain = link.isprintable() and not any(char.isspace() for char in link)
    if not (host and plain and parts.scheme.lower() in ("http", "https")):
        message = f"`{link[:60]}` is no link to the web"
        raise VoiceroutineError(message, "write it whole, for example `--link https://example.org/neck.mp3`")
    return link
