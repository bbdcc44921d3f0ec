"""What the studio's editor does with a script: it reads, looks at, plays, saves and watches it, and keeps drafts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse
from watchfiles import awatch

from voiceroutine.app.form import edited
from voiceroutine.app.hear import Hearing
from voiceroutine.app.outline import outline
from voiceroutine.document.edit.edits import EditError
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import VoiceroutineError
from voiceroutine.web.studio.answers import Answers
from voiceroutine.web.studio.drafts import Drafts
from voiceroutine.web.studio.edits import edits_of
from voiceroutine.web.studio.requests import number_in, text_in, texts_in
from voiceroutine.web.studio.sounds import Preparing, Sounds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from voiceroutine.app.look import Look, Viewer
    from voiceroutine.web.studio.shelf import Opened, Scripts

_HEARTBEAT_MS = 15_000
"""How often a page that waits for changes is told that there is none, so that one that is closed is noticed."""
_SETTLED_MS = 50
"""How long a file must be left alone before it is read: an editor writes it in several steps."""


class Editor:
    """Answers the requests of the editor. It has no document: each request brings the text."""

    def __init__(self, viewer: Viewer, scripts: Scripts) -> None:
        """Take who looks at texts, and where scripts are."""
        self._viewer = viewer
        self._scripts = scripts
        self._drafts = Drafts()
        self._answers = Answers(viewer)
        hearing = Hearing(viewer)
        self.sounds = Sounds(hearing)
        self._preparing = Preparing(hearing)

    def close(self) -> None:
        """End what the voice does unasked."""
        self._preparing.stop()

    def read(self, script_id: str, _: dict[str, Any]) -> Response:
        """Return `{id, writable, text, sha256, draft}`; a draft is `{text, saved_at, base_sha256}` or null."""
        found = self._scripts.open(script_id)
        draft = self._drafts.of(found.place)
        if draft and draft.text == found.text:
            draft = None
        return JSONResponse({**_now(found), "draft": draft.as_json() if draft else None})

    def look(self, script_id: str, given: dict[str, Any]) -> Response:
        """Make the `edits` in the `text`, and return what it says then; see `answers`. `have` is what the page has.

        Where one of them cannot be made, none is, and `error` says why: `{message, hint}`.
        """
        text = text_in(given, "text")
        edits = edits_of(given.get("edits", []))
        have = texts_in(given, "have")
        path = self._scripts.open(script_id).place
        changed, error = text, None
        try:
            changed = edited(text, edits, lambda it: outline(self._viewer.read(path, it)))
        except EditError as refused:
            error = {"message": refused.message, "hint": refused.hint}
        except FaultyScriptError:
            message = "the text has a mistake, so that its stretches cannot be told apart"
            error = {"message": message, "hint": "mend it in the text first: the first problem says where"}
        found = self._viewer.look(path, changed)
        self._preparing.want(found)
        more = {"changed": changed != text, **({"error": error} if error else {})}
        return Response(self._answers.look(found, have, **more), media_type="application/json")

    def say(self, script_id: str, given: dict[str, Any]) -> Response:
        """Return the cue at the position `event` among all events of the timeline, or the text `cue`, as a WAV."""
        event = number_in(given, "event")
        text = None if event is not None else text_in(given, "cue")
        return self.sounds.cue(self._seen(script_id, given), event, text)

    def listen(self, script_id: str, given: dict[str, Any]) -> Response:
        """Return where the `chapter` can be heard; see `Sounds.listen`."""
        return JSONResponse(self.sounds.listen(self._seen(script_id, given), number_in(given, "chapter") or 0))

    def _seen(self, script_id: str, given: dict[str, Any]) -> Look:
        return self._viewer.seen(self._scripts.open(script_id).place, text_in(given, "text"))

    def save(self, script_id: str, given: dict[str, Any]) -> Response:
        """Write the `text`, if the script is still the one of `base_sha256`; return what is there now."""
        found = self._scripts.save(script_id, text_in(given, "text"), text_in(given, "base_sha256"))
        self._drafts.drop(found.place)
        return JSONResponse(_now(found))

    def keep_draft(self, script_id: str, given: dict[str, Any]) -> Response:
        """Keep the `text`, which is not saved yet, and `base_sha256`, on which it was begun."""
        place = self._scripts.open(script_id).place
        draft = self._drafts.keep(place, text_in(given, "text"), text_in(given, "base_sha256"))
        return JSONResponse({"saved_at": draft.saved_at})

    def drop_draft(self, script_id: str, _: dict[str, Any]) -> Response:
        """Forget the draft."""
        self._drafts.drop(self._scripts.open(script_id).place)
        return Response(status_code=204)

    async def changes(self, request: Request) -> Response:
        """Tell whenever the script's file is another one, as server-sent events.

        `changed` comes with `{id, writable, text, sha256}`, first for what is there now; `gone`, when it is gone.
        """
        script_id = request.path_params["id"]
        found = await run_in_threadpool(self._opened, script_id)
        if found is None:
            return JSONResponse({"message": "there is no such script", "hint": None}, 404)
        return StreamingResponse(
            self._told(script_id, found), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def _told(self, script_id: str, found: Opened) -> AsyncIterator[str]:
        now: Opened | None = found
        yield _event(now)
        # the folder is watched, because an editor may put another file in the place of the script
        watched = awatch(
            found.path.parent,
            watch_filter=lambda _, name: name.endswith(found.path.name),
            debounce=_SETTLED_MS,
            step=_SETTLED_MS,
            rust_timeout=_HEARTBEAT_MS,
            yield_on_timeout=True,
            recursive=False,
        )
        async for _ in watched:
            before, now = now, await run_in_threadpool(self._opened, script_id)
            if (before and before.sha256) != (now and now.sha256):
                yield _event(now)
            else:
                yield ": nothing new\n\n"

    def _opened(self, script_id: str) -> Opened | None:
        try:
            return self._scripts.open(script_id)
        except VoiceroutineError:  # gone, or no text at the moment
            return None


def _now(found: Opened) -> dict[str, Any]:
    return {"id": found.id, "writable": found.writable, "text": found.text, "sha256": found.sha256}


def _event(found: Opened | None) -> str:
    return f"event: changed\ndata: {json.dumps(_now(found))}\n\n" if found else "event: gone\ndata: {}\n\n"
