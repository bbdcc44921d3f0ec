"""The studio's server at a real socket, in the folder of a test."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support import write
from tests.web.serving import LOOPBACK, TOKEN
from voiceroutine.app.look import Viewer
from voiceroutine.web.server import server_of
from voiceroutine.web.studio.routes import Desk
from voiceroutine.web.studio.server import guarded

SCRIPT = """\
title: Evening  # for Anna
guidance: minimal
screening: false
stretches:
  - use: chin-tuck
    dose: 5, hold 5 s
  - name: Arm circles
    caution: Stop for sharp or growing pain.
    reps: 4
"""


@dataclass(frozen=True)
class Answer:
    """A response of the studio."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Studio:
    """A running studio."""

    port: int
    scripts: Path
    token: str = TOKEN

    def ask(self, method: str, address: str, body: object = None, **headers: str) -> Answer:
        """Return the response to a request for an address from the studio's beginning; `body` is sent as JSON."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=30)
        try:
            content = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
            connection.request(method, f"/{self.token}/{address}", content, headers)
            found = connection.getresponse()
            return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            connection.close()

    def get(self, address: str) -> Any:
        found = self.ask("GET", address)
        assert found.status == 200, found.body
        return found.json

    def look(self, text: str, *edits: dict[str, object], script: str = "mine") -> Any:
        found = self.ask("POST", f"api/scripts/{script}/look", {"text": text, "edits": edits})
        assert found.status == 200, found.body
        return found.json

    @contextmanager
    def connected(self, address: str) -> Iterator[http.client.HTTPResponse]:
        """Give a response that goes on, as it comes."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=30)
        try:
            connection.request("GET", f"/{self.token}/{address}")
            yield connection.getresponse()
        finally:
            connection.close()


@cache
def one_viewer() -> Viewer:
    """Return a viewer that has read the library once: it tells files apart, whichever folder a test is in."""
    return Viewer()


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """Return a studio whose `scripts` have one script, `mine`."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    scripts = Path("scripts").absolute()
    write(scripts / "mine.yaml", SCRIPT)
    listener = socket.create_server((LOOPBACK, 0))
    port = listener.getsockname()[1]
    desk = Desk(one_viewer(), Path("output").absolute())
    server = server_of(guarded(desk, TOKEN, port))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Studio(port, scripts)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        desk.close()
        assert not thread.is_alive()
