"""The commands that bring sessions to a phone: serve, publish."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import voiceroutine
from voiceroutine.cli.terminal import is_terminal, reporter, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voiceroutine import Serving

_BLACK, _WHITE = 16, 231
"""In the fixed part of a terminal's 256 colours: the first sixteen are whatever its theme makes of them."""
_HALF = "\N{UPPER HALF BLOCK}"
_MARGIN = 4
"""In modules: what ISO/IEC 18004 asks for, so that a camera finds the code."""


@click.command(short_help="Show sessions to your phone.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=Path("output"))
@click.option(
    "--host",
    metavar="ADDRESS",
    help="The address to listen at; 0.0.0.0 for all of this computer's. [default: the one on your network]",
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    help="The port; 0 for any that is free. [default: 8470, or the next that is free]",
)
@click.option("--new-token", is_flag=True, help="Make a new address. The one from before leads nowhere then.")
def serve(folder: Path, host: str | None, port: int | None, new_token: bool) -> None:
    """Serve the sessions in DIR to phones on your network. DIR is `output` if you name none.

    Scan the code with the phone's camera, or type the address. The page plays a session and waits for you. Sessions
    that you make meanwhile appear by themselves. Ctrl-C ends it, with exit code 0.

    Whoever has the address gets in; nobody can guess it. It stays the same, so that a bookmark on the phone stays
    good.

    \b
      voiceroutine serve
      voiceroutine serve ~/Music/sessions
      voiceroutine serve --new-token
    """
    voiceroutine.serve(folder, host=host, port=port, new_token=new_token, ready=_show)


def _show(serving: Serving) -> None:
    if not is_terminal(sys.stdout):
        say(serving.url)
        for note in serving.notes:
            say(f"note: {note}", err=True)
        sys.stdout.flush()
        return
    if _fits(serving.code):
        for line in _drawn(serving.code):
            click.echo(line, color=True)  # without its colours it is no code, whatever NO_COLOR says
    say(serving.url)
    say("Scan the code with your phone's camera, or open the address. The phone must be on the same network.")
    for note in serving.notes:
        say(note)
    say("Ctrl-C ends it.")


def _fits(code: Sequence[bytes]) -> bool:
    """Return whether the terminal can show a code: it is wide enough, and has the letter that codes are made of."""
    try:
        _HALF.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return shutil.get_terminal_size().columns >= len(code[0]) + 2 * _MARGIN


def _drawn(code: Sequence[bytes]) -> Iterator[str]:
    """Yield the lines of a code: two rows of modules in each, black on white whatever the terminal's colours are."""
    width = len(code[0]) + 2 * _MARGIN
    blank = bytes(width)
    rows = [blank] * _MARGIN + [bytes(_MARGIN) + row + bytes(_MARGIN) for row in code] + [blank] * _MARGIN
    rows += [blank] * (len(rows) % 2)
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        line, before = "", (-1, -1)
        for pair in zip(upper, lower, strict=True):
            if pair != before:
                above, below = (_BLACK if dark else _WHITE for dark in pair)
                line += f"\x1b[38;5;{above}m\x1b[48;5;{below}m"
            line, before = f"{line}{_HALF}", pair
        yield f"{line}\x1b[0m"


@click.command(short_help="Write a site for any web host.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--from",
    "sessions",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="The folder of the sessions.",
)
@click.option("--url", metavar="URL", help="Where the site will be found; the feed needs it.")
@click.option("--force", is_flag=True, help="Replace files that voiceroutine did not make.")
def publish(folder: Path, sessions: Path, url: str | None, force: bool) -> None:
    """Write the sessions in FOLDER to DIR as a site: the pages that `serve` shows, the sound, handouts and a feed.

    Copy DIR to any host of plain files; no program has to run there. The host must answer range requests, as most do:
    otherwise the page cannot jump in a session that is not kept on the phone. If the host has https, a phone can
    install the site, and keeps the sessions that are chosen for times without a network. Publish again after a
    change: only what is new is written, and files that are not ours stay.

    Whoever finds the address can listen. Do not publish what has a patient's name in it.

    \b
      voiceroutine publish site --url https://example.org/sessions/
      voiceroutine publish site --from ~/Music/sessions
    """
    with reporter(folder.name, lines=False) as report:
        done = voiceroutine.publish(folder, sessions=sessions, url=url, force=force, reporter=report)
    count = "1 session" if done.sessions == 1 else f"{done.sessions} sessions"
    say(f"{done.folder}  {count}, {done.written} files written, {done.unchanged} up to date, {done.removed} removed")
