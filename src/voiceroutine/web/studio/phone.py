"""Brings what was made to a phone: a server for the local network that the studio starts when it is asked to."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from voiceroutine.files import make_folder
from voiceroutine.web import address
from voiceroutine.web.catalogue import Catalogue
from voiceroutine.web.guard import token_of_user
from voiceroutine.web.server import Background, application, place_for, serving_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from voiceroutine.web.maker import Maker
    from voiceroutine.web.server import Serving

_MARGIN = 4
"""In modules: what ISO/IEC 18004 asks for, so that a camera finds the code."""


class Phone:
    """The server for phones, as long as it is wanted."""

    def __init__(self, folder: Path, maker: Maker) -> None:
        """Take where the sessions are, and who makes them."""
        self._folder = folder
        self._maker = maker
        self._lock = Lock()
        self._serving: Serving | None = None
        self._server: Background | None = None

    def state(self, _: str = "", __: dict[str, Any] | None = None) -> Response:
        """Return `{url, code, notes}`: its address, that as a QR code (SVG), and what to know; null where it is off."""
        return JSONResponse(_as_json(self._serving))

    def start(self, _: str, __: dict[str, Any]) -> Response:
        """Let phones on the local network reach the sessions, and return the state.

        Raises:
            VoiceroutineError: Nothing can listen there.
        """
        with self._lock:
            if self._serving is None:
                self._start()
        return self.state()

    def _start(self) -> None:
        make_folder(self._folder)
        place = place_for(None)
        listener = address.listen(place.host, None)
        port = listener.getsockname()[1]
        token = token_of_user()
        app = application(Catalogue(self._folder), token, place.hosts(port), self._maker)
        self._server = Background(app, listener)
        self._serving = serving_at(place, port, None, token)

    def stop(self, _: str = "", __: dict[str, Any] | None = None) -> Response:
        """Let phones reach nothing any more."""
        with self._lock:
            if self._server:
                self._server.stop()
            self._serving = self._server = None
        return Response(status_code=204)


def _as_json(serving: Serving | None) -> dict[str, Any] | None:
    if serving is None:
        return None
    return {"url": serving.url, "code": code_svg(serving.code), "notes": serving.notes}


def code_svg(rows: Sequence[bytes]) -> str:
    """Return a QR code as an SVG document: black on white, whatever is around it, with its margin.

    Args:
        rows: Of the code, without a margin, whose bytes are 1 where it is black.
    """
    size = len(rows) + 2 * _MARGIN
    way = "".join(
        f"M{x + _MARGIN} {y + _MARGIN}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path fill="#000" d="{way}"/></svg>'
    )
