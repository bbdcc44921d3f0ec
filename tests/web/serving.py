"""A script, a server in a thread, and a client at the socket, for the tests of the pages and their server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp

from voiceroutine.web.address import listen
from voiceroutine.web.catalogue import Catalogue
from voiceroutine.web.guard import Hosts
from voiceroutine.web.maker import Maker
from voiceroutine.web.server import application, server_of

TOKEN = 22 * "t"
LOOPBACK = "127.0.0.1"

SCRIPT = """\
title: Neck & shoulders, in the "short" form
summary: For the tests of what a phone is shown.
artist: Hill Street Physio
frequency: twice a day
guidance: minimal
screening: false
chimes: false
stretches:
  - use: upper-trap
    announce: name
    hold: 20s
    reps: 1
    rest: 2s
  - name: Shoulder rolls
    areas: [shoulders]
    hold: 2s
    reps: 3
    rest: 2s
"""
"""Has a hold of 20 s on each of two sides, a picture, and reps."""


@dataclass(frozen=True)
class Served:
    """A running server."""

    folder: Path
    """Has the sessions."""
    port: int
    token: str = TOKEN
    host: str = LOOPBACK

    @property
    def url(self) -> str:
        """The address of the index."""
        return f"http://{self.host}:{self.port}/{self.token}/"


@dataclass(frozen=True)
class Reply:
    """A response, as it came from the socket."""

    status: int
    headers: Mapping[str, str]
    """By names in lower case."""
    body: bytes
    many: Mapping[str, int] = field(default_factory=dict)
    """How often each header is there."""


@contextmanager
def running(
    folder: Path, *, app: ASGIApp | None = None, maker: Maker | None = None, catalogue: Catalogue | None = None
) -> Iterator[Served]:
    """Give a server of the sessions in a folder, on a free port of this machine alone.

    Args:
        folder: Has the sessions.
        app: What it serves in place of them.
        maker: Makes sessions for phones.
        catalogue: What is said of the sessions; by default what is true.
    """
    listener = listen(LOOPBACK, 0)
    port = listener.getsockname()[1]
    hosts = Hosts(port, addresses=[LOOPBACK])
    server = server_of(app or application(catalogue or Catalogue(folder), TOKEN, hosts, maker))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        _await(lambda: server.started)
        yield Served(folder, port)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        assert not thread.is_alive()


def _await(happened: object) -> None:
    assert callable(happened)
    until = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.01)


def ask(
    served: Served, address: str = "", *, method: str = "GET", raw: bytes | None = None, body: str = "", **headers: str
) -> Reply:
    """Return the response to one request, sent as it is given.

    Args:
        served: Whom to ask.
        address: From the site's beginning; with a `/` at its beginning, from the server's.
        method: Of HTTP.
        raw: The whole request, in place of all else.
        body: What is sent after the headers.
        headers: Further headers, with `_` for `-`; an empty one is left out, `host` among them.
    """
    path = address if address.startswith("/") else f"/{served.token}/{address}"
    given = {"host": f"{served.host}:{served.port}", "connection": "close", **headers}
    if body:
        given["content_length"] = str(len(body.encode()))
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value]
    request = raw if raw is not None else "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", body]).encode()
    with socket.create_connection((served.host, served.port), timeout=30) as connection:
        connection.sendall(request)
        return read_reply(connection, with_body=method != "HEAD")


def read_reply(connection: socket.socket, *, with_body: bool = True) -> Reply:
    """Return the next response on a connection."""
    with connection.makefile("rb") as file:
        status = int(file.readline().split()[1])
        lines = []
        while line := file.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            lines.append((name.lower(), value.strip()))
        headers = dict(lines)
        many = {name: sum(other == name for other, _ in lines) for name in headers}
        length = int(headers.get("content-length", "0")) if with_body else 0
        return Reply(status, headers, file.read(length), many)
