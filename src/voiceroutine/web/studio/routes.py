"""What the studio's server answers at each of its addresses; see the package's docstring for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from voiceroutine.app.form import edited
from voiceroutine.app.hear import Hearing
from voiceroutine.app.outline import outline
from voiceroutine.document.edit.edits import EditError
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import ScriptNotFoundError, VoiceroutineError
from voiceroutine.web import pages
from voiceroutine.web.files import Content, answer
from voiceroutine.web.site import assets, media_type
from voiceroutine.web.studio.answers import look_json, problem_json
from voiceroutine.web.studio.edits import RequestError, edits_of
from voiceroutine.web.studio.shelf import ChangedScriptError, Scripts
from voiceroutine.web.studio.sounds import Preparing, Sounds

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from voiceroutine.app.look import Look, Viewer

LARGEST_BODY = 5_000_000
"""In bytes, of a request. A script may have 2 MB, and as JSON a little more."""
_PAGES = ("studio.html", "edit.html")


def application(viewer: Viewer) -> Starlette:
    """Return what answers the studio's requests; nobody is kept out."""
    scripts = _Scripts(viewer)
    return Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("studio.html"), methods=["GET"]),
            Route("/{name}.html", _page, methods=["GET"]),
            Route("/assets/{name:path}", _asset, methods=["GET"]),
            Route("/api/scripts/{id}", _answered(scripts.read), methods=["GET"]),
            Route("/api/scripts/{id}", _answered(scripts.save), methods=["PUT"]),
            Route("/api/scripts/{id}/look", _answered(scripts.look), methods=["POST"]),
            Route("/api/scripts/{id}/say", _answered(scripts.say), methods=["POST"]),
            Route("/api/scripts/{id}/listen", _answered(scripts.listen), methods=["POST"]),
            Route("/api/sounds/{name}.wav", scripts.sounds.answer, methods=["GET"]),
        ],
        exception_handlers={404: lambda *_: PlainTextResponse("Not found.\n", 404)},
    )


def _answered(work: Callable[[str, dict[str, Any]], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that has `work` done with the ID in the address and what the request sends, in a thread."""

    async def endpoint(request: Request) -> Response:
        try:
            given = _object(await request.body()) if request.method != "GET" else {}
            return await run_in_threadpool(work, request.path_params.get("id", ""), given)
        except RequestError as error:
            return JSONResponse({"message": str(error), "hint": "load the page again"}, 400)
        except ChangedScriptError as error:
            found = {"message": error.message, "hint": error.hint, "text": error.now.text, "sha256": error.now.sha256}
            return JSONResponse(found, 409)
        except FaultyScriptError as error:
            problems = [problem_json(problem) for problem in error.problems]
            first = error.problems[0]
            return JSONResponse({"message": first.message, "hint": first.hint, "problems": problems}, 422)
        except VoiceroutineError as error:
            status = 404 if isinstance(error, ScriptNotFoundError) else 422
            return JSONResponse({"message": error.message, "hint": error.hint}, status)

    return endpoint


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise RequestError("this request is no JSON") from None
    if not isinstance(found, dict):
        raise RequestError("this request is no JSON object")
    return found


def text_in(given: dict[str, Any], key: str) -> str:
    """Return a text that a request gives.

    Raises:
        RequestError: It does not.
    """
    found = given.get(key)
    if not isinstance(found, str):
        raise RequestError(f"this request has no text `{key}`")
    return found


def number_in(given: dict[str, Any], key: str) -> int | None:
    """Return a whole number that a request may give.

    Raises:
        RequestError: It gives something else.
    """
    found = given.get(key)
    if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
        raise RequestError(f"`{key}` is no whole number in this request")
    return found


class _Scripts:
    """Reads, looks at, plays and saves scripts."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._scripts = Scripts(viewer.library)
        hearing = Hearing(viewer)
        self.sounds = Sounds(hearing)
        self._preparing = Preparing(hearing)

    def read(self, script_id: str, _: dict[str, Any]) -> Response:
        found = self._scripts.open(script_id)
        answered = {"id": found.id, "writable": found.writable, "text": found.text, "sha256": found.sha256}
        return JSONResponse({**answered, "draft": None})

    def look(self, script_id: str, given: dict[str, Any]) -> Response:
        text = text_in(given, "text")
        path = self._scripts.open(script_id).place
        changed, error = text, None
        try:
            edits = edits_of(given.get("edits", []))
            changed = edited(text, edits, lambda it: outline(self._viewer.read(path, it)))
        except EditError as refused:
            error = {"message": refused.message, "hint": refused.hint}
        except FaultyScriptError:
            message = "the text has a mistake, so that its stretches cannot be told apart"
            error = {"message": message, "hint": "mend it in the text first: the first problem says where"}
        found = self._viewer.look(path, changed)
        self._preparing.want(found)
        return JSONResponse({**look_json(found), "changed": changed != text, **({"error": error} if error else {})})

    def say(self, script_id: str, given: dict[str, Any]) -> Response:
        event = number_in(given, "event")
        return self.sounds.cue(
            self._seen(script_id, given), event, None if event is not None else text_in(given, "cue")
        )

    def listen(self, script_id: str, given: dict[str, Any]) -> Response:
        return JSONResponse(self.sounds.listen(self._seen(script_id, given), number_in(given, "chapter") or 0))

    def _seen(self, script_id: str, given: dict[str, Any]) -> Look:
        return self._viewer.seen(self._scripts.open(script_id).place, text_in(given, "text"))

    def save(self, script_id: str, given: dict[str, Any]) -> Response:
        found = self._scripts.save(script_id, text_in(given, "text"), text_in(given, "base_sha256"))
        return JSONResponse({"id": found.id, "sha256": found.sha256})


async def _page(request: Request) -> Response:
    name = f"{request.path_params['name']}.html"
    if name not in _PAGES:
        return PlainTextResponse("Not found.\n", 404)
    return Response(pages.studio_page(name), media_type=media_type(name))


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    found = assets("studio").get(name.removeprefix("studio/")) if name.startswith("studio/") else assets().get(name)
    if found is None:
        return PlainTextResponse("Not found.\n", 404)
    return answer(Content(media_type=media_type(name), body=found), request.headers, request.method)
