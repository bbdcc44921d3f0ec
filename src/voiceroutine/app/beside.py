"""What is written beside a session: whether it may be, before the session is made; and what an earlier one has left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.app.convert import is_converted_from
from voiceroutine.app.others import HINT, require_regular
from voiceroutine.app.sealed import require_own
from voiceroutine.app.split import is_split_from, playlist_of
from voiceroutine.errors import OutputError
from voiceroutine.session.encodings import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.app.make import MakeOptions


def require_own_beside(script: str | Path, options: MakeOptions, *, form: str, split: bool) -> None:
    """Make sure, before a session is made, that nothing of others is where its other files are to be.

    >>> import voiceroutine
    >>> voiceroutine.require_own_beside("desk-break", voiceroutine.MakeOptions(), form="m4a", split=True)

    Args:
        script: The name or the path of the script.
        options: How its session is to be made.
        form: One of `session_formats()`: the format in which it is to be written, too.
        split: Whether each of its chapters is to be written to an MP3 of its own, too. Parts are looked at only when
            they are written: which there are is not known before.

    Raises:
        OutputError: There is a file of others, or something that is no file.
    """
    path = options.folder / f"{Path(script).stem}.mp3"
    beside = [path.with_suffix(f".{form}")] if form != FORMATS[0] else []
    if split:
        folder = path.with_suffix("")
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"cannot make the folder {folder}: there is a file of that name", HINT)
        beside.append(playlist_of(path))
    for other in beside:
        require_regular(other)
        if not options.force:
            require_own(other)


def earlier_files(path: Path) -> tuple[str, ...]:
    """Return what lies beside a session that we made of an earlier one, each with what makes it again, in a line.

    Captions have no mark of ours, and are not among them: `make` notes those that it knows of.

    >>> import voiceroutine
    >>> voiceroutine.earlier_files(voiceroutine.make("desk-break").path)
    ()

    Args:
        path: The session.

    Raises:
        OutputError: A file cannot be read.
    """
    return tuple(f"{file} is of an earlier session; {option} makes it again" for file, option in _earlier(path))


def _earlier(path: Path) -> Iterator[tuple[Path, str]]:
    for form in FORMATS[1:]:
        if is_converted_from(path, path.with_suffix(f".{form}")) is False:
            yield path.with_suffix(f".{form}"), f"--format {form}"
    if is_split_from(path) is False:
        yield playlist_of(path).parent, "--split"
