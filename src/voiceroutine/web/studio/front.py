"""What the studio's home shows and does: it lists what there is, draws stretches, and begins scripts."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from voiceroutine.app.begin import begin_script, doubts_of
from voiceroutine.app.home import Home
from voiceroutine.app.pictures import picture_of
from voiceroutine.script.forms.fields import form_fields
from voiceroutine.web.catalogue import slug_of
from voiceroutine.web.studio.drafts import Drafts
from voiceroutine.web.studio.requests import RequestError, text_in, texts_in

if TYPE_CHECKING:
    from voiceroutine.app.home import ScriptCard, StretchCard
    from voiceroutine.app.look import Viewer
    from voiceroutine.script.sheet.writing import Doubt


class Front:
    """Answers the requests of the home page."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._home = Home(viewer)

    def scripts(self, _: str, __: dict[str, Any]) -> Response:
        """Return one's own scripts."""
        return JSONResponse([_script(card) for card in self._home.scripts(own=True)])

    def routines(self, _: str, __: dict[str, Any]) -> Response:
        """Return the bundled scripts."""
        return JSONResponse([_script(card) for card in self._home.scripts(own=False)])

    def fields(self, _: str, __: dict[str, Any]) -> Response:
        """Return what the form needs to know of each key; see `form_fields`."""
        return JSONResponse(form_fields())

    def stretches(self, _: str, __: dict[str, Any]) -> Response:
        """Return the library."""
        return JSONResponse([_fields(card) for card in self._home.stretches()])

    def picture(self, key: str, _: dict[str, Any]) -> Response:
        """Return the drawing of a stretch, or of a position, in the colours of a page."""
        drawn = picture_of(key, self._viewer.library, colours="page")
        return Response(drawn, media_type="image/svg+xml", headers={"cache-control": "no-cache"})

    def begin(self, _: str, given: dict[str, Any]) -> Response:
        """Begin a script, and return `{id, remarks}`; or `{doubts}`, and begin none, until they are answered.

        It takes `{name, from, source?, text?, patient?}`, where `from` is `nothing`; `routine` or `script`, with its ID
        or the key of a stretch as `source` (with a `patient`, it is extended, and else copied); or `sheet`, with the
        sheet as `text`. A doubt, `{line, written, key, name}`, is a name on a sheet that may mean a stretch of the
        library. `same` answers them all: the lines of those that do, as texts.
        """
        kind = given.get("from")
        title, source, sheet = text_in(given, "name"), None, None
        if kind == "sheet":
            sheet = text_in(given, "text")
            if "same" not in given and (doubts := doubts_of(sheet, self._viewer.library)):
                return JSONResponse({"doubts": [_fields(doubt) for doubt in doubts]})
        elif kind in ("routine", "script"):
            source = self._name(text_in(given, "source"))
        elif kind != "nothing":
            raise RequestError("`from` is none of nothing, routine, script, sheet")
        patient = text_in(given, "patient") if given.get("patient") is not None else None
        same = texts_in(given, "same")
        begun = begin_script(
            title,
            source=source,
            sheet=sheet,
            patient=patient,
            library=self._viewer.library,
            is_it=lambda doubt: str(doubt.line) in same,
        )
        return JSONResponse({"id": slug_of(begun.path.stem), "remarks": begun.remarks}, 201)

    def _name(self, source: str) -> str:
        """Return the name of the script with an ID; what is none is the key of a stretch."""
        names = {slug_of(name): name for name in self._viewer.library.scripts()}
        return names.get(source, source)


def _script(card: ScriptCard) -> dict[str, Any]:
    found = _fields(card)
    del found["path"]
    unsaved = card.own and Drafts().of(card.path) is not None
    return {"id": slug_of(card.name), **found, "unsaved": unsaved}


def _fields(card: ScriptCard | StretchCard | Doubt) -> dict[str, Any]:
    return {field.name: getattr(card, field.name) for field in fields(card)}
