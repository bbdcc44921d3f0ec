"""What is made of a script that is saved, the session and its handout; and whether the session is as it should be."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Literal

from starlette.responses import JSONResponse, Response

from voiceroutine.app.handout import handout
from voiceroutine.app.verify import verify
from voiceroutine.errors import OutputError
from voiceroutine.web.job import Asked
from voiceroutine.web.maker import BusyError

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine.script.library import Library
    from voiceroutine.web.catalogue import Catalogue, Entry
    from voiceroutine.web.maker import Maker
    from voiceroutine.web.studio.shelf import Scripts


class Made:
    """Answers the requests about what is made of a script."""

    def __init__(self, scripts: Scripts, library: Library, catalogue: Catalogue, maker: Maker) -> None:
        """Take where scripts are, where the sessions are, and who makes them, one at a time."""
        self._scripts = scripts
        self._library = library
        self._catalogue = catalogue
        self._maker = maker

    def session(self, script_id: str, _: dict[str, Any]) -> Response:
        """Return the session that was made of a script: `{slug, title, duration_ms, size_bytes, made_at}`, or null."""
        entry = self._entry(script_id)
        if entry is None:
            return JSONResponse(None)
        return JSONResponse(
            {
                "slug": entry.slug,
                "title": entry.title,
                "duration_ms": entry.duration_ms,
                "size_bytes": entry.size_bytes,
                "made_at": entry.made_at.isoformat("T", "seconds"),
            }
        )

    def make(self, script_id: str, _: dict[str, Any]) -> Response:
        """Have the session of a script made, as it is saved. Return `{job}`: jobs/JOB/state.json says how far it is."""
        key = secrets.token_urlsafe(16)
        try:
            self._maker.ask(key, Asked(script=self._path(script_id).stem))
        except BusyError:
            return JSONResponse({"message": "too many sessions are waiting", "hint": "try again in a minute"}, 503)
        return JSONResponse({"job": key}, 202)

    def verify(self, script_id: str, _: dict[str, Any]) -> Response:
        """Measure the session of a script, and return `{ok, checks}`, each check with `what`, `found`, `wanted`, `ok`.

        Raises:
            OutputError: It was not made yet.
        """
        entry = self._entry(script_id)
        if entry is None:
            raise OutputError("this session was not made yet", "make it first")
        checks = verify(entry.path, library=self._library)
        found = [{"what": it.what, "found": it.found, "wanted": it.wanted, "ok": it.ok} for it in checks]
        return JSONResponse({"ok": all(it.ok for it in checks), "checks": found})

    def handout(self, script_id: str, given: dict[str, Any]) -> Response:
        """Make the handout of a script, as it is saved, beside its session, and return it: a PDF.

        `paper` may be `a4` or `letter`.
        """
        paper: Literal["a4", "letter"] = "letter" if given.get("paper") == "letter" else "a4"
        made = handout(self._path(script_id), folder=self._catalogue.folder, paper=paper, library=self._library)
        about = {"content-disposition": f'inline; filename="{script_id}.pdf"', "cache-control": "no-store"}
        return Response(made.path.read_bytes(), media_type="application/pdf", headers=about)

    def _path(self, script_id: str) -> Path:
        return self._scripts.open(script_id).path

    def _entry(self, script_id: str) -> Entry | None:
        return self._catalogue.entry(script_id)  # the slug of a session is that of its script
