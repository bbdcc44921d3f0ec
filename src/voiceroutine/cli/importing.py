"""The command about sheets: import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import voiceroutine
from voiceroutine.cli import completion
from voiceroutine.cli.terminal import say, say_lines

if TYPE_CHECKING:
    from voiceroutine import Doubt


@click.command("import", short_help="Write a script of a plain list of exercises.")
@click.argument("sheet", metavar="SHEET.txt|-", shell_complete=completion.files)
@click.option(
    "-o",
    "--output",
    metavar="NAME|PATH",
    help="The script to write: a name in ./scripts, a path that ends with .yaml, or - for stdout.",
)
def import_(sheet: str, output: str | None) -> None:
    """Write a script of a plain list of exercises, as it is typed for a patient; - reads it from stdin.

    One exercise a line: its name, and how much of it. Names that the library has become its stretches, all others
    stretches of your own. What is unsure is asked on a terminal, and marked in the script otherwise. What is not read
    is kept as a comment, and nothing is overwritten.

    \b
      Chin tucks 3x10, hold 5 s
      2. Upper trap stretch - 30 s x 3 e/s, twice a day
      Clamshells: 2 sets of 15 each side

    \b
      voiceroutine import anna.txt               scripts/anna.yaml
      voiceroutine import anna.txt -o week-2     scripts/week-2.yaml
      voiceroutine import - -o - < anna.txt      prints it
    """
    import shlex

    written = voiceroutine.import_sheet(_text(sheet), name=_shown(sheet), is_it=_ask if _somebody(sheet) else _nobody)
    if output == "-":
        say_lines(written.text.rstrip("\n"))
    else:
        path = voiceroutine.write_sheet(written, sheet=sheet, output=output)
    for remark in written.remarks:
        say(str(remark), err=True)
    if output != "-":
        own = written.stretches - written.from_library
        say(f"{path}  {_counted(written.from_library, 'stretch')} of the library, {own} of your own")
        say(f"read it, and add a `setup` to each of your own; then: voiceroutine make {shlex.quote(path.stem)}")


def _text(sheet: str) -> str:
    if sheet == "-":
        return voiceroutine.read_sheet(sys.stdin.buffer.read(), "stdin")
    return voiceroutine.read_sheet(Path(sheet), sheet)


def _shown(sheet: str) -> str:
    return "stdin" if sheet == "-" else Path(sheet).name


def _somebody(sheet: str) -> bool:
    return sheet != "-" and sys.stdin.isatty() and sys.stderr.isatty()


def _nobody(_: Doubt) -> None:
    return None


def _ask(doubt: Doubt) -> bool:
    question = f"line {doubt.line}: is `{doubt.written}` the library's `{doubt.key}` ({doubt.name})?"
    return click.confirm(voiceroutine.visible(question), default=False, err=True)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 'es'}"
