"""Import a sheet: from a plain list of exercises, as therapists type it, to a script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import reason
from voiceroutine.language.markup import shown
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.group import MOST_STRETCHES
from voiceroutine.script.library import default_library
from voiceroutine.script.manual.starter import script_place, write_new
from voiceroutine.script.overlays.items import slug
from voiceroutine.script.sheet.lines import read_lines
from voiceroutine.script.sheet.names import KnownStretch, find
from voiceroutine.script.sheet.writing import Doubt, Written, write_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from voiceroutine.script.library import Library

LARGEST_SHEET_BYTES = 200_000
"""A hundred pages."""

LONGEST_NAME = 60
"""Characters of the name that a script has from its sheet."""


def nobody(_: Doubt) -> None:
    """Leave every doubt in the script, marked."""


def import_sheet(
    text: str,
    *,
    name: str = "a sheet",
    library: Library | None = None,
    is_it: Callable[[Doubt], bool | None] = nobody,
) -> Written:
    r"""Return the script of a sheet of exercises.

    Names are looked up in the library; what is not there becomes a stretch of its own. What is on the sheet and not in
    the script stays in it as a comment.

    >>> import voiceroutine
    >>> print(voiceroutine.import_sheet("Neck programme\n1. Chin tucks 3x10, hold 5 s\n").text)
    # yaml-language-server: $schema=voiceroutine.schema.json
    # Read from a sheet by `voiceroutine import`; the comments are the lines of the sheet.
    title: Neck programme
    stretches:
      # line 2: 1. Chin tucks 3x10, hold 5 s
      - use: chin-tuck
        dose: 3 x 10, hold 5 s
    <BLANKLINE>

    Args:
        text: The sheet.
        name: What it is called: its file.
        library: Where stretches are looked for; by default as for `preview`.
        is_it: Is asked where a name is near one of the library and not the same; None leaves it in the script, marked.

    Raises:
        VoiceroutineError: There are no exercises on it, or too many.
    """
    known = tuple(_known(library or default_library()))

    def surely(written: str) -> bool:
        match = find(written, known)
        return match is not None and match.sure

    contents = read_lines(text, surely)
    if not contents.exercises:
        hint = "write one exercise a line, for example `Chin tucks 3x10, hold 5 s`"
        raise VoiceroutineError(f"there are no exercises in {name}", hint)
    if len(contents.exercises) > MOST_STRETCHES:
        message = f"there are {len(contents.exercises)} exercises in {name}, and a script can have {MOST_STRETCHES}"
        raise VoiceroutineError(message)
    return write_script(contents, known, title="Home programme", source=name, is_it=is_it)


def _known(library: Library) -> Iterator[KnownStretch]:
    for key, (path, _) in sorted(library.stretches().items()):
        try:
            stretch = load_stretch(path)
        except VoiceroutineError:  # `check` says what is wrong with it
            continue
        kind = "held" if stretch.hold else "steps" if stretch.steps else "counted"
        yield KnownStretch(key, shown(stretch.name), stretch.also, kind)


_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf")
"""What files of word processors, PDFs and pictures begin with."""


def read_sheet(source: Path | bytes, name: str) -> str:
    """Return the text of a sheet, from its file or as it was typed.

    Raises:
        VoiceroutineError: It cannot be read, is no text, or too large.
    """
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise VoiceroutineError(f"cannot read {name}: {reason(error)}") from error
    if len(content) > LARGEST_SHEET_BYTES:
        raise VoiceroutineError(f"{name} has {len(content):,} bytes, and a sheet can have {LARGEST_SHEET_BYTES:,}")
    wide = content[:2] in _UTF16
    if content.startswith(_OTHER_FILES) or (b"\0" in content and not wide):
        hint = "copy the list out of it: `voiceroutine import -` reads what you paste, up to Ctrl-D"
        raise VoiceroutineError(f"{name} is a document or a picture, and no plain text", hint)
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:  # older programs on Windows write cp1252
        return content.decode("utf-16" if wide else "cp1252", errors="replace")


def write_sheet(written: Written, *, sheet: str, output: str | None = None) -> Path:
    """Write the script of a sheet, and return its path.

    Args:
        written: The script.
        sheet: The sheet's path, or `-`; the script has the sheet's name, or that of its title.
        output: Another name, or a path that ends with .yaml.

    Raises:
        VoiceroutineError: The name is not usable, there is a script of that name already, or it cannot be written.
    """
    title = Path(sheet).stem if sheet != "-" else written.title
    name = output if output is not None else slug(title)[:LONGEST_NAME] or "programme"
    return write_new(script_place(name), written.text)
