"""Runs the studio's server on this computer, for this computer alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceroutine.app.look import Viewer
from voiceroutine.web import address
from voiceroutine.web.guard import METHODS, Guard, Hosts, token_of_user
from voiceroutine.web.server import run, server_of
from voiceroutine.web.studio.routes import LARGEST_BODY, Desk, application

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from voiceroutine.script.library import Library


PORT = 8490
"""Where the studio is, unless it is taken: the same each time, so that a page that is open stays good."""


def guarded(desk: Desk, token: str, port: int) -> ASGIApp:
    """Return the studio's application (ASGI) with the guard before it."""
    hosts = Hosts(port, addresses=[address.LOOPBACK, "localhost"])
    return Guard(application(desk), token, hosts, methods=(*METHODS, "PUT"), largest_body=LARGEST_BODY)


def studio(
    *,
    folder: str | Path = "output",
    port: int | None = None,
    library: Library | None = None,
    ready: Callable[[str], Any] | None = None,
) -> None:
    """Serve the studio, in which scripts are written, heard and made, until it is interrupted (Ctrl-C).

    Nobody but this computer reaches it. Its address has a token in it that nobody can guess, and that stays the same.

    Args:
        folder: Where sessions and handouts go; made when there is one.
        port: Where it listens; if omitted, 8490, or the next that is free.
        library: Where scripts are looked for; by default as for `preview`.
        ready: Is told the address once it can be opened.

    Raises:
        VoiceroutineError: Nothing can listen there.
    """
    listener = address.listen(address.LOOPBACK, port, PORT)
    desk = Desk(Viewer(library), Path(folder))
    try:
        found = listener.getsockname()[1]
        token = token_of_user("studio")
        server = server_of(guarded(desk, token, found))
        if ready is not None:
            ready(f"http://{address.LOOPBACK}:{found}/{token}/")
        run(server, listener)
    finally:
        listener.close()
        desk.close()
