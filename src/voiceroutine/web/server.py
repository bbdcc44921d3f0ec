"""Serves the sessions of a folder to phones on the same network."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from voiceroutine.errors import VoiceroutineError
from voiceroutine.paper.code import qr_code
from voiceroutine.web import address
from voiceroutine.web.catalogue import Catalogue
from voiceroutine.web.files import GoneError, answer
from voiceroutine.web.guard import LARGEST_HEAD, Guard, Hosts, token_of_user
from voiceroutine.web.site import Site

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from voiceroutine.web.maker import Maker

MOST_CONNECTIONS = 500
"""At once. A phone has six at most, and one or two while it plays."""
HEAD_S = 10
"""How long a connection may be open, or kept open, without a whole request on it, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A server that phones can reach now."""

    url: str
    """What to open on the phone. Whoever knows it gets in."""
    code: tuple[bytes, ...]
    """The rows of its QR code, without a margin, whose bytes are 1 where it is black."""
    notes: tuple[str, ...]
    """What to know about where it listens, each a sentence."""


def application(catalogue: Catalogue, token: str, hosts: Hosts, maker: Maker | None = None) -> ASGIApp:
    """Return the server's application (ASGI): all that it answers, and the guard before it.

    Args:
        catalogue: The sessions.
        token: Of its address.
        hosts: By which names it may be asked for.
        maker: Makes sessions for phones; without one, they cannot ask for any.
    """
    routes = [site_route(Site(catalogue, can_make=maker is not None))]
    if maker is not None:
        from voiceroutine.web.making import routes as making

        routes = [*making(maker), *routes]
    return Guard(Starlette(routes=routes), token, hosts)


def site_route(site: Site) -> Route:
    """Return what answers for every address of a site."""

    def answered(request: Request) -> Response:
        for _ in range(2):  # a session that takes another's place between two steps is found the second time
            version = request.query_params.get("v")
            found = site.content(request.scope["path"][1:], request.scope["site"], version)
            if found is None:
                break
            with suppress(GoneError):
                return answer(found, request.headers, request.method)
        return HTMLResponse(site.missing(request.scope["site"]), 404)

    return Route("/{address:path}", answered, methods=["GET"])


class _Protocol(H11Protocol):
    """HTTP, with an end to waiting for a request that never becomes whole."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        asked = self.cycle is not None and not self.cycle.response_complete
        if asked:
            self._stop_waiting()
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEAD_S, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def server_of(app: ASGIApp) -> uvicorn.Server:
    """Return the server of an application; `run(sockets=[...])` serves until `should_exit` is set."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=_Protocol,
        ws="none",
        lifespan="off",
        interface="asgi3",
        workers=1,
        log_config=None,
        log_level=logging.CRITICAL,  # it would write addresses, which have the token in them
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=HEAD_S,
        timeout_graceful_shutdown=0,  # a download that goes on is broken off: the phone asks for the rest another day
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )
    return uvicorn.Server(config)


def serve(
    folder: str | Path = "output",
    *,
    host: str | None = None,
    port: int | None = None,
    new_token: bool = False,
    ready: Callable[[Serving], Any] | None = None,
) -> None:
    """Serve the sessions of a folder to phones on the same network, until it is interrupted (Ctrl-C).

    The address has a token in it that nobody can guess, and that stays the same. Sessions that are made meanwhile
    appear by themselves.

    Args:
        folder: Has the sessions, as `make` writes them; may be missing until there is one.
        host: The address to listen at; if omitted, the one on the local network. `0.0.0.0` means all of them.
        port: If omitted, 8470, or the next that is free.
        new_token: Make a new token: addresses from before lead nowhere then.
        ready: Is told once phones can reach it.

    Raises:
        VoiceroutineError: There is something else than a folder, or nothing can listen there.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise VoiceroutineError(f"{folder} is no folder", "name the folder that the sessions are in")
    place = place_for(host)
    if not folder.exists():
        note = f"There is no folder {folder} yet. It comes with the first session: make one on the page."
        place = replace(place, notes=(*place.notes, note))
    # from here on, an interrupt is how a server ends, and no failure
    with suppress(KeyboardInterrupt), address.listen(place.host, port) as listener:
        found = listener.getsockname()[1]
        token = token_of_user(new=new_token)
        if ready is not None:
            ready(serving_at(place, found, port, token))
        _run(folder, token, place.hosts(found), listener)


def _run(folder: Path, token: str, hosts: Hosts, listener: socket.socket) -> None:
    """Serve until interrupted. What phones ask for meanwhile waits at the socket."""
    from voiceroutine.web.maker import Maker  # it reads scripts and speaks, and takes as long to import as all else

    allow_files(2 * MOST_CONNECTIONS + 100)
    maker = Maker(folder)
    catalogue = Catalogue(folder)
    # a hundred sessions take seconds to read for the first time: before a phone asks
    Thread(target=catalogue.entries, daemon=True).start()
    try:
        maker.start()
        server_of(application(catalogue, token, hosts, maker)).run(sockets=[listener])
    finally:
        maker.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a server listens, before it has a port."""

    host: str
    """As a socket takes it."""
    shown: str
    """As phones are told."""
    notes: tuple[str, ...] = ()

    def hosts(self, port: int) -> Hosts:
        """Return the names by which it may be asked for."""
        names = [self.host, self.shown, *address.own_names()]
        everywhere = self.host in _EVERYWHERE
        if everywhere or self.shown in (address.LOOPBACK, "::1", "localhost"):
            names += ["localhost", address.LOOPBACK, "::1"]
        return Hosts(port, addresses=names, any_address=everywhere)


_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 only where the user has asked for it


def place_for(host: str | None) -> Place:
    """Return where to listen: at the address that is asked for, or at that on the local network."""
    found = address.lan_addresses()
    if host is not None and host not in _EVERYWHERE:
        return Place(host=host, shown=host)
    shown = found[0] if found else address.LOOPBACK
    notes: tuple[str, ...] = ()
    if not found:
        notes = ("No local network was found: only this computer can open it.",)
    elif host is None and len(found) > 1:
        others = ", ".join(found[1:])
        notes = (f"This computer has other addresses, too: {others}. If a phone finds nothing, try one with --host.",)
    return Place(host=host or shown, shown=shown, notes=notes)


def serving_at(place: Place, port: int, asked: int | None, token: str) -> Serving:
    """Return what phones are told of a server.

    Args:
        place: Where it listens.
        port: Where it listens.
        asked: The port that was asked for, if any.
        token: Of its address.
    """
    shown = f"[{place.shown}]" if ":" in place.shown else place.shown
    url = f"http://{shown}:{port}/{token}/"
    notes = place.notes
    if asked is None and port != address.PORT:
        notes = (
            *notes,
            f"Port {address.PORT} is taken, so it is port {port} this time: a bookmark leads to the other.",
        )
    return Serving(url=url, code=tuple(qr_code(url)), notes=notes)


class Background:
    """A server in a thread of its own, until it is stopped."""

    def __init__(self, app: ASGIApp, listener: socket.socket) -> None:
        """Serve an application to whoever connects to `listener`, which is closed at the end."""
        self._server = server_of(app)
        self._listener = listener
        self._thread = Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it at once, and wait until it has ended."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


def allow_files(count: int) -> None:
    """Let this process have so many files and connections open, where the system lets it: macOS begins with 256."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # then fewer phones are served at once
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
