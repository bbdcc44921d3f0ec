"""Who gets in, and how far: the first to see a request, and the last to see a response.

Nothing is answered without the token in the address but "not found". With it, the request must name this server as
its host, so that no other site's name can stand for this address (DNS rebinding), and must not come from a page of
another site. What it may do is bounded in size and in time.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
import logging
import re
import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse

from voiceroutine.config import config_file
from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import make_folder, other_kind, reason, whole_file
from voiceroutine.web.files import ChangedError
from voiceroutine.web.pages import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_BYTES = 16
"""128 bits cannot be guessed."""
LONGEST_ADDRESS = 512
"""In bytes. Ours have under 300."""
LARGEST_HEAD = 16 << 10
"""In bytes, of all headers. A browser's have about 1 kB."""
LARGEST_BODY = 64 << 10
"""In bytes, of a request: what is asked of a session that is to be made."""
BODY_S = 10.0
"""How long a request may take to arrive, in seconds."""
_HOST = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::(?P<port>[0-9]{1,5}))?")
_LOG = logging.getLogger("voiceroutine")

METHODS = ("GET", "HEAD", "POST", "DELETE")

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Of every response. The token is in the address, so that no other site may be told where somebody comes from."""


def token_of_user(server: str = "serve", *, new: bool = False) -> str:
    """Return the token of this user's server: the same each time, so that a bookmark on a phone stays good.

    Args:
        server: Which one: `serve`, `studio`.
        new: Make another one. Addresses that were given away before lead nowhere then.

    Raises:
        VoiceroutineError: It cannot be read or kept.
    """
    path = config_file().parent / f"{server}.json"
    kept = None if new else _kept(path)
    if kept:
        return kept
    token = secrets.token_urlsafe(TOKEN_BYTES)
    make_folder(path.parent)
    with whole_file(path, private=True) as part:
        part.write_text(json.dumps({"token": token}) + "\n", encoding="utf-8")
    return token


def _kept(path: Path) -> str | None:
    try:
        if kind := other_kind(path):
            raise VoiceroutineError(f"cannot read {path}: it is {kind}", "remove it")
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VoiceroutineError(f"cannot read {path}: {reason(error)}") from error
    except (ValueError, RecursionError):
        found = None
    token = found.get("token") if isinstance(found, dict) else None
    anew = "`voiceroutine serve --new-token` writes a new one"
    hint = anew if path.stem == "serve" else "remove it: a new one is written then"
    # what is not as we write it may be guessed: a hand-made one is not used
    if not isinstance(token, str) or len(token) < len(secrets.token_urlsafe(TOKEN_BYTES)) or not _is_plain(token):
        raise VoiceroutineError(f"{path} is damaged", hint)
    return token


def _is_plain(token: str) -> bool:
    return token.isascii() and token.replace("-", "").replace("_", "").isalnum()


class Hosts:
    """The names by which this server may be asked for."""

    def __init__(self, port: int, *, addresses: Iterable[str], any_address: bool = False) -> None:
        """Take what the server listens on.

        Args:
            port: The port.
            addresses: Addresses and names.
            any_address: Whether every address of this machine is one. Only a name can be pointed at us by somebody
                else, so an address is as good as another then.
        """
        self._port = port
        self._names = frozenset(name.lower() for name in addresses)
        self._any_address = any_address

    def allow(self, header: str) -> bool:
        """Return whether a `Host` header names this server."""
        match = _HOST.fullmatch(header)
        if not match or (match["port"] or "80") != str(self._port):
            return False
        name = (match["v6"] or match["name"]).lower()
        return name in self._names or (self._any_address and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """An ASGI application that lets requests through to another, which sees addresses without the token.

    It leaves the whole address of the site, as the request has it, in the scope: `scope["site"]`.
    """

    def __init__(
        self,
        inner: ASGIApp,
        token: str,
        hosts: Hosts,
        *,
        methods: Sequence[str] = METHODS,
        largest_body: int = LARGEST_BODY,
    ) -> None:
        """Take what is let through.

        Args:
            inner: Answers what is let through.
            token: Of the address.
            hosts: The names of this server.
            methods: Of requests.
            largest_body: In bytes, of a request.
        """
        self._inner = inner
        self._token = token.encode()
        self._hosts = hosts
        self._methods = methods
        self._largest_body = largest_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            raise AssertionError(f"there is no {scope['type']} here")
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answering = self._refusal(scope)
        if answering is None:
            try:
                body = await asyncio.wait_for(_body(receive, self._largest_body), BODY_S)
            except asyncio.TimeoutError:
                answering = _refused(408, "The request took too long.")
            else:
                receive = _again(body, receive)
                answering = (
                    self._inner if len(body) <= self._largest_body else _refused(413, "The request is too large.")
                )
        try:
            await answering(self._inside(scope) if answering is self._inner else scope, receive, send_guarded)
        except ChangedError:  # the server closes the connection, and the phone asks again
            raise
        except Exception:  # noqa: BLE001 whatever it is, the server goes on
            # never with the address, which has the token in it
            _LOG.exception("a request could not be answered")
            if not started:
                await _refused(500, "Something went wrong here. The computer says what.")(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """Return what answers a request that is not let in; None for one that is."""
        raw = scope["raw_path"]
        token, slash, _ = raw[1:].partition(b"/")
        # all our addresses are plain: none needs an escape
        if not hmac.compare_digest(token, self._token) or len(raw) > LONGEST_ADDRESS or b"%" in raw or b"\0" in raw:
            return _refused(404, "Not found.")
        headers = Headers(scope=scope)
        if sum(len(name) + len(value) for name, value in headers.raw) > LARGEST_HEAD:
            return _refused(431, "The headers of the request are too large.")
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._hosts.allow(host):
            return _refused(421, "Open the address that voiceroutine has printed, as it stands there.")
        if headers.get("origin", f"http://{host}").lower() != f"http://{host}".lower():
            return _refused(403, "A page of another site cannot ask for this.")
        if scope["method"] not in self._methods:
            return _refused(405, "This server does not do that.", {"Allow": ", ".join(self._methods)})
        if not slash:
            return RedirectResponse(f"/{self._token.decode()}/", 308)
        if int(headers.get("content-length", "0")) > self._largest_body:  # the server has made sure that it is a number
            return _refused(413, "The request is too large.")
        return None

    def _inside(self, scope: Scope) -> Scope:
        """Return the scope of a request as the inner application sees it."""
        site = f"http://{Headers(scope=scope)['host']}/{self._token.decode()}/"
        raw = scope["raw_path"][1 + len(self._token) :]
        return {**scope, "path": raw.decode("latin-1"), "raw_path": raw, "root_path": "", "site": site}


def _refused(status: int, text: str, headers: dict[str, str] | None = None) -> PlainTextResponse:
    """Return a response after which the connection is closed: what else arrives on it is not read."""
    return PlainTextResponse(text + "\n", status, {**(headers or {}), "Connection": "close"})


async def _body(receive: Receive, largest: int) -> bytes:
    """Return the body of a request, or a little more of it than is allowed."""
    parts: list[bytes] = []
    size, more = 0, True
    while more and size <= largest:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives the body that was received, and after it what comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return waiting.pop() if waiting else await receive()

    return given
