"""Writes the pages that come from the code: the script format, the errors, the commands, the Python API, a schema.

Also the picture that the README opens with.

`python docs/generate.py` writes them. With `--check` it only names those that are out of date, and exits with 1.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import api_page
from click.testing import CliRunner

import voiceroutine
from voiceroutine.app.chart import estimated_svg
from voiceroutine.cli import cli
from voiceroutine.script.manual import reference

FOLDER = Path(__file__).parent
_WIDTH = 98  # what click fills of a terminal of 100 columns


_COMPLETION = """\
## Completion in a shell

The Tab key completes commands, options and their values, and the names of scripts, stretches, voices and problem codes,
once the shell is told so:

| shell | write this line into | |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_VOICEROUTINE_COMPLETE=bash_source voiceroutine)"` |
| zsh | `~/.zshrc` | `eval "$(_VOICEROUTINE_COMPLETE=zsh_source voiceroutine)"` |
| fish | `~/.config/fish/completions/voiceroutine.fish` | `_VOICEROUTINE_COMPLETE=fish_source voiceroutine \\| source` |

bash needs version 4.4 or newer: macOS has an older one, and zsh beside it."""


def commands() -> str:
    """Return the page of all commands: what `--help` prints for each, on a terminal of 100 columns or more."""
    sections = ["# The commands\n\nEach as its `--help` says it.", _COMPLETION]
    for name in (None, *sorted(cli.commands)):
        words = [name] if name else []
        said = CliRunner().invoke(cli, [*words, "--help"], prog_name="voiceroutine", terminal_width=_WIDTH)
        sections.append(f"## {' '.join(['voiceroutine', *words])}\n\n```\n{said.stdout.rstrip()}\n```")
    return "\n\n".join(sections) + "\n"


def timeline_schema() -> str:
    """Return the JSON Schema of timelines as `voiceroutine schema --timeline` prints it."""
    return json.dumps(voiceroutine.timeline_schema(), indent=2, ensure_ascii=False) + "\n"


def picture() -> str:
    """Return the drawing of the routine `neck`. Its lengths are estimated, so that no voice has to speak it."""
    return estimated_svg(str(FOLDER.parent / "scripts" / "neck.yaml"))


PAGES = {
    "script-format.md": reference.script_format,
    "errors.md": reference.errors,
    "commands.md": commands,
    "api.md": api_page.page,
    "timeline.schema.json": timeline_schema,
    "neck.svg": picture,
}


def main() -> int:
    """Write the pages, or check them."""
    stale = [name for name, page in PAGES.items() if not _is_current(FOLDER / name, page())]
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"docs/{name} is out of date: run `make docs`", file=sys.stderr)  # noqa: T201 it is what this program says
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


def _is_current(path: Path, content: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == content


if __name__ == "__main__":
    sys.exit(main())
