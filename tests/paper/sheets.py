"""Handouts for tests, of scripts that no voice has spoken, and what a reader of PDFs finds in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from tests.support import BUNDLED, write
from voiceroutine.app.preview import plan_session
from voiceroutine.app.sheet import sheet_of
from voiceroutine.paper.handout import Printed, print_handout
from voiceroutine.paper.sheet import Paper, Sheet
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.loader import load_script


def sheet(script: str, *, patient: str = "", link: str = "") -> Sheet:
    """Return the handout of a bundled script, by its name, or of the text of another."""
    named = "\n" not in script
    found = load_script(script if named else write(Path("sheet.yaml"), script), BUNDLED)
    timeline = lay_out(found.routine.title, plan_session(found), estimated_ms)
    return sheet_of(found, timeline, patient=patient, link=link)


def printed(script: str, paper: Paper = "a4", *, patient: str = "", link: str = "") -> Printed:
    return print_handout(sheet(script, patient=patient, link=link), paper)


@cache
def printed_once(name: str) -> Printed:
    """Return the handout of a bundled script, for all tests that look at it."""
    return printed(name)


def reader(done: Printed) -> PdfReader:
    return PdfReader(BytesIO(done.content))


def text_of(done: Printed, *, last: int = 0) -> str:
    """Return all that can be read in a PDF, or on its last pages, each run of spaces and line breaks as one space.

    A page with pictures takes the reader a tenth of a second.
    """
    return " ".join(" ".join(page.extract_text() for page in reader(done).pages[-last:]).split())


def elements(done: Printed) -> Iterator[tuple[str, int, Any]]:
    """Yield the kind of each element of the document's structure, the number of its page, and the element."""
    found = reader(done)
    pages = {page.indirect_reference: number for number, page in enumerate(found.pages, 1)}
    root: Any = found.trailer["/Root"]
    for kid in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]:
        element = kid.get_object()
        yield element["/S"], pages[element.raw_get("/Pg")], element
