"""Writes a new script to begin with."""

from __future__ import annotations

import hashlib
import json
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceroutine.document.nodes import Scalar, Source, Span
from voiceroutine.document.writer import entry_lines
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import make_folder, other_kind, reason, whole_file
from voiceroutine.language.markup import shown
from voiceroutine.script.alone import load_alone, load_stretch
from voiceroutine.script.library import SUFFIXES, default_library
from voiceroutine.script.loader import load_script
from voiceroutine.script.manual.expansion import expanded
from voiceroutine.script.manual.schema import script_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.script.library import Library

SCHEMA_FILE = "voiceroutine.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Tells an editor with a YAML language server that the schema is beside the script."""


def starter(routine: str | None = None) -> str:
    """Return the text of a new script.

    Args:
        routine: The text of the script to begin with; by default one that teaches the language.
    """
    if routine is None:
        routine = (resources.files("voiceroutine.script.manual") / "starter.yaml").read_text(encoding="utf-8")
    return MODELINE + without_modeline(routine)


def without_modeline(text: str) -> str:
    """Return the text of a script without the line that is for an editor with a YAML language server."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# yaml-language-server:"))


def new_script(
    name: str,
    routine: str | None = None,
    *,
    expand: bool = False,
    library: Library | None = None,
    note: Callable[[str], None] | None = None,
) -> Path:
    """Write a new script and the schema beside it; return the script's path.

    Args:
        name: Its name, or the path of a file to write.
        routine: The script to begin with, or the key of a library stretch, which becomes the only one of the script; by
            default a script that teaches the language.
        expand: Write all the words that the script takes from others into it, to be translated or changed. It says the
            same.
        library: Where `routine` is looked for; by default as for `preview`.
        note: Is told, in a sentence, why there is no new schema.

    Raises:
        VoiceroutineError: The name is not usable, there is no such routine or it is faulty, or the file already exists.
    """
    library = library or default_library()
    path = script_place(name)
    text = starter(_beginning(routine, library, expand=expand) if routine else None)
    return write_new(path, text, note=note)


def _beginning(routine: str, library: Library, *, expand: bool) -> str:
    """Return the text of a script to begin with."""
    alone = routine not in library.scripts() and library.stretches().get(routine)
    if alone:
        title = shown(load_stretch(alone[0]).name)
        if expand:
            return expanded(load_alone(alone[0], title=title))
        place = Span(Source("", ""), 0, 0)
        return "\n".join([*entry_lines("title", Scalar(title, place), 0), "stretches:", f"  - use: {routine}"]) + "\n"
    path = library.find_script(routine)
    return expanded(load_script(path, library)) if expand else _text_of(path)


def script_place(name: str) -> Path:
    """Return the path of a new script: ./scripts/NAME.yaml, or a path that ends with .yaml.

    Raises:
        VoiceroutineError: The name is not usable.
    """
    path = Path(name) if name.endswith(SUFFIXES) else Path("scripts", f"{name}.yaml")
    if not re.fullmatch(r"[^\W_][^/\\]*", path.stem) or (not name.endswith(SUFFIXES) and path.stem != name):
        raise VoiceroutineError(
            f"`{name}` cannot be the name of a script; write a name like `evening`, or a path that ends with .yaml"
        )
    return path


def write_script(path: Path, text: str) -> Path:
    """Write a new script alone; errors as `write_new`."""
    make_folder(path.parent)
    try:
        with whole_file(path, new=True) as part:
            part.write_text(text, encoding="utf-8")
    except FileExistsError as error:
        raise OutputError(f"{path} already exists and is left as it is; choose another name") from error
    return path


def write_new(path: Path, text: str, *, note: Callable[[str], None] | None = None) -> Path:
    """Write a new script and the schema beside it; return the script's path.

    Args:
        path: The script.
        text: What is in it.
        note: Is told, in a sentence, why there is no new schema.

    Raises:
        OutputError: There is a file already, or it cannot be written.
    """
    write_script(path, text)
    schema = path.parent / SCHEMA_FILE
    remark = _write_schema(schema)
    if remark and note:
        note(remark)
    return path


def _write_schema(path: Path) -> str | None:
    """Write the schema; return why it was not, in a sentence. The script beside it can be used without."""
    if not _is_ours(path):
        return f"{path} was changed since it was made, or is somebody else's, and is left as it is"
    try:
        with whole_file(path) as part:
            part.write_text(_marked_schema(), encoding="utf-8")
    except OutputError as error:
        return str(error)
    return None


def _text_of(path: Path) -> str:
    """Return the text of a script to begin with.

    Raises:
        VoiceroutineError: It cannot be read.
    """
    try:
        if kind := other_kind(path):
            raise VoiceroutineError(f"cannot begin with {path}: it is {kind}")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise VoiceroutineError(f"cannot begin with {path}: {why}") from error


_MARK = "written by voiceroutine; SHA-256 of the rest: "


def _marked_schema() -> str:
    """Return the text of the schema, with a comment that tells whether somebody has changed it since."""
    return _marked(script_schema())


def _marked(schema: dict[str, Any]) -> str:
    rest = json.dumps(schema, indent=2, ensure_ascii=False)
    comment = _MARK + hashlib.sha256(rest.encode()).hexdigest()
    return json.dumps({"$comment": comment, **schema}, indent=2, ensure_ascii=False) + "\n"


def _is_ours(path: Path) -> bool:
    """Return whether the file at `path` may be replaced: it is as we wrote it, or there is none."""
    try:
        if other_kind(path):
            return False
        text = path.read_text(encoding="utf-8")
        found = json.loads(text)
    except FileNotFoundError:
        return True
    except (OSError, ValueError, RecursionError):
        return False
    if not isinstance(found, dict):
        return False
    found.pop("$comment", None)
    return text == _marked(found)
