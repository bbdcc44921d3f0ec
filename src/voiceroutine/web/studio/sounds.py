"""What is heard in the studio: cues, and chapters that can be sought in like a file."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from voiceroutine.plan.timeline import Timeline
from voiceroutine.plan.timeline_json import as_json
from voiceroutine.web.files import BLOCK_BYTES, part_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from voiceroutine.app.hear import ChapterSound, Hearing
    from voiceroutine.app.look import Look

_IDLE_S = 0.7
"""How long no text must have been looked at before the voice begins to speak unasked."""
_MOST_SOUNDS = 16
"""How many chapters can be heard at a time. None is held in memory."""


class Sounds:
    """The chapters that were asked for last, each at an address of its own."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._lock = Lock()
        self._known: OrderedDict[str, ChapterSound] = OrderedDict()

    def listen(self, look: Look, position: int) -> dict[str, Any]:
        """Return where a chapter can be heard, and its exact timeline: `{sound, start_ms, last, timeline}`.

        The times in `timeline` begin with the chapter; `start_ms` is where it begins in the session. Errors as
        `Hearing.chapter`.
        """
        found = self._hearing.chapter(look, position)
        name = secrets.token_hex(8)
        with self._lock:
            self._known[name] = found
            if len(self._known) > _MOST_SOUNDS:
                self._known.popitem(last=False)
        timeline = as_json(Timeline(title=found.chapter.title, chapters=(found.chapter,)))
        return {
            "sound": f"api/sounds/{name}.wav",
            "chapter": position,
            "start_ms": found.start_ms,
            "last": found.last,
            "timeline": timeline,
        }

    def cue(self, look: Look, event: int | None, text: str | None) -> Response:
        """Return a cue as it sounds; see `Hearing`."""
        heard = self._hearing.cue(look, event) if event is not None else self._hearing.text(look, text or "")
        return Response(heard, media_type="audio/wav", headers={"cache-control": "no-store"})

    async def answer(self, request: Request) -> Response:
        """Answer a request for a chapter's sound, or for a part of it."""
        with self._lock:
            sound = self._known.get(request.path_params["name"])
        if sound is None:
            return PlainTextResponse("Not found.\n", 404)
        part = part_of(request.headers.get("range", ""), sound.size)
        about = {"accept-ranges": "bytes", "cache-control": "no-store"}
        if part is not None and not part:
            return Response(status_code=416, headers={**about, "content-range": f"bytes */{sound.size}"})
        status = 200
        if part is None:
            part = range(sound.size)
        else:
            status, about["content-range"] = 206, f"bytes {part.start}-{part.stop - 1}/{sound.size}"
        about["content-length"] = str(len(part))
        if request.method == "HEAD":
            return Response(None, status, about, media_type="audio/wav")
        return StreamingResponse(_blocks(sound, part), status, about, media_type="audio/wav")


async def _blocks(sound: ChapterSound, part: range) -> AsyncIterator[bytes]:
    for first in range(part.start, part.stop, BLOCK_BYTES):
        yield await run_in_threadpool(sound.read, first, min(BLOCK_BYTES, part.stop - first))


class Preparing:
    """Has the voice speak what must fit into a time in the text that was looked at last, while nobody waits for it."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._change = Condition()
        self._wanted: Look | None = None
        self._thread: Thread | None = None
        self._over = False

    def want(self, look: Look) -> None:
        """Prepare this text now, and no other any more."""
        with self._change:
            self._wanted = look if look.script else None
            if self._wanted and self._thread is None and not self._over:
                self._thread = Thread(target=self._work, name="studio-voice", daemon=True)
                self._thread.start()
            self._change.notify()

    def stop(self) -> None:
        """Let the voice finish its cue, and speak nothing more."""
        with self._change:
            self._over = True
            self._change.notify()
        if self._thread:
            self._thread.join()

    def _work(self) -> None:
        while not self._over:
            with self._change:
                while self._wanted is None and not self._over:
                    self._change.wait()
                while not self._over and self._change.wait(_IDLE_S):  # somebody types: the voice would slow that down
                    pass
                look, self._wanted = self._wanted, None
            if look is not None:
                self._hearing.prepare(look, lambda: self._wanted is None and not self._over)
