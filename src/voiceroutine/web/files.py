"""Sends a content as phones ask for it: whole, in part, or not again (RFC 9110).

A file is opened once, before anything about it is said, and is sent from there to its end. Another one that takes its
place meanwhile is not mixed up with it; if it is itself written to, the connection is broken off.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from voiceroutine.web.catalogue import Stamp

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.datastructures import Headers
    from starlette.types import Receive, Scope, Send

BLOCK_BYTES = 256 << 10
"""Read and handed over at once; what a connection holds in memory is a little more."""

_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)
"""A single range. Several may be asked for at once, and RFC 9110 (14.2) allows to answer with the whole."""
_ETAG = re.compile(r'(?:W/)?"([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is at an address."""

    media_type: str
    body: bytes = b""
    """Itself, where it is not in a file."""
    path: Path | None = None
    """The file that holds it."""
    stamp: Stamp | None = None
    """Of the file that is meant. Another one at its path is not sent."""

    @property
    def etag(self) -> str:
        """What tells it from every other content of its address, as HTTP writes it: a strong one."""
        data = self.body if self.stamp is None else repr(tuple(self.stamp)).encode()
        return f'"{hashlib.sha256(data).hexdigest()[:32]}"'

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.body) if self.stamp is None else self.stamp.size_bytes


class GoneError(Exception):
    """The file of a content is gone, or is another one."""


class ChangedError(Exception):
    """A file was written to while it was being sent."""


def answer(content: Content, headers: Headers, method: str) -> Response:
    """Return the response to a request for a content.

    Args:
        content: What is asked for.
        headers: Of the request.
        method: `GET` or `HEAD`.

    Raises:
        GoneError: Its file is gone, or is another one.
    """
    etag = content.etag
    about = {"etag": etag, "accept-ranges": "bytes", "cache-control": "no-cache"}
    if _names(headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=about)
    file = opened(content.path, content.stamp) if content.path and content.stamp else None
    size = content.size
    part = None
    if method == "GET" and headers.get("if-range", etag) == etag:  # a date is never as sure as our ETag
        part = part_of(headers.get("range", ""), size)
    if part is not None and not part:
        _close(file)
        return Response(status_code=416, headers={**about, "content-range": f"bytes */{size}"})
    about["content-type"] = content.media_type
    if part is None:
        status, part = 200, range(size)
    else:
        status, about["content-range"] = 206, f"bytes {part.start}-{part.stop - 1}/{size}"
    about["content-length"] = str(len(part))
    if file is not None and method == "GET":
        try:
            return _FileResponse(file, part, status, about)
        except ChangedError as error:
            file.close()
            raise GoneError(content.path) from error
    _close(file)
    body = content.body[part.start : part.stop] if method == "GET" else None
    return Response(body, status, about)


def part_of(header: str, size: int) -> range | None:
    """Return the bytes that a `Range` header asks for, of `size`.

    Returns:
        An empty range if there are none of these bytes. None if the whole is to be sent: nothing is asked for, several
        ranges at once, or something that is no range of bytes.
    """
    match = _RANGE.fullmatch(header)
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        return range(max(0, size - int(match[2])), size)
    first = int(match[1])
    if match[2] and int(match[2]) < first:
        return None
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    return range(first, last + 1)


def _names(header: str, etag: str) -> bool:
    """Return whether an `If-None-Match` header names a content: by comparison as it is for a copy that is kept."""
    return header.strip() == "*" or any(f'"{name}"' == etag for name in _ETAG.findall(header))


def opened(path: Path, stamp: Stamp) -> BinaryIO:
    """Open the file that is meant, and no other: no link is followed, and nothing is waited for.

    Raises:
        GoneError: There is none, or another one.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        file = os.fdopen(os.open(path, flags), "rb", buffering=0)
    except OSError as error:
        raise GoneError(path) from error
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode) or Stamp.of(status) != stamp:
        file.close()
        raise GoneError(path)
    return file


def _close(file: BinaryIO | None) -> None:
    if file is not None:
        file.close()


class _FileResponse(Response):
    """Sends a part of an open file, and closes it."""

    def __init__(self, file: BinaryIO, part: range, status_code: int, headers: dict[str, str]) -> None:
        super().__init__(None, status_code, headers)
        self._file = file
        self._part = part
        self._before = _state(file)
        file.seek(part.start)
        # most ranges are no longer than this, and a turn of another thread costs more than to read it
        self._first = self._block(min(len(part), BLOCK_BYTES))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 as ASGI has it
        """Send it; stop when nobody listens any more."""
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            block, left = self._first, len(self._part) - len(self._first)
            await send({"type": "http.response.body", "body": block, "more_body": left > 0})
            while left and not gone.done():
                block = await run_in_threadpool(self._block, min(left, BLOCK_BYTES))
                left -= len(block)
                await send({"type": "http.response.body", "body": block, "more_body": left > 0})
        finally:
            gone.cancel()
            self._file.close()

    def _block(self, size: int) -> bytes:
        block = self._file.read(size)
        if not block or _state(self._file) != self._before:
            raise ChangedError
        return block


def _state(file: BinaryIO) -> tuple[int, int]:
    """Return what changes when a file is written to; not when it has another name, or none any more."""
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
