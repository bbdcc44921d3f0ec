"""Begin a script: with nothing, with a routine, with a sheet, or as a programme for a patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.app.import_sheet import import_sheet, nobody
from voiceroutine.document.edit.apply import edit_text
from voiceroutine.document.edit.edits import SetValue
from voiceroutine.document.nodes import Entry, Mapping, Scalar, Source, Span
from voiceroutine.document.reader import decode, read_content
from voiceroutine.document.writer import lines_of
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.library import default_library
from voiceroutine.script.manual.starter import without_modeline, write_script
from voiceroutine.script.overlays.items import slug
from voiceroutine.script.overlays.variables import KEY as VARS
from voiceroutine.script.overlays.variables import PATIENT
from voiceroutine.script.values import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from voiceroutine.document.nodes import Node
    from voiceroutine.script.library import Library
    from voiceroutine.script.sheet.writing import Doubt

_LONGEST_NAME = 60
"""Of a script's file, in letters."""
_MOST_OF_A_NAME = 100
"""How many scripts may be called the same, but for a number."""
_EMPTY = "stretches: []\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A script that was begun."""

    path: Path
    remarks: tuple[str, ...] = ()
    """What was read otherwise than it stands on the sheet, and what was not read."""


def begin_script(
    title: str,
    *,
    source: str | None = None,
    sheet: str | None = None,
    patient: str | None = None,
    library: Library | None = None,
    is_it: Callable[[Doubt], bool | None] = nobody,
) -> Begun:
    """Write a new script in ./scripts. Its file is called like its title, with a number where that is taken.

    Args:
        title: The script's; of a sheet's, empty for the sheet's own.
        source: The name of a script to begin with, or the key of a library stretch.
        sheet: A list of exercises to begin with, as therapists type it.
        patient: Whom it is for: then it extends `source`, and has only what differs.
        library: Where scripts are; by default as for `preview`. Its first folder takes the script.
        is_it: Answers whether a name on a sheet means a stretch of the library, as for `import_sheet`.

    Raises:
        VoiceroutineError: The title is no title, there is no such source, the sheet has no exercises, or it cannot be
            written.
    """
    library = library or default_library()
    title = " ".join(title.split())
    remarks: tuple[str, ...] = ()
    if sheet is not None:
        written = import_sheet(sheet, name="this sheet", library=library, is_it=is_it)
        text, remarks = written.text, tuple(map(str, written.remarks))
        text = _titled(text, title) if title else text
        title = title or written.title
    _require_title(title)
    if sheet is None:
        text = _text(title, source, patient, library)
    return Begun(path=_write(library.shelves[0].folder, title, text), remarks=remarks)


def doubts_of(sheet: str, library: Library) -> tuple[Doubt, ...]:
    """Return the names on a sheet that may mean stretches of the library, for `is_it`. Nothing is written.

    Raises:
        VoiceroutineError: There are no exercises on it, or too many.
    """
    found: list[Doubt] = []
    import_sheet(sheet, name="this sheet", library=library, is_it=found.append)
    return tuple(found)


def _require_title(title: str) -> None:
    if not title or not slug(title):
        raise VoiceroutineError("a script needs a title", "for example `Evening stretches`")
    if len(title) > LONGEST_TEXT:
        raise VoiceroutineError(f"a title has at most {LONGEST_TEXT} characters", "write a shorter one")


def _text(title: str, source: str | None, patient: str | None, library: Library) -> str:
    titled: dict[str, Node] = {"title": _scalar(title)}
    if source is None:
        return _lines(titled) + _EMPTY
    if patient is not None:
        words = Mapping({PATIENT: Entry(_NOWHERE, _scalar(patient.strip() or title))}, _NOWHERE)
        library.find_script(source)
        return _lines({"extends": _scalar(source), **titled, VARS: words})
    if source not in library.scripts() and (found := library.stretches().get(source)):
        titled = {"title": _scalar(title or shown(load_stretch(found[0]).name))}
        return _lines(titled) + f"stretches:\n  - use: {source}\n"
    path = library.find_script(source)
    return _titled(decode(read_content(path, str(path)), str(path)), title)


def _titled(text: str, title: str) -> str:
    return edit_text(text, SetValue(path=("title",), value=title, at=0))


_NOWHERE = Span(Source("", ""), 0, 0)


def _scalar(text: str) -> Scalar:
    return Scalar(text, _NOWHERE)


def _lines(values: dict[str, Node]) -> str:
    entries = {key: Entry(_NOWHERE, value) for key, value in values.items()}
    return "".join(f"{line}\n" for line in lines_of(Mapping(entries, _NOWHERE)))


def _write(folder: Path, title: str, text: str) -> Path:
    name = slug(title)[:_LONGEST_NAME].strip("-")
    for number in range(1, _MOST_OF_A_NAME + 1):
        path = folder / f"{name}.yaml" if number == 1 else folder / f"{name}-{number}.yaml"
        if not path.exists() and not path.with_suffix(".yml").exists():
            return write_script(path, without_modeline(text))
    raise OutputError(f"there are {_MOST_OF_A_NAME} scripts called {name} already", "choose another title")
