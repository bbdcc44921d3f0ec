"""Making sessions from the phone: the page, the orders, how far they are, and their sound while it is made.

    make.html               the page
    jobs/KEY                takes an order (POST, JSON); the phone has made up its key
    jobs/KEY/state.json     how far it is
    jobs/KEY/live.mp3       its MP3 frames, as they are rendered

The frames are those of the finished file without what is before them, and there is no way to tell how many there will
be before everything is spoken. Until then, a request for all of it is answered without a length; one for a part, as
Safari asks first, waits until the length is known, and is answered with it.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from voiceroutine.web import pages
from voiceroutine.web.files import ChangedError, part_of
from voiceroutine.web.job import Asked
from voiceroutine.web.maker import BusyError, RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from voiceroutine.web.job import Job, Sound
    from voiceroutine.web.maker import Maker

BLOCK_BYTES = 64 << 10
_LOOK_S = 0.02
"""How often a stream looks for more."""
_ORDER_S = 5.0
"""How long a stream waits for the order that it belongs to: the phone sends both at once."""
_UNKEPT = {"cache-control": "no-store"}


def routes(maker: Maker) -> list[Route]:
    """Return what is needed to make sessions with `maker`."""

    async def page(_: Request) -> Response:
        maker.warm()
        scripts, voices = await run_in_threadpool(maker.scripts), await run_in_threadpool(maker.voices)
        return Response(pages.make_page(scripts, voices), 200, _UNKEPT, "text/html; charset=utf-8")

    async def order(request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":  # which a form of another site cannot send
            return JSONResponse({"error": "an order is JSON"}, 415)
        voices = await run_in_threadpool(maker.voices)
        try:
            asked = _asked(await request.body(), voices)
            job = await run_in_threadpool(maker.ask, request.path_params["key"], asked)
        except RefusedError as error:
            return JSONResponse({"error": str(error)}, 400)
        except BusyError:
            return JSONResponse({"error": "too many sessions are waiting; try again when some are made"}, 503)
        return JSONResponse(job.as_json(maker.ahead_of(job)), 202, _UNKEPT)

    async def state(request: Request) -> Response:
        job = maker.job(request.path_params["key"])
        if job is None:
            return JSONResponse({"error": "the computer knows nothing of it any more"}, 404)
        return JSONResponse(job.as_json(maker.ahead_of(job)), 200, _UNKEPT)

    async def live(request: Request) -> Response:
        return _Live(maker, request.path_params["key"], request.headers.get("range", ""), request.method)

    return [
        Route("/make.html", page),
        Route("/jobs/{key}", order, methods=["POST"]),
        Route("/jobs/{key}/state.json", state),
        Route("/jobs/{key}/live.mp3", live),
    ]


def _asked(body: bytes, voices: tuple[str, ...]) -> Asked:
    """Read an order. Only what the page offers can be ordered.

    Raises:
        RefusedError: It is something else.
    """
    offered = {"length": pages.LENGTHS, "guidance": pages.GUIDANCES, "voice": voices, "music": pages.MUSIC}
    try:
        given: Any = json.loads(body)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or not isinstance(given.get("script"), str):
        raise RefusedError("an order names a script")
    for key, value in given.items():
        if key != "script" and value is not None and value not in offered.get(key, ()):
            raise RefusedError(f"`{key[:40]}` cannot be that")
    return Asked(**{key: value for key, value in given.items() if value is not None})


class _Live(Response):
    """Sends the frames of a session as they are rendered."""

    def __init__(self, maker: Maker, key: str, wanted: str, method: str) -> None:
        super().__init__()
        self._maker = maker
        self._key = key
        self._wanted = wanted
        self._head = method == "HEAD"
        self._gone = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them, until all are sent or nobody listens any more."""
        listening = asyncio.ensure_future(self._until_gone(receive))
        try:
            answer = await self._answer(send)
            if answer is not None:
                await answer(scope, receive, send)
        finally:
            listening.cancel()

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._gone = True

    async def _answer(self, send: Send) -> Response | None:
        """Send the frames; return what is answered instead, where there are none."""
        job = await self._job()
        if job is None:
            return PlainTextResponse("Not found.\n", 404)
        whole = self._wanted.replace(" ", "").lower() in ("", "bytes=0-")
        while not self._gone and not job.over:
            if job.sound and job.sound.size and (whole or job.sound.total):
                break
            await asyncio.sleep(_LOOK_S)
        if self._gone:
            return None
        if job.state == "failed":
            return PlainTextResponse("It could not be made.\n", 409)
        if job.sound is None:  # it was up to date
            return RedirectResponse(f"../../sessions/{job.slug}/{job.slug}.mp3", 303, _UNKEPT)
        return await self._stream(job, job.sound, send)

    async def _job(self) -> Job | None:
        for _ in range(int(_ORDER_S / _LOOK_S)):
            if self._gone or self._maker.job(self._key):
                break
            await asyncio.sleep(_LOOK_S)
        return self._maker.job(self._key)

    async def _stream(self, job: Job, sound: Sound, send: Send) -> Response | None:
        total = sound.total
        about = {"content-type": "audio/mpeg", **_UNKEPT}
        part = part_of(self._wanted, total) if total else None
        if part is not None and not part:
            return Response(status_code=416, headers={**about, "content-range": f"bytes */{total}"})
        status, at, end = 200, 0, total
        if total:
            about["accept-ranges"] = "bytes"
            if part is not None:
                status, at, end = 206, part.start, part.stop
                about["content-range"] = f"bytes {at}-{end - 1}/{total}"
            about["content-length"] = str((end or 0) - at)
        head = Response(status_code=status, headers=about)
        await send({"type": "http.response.start", "status": status, "headers": _headers(head, total is not None)})
        while not self._head and not self._gone and (end is None or at < end):
            block = await run_in_threadpool(sound.read, at, min(BLOCK_BYTES, (end or at + BLOCK_BYTES) - at))
            if block:
                at += len(block)
                await send({"type": "http.response.body", "body": block, "more_body": end is None or at < end})
            elif job.state == "failed" or (job.over and at < sound.size):
                raise ChangedError  # there is no more: the connection is broken off, so that it is not taken for whole
            elif job.over:
                break
            else:
                await asyncio.sleep(_LOOK_S)
        if self._head or end is None:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        return None


def _headers(response: Response, known: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers of a response; one whose length is not known has none."""
    return [(name, value) for name, value in response.raw_headers if known or name != b"content-length"]
