"""Files of others: what we did not make, or what was changed since we made it, is not replaced unasked."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.cache import cache_folder
from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, other_kind, reason, whole_file
from voiceroutine.language.markup import shown
from voiceroutine.session.formats import caption_format, caption_formats
from voiceroutine.session.tags import read_session_info

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.loader import Script
    from voiceroutine.session.tags import SessionInfo

HINT = "move it away, or name another folder (--output); --force replaces a file"


def require_regular(path: Path) -> None:
    """Make sure that there is a regular file at `path`, or nothing. To open anything else could wait for ever.

    Raises:
        OutputError: There is something else.
    """
    try:
        kind = other_kind(path)
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
    if kind:
        raise OutputError(f"cannot write {path}: there is {kind}", "move it away, or name another folder (--output)")


def session_to_replace(path: Path, script: Script) -> SessionInfo | None:
    """Return what the session at `path` keeps of its making, if a session of `script` may take its place.

    Raises:
        OutputError: There is a file that voiceroutine did not make, or the session of another script of that name.
    """
    try:
        if not path.exists() or not path.stat().st_size:
            return None
        kept = read_session_info(path)
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
    if kept is None:
        raise OutputError(f"there is a file at {path} that voiceroutine did not make", HINT)
    if other := _other_script(path, kept, script):
        raise OutputError(f"the session at {path} is of another script of that name, {other}", HINT)
    return kept


def _other_script(path: Path, kept: SessionInfo, script: Script) -> str | None:
    """Return the script that a session was made from, if it is another one than `script`.

    A session never says where its script lies, since it is passed on. This machine remembers that; what it does not
    remember is told by the title.
    """
    made_from = remembered(path, kept.provenance.fingerprint)
    if made_from is None:
        other_title = kept.timeline.title != shown(script.routine.title)
        changed = kept.provenance.script_sha256 != script.sha256
        return f"`{kept.timeline.title}`" if other_title and changed else None
    with suppress(OSError):
        if made_from.exists() and not made_from.samefile(script.path):
            return str(made_from)
    return None  # it is the same, or it is gone: the script may have been moved


def _memory_of(path: Path) -> Path:
    """Return the file in which this machine remembers where the script of the file at `path` lies."""
    return cache_folder() / "made" / f"{hashlib.sha256(str(path.resolve()).encode(errors='replace')).hexdigest()}.json"


def remembered(path: Path, fingerprint: str) -> Path | None:
    """Return where the script of the file at `path` lay when it was made, if this machine has kept it."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(_memory_of(path).read_text(encoding="utf-8"))
        if isinstance(found, list) and len(found) == 2 and found[0] == fingerprint:
            return Path(str(found[1]))
    return None


def remember(path: Path, fingerprint: str, script: Path) -> None:
    """Keep for later which script the file at `path` was made from. Where nothing can be kept, nothing is."""
    memory = _memory_of(path)
    with suppress(OutputError, OSError):
        make_folder(memory.parent.parent, private=True)
        make_folder(memory.parent, private=True)
        with whole_file(memory, lasting=False) as part:
            part.write_text(json.dumps([fingerprint, str(script.resolve())]), encoding="utf-8")


def write_captions(
    path: Path, formats: Iterable[str], timeline: Timeline, replaceable: Iterable[Timeline | None], *, force: bool
) -> None:
    """Write captions beside the session at `path`, unless they are there already; errors as `require_own_captions`."""
    if not force:
        require_own_captions(path, formats, (timeline, *replaceable))
    for name in formats:
        beside, content = path.with_suffix(f".{name}"), caption_format(name).write(timeline).encode()
        require_regular(beside)
        with suppress(OSError):
            if beside.read_bytes() == content:
                continue
        with whole_file(beside) as part:
            part.write_bytes(content)


def earlier_captions(path: Path, timeline: Timeline, before: Timeline | None, written: Iterable[str]) -> Iterator[Path]:
    """Yield the captions beside the session at `path` that are of the one before it.

    Args:
        path: The session.
        timeline: Its own.
        before: Of the session that was in its place.
        written: The formats in which its own captions were written.
    """
    for name in sorted({*caption_formats()} - {*written}):
        beside, write = path.with_suffix(f".{name}"), caption_format(name).write
        with suppress(OSError):
            if (
                before
                and beside.is_file()
                and beside.read_bytes() == write(before).encode() != write(timeline).encode()
            ):
                yield beside


def require_own_captions(path: Path, formats: Iterable[str], timelines: Iterable[Timeline | None]) -> None:
    """Make sure that captions beside the session at `path`, where there are any, are as we write them.

    Args:
        path: The session.
        formats: Of the captions.
        timelines: What the session's captions may have been written from.

    Raises:
        OutputError: Some are not: somebody else made them, or changed them since.
    """
    known = [timeline for timeline in timelines if timeline is not None]
    for name in formats:
        beside = path.with_suffix(f".{name}")
        require_regular(beside)
        try:
            found = beside.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise OutputError(f"cannot read {beside}: {reason(error)}") from error
        if found and found not in (caption_format(name).write(timeline).encode() for timeline in known):
            message = f"the captions at {beside} were changed since they were made, or voiceroutine did not make them"
            raise OutputError(message, "move them away, or replace them with --force")
