"""Writes the pages that are generated from the code: the script format, the errors, the commands.

`python docs/generate.py` writes them. With `--check` it only names those that are out of date, and exits with 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from voiceroutine.cli import cli
from voiceroutine.script.manual import reference

FOLDER = Path(__file__).parent


def commands() -> str:
    """Return the page of all commands: each as its `--help` says it."""
    sections = ["# The commands\n\nEach as its `--help` says it."]
    for name in (None, *sorted(cli.commands)):
        command = cli.commands[name] if name else cli
        context = click.Context(
            command, info_name=f"voiceroutine {name}" if name else "voiceroutine", max_content_width=100
        )
        context.terminal_width = 100
        sections.append(f"## {context.info_name}\n\n```\n{command.get_help(context)}\n```")
    return "\n\n".join(sections) + "\n"


PAGES = {"script-format.md": reference.script_format, "errors.md": reference.errors, "commands.md": commands}


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
