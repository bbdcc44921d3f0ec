"""Make the handout of a script: a PDF of the same words and the same numbers as its session."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from voiceroutine.app.links import web_link
from voiceroutine.app.preview import preview
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.app.sealed import MARK, OPEN, write_sealed
from voiceroutine.app.sheet import sheet_of
from voiceroutine.script.overlays.variables import PATIENT

if TYPE_CHECKING:
    from voiceroutine.app.reporter import Reporter
    from voiceroutine.script.adjustments import Adjustments
    from voiceroutine.script.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """A handout that was made."""

    path: Path
    pages: int
    made: bool
    """Whether it was written; if not, the same was there already."""


def handout(
    script: str | Path,
    *,
    folder: Path = Path("output"),
    paper: Literal["a4", "letter"] = "a4",
    link: str | None = None,
    patient: str | None = None,
    voice: str | None = None,
    adjustments: Adjustments | None = None,
    force: bool = False,
    library: Library | None = None,
    reporter: Reporter | None = None,
) -> Handout:
    """Make the handout of a script: a PDF in `folder` that is called like the session.

    It has each stretch with its picture, its words and its dose, when to stop, boxes to tick off for a week, and the
    disclaimer. Where the session is fitted to a length, it says which doses are not as they are written. The same
    script gives the same file.

    Args:
        script: Its name or its path.
        folder: Made if it is missing.
        paper: The size of its pages.
        link: Where the session can be heard, as a code to scan.
        patient: Whose it is. If omitted, the script's var `patient`, or a line to write a name on.
        voice: Speaks instead of the script's own choice: the session's length depends on it.
        adjustments: What is different from the script, for once.
        force: Replace a file that voiceroutine did not make, or that was changed since.
        library: Where scripts are looked for; by default as for `preview`.
        reporter: Is told how far it is, and which letters cannot be printed.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it, or there is a file of others.
    """
    from voiceroutine.paper.handout import print_handout

    reporter = reporter or SilentReporter()
    address = web_link(link) if link else ""
    found = preview(script, voice=voice, adjustments=adjustments, library=library, reporter=reporter)
    name = found.script.vars.get(PATIENT, "") if patient is None else patient
    fitted = {"on_paper": found.on_paper, "written": found.written}
    sheet = sheet_of(found.script, found.timeline, patient=name, link=address, **fitted)
    printed = print_handout(sheet, paper)
    if printed.missing:
        letters = ", ".join(f"`{letter}`" for letter in printed.missing[:10])
        reporter.note(f"the font of handouts lacks {letters}: a square stands in place of each")
    path = folder / f"{found.script.name}.pdf"
    content = printed.content.rstrip(b"\n") + b"\n%" + MARK + OPEN + b"\n"  # a comment, after the end of the pages
    made = write_sealed(path, content, found.script.path, force=force)
    return Handout(path=path, pages=printed.pages, made=made)
