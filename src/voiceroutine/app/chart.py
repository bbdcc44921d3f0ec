"""The drawing of a session's timeline: as an SVG, in a file, and for a session that no voice has spoken yet."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING

from voiceroutine.app.others import require_regular
from voiceroutine.app.preview import plan_session
from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.language.markup import shown
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.plan.chart_svg import timeline_svg
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.loader import load_script
from voiceroutine.script.wording import language_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.library import Library

_MARK = re.compile(r"<!-- voiceroutine ([0-9a-f]{64}) -->\n\Z")
"""The last line of a file of ours: the SHA-256 of all before it, which tells whether anybody has changed it since."""


def estimated_svg(name: str, library: Library | None = None) -> str:
    """Return the drawing of a session whose lengths are all estimated: the same on every machine, without a voice.

    Args:
        name: The name or the path of its script.
        library: Where scripts are looked for; by default as for `preview`.

    Raises:
        VoiceroutineError: There is no such script, or it is faulty.
    """
    script = load_script(name, library)
    routine = script.routine
    pronounce = pronouncer(routine.say_as, language_of(routine))
    length_of = partial(_estimated_ms, pronounce, routine.pace)
    return timeline_svg(
        lay_out(shown(routine.title), plan_session(script), length_of, wake=routine.wakes), estimated=True
    )


def _estimated_ms(pronounce: Callable[[str], str], pace: float, text: str) -> int:
    return estimated_ms(pronounce(text), pace)


def write_svg(timeline: Timeline, path: Path) -> Path:
    """Write the drawing of a session to a file, to scale, and return its path.

    It is printed on A4, and read on a light page and on a dark one. Longer sessions take several rows.

    >>> from pathlib import Path
    >>> import voiceroutine
    >>> voiceroutine.write_svg(voiceroutine.preview("desk-break").timeline, Path("desk.svg")).name
    'desk.svg'

    Args:
        timeline: The session.
        path: The file. One that this function wrote is replaced, and no other.

    Raises:
        OutputError: There is a file that voiceroutine did not make, or that was changed since; or it cannot be written.
    """
    require_regular(path)
    try:
        kept = path.read_bytes().decode(errors="replace") if path.exists() else ""
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
    if kept and not _is_ours(kept):
        message = f"there is a file at {path} that voiceroutine did not make, or that was changed since"
        raise OutputError(message, "name another one, or move it away")
    make_folder(path.parent)
    svg = timeline_svg(timeline)
    with whole_file(path) as part:
        part.write_bytes(f"{svg}<!-- voiceroutine {_hash(svg)} -->\n".encode())
    return path


def _is_ours(content: str) -> bool:
    mark = _MARK.search(content)
    return mark is not None and mark[1] == _hash(content[: mark.start()])


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
