"""Keeps what somebody records in the studio: sound files beside the script, none of which replaces another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from voiceroutine.errors import ScriptNotFoundError, VoiceroutineError
from voiceroutine.files import make_folder, whole_file
from voiceroutine.web.studio.requests import RequestError

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from voiceroutine.web.studio.shelf import Scripts

FOLDER = "recordings"
"""Beside the script."""
SIDES = ("left", "right")
LARGEST_BYTES = 6_000_000
"""A minute on one channel, at 48 kHz and 16 bits, has 5.8 MB."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 80
_MOST_OF_A_NAME = 1_000


class Recordings:
    """The recordings of the scripts that can be opened."""

    def __init__(self, scripts: Scripts) -> None:
        """Take where scripts are."""
        self._scripts = scripts

    async def keep(self, request: Request) -> Response:
        """Keep the WAV file in the body, and return `{recording}`: what the script calls it.

        `name` in the address is what it is called if that is free; a number follows it otherwise. With `?side=left`, it
        is that of one side: its name has `{side}` in it, and is free for both. `?side=right&of=NAME`, with the name of
        the first without the side, adds the other one.
        """
        body = await request.body()
        query = request.query_params
        name, side = request.path_params["name"], query.get("side", "")
        try:
            found = await run_in_threadpool(self._kept, request.path_params["id"], name, side, body, "of" in query)
            return JSONResponse(found)
        except RequestError as error:
            return JSONResponse({"message": str(error), "hint": "load the page again"}, 400)
        except VoiceroutineError as error:
            status = 404 if isinstance(error, ScriptNotFoundError) else 422
            return JSONResponse({"message": error.message, "hint": error.hint}, status)

    def _kept(self, script_id: str, name: str, side: str, body: bytes, exact: bool) -> dict[str, Any]:
        if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
            raise RequestError("a recording has a name of small letters, digits and hyphens")
        if side and side not in SIDES:
            raise RequestError("a side is `left` or `right`")
        if len(body) > LARGEST_BYTES or body[:4] != b"RIFF" or body[8:12] != b"WAVE":
            raise RequestError("this is no WAV file of a minute or less")
        folder = self._scripts.open(script_id).place.parent / FOLDER
        if not self._scripts.admits(folder):
            raise VoiceroutineError(f"{folder} leads out of the folders of scripts", "remove this link")
        make_folder(folder)
        for number in (1,) if exact else range(1, _MOST_OF_A_NAME):
            stem = name if number == 1 else f"{name}-{number}"
            files = [folder / f"{stem}-{it}.wav" for it in SIDES] if side else [folder / f"{stem}.wav"]
            wanted = files[SIDES.index(side)] if side else files[0]
            if not exact and any(file.exists() for file in files):
                continue
            if _written(wanted, body):
                return {"name": stem, "recording": f"{FOLDER}/{stem}{'-{side}' if side else ''}.wav"}
        raise VoiceroutineError(f"there is a recording `{name}` already", "record it again")


def _written(file: Path, content: bytes) -> bool:
    """Return whether a file could be written; there may be one of this name since."""
    try:
        with whole_file(file, new=True) as part:
            part.write_bytes(content)
    except FileExistsError:
        return False
    return True
