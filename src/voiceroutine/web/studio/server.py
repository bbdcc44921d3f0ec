"""Runs the studio's server on this computer, for this computer alone."""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceroutine.web import address
from voiceroutine.web.guard import METHODS, Guard, Hosts, token_of_user
from voiceroutine.web.server import server_of

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from voiceroutine.script.library import Library
    from voiceroutine.web.studio.routes import Desk


PORT = 8490
"""Where the studio is, unless it is taken: the same each time, so that a page that is open stays good."""


def guarded(desk: Desk, token: str, port: int) -> ASGIApp:
    """Return the studio's application (ASGI) with the guard before it."""
    from voiceroutine.web.studio.routes import LARGEST_BODY, application

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
    # from here on, an interrupt is how a server ends, and no failure
    with suppress(KeyboardInterrupt), address.listen(address.LOOPBACK, port, PORT) as listener:
        found = listener.getsockname()[1]
        token = token_of_user("studio")
        if ready is not None:
            ready(f"http://{address.LOOPBACK}:{found}/{token}/")
        _run(Path(folder), library, token, listener)


def _run(folder: Path, library: Library | None, token: str, listener: socket.socket) -> None:
    """Serve until interrupted. What the browser asks for meanwhile waits at the socket."""
    from voiceroutine.app.look import Viewer  # which imports all that reads, speaks and makes scripts
    from voiceroutine.web.studio.routes import Desk

    desk = Desk(Viewer(library), folder)
    gc.collect()
    gc.freeze()  # what is loaded stays: to look through it for garbage again and again takes 0.1 s while somebody types
    try:
        server_of(guarded(desk, token, listener.getsockname()[1])).run(sockets=[listener])
    finally:
        desk.close()
        gc.unfreeze()
