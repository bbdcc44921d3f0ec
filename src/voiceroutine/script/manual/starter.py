"""Writes a new script to begin with."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.script.library import SUFFIXES, default_library
from voiceroutine.script.manual.schema import script_schema

if TYPE_CHECKING:
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
    lines = [line for line in routine.splitlines(keepends=True) if not line.startswith("# yaml-language-server:")]
    return MODELINE + "".join(lines)


def new_script(name: str, routine: str | None = None, *, library: Library | None = None) -> Path:
    """Write a new script and the schema beside it; return the script's path.

    Args:
        name: Its name, or the path of a file to write.
        routine: The script to begin with; by default one that teaches the language.
        library: Where `routine` is looked for; by default as for `preview`.

    Raises:
        VoiceroutineError: The name is not usable, there is no such routine, or the file already exists.
    """
    library = library or default_library()
    path = script_place(name)
    try:
        text = starter(library.find_script(routine).read_text(encoding="utf-8-sig") if routine else None)
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise VoiceroutineError(f"cannot begin with `{routine}`: {why}") from error
    return write_new(path, text)


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


def write_new(path: Path, text: str) -> Path:
    """Write a new script and the schema beside it; return the script's path.

    Raises:
        OutputError: There is a file already, or it cannot be written.
    """
    make_folder(path.parent)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise OutputError(f"{path} already exists and is left as it is; choose another name") from error
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from error
    with whole_file(path.parent / SCHEMA_FILE) as part:
        part.write_text(json.dumps(script_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
