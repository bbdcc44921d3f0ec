"""What the studio's server answers at each of its addresses; see the package's docstring for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import ScriptNotFoundError, VoiceroutineError
from voiceroutine.web import pages
from voiceroutine.web.catalogue import Catalogue
from voiceroutine.web.files import Content, answer
from voiceroutine.web.maker import Maker
from voiceroutine.web.making import routes as making_routes
from voiceroutine.web.server import site_route
from voiceroutine.web.site import Site, assets, media_type
from voiceroutine.web.studio.answers import problem_json
from voiceroutine.web.studio.editor import Editor
from voiceroutine.web.studio.front import Front
from voiceroutine.web.studio.made import Made
from voiceroutine.web.studio.phone import Phone
from voiceroutine.web.studio.recordings import LARGEST_BYTES, Recordings
from voiceroutine.web.studio.requests import RequestError, object_in
from voiceroutine.web.studio.shelf import ChangedScriptError, Scripts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from starlette.requests import Request

    from voiceroutine.app.look import Viewer

LARGEST_BODY = LARGEST_BYTES
"""In bytes, of a request: of a recording. A script may have 2 MB, and as JSON a little more."""
_PAGES = ("studio.html", "edit.html")


@dataclass(frozen=True)
class Desk:
    """All that answers the studio's requests."""

    viewer: Viewer
    folder: Path
    """Where sessions go."""

    @cached_property
    def scripts(self) -> Scripts:
        """The scripts that can be opened."""
        return Scripts(self.viewer.library)

    @cached_property
    def editor(self) -> Editor:
        """Answers the editor."""
        return Editor(self.viewer, self.scripts)

    @cached_property
    def maker(self) -> Maker:
        """Makes sessions, one at a time: those of this page, and those that phones ask for."""
        return Maker(self.folder, self.viewer.library)

    @cached_property
    def phone(self) -> Phone:
        """The server for phones."""
        return Phone(self.folder, self.maker)

    def close(self) -> None:
        """End what goes on in the background."""
        self.editor.close()
        self.phone.stop()
        self.maker.stop()


def application(desk: Desk) -> Starlette:
    """Return what answers the studio's requests; nobody is kept out."""
    viewer, catalogue = desk.viewer, Catalogue(desk.folder)
    front, editor, phone = Front(viewer), desk.editor, desk.phone
    made = Made(desk.scripts, viewer.library, catalogue, desk.maker)
    script = "/api/scripts/{id}"
    return Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("studio.html"), methods=["GET"]),
            *(Route(f"/{name}", _page, methods=["GET"]) for name in _PAGES),
            Route("/assets/{name:path}", _asset, methods=["GET"]),
            Route("/api/scripts", _answered(front.scripts), methods=["GET"]),
            Route("/api/routines", _answered(front.routines), methods=["GET"]),
            Route("/api/stretches", _answered(front.stretches), methods=["GET"]),
            Route("/api/fields", _answered(front.fields), methods=["GET"]),
            Route("/api/pictures/{id}.svg", _answered(front.picture), methods=["GET"]),
            Route("/api/new", _answered(front.begin), methods=["POST"]),
            Route(script, _answered(editor.read), methods=["GET"]),
            Route(script, _answered(editor.save), methods=["PUT"]),
            Route(f"{script}/look", _answered(editor.look), methods=["POST"]),
            Route(f"{script}/say", _answered(editor.say), methods=["POST"]),
            Route(f"{script}/listen", _answered(editor.listen), methods=["POST"]),
            Route("/api/sounds/{name}.wav", editor.sounds.answer, methods=["GET"]),
            Route(f"{script}/recordings/{{name}}", Recordings(desk.scripts).keep, methods=["POST"]),
            Route(f"{script}/draft", _answered(editor.keep_draft), methods=["PUT"]),
            Route(f"{script}/draft", _answered(editor.drop_draft), methods=["DELETE"]),
            Route(f"{script}/changes", editor.changes, methods=["GET"]),
            Route(f"{script}/session", _answered(made.session), methods=["GET"]),
            Route(f"{script}/make", _answered(made.make), methods=["POST"]),
            Route(f"{script}/verify", _answered(made.verify), methods=["POST"]),
            Route(f"{script}/handout", _answered(made.handout), methods=["POST"]),
            Route("/api/phone", _answered(phone.state), methods=["GET"]),
            Route("/api/phone", _answered(phone.start), methods=["POST"]),
            Route("/api/phone", _answered(phone.stop), methods=["DELETE"]),
            Route("/api/{rest:path}", _nothing, methods=["GET", "POST", "PUT", "DELETE"]),
            *making_routes(desk.maker),
            site_route(Site(catalogue)),
        ],
        exception_handlers={405: _not_found},
    )


def _answered(work: Callable[[str, dict[str, Any]], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that has `work` done with the ID in the address and what the request sends, in a thread."""

    async def endpoint(request: Request) -> Response:
        try:
            given = object_in(await request.body()) if request.method in ("POST", "PUT") else {}
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


async def _page(request: Request) -> Response:
    name = request.scope["path"][1:]
    return Response(pages.studio_page(name), media_type=media_type(name), headers={"cache-control": "no-cache"})


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    found = assets("studio").get(name.removeprefix("studio/")) if name.startswith("studio/") else assets().get(name)
    if found is None:
        return PlainTextResponse("Not found.\n", 404)
    return answer(Content(media_type=media_type(name), body=found), request.headers, request.method)


async def _not_found(request: Request, _: Exception) -> Response:
    return await _nothing(request)


async def _nothing(_: Request) -> Response:
    return JSONResponse({"message": "there is nothing at this address", "hint": "load the page again"}, 404)
