"""The drawing of a session's timeline: as an SVG, in a file, and for a session that no voice has spoken yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from voiceroutine.app.preview import plan_session
from voiceroutine.app.sealed import UNSEALED, write_sealed
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

_HINT = "name another one, or move it away"


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
    write_sealed(path, f"{timeline_svg(timeline)}<!-- {UNSEALED} -->\n".encode(), hint=_HINT)
    return path
